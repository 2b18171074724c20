"""Where a question counts from: a postcode, the name of a place, or a municipality."""

from math import fsum

from portal.finding.question import AskedPlace
from portal.model import Municipality, PostalArea
from portal.regions import RegionData, Regions
from search_index import Point


def place_of(value: str, region: RegionData, regions: Regions) -> AskedPlace | None:
    """By four digits or by name, in this region or elsewhere; None where it is not known at all."""
    area = regions.postcodes.get(value)
    return _of_area(area, value, area.place, region) if area else _of_name(value, region, regions)


def centre_of(town: Municipality, region: RegionData, regions: Regions) -> Point | None:
    """The place it is named after, else the middle of its places."""
    named = regions.place_centres.get(town.name.casefold())
    if named:
        return Point(*named)
    points = [(p.lat, p.lng) for p in region.places if p.municipality_id == town.id and p.lat and p.lng]
    if not points:
        return None
    return Point(fsum(lat for lat, _ in points) / len(points), fsum(lng for _, lng in points) / len(points))


def _of_area(area: PostalArea, value: str, name: str, region: RegionData) -> AskedPlace:
    towns = region.municipalities.values()
    code = next((t.code for t in towns if t.id == area.municipality_id and t.id is not None), "")
    return AskedPlace(value, name, code, Point(area.lat, area.lng))


def _of_name(name: str, region: RegionData, regions: Regions) -> AskedPlace | None:
    """The region's own places first: others may have the same name."""
    town = region.municipality_of_place(name)
    wanted = name.casefold()
    place = next((p for p in region.places if p.name.casefold() == wanted), None)
    if town is None or place is None:
        return _of_shared_names(wanted, region, regions)
    if place.lat is not None and place.lng is not None:
        return AskedPlace(place.name, place.name, town.code, Point(place.lat, place.lng))
    centre = regions.place_centres.get(wanted)
    return AskedPlace(place.name, place.name, town.code, Point(*centre)) if centre else None


def _of_shared_names(wanted: str, region: RegionData, regions: Regions) -> AskedPlace | None:
    """Any place in the country that has postcodes, also one that shares them: "Oldebroek / Hattemerbroek"."""
    places = [
        _of_area(area, name, name, region)
        for area in regions.postcodes.values()
        if wanted in area.place.casefold()
        for name in (area.place, *area.place.split(" / "))
        if name.casefold() == wanted
    ]
    return next((place for place in places if place.municipality), places[0] if places else None)
