"""Life situations in plain words, each with the question that it leads to."""

from collections.abc import Sequence
from dataclasses import dataclass

from portal.finding.question import Question
from portal.model.guide import Reader, Situation
from portal.regions import RegionData

SEARCH = "/aanbod"
IN_DANGER = "/nu-in-gevaar"


@dataclass(frozen=True)
class WayIn:
    """Where no help is named it is about danger: that is not searched for."""

    situation: Situation
    path: str
    query: str = ""  # "" or "?…"


def ways_in(region: RegionData, reader: Reader) -> tuple[WayIn, ...]:
    return tuple(_way_in(one, region) for one in region.situations.values() if one.audience == reader)


def _way_in(situation: Situation, region: RegionData) -> WayIn:
    lists: dict[str, Sequence[str]] = {
        "soort": situation.help_kinds,
        "vorm": situation.forms,
        "categorie": situation.categories,
        "doelgroep": situation.target_groups,
    }
    query = Question(region, ticked={name: tuple(keys) for name, keys in lists.items() if keys}).query
    return WayIn(situation, SEARCH, query) if query else WayIn(situation, IN_DANGER)
