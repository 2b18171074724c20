"""A map of the region in whole numbers, ready to be drawn: its postcodes as ground, results as dots."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, radians

from portal.finding.card import Card
from portal.finding.question import Question
from portal.model import PostalArea
from portal.regions import RegionData, Regions
from search_index import Point

WIDTH = 1000
MARGIN = 70  # around the outermost postcodes
NEAREST = 34  # dots nearer to each other than this become one
_KILOMETRE = 1 / 111.2  # degrees of latitude


@dataclass(frozen=True)
class Dot:
    """One place on the map and who is there."""

    number: int
    x: int
    y: int
    place: str
    cards: tuple[Card, ...]


@dataclass(frozen=True)
class Town:
    name: str
    x: int
    y: int
    ground: str  # an SVG path of one dot for each of its postcodes


@dataclass(frozen=True)
class Asked:
    """Where was asked for, and the circle around it; 0 where no distance was asked."""

    x: int
    y: int
    radius: int


@dataclass(frozen=True)
class RegionMap:
    height: int
    towns: tuple[Town, ...]
    dots: tuple[Dot, ...]
    asked: Asked | None
    beside: tuple[Card, ...]  # without a place that may be shown, or outside the map


class _Sheet:
    """From degrees to the sheet. Within one region the earth is flat."""

    def __init__(self, points: Sequence[Point]) -> None:
        self.west = min(p.lng for p in points)
        self.north = max(p.lat for p in points)
        south, east = min(p.lat for p in points), max(p.lng for p in points)
        self._narrower = cos(radians((self.north + south) / 2))
        across = max((east - self.west) * self._narrower, (self.north - south) / 2, 0.01)
        self.scale = (WIDTH - 2 * MARGIN) / across
        self.height = round((self.north - south) * self.scale) + 2 * MARGIN

    def place(self, point: Point) -> tuple[int, int]:
        x = (point.lng - self.west) * self._narrower * self.scale
        y = (self.north - point.lat) * self.scale
        return round(x) + MARGIN, round(y) + MARGIN

    def holds(self, x: int, y: int) -> bool:
        return 0 <= x <= WIDTH and 0 <= y <= self.height


def draw_map(cards: Sequence[Card], question: Question, regions: Regions) -> RegionMap | None:
    """None where nothing is known of the region's ground."""
    region = question.region
    grounds = _grounds(region, regions)
    points = [Point(area.lat, area.lng) for areas in grounds.values() for area in areas]
    if not points:
        return None
    centre = question.centre
    sheet = _Sheet([*points, centre] if centre else points)
    dots, beside = _dots(cards, sheet)
    return RegionMap(
        sheet.height,
        tuple(_town(region.municipalities[code].name, areas, sheet, regions) for code, areas in grounds.items()),
        dots,
        _asked(centre, question.distance, sheet) if centre else None,
        beside,
    )


def _grounds(region: RegionData, regions: Regions) -> dict[str, list[PostalArea]]:
    codes = {town.id: code for code, town in region.municipalities.items() if town.id is not None}
    grounds: dict[str, list[PostalArea]] = {}
    for area in regions.postcodes.values():
        if (code := codes.get(area.municipality_id or 0)) is not None:
            grounds.setdefault(code, []).append(area)
    return {code: grounds[code] for code in region.municipalities if code in grounds}


def _town(name: str, areas: Sequence[PostalArea], sheet: _Sheet, regions: Regions) -> Town:
    """Its name stands at the place it is named after, else in the middle of its postcodes."""
    spots = sorted({sheet.place(Point(area.lat, area.lng)) for area in areas})
    centre = regions.place_centres.get(name.casefold())
    if centre:
        x, y = sheet.place(Point(*centre))
    else:
        x, y = (sum(values) // len(spots) for values in zip(*spots, strict=True))
    return Town(name, x, y, _path(spots))


def _path(spots: Iterable[tuple[int, int]]) -> str:
    """Steps from one to the next: fewer figures than places. A line without length and with round ends is a dot."""
    parts, before = [], (0, 0)
    for x, y in spots:
        parts.append(f"m{x - before[0]} {y - before[1]}h0")
        before = x, y
    return "".join(parts)


def _dots(cards: Iterable[Card], sheet: _Sheet) -> tuple[tuple[Dot, ...], tuple[Card, ...]]:
    """In the order of the results, so that the first result is in the first dot."""
    at: dict[tuple[int, int], list[Card]] = {}
    beside = []
    for card in cards:
        spot = sheet.place(card.point) if card.point else None
        if spot is None or not sheet.holds(*spot):
            beside.append(card)
            continue
        near = next((s for s in at if (s[0] - spot[0]) ** 2 + (s[1] - spot[1]) ** 2 < NEAREST**2), spot)
        at.setdefault(near, []).append(card)
    dots = tuple(
        Dot(number, x, y, _places(those), tuple(those)) for number, ((x, y), those) in enumerate(at.items(), start=1)
    )
    return dots, tuple(beside)


def _places(cards: Sequence[Card]) -> str:
    return ", ".join(dict.fromkeys(card.place for card in cards if card.place))


def _asked(centre: Point, distance: int | None, sheet: _Sheet) -> Asked:
    x, y = sheet.place(centre)
    return Asked(x, y, round((distance or 0) * _KILOMETRE * sheet.scale))
