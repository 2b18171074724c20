"""What can be asked for, and who holds it: one table. Nowhere else is a role looked at."""

from collections.abc import Mapping
from enum import StrEnum

from portal.model import Role


class Permission(StrEnum):
    """What a route can ask for, named after what a person does there. Sorted."""

    ADMIT_PRACTICE = "admit_practice"
    APPROVE_PROFILE = "approve_profile"
    CHANGE_AVAILABILITY = "change_availability"
    CHANGE_PROFILE = "change_profile"
    DECIDE_REQUEST = "decide_request"
    IMPOSE_STOP = "impose_stop"
    INVITE_COLLEAGUE = "invite_colleague"
    INVITE_PROVIDER = "invite_provider"
    KEEP_KEYS = "keep_keys"
    KEEP_LIST = "keep_list"
    KEEP_OWN_ACCOUNT = "keep_own_account"
    LOOK_AFTER_ACCOUNTS = "look_after_accounts"
    READ_MONITOR = "read_monitor"
    REFER = "refer"
    REPORT_MISTAKE = "report_mistake"
    SCREEN = "screen"
    SEE_AUDIT = "see_audit"
    SEE_CATALOGUE = "see_catalogue"
    SEE_HEALTH = "see_health"
    SEE_PROVIDER_AREA = "see_provider_area"
    SEE_REFERRAL_COUNTS = "see_referral_counts"
    SEE_REGION_AREA = "see_region_area"
    SEE_RESTRICTED_HELP = "see_restricted_help"
    SEE_STOPS = "see_stops"
    SIGN_IN = "sign_in"
    STOP_INTAKE = "stop_intake"
    USE_KEY = "use_key"
    USE_LINK = "use_link"


class Reach(StrEnum):
    """Of whose records a permission holds: those that the membership ties to."""

    OWN_PROVIDER = "own_provider"
    OWN_PRACTICE = "own_practice"
    OWN_MUNICIPALITY = "own_municipality"
    OWN_REGION = "own_region"
    EVERYWHERE = "everywhere"


# What everybody may do, signed in or not. Who comes with a key, a link or a keuzecode is no visitor there: what it
# opens is asked of it.
PUBLIC = frozenset(
    {
        Permission.KEEP_LIST,
        Permission.REPORT_MISTAKE,
        Permission.SEE_CATALOGUE,
        Permission.SEE_HEALTH,
        Permission.SIGN_IN,
        Permission.USE_KEY,
        Permission.USE_LINK,
    }
)

# What everybody may do who has signed in, with their own account only.
OWN_ACCOUNT = frozenset({Permission.KEEP_OWN_ACCOUNT})

# What changes nothing of others, and so asks for no second factor.
LOOKING = frozenset(
    {
        Permission.SEE_AUDIT,
        Permission.SEE_PROVIDER_AREA,
        Permission.SEE_REFERRAL_COUNTS,
        Permission.SEE_REGION_AREA,
        Permission.SEE_RESTRICTED_HELP,
        Permission.SEE_STOPS,
    }
)
CHANGING = frozenset(Permission) - PUBLIC - OWN_ACCOUNT - LOOKING

_EDITING = (Permission.SEE_PROVIDER_AREA, Permission.CHANGE_AVAILABILITY, Permission.CHANGE_PROFILE)
_MANAGING = (
    *_EDITING,
    Permission.INVITE_COLLEAGUE,
    Permission.KEEP_KEYS,
    Permission.SEE_AUDIT,
    Permission.STOP_INTAKE,
)
_REGION_EDITING = (
    Permission.APPROVE_PROFILE,
    Permission.SEE_AUDIT,
    Permission.SEE_PROVIDER_AREA,
    Permission.SEE_REFERRAL_COUNTS,
    Permission.SEE_REGION_AREA,
)
_CONTRACTING = (
    *_REGION_EDITING,
    Permission.ADMIT_PRACTICE,
    Permission.IMPOSE_STOP,
    Permission.INVITE_PROVIDER,
    Permission.LOOK_AFTER_ACCOUNTS,
    Permission.READ_MONITOR,
    Permission.SEE_RESTRICTED_HELP,
    Permission.SEE_STOPS,
)

Held = Mapping[Permission, Reach]

# Of a practice each refers for that practice; a toegang sees what concerns the children of its municipality.
_REFERRING = {Permission.REFER: Reach.OWN_PRACTICE}

# What a family may is up to their code. Referrals are for those whom they concern: an administrator is none of them.
HELD_BY: Mapping[Role, Held] = {
    Role.FAMILY: {},
    Role.HUISARTS: _REFERRING,
    Role.JEUGDARTS: _REFERRING,
    Role.SPECIALIST: _REFERRING,
    Role.GI: {**_REFERRING, Permission.SEE_RESTRICTED_HELP: Reach.OWN_REGION},
    Role.TOEGANG: {
        **dict.fromkeys((Permission.DECIDE_REQUEST, Permission.REFER), Reach.OWN_MUNICIPALITY),
        **dict.fromkeys((Permission.SEE_RESTRICTED_HELP, Permission.SEE_STOPS), Reach.OWN_REGION),
    },
    Role.PROVIDER_EDITOR: dict.fromkeys((*_EDITING, Permission.SCREEN), Reach.OWN_PROVIDER),
    Role.PROVIDER_MANAGER: dict.fromkeys((*_MANAGING, Permission.SCREEN), Reach.OWN_PROVIDER),
    Role.REGION_EDITOR: dict.fromkeys(_REGION_EDITING, Reach.OWN_REGION),
    Role.CONTRACT_MANAGER: dict.fromkeys(_CONTRACTING, Reach.OWN_REGION),
    Role.ADMINISTRATOR: dict.fromkeys((*_CONTRACTING, *_MANAGING), Reach.EVERYWHERE),
}

# Who works in a practice is that only where the region has admitted it.
OF_PRACTICES = frozenset({Role.HUISARTS, Role.JEUGDARTS, Role.SPECIALIST, Role.GI})

# Of whom a region looks after the people itself; providers do that for their own.
LOOKED_AFTER_BY_REGION = OF_PRACTICES | {Role.TOEGANG}

# Of these there has to be one as long as there is what they look after: the last one stays.
NEVER_WITHOUT = frozenset({Role.ADMINISTRATOR, Role.CONTRACT_MANAGER, Role.PROVIDER_MANAGER})


def roles_with(permission: Permission, reach: Reach) -> frozenset[Role]:
    """Who is told of what they may see or do there."""
    return frozenset(role for role, held in HELD_BY.items() if held.get(permission) is reach)


def needs_second_factor(role: Role) -> bool:
    return any(permission in CHANGING for permission in HELD_BY[role])


def permissions_to_invite(role: Role) -> frozenset[Permission]:
    """One of these is needed to let somebody in as this; without any, only the operator does."""
    if role in OF_PRACTICES:
        return frozenset({Permission.ADMIT_PRACTICE})
    return frozenset(
        {
            Role.TOEGANG: {Permission.LOOK_AFTER_ACCOUNTS},
            Role.PROVIDER_EDITOR: {Permission.INVITE_COLLEAGUE},
            Role.PROVIDER_MANAGER: {Permission.INVITE_COLLEAGUE, Permission.INVITE_PROVIDER},
        }.get(role, set())
    )
