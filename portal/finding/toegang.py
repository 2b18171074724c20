"""Where the toegang of a municipality can be reached, as far as it is known."""

from dataclasses import dataclass

from portal.finding.free_help import there_today
from portal.model import FacilityKind, Municipality
from portal.model.columns import Texts
from portal.regions import RegionData


@dataclass(frozen=True)
class Desk:
    names: Texts
    phone: str
    hours: Texts
    url: str
    is_example: bool = False


@dataclass(frozen=True)
class Toegang:
    town: Municipality
    desks: tuple[Desk, ...]

    @property
    def can_be_called(self) -> bool:
        return any(desk.phone for desk in self.desks)


def toegang_of(town: Municipality, region: RegionData) -> Toegang:
    said = town.toegang
    name, phone, hours, url = (said.get(part, "") for part in ("name", "phone", "hours", "url"))
    own = [Desk({"nl": name}, phone, {"nl": hours}, url)]
    free = [
        Desk(place.names, place.phone, place.hours, place.url, place.is_example)
        for place in there_today(region)
        if place.kind == FacilityKind.TOEGANG and (not place.municipalities or town.code in place.municipalities)
    ]
    return Toegang(town, tuple(own if any(said.values()) else free))
