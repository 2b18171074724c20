"""Where example providers are: real places and postcode areas, in streets that do not exist."""

from dataclasses import dataclass
from math import cos, hypot, radians
from random import Random

from portal.example.names import FIRST
from portal.model import PostalArea
from portal.regions import RegionData, Regions

STREETS = ("laan", "straat", "pad", "hof", "plein", "weg", "singel", "kade")
# No Dutch postcode ends in these, so no address here is anyone's.
NOBODYS_LETTERS = ("SA", "SD", "SS")
NEARBY_KM = 30.0
KM_PER_DEGREE = 111.2


@dataclass(frozen=True)
class Spot:
    place: str
    municipality: str  # CBS code; empty outside the region
    pc4: str


class Ground:
    def __init__(self, region: RegionData, regions: Regions) -> None:
        code_of = {town.id: town.code for town in region.municipalities.values()}
        areas = [regions.postcodes[pc4] for pc4 in sorted(regions.postcodes)]
        inside = [area for area in areas if area.municipality_id in code_of]
        self.inside = [Spot(_town(area), code_of[area.municipality_id], area.pc4) for area in inside]
        self.nearby = [Spot(_town(area), "", area.pc4) for area in _around(areas, inside)]
        if not self.inside:  # a region of which no postcodes are known
            self.inside = [Spot(place.name, code_of[place.municipality_id], "") for place in region.places]
        self.inside = self.inside or [Spot(town.name, town.code, "") for town in region.municipalities.values()]

    def spot(self, random: Random) -> Spot:
        """Large places more often, as they have more postcodes; now and then just outside the region."""
        return random.choice(self.nearby if self.nearby and random.random() < 0.04 else self.inside)


def address(random: Random, spot: Spot) -> tuple[str, str]:
    """Street with number, and postcode."""
    street = f"{random.choice(FIRST)}{random.choice(STREETS)} {random.randint(1, 180)}"
    return street, f"{spot.pc4} {random.choice(NOBODYS_LETTERS)}" if spot.pc4 else ""


def _town(area: PostalArea) -> str:
    """One of the places that share a postcode area."""
    return area.place.split(" / ")[0]


def _around(areas: list[PostalArea], inside: list[PostalArea]) -> list[PostalArea]:
    if not inside:
        return []
    lat = sum(area.lat for area in inside) / len(inside)
    lng = sum(area.lng for area in inside) / len(inside)
    reach = max(_km(area, lat, lng) for area in inside) + NEARBY_KM
    codes = {area.pc4 for area in inside}
    return [area for area in areas if area.pc4 not in codes and _km(area, lat, lng) <= reach]


def _km(area: PostalArea, lat: float, lng: float) -> float:
    return KM_PER_DEGREE * hypot(area.lat - lat, (area.lng - lng) * cos(radians(lat)))
