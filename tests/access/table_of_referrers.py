"""What everybody meets at the pages of who refers."""

from collections.abc import Mapping
from dataclasses import replace

from portal.model import Role
from tests.access.table import UNKNOWN, Row, for_some

WHO = (Role.HUISARTS, Role.JEUGDARTS, Role.SPECIALIST, Role.GI, Role.TOEGANG)
REFERRING = for_some(*WHO)
# Made in the practice of who asks, or about a child of the municipality of the toegang.
NOTICE = for_some(*WHO, own="notice", reaches_all=False)
REQUEST = for_some(Role.TOEGANG, own="request", reaches_all=False)

REFERRERS: Mapping[tuple[str, str], Row] = {
    ("GET", "/verwijsbrief"): replace(UNKNOWN, own=""),
    ("GET", "/verwijzer"): REFERRING,
    ("GET", "/verwijzer/berichten/{key}"): NOTICE,
    ("POST", "/verwijzer/berichten/{key}/aanbieder"): NOTICE,
    ("GET", "/verwijzer/berichten/{key}/brief"): NOTICE,
    ("POST", "/verwijzer/berichten/{key}/code"): NOTICE,
    ("POST", "/verwijzer/berichten/{key}/intrekken"): NOTICE,
    ("GET", "/verwijzer/lijst"): REFERRING,
    ("POST", "/verwijzer/lijst"): REFERRING,
    ("POST", "/verwijzer/lijst/keuze"): REFERRING,
    ("POST", "/verwijzer/lijst/opmerking"): REFERRING,
    ("POST", "/verwijzer/lijst/sluiten"): REFERRING,
    ("GET", "/verwijzer/nieuw"): REFERRING,
    ("POST", "/verwijzer/nieuw"): REFERRING,
    ("GET", "/verwijzer/verzoeken/{key}"): REQUEST,
    ("POST", "/verwijzer/verzoeken/{key}"): REQUEST,
    ("POST", "/verwijzer/verzoeken/{key}/budget"): REQUEST,
    ("POST", "/verwijzer/verzoeken/{key}/samen"): REQUEST,
    ("GET", "/verwijzer/vragen"): REFERRING,
    ("POST", "/verwijzer/vragen"): REFERRING,
}
