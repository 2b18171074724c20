"""Of whose providers each role may do what: the other half of the table of expectations."""

from collections.abc import Mapping

from portal.model import Role

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
    "stop_intake": {Role.PROVIDER_MANAGER: "own", Role.ADMINISTRATOR: "all"},
    "impose_stop": {Role.CONTRACT_MANAGER: "region", Role.ADMINISTRATOR: "all"},
    "see_stops": {Role.TOEGANG: "region", Role.CONTRACT_MANAGER: "region", Role.ADMINISTRATOR: "all"},
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
    "see_region_area": {
        Role.REGION_EDITOR: "region", Role.CONTRACT_MANAGER: "region", Role.ADMINISTRATOR: "all",
    },
    # Who refers, and the toegang, reach referrals: no provider.
    "decide_request": {},
    "refer": {},
    "screen": {Role.PROVIDER_EDITOR: "own", Role.PROVIDER_MANAGER: "own"},
    "read_monitor": {Role.CONTRACT_MANAGER: "region", Role.ADMINISTRATOR: "all"},
    "see_referral_counts": {
        Role.REGION_EDITOR: "region", Role.CONTRACT_MANAGER: "region", Role.ADMINISTRATOR: "all",
    },
    "see_restricted_help": {
        Role.GI: "region", Role.TOEGANG: "region", Role.CONTRACT_MANAGER: "region", Role.ADMINISTRATOR: "all",
    },
}  # fmt: skip
