"""Where the child is: a postcode or a place, in the region or outside it, and who pays for it."""

import pytest

from portal.finding.question import Reason, Sort
from portal.regions import RegionData, Regions
from search_index import Facet
from tests.finding.test_question import Pairs, ask


def test_a_full_postcode_is_cut_to_its_four_digits(regions: Regions) -> None:
    for typed in ("8102 AB", "8102ab", "8102  Ab"):
        question = ask([("postcode", typed)], regions)
        assert question.coarsened
        assert question.query == "?postcode=8102"
    assert not ask([("postcode", "8102")], regions).coarsened


def test_a_postcode_tells_place_and_municipality(regions: Regions) -> None:
    place = ask([("postcode", "8102")], regions).place
    assert place is not None
    assert (place.name, place.municipality) == ("Raalte", "0177")


def test_the_name_of_a_place_will_do_for_a_postcode(regions: Regions) -> None:
    question = ask([("postcode", "heino"), ("afstand", "10")], regions)
    assert question.place is not None
    assert question.place.municipality == "0177"
    assert question.query == "?postcode=Heino&afstand=10"


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("8051", "Hattem"),  # over the river from Zwolle
        ("8051 AB", "Hattem"),
        ("Hattem", "Hattem"),
        ("hattem", "Hattem"),
        ("7311", "Apeldoorn"),
        ("Hattemerbroek", "Hattemerbroek"),
        ("Noordeinde Gld", "Noordeinde Gld"),  # shares its postcode
        ("3011", "Rotterdam"),
    ],
)
def test_a_place_outside_the_region_is_known_and_nothing_is_counted_from_it(
    value: str, name: str, regions: Regions
) -> None:
    question = ask([("postcode", value), ("afstand", "15"), ("sorteer", "afstand")], regions)
    assert [(d.name, d.reason, d.place) for d in question.dropped] == [("postcode", Reason.OUTSIDE, name)]
    assert (question.place, question.centre, question.home, question.distance) == (None, None, None, None)
    assert question.order == Sort.NAME
    assert question.narrowing == ()


def test_a_place_outside_stays_in_the_address_so_that_every_page_knows_of_it(regions: Regions) -> None:
    question = ask([("postcode", "8051"), ("leeftijd", "9")], regions)
    assert question.query == "?postcode=8051&leeftijd=9"
    assert ask(list(question.parameters), regions) == question
    assert question.without("postcode").query == "?leeftijd=9"
    assert question.narrowing == (("leeftijd", "9"),)


def test_a_municipality_here_may_pay_for_a_child_that_lives_elsewhere(regions: Regions) -> None:
    question = ask([("gemeente", "zwolle"), ("postcode", "8051"), ("afstand", "15")], regions)
    assert [d.reason for d in question.dropped] == [Reason.OUTSIDE]
    assert question.home == "0193"
    assert question.centre is None  # not from Zwolle: the child is not there
    assert question.search_query(0, (), 20).ticked[Facet.MUNICIPALITY] == ("0193",)
    assert question.without("postcode").centre is not None


@pytest.mark.parametrize("value", ["Dedemsvaart / Bergentheim", "Arriën", "Hasselt", "Loo"])
def test_a_name_that_is_elsewhere_too_is_the_one_in_the_region(value: str, regions: Regions) -> None:
    question = ask([("postcode", value)], regions)
    assert question.dropped == ()
    assert question.place is not None
    assert question.home


def test_a_distance_counts_from_the_municipality_where_no_place_is_known(
    regions: Regions, ijsselland: RegionData
) -> None:
    question = ask([("gemeente", "steenwijkerland"), ("afstand", "10")], regions)
    assert question.dropped == ()
    assert question.centre is not None
    asked = question.search_query(0, (), 20)
    assert asked.radius == 10
    assert asked.home_municipalities == ("1708",)


@pytest.mark.parametrize(
    ("pairs", "pays", "stays_in"),
    [
        ([("gemeente", "deventer")], "0150", ("0150",)),
        ([("postcode", "8011")], "0193", ("0193",)),
        ([("gemeente", "deventer"), ("postcode", "8011")], "0150", ("0193",)),  # in foster care
        ([("gemeente", "deventer"), ("postcode", "Zwolle")], "0150", ("0193",)),
        ([("gemeente", "zwolle"), ("gemeente", "raalte")], "0177", ("0177", "0193")),
        ([("gemeente", "zwolle"), ("postcode", "8051")], "0193", ()),
        ([], None, ()),
    ],
)
def test_who_pays_is_one_thing_and_where_the_child_is_another(
    pairs: Pairs, pays: str | None, stays_in: tuple[str, ...], regions: Regions
) -> None:
    question = ask(pairs, regions)
    assert (question.home, question.stays_in) == (pays, stays_in)
    assert question.search_query(0, (), 20).home_municipalities == stays_in
