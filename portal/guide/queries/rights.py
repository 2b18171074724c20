"""What a family may ask for and refuse, by what it is about."""

from dataclasses import dataclass
from typing import Any

from portal.finding.citing import Cited, cited
from portal.model import Right
from portal.regions import RegionData

TOPICS = ("choice", "own_plan", "support", "voice", "consent", "money")
OFTEN_ASKED = ("kosten", "niet-op-de-lijst", "toestemming", "klacht-over-aanbieder", "bezwaar", "vertrouwenspersoon")


@dataclass(frozen=True)
class RightShown:
    right: Right
    sources: tuple[Cited, ...]


@dataclass(frozen=True)
class Rights:
    by_topic: tuple[tuple[str, tuple[RightShown, ...]], ...]
    often_asked: tuple[Right, ...]
    contacts: tuple[dict[str, Any], ...]


def rights(region: RegionData) -> Rights:
    grouped: dict[str, list[RightShown]] = {topic: [] for topic in TOPICS}
    for right in region.rights.values():
        grouped.setdefault(right.topic, []).append(RightShown(right, cited(right.source, region)))
    return Rights(
        tuple((topic, tuple(found)) for topic, found in grouped.items() if found),
        tuple(region.rights[key] for key in OFTEN_ASKED if key in region.rights),
        tuple(region.region.contacts),
    )
