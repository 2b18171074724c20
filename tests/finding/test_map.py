"""The map of the region: every result in a dot or beside the map, the asked place with its circle."""

from dataclasses import replace

from portal.finding.card import Card
from portal.finding.map import WIDTH, draw_map
from portal.regions import Regions
from search_index import Point
from search_index.geo import distance
from tests.finding.test_sooner import ask

RAALTE, ZWOLLE, OMMEN = Point(52.386, 6.275), Point(52.512, 6.091), Point(52.521, 6.421)
AMSTERDAM = Point(52.37, 4.9)


def at(slug: str, point: Point | None, place: str = "") -> Card:
    return Card(slug, slug.title(), point=point, place=place)


def test_the_ground_is_every_postcode_of_every_municipality(regions: Regions) -> None:
    assert regions.default is not None
    drawn = draw_map([], ask(regions), regions)
    assert drawn is not None
    assert [town.name for town in drawn.towns] == [town.name for town in regions.default.municipalities.values()]
    ours = {town.id for town in regions.default.municipalities.values()}
    places = {(a.lat, a.lng) for a in regions.postcodes.values() if a.municipality_id in ours}
    dots = sum(town.ground.count("h0") for town in drawn.towns)
    assert 0.9 * len(places) < dots <= len(places)
    assert len("".join(town.ground for town in drawn.towns)) < 4_000


def test_every_result_is_in_a_dot_or_beside_the_map(regions: Regions) -> None:
    cards = [at("a", ZWOLLE, "Zwolle"), at("b", None), at("c", RAALTE, "Raalte"), at("d", ZWOLLE), at("e", AMSTERDAM)]
    drawn = draw_map(cards, ask(regions), regions)
    assert drawn is not None
    assert [(dot.number, dot.place, [card.slug for card in dot.cards]) for dot in drawn.dots] == [
        (1, "Zwolle", ["a", "d"]),
        (2, "Raalte", ["c"]),
    ]
    assert [card.slug for card in drawn.beside] == ["b", "e"]


def test_what_is_north_is_above_and_what_is_east_is_to_the_right(regions: Regions) -> None:
    drawn = draw_map([at("a", RAALTE), at("b", ZWOLLE), at("c", OMMEN)], ask(regions), regions)
    assert drawn is not None
    raalte, zwolle, ommen = drawn.dots
    assert zwolle.y < raalte.y
    assert zwolle.x < raalte.x < ommen.x
    assert all(0 < dot.x < WIDTH and 0 < dot.y < drawn.height for dot in drawn.dots)


def test_the_circle_is_as_large_as_the_distance(regions: Regions) -> None:
    question = ask(regions, ("postcode", "8102"), ("afstand", "20"))
    assert question.centre is not None
    drawn = draw_map([at("a", ZWOLLE)], question, regions)
    assert drawn is not None
    assert drawn.asked is not None
    away = ((drawn.dots[0].x - drawn.asked.x) ** 2 + (drawn.dots[0].y - drawn.asked.y) ** 2) ** 0.5
    drawn_per_km = away / distance(question.centre, ZWOLLE)
    assert abs(drawn.asked.radius / drawn_per_km - 20) < 0.5


def test_without_a_place_there_is_no_ring_and_without_a_distance_no_circle(regions: Regions) -> None:
    nowhere = draw_map([], ask(regions), regions)
    somewhere = draw_map([], ask(regions, ("gemeente", "raalte")), regions)
    assert nowhere is not None
    assert nowhere.asked is None
    assert somewhere is not None
    assert somewhere.asked is not None
    assert somewhere.asked.radius == 0


def test_a_place_outside_the_region_is_not_on_its_map(regions: Regions) -> None:
    drawn = draw_map([], ask(regions, ("postcode", "7311"), ("gemeente", "raalte")), regions)  # Apeldoorn
    assert drawn is not None
    assert drawn.asked is None


def test_a_region_without_postcodes_has_no_map(regions: Regions) -> None:
    assert draw_map([], ask(regions), replace(regions, postcodes={})) is None
