"""Whom to call: the crisis route of a region, and who listens to young people."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from portal.finding.ways_in import WayIn, ways_in
from portal.model import Municipality
from portal.model.guide import Reader
from portal.regions import RegionData

YOUNG = ("young", "both")


@dataclass(frozen=True)
class CrisisRoute:
    numbers: tuple[Mapping[str, Any], ...]
    steps: tuple[str, ...]
    toegangen: tuple[Municipality, ...]  # those whose phone number is known


@dataclass(frozen=True)
class ForYoung:
    ways: tuple[WayIn, ...]
    contacts: tuple[Mapping[str, Any], ...]


def crisis_route(region: RegionData, language: str) -> CrisisRoute:
    crisis: Mapping[str, Any] = region.region.crisis
    steps = crisis.get("steps", {})
    return CrisisRoute(
        tuple(crisis.get("numbers", ())),
        tuple(steps.get(language) or steps.get("nl", ())),
        tuple(town for town in region.municipalities.values() if town.toegang.get("phone")),
    )


def for_young(region: RegionData) -> ForYoung:
    contacts = tuple(contact for contact in region.region.contacts if contact["audience"] in YOUNG)
    return ForYoung(ways_in(region, Reader.YOUNG), contacts)
