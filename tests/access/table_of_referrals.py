"""What everybody meets at the routes of referrals: the part of the table that is theirs."""

from collections.abc import Mapping
from dataclasses import replace

from portal.model import Role
from tests.access.table import PUBLIC, Row, for_some

# An administrator is none of those whom a referral concerns.
AREA = for_some(Role.PROVIDER_EDITOR, Role.PROVIDER_MANAGER, own="area", reaches_all=False)
APPLICATION = replace(AREA, own="area/application")
QUESTION = replace(AREA, own="area/question")

REFERRALS: Mapping[tuple[str, str], Row] = {
    ("GET", "/aanbieder/{slug}/aanmeldingen"): AREA,
    ("GET", "/aanbieder/{slug}/aanmeldingen/{key}"): APPLICATION,
    ("POST", "/aanbieder/{slug}/aanmeldingen/{key}/antwoord"): APPLICATION,
    ("POST", "/aanbieder/{slug}/aanmeldingen/{key}/einde"): APPLICATION,
    ("POST", "/aanbieder/{slug}/aanmeldingen/{key}/klok"): APPLICATION,
    ("POST", "/aanbieder/{slug}/aanmeldingen/{key}/start"): APPLICATION,
    ("GET", "/aanbieder/{slug}/vragen"): AREA,
    ("POST", "/aanbieder/{slug}/vragen/{key}"): QUESTION,
    ("GET", "/mijn/lijst/waar-zijn-we"): PUBLIC,
    ("POST", "/mijn/lijst/waar-zijn-we"): PUBLIC,
}
