"""What everybody meets at each route: the one table of expectations. A route or role without a row fails the test.

IN: let in. DOOR: sent to the sign-in page. NONE: there is no such page. SECOND: sent to set up the second step.
KEY: asked for a key, whoever they are; what each key opens stands in tests/push/test_door.py.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from portal.model import Role


class Meets(StrEnum):
    IN = "in"
    DOOR = "door"
    NONE = "none"
    SECOND = "second"
    KEY = "key"


@dataclass(frozen=True)
class Row:
    stranger: Meets
    halfway: Meets  # gave the password, and not yet the second step
    roles: Mapping[Role, Meets]  # with the second step passed
    without_second: Mapping[Role, Meets]  # who never set one up
    own: str = ""  # with which key in the place of the parameter; empty: there is none
    # What who is let in meets with the record of another.
    foreign: Meets | Mapping[Role, Meets] | None = None

    def meets_foreign(self, role: Role) -> Meets | None:
        return self.foreign.get(role) if isinstance(self.foreign, Mapping) else self.foreign


EVERYBODY = dict.fromkeys(Role, Meets.IN)
PUBLIC = Row(Meets.IN, Meets.IN, EVERYBODY, EVERYBODY)
BY_KEY = Row(Meets.KEY, Meets.KEY, dict.fromkeys(Role, Meets.KEY), dict.fromkeys(Role, Meets.KEY), "offer")
OWN_ACCOUNT = Row(Meets.DOOR, Meets.DOOR, EVERYBODY, EVERYBODY)


def public(own: str) -> Row:
    return Row(Meets.IN, Meets.IN, EVERYBODY, EVERYBODY, own)


def of_own(own: str) -> Row:
    return Row(Meets.DOOR, Meets.DOOR, EVERYBODY, EVERYBODY, own, Meets.NONE)


def of_own_passkey() -> Row:
    """Who has a passkey has a second step, and without it is halfway in only."""
    return Row(Meets.DOOR, Meets.DOOR, EVERYBODY, dict.fromkeys(Role, Meets.DOOR), "passkey", Meets.NONE)


OF_PROVIDERS = {Role.PROVIDER_EDITOR, Role.PROVIDER_MANAGER, Role.ADMINISTRATOR}
MANAGING = {Role.PROVIDER_MANAGER, Role.ADMINISTRATOR}
OF_REGION = {Role.CONTRACT_MANAGER, Role.REGION_EDITOR}
# An administrator is of every provider.
FOREIGN_AREA = {role: Meets.IN if role == Role.ADMINISTRATOR else Meets.NONE for role in Role}


def only(roles: set[Role], meets: Meets = Meets.IN) -> Mapping[Role, Meets]:
    return {role: meets if role in roles else Meets.NONE for role in Role}


def area_to_see(own: str = "area") -> Row:
    seen = only(OF_PROVIDERS | OF_REGION)
    return Row(Meets.DOOR, Meets.DOOR, seen, seen, own, FOREIGN_AREA if own else None)


def area_to_change() -> Row:
    without = only(OF_PROVIDERS, Meets.SECOND)
    return Row(Meets.DOOR, Meets.DOOR, only(OF_PROVIDERS), without, "area", FOREIGN_AREA)


def area_to_manage(own: str = "area") -> Row:
    with_second, without = only(MANAGING), only(MANAGING, Meets.SECOND)
    return Row(Meets.DOOR, Meets.DOOR, with_second, without, own, FOREIGN_AREA if own == "area" else None)


ROUTES: Mapping[tuple[str, str], Row] = {
    ("GET", "/"): PUBLIC,
    ("GET", "/.well-known/security.txt"): PUBLIC,
    ("GET", "/aanbieder"): area_to_see(""),
    ("GET", "/aanbieder/{slug}"): area_to_see(),
    ("GET", "/aanbieder/{slug}/beschikbaarheid"): area_to_see(),
    ("POST", "/aanbieder/{slug}/beschikbaarheid"): area_to_change(),
    ("GET", "/aanbieder/{slug}/beschikbaarheid/csv"): area_to_change(),
    ("POST", "/aanbieder/{slug}/beschikbaarheid/csv"): area_to_change(),
    ("POST", "/aanbieder/{slug}/beschikbaarheid/csv/bewaren"): area_to_change(),
    ("POST", "/aanbieder/{slug}/beschikbaarheid/terug"): area_to_change(),
    ("GET", "/aanbieder/{slug}/beschikbaarheid/zoekresultaten"): area_to_see(),
    ("GET", "/aanbieder/{slug}/sleutels"): area_to_manage(),
    ("POST", "/aanbieder/{slug}/sleutels"): area_to_manage(),
    ("POST", "/aanbieder/{slug}/sleutels/{key}/intrekken"): area_to_manage("access key"),
    ("GET", "/aanbieders/{slug}"): public("provider"),
    ("POST", "/aanbieders/{slug}/melding"): public("provider"),
    ("GET", "/aanbod"): PUBLIC,
    ("GET", "/aanbod/kaart"): PUBLIC,
    ("GET", "/api/v1"): PUBLIC,
    ("GET", "/api/v1/aanbod"): BY_KEY,
    ("GET", "/api/v1/aanbod/{key}/beschikbaarheid"): BY_KEY,
    ("PUT", "/api/v1/aanbod/{key}/beschikbaarheid"): BY_KEY,
    ("POST", "/api/v1/beschikbaarheid"): BY_KEY,
    ("GET", "/api/v1/openapi.json"): PUBLIC,
    ("GET", "/favicon.svg"): PUBLIC,
    ("GET", "/healthz"): PUBLIC,
    ("GET", "/inloggen"): PUBLIC,
    ("POST", "/inloggen"): PUBLIC,
    ("GET", "/inloggen/code"): PUBLIC,
    ("POST", "/inloggen/code"): PUBLIC,
    ("POST", "/inloggen/passkey"): PUBLIC,
    ("GET", "/mijn/account"): OWN_ACCOUNT,
    ("POST", "/mijn/account"): OWN_ACCOUNT,
    ("POST", "/mijn/account/sessies/beeindigen"): OWN_ACCOUNT,
    ("POST", "/mijn/account/sessies/{key}/beeindigen"): of_own("session"),
    ("GET", "/mijn/account/tweede-stap"): OWN_ACCOUNT,
    ("POST", "/mijn/account/tweede-stap"): OWN_ACCOUNT,
    ("POST", "/mijn/account/tweede-stap/app-weg"): OWN_ACCOUNT,
    ("POST", "/mijn/account/tweede-stap/herstelcodes"): OWN_ACCOUNT,
    ("POST", "/mijn/account/tweede-stap/passkeys"): OWN_ACCOUNT,
    ("POST", "/mijn/account/tweede-stap/passkeys/{key}/weg"): of_own_passkey(),
    ("GET", "/mijn/account/wachtwoord"): OWN_ACCOUNT,
    ("POST", "/mijn/account/wachtwoord"): OWN_ACCOUNT,
    ("GET", "/nu-in-gevaar"): PUBLIC,
    ("GET", "/over-de-cijfers"): PUBLIC,
    ("GET", "/privacy"): PUBLIC,
    ("GET", "/producten"): PUBLIC,
    ("GET", "/producten/{key}"): public("product"),
    ("GET", "/robots.txt"): PUBLIC,
    ("GET", "/sitemap.xml"): PUBLIC,
    ("GET", "/static/{name}"): public("file"),
    ("GET", "/suggesties"): PUBLIC,
    ("GET", "/toegankelijkheid"): PUBLIC,
    ("POST", "/uitloggen"): PUBLIC,
    ("GET", "/uw-rechten"): PUBLIC,
    ("GET", "/vergelijk"): PUBLIC,
    ("GET", "/voor-aanbieders"): PUBLIC,
    ("GET", "/voor-jongeren"): PUBLIC,
    ("GET", "/voorzieningen"): PUBLIC,
    ("GET", "/wegwijzer"): PUBLIC,
    ("GET", "/wegwijzer/18"): PUBLIC,
    ("GET", "/woordenlijst"): PUBLIC,
}

# Permission → of whose providers each role may do it: own, those of the region, all; absent: of none.
PROVIDERS: Mapping[str, Mapping[Role, str]] = {
    "see_provider_area": {
        Role.PROVIDER_EDITOR: "own", Role.PROVIDER_MANAGER: "own", Role.REGION_EDITOR: "region",
        Role.CONTRACT_MANAGER: "region", Role.ADMINISTRATOR: "all",
    },
    "change_availability": {Role.PROVIDER_EDITOR: "own", Role.PROVIDER_MANAGER: "own", Role.ADMINISTRATOR: "all"},
    "change_profile": {Role.PROVIDER_EDITOR: "own", Role.PROVIDER_MANAGER: "own", Role.ADMINISTRATOR: "all"},
    "keep_keys": {Role.PROVIDER_MANAGER: "own", Role.ADMINISTRATOR: "all"},
    "invite_colleague": {Role.PROVIDER_MANAGER: "own", Role.ADMINISTRATOR: "all"},
    "stop_intake": {
        Role.PROVIDER_MANAGER: "own", Role.CONTRACT_MANAGER: "region", Role.ADMINISTRATOR: "all",
    },
    "see_audit": {
        Role.PROVIDER_MANAGER: "own", Role.REGION_EDITOR: "region", Role.CONTRACT_MANAGER: "region",
        Role.ADMINISTRATOR: "all",
    },
    "approve_profile": {
        Role.REGION_EDITOR: "region", Role.CONTRACT_MANAGER: "region", Role.ADMINISTRATOR: "all",
    },
    "invite_provider": {Role.CONTRACT_MANAGER: "region", Role.ADMINISTRATOR: "all"},
    "admit_practice": {Role.CONTRACT_MANAGER: "region", Role.ADMINISTRATOR: "all"},
    "look_after_accounts": {Role.CONTRACT_MANAGER: "region", Role.ADMINISTRATOR: "all"},
    "see_restricted_help": {
        Role.GI: "region", Role.TOEGANG: "region", Role.CONTRACT_MANAGER: "region", Role.ADMINISTRATOR: "all",
    },
}  # fmt: skip
