"""Free help in a municipality, and whom to ask where that is not known."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from portal.finding.free_help import there_today
from portal.finding.question import Dropped, Question
from portal.model import Facility, FacilityKind, Municipality

PARENTS = ("parent", "both")


@dataclass(frozen=True)
class FreeHelp:
    towns: tuple[Municipality, ...]  # where the child lives; none = not said
    groups: tuple[tuple[FacilityKind, tuple[Facility, ...]], ...]  # the toegang first
    contacts: tuple[Mapping[str, Any], ...]  # for the whole country
    counts: tuple[tuple[Municipality, int], ...]  # how much each municipality has
    dropped: tuple[Dropped, ...] = ()

    @property
    def has_toegang(self) -> bool:
        return any(kind == FacilityKind.TOEGANG for kind, _ in self.groups)


def free_help(question: Question) -> FreeHelp:
    region = question.region
    codes, there = set(question.municipalities), there_today(region)
    shown = [one for one in there if not one.municipalities or codes.intersection(one.municipalities)]
    grouped = ((kind, tuple(one for one in shown if one.kind == kind)) for kind in FacilityKind)
    return FreeHelp(
        towns=tuple(region.municipalities[code] for code in question.municipalities),
        groups=tuple((kind, found) for kind, found in grouped if found),
        contacts=tuple(contact for contact in region.region.contacts if contact["audience"] in PARENTS),
        counts=tuple(
            (town, sum(town.code in one.municipalities for one in there)) for town in region.municipalities.values()
        ),
        dropped=question.dropped,
    )
