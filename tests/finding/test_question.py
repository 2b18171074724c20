"""What visitors type and follow becomes a question; what cannot be used is dropped and named."""

import pytest

from portal import clock
from portal.finding.question import Question, Reason, Sort
from portal.finding.reading import read_question
from portal.regions import Regions
from search_index import Collection, Facet, Order
from tests.people import FRIDAY

Pairs = list[tuple[str, str]]


def ask(pairs: Pairs, regions: Regions) -> Question:
    assert regions.default is not None
    return read_question(pairs, regions.default, regions)


DROPPED = [
    ("soort", "toveren", Reason.UNKNOWN),
    ("soort", "ambulante-spoedhulp", Reason.RESTRICTED),
    ("vorm", "kasteel", Reason.UNKNOWN),
    ("vorm", "crisisbed", Reason.RESTRICTED),
    ("vorm", "Gezinshuis", Reason.UNKNOWN),
    ("categorie", "niets", Reason.UNKNOWN),
    ("categorie", "crisisfunctie", Reason.RESTRICTED),
    ("product", "jeugdzorgplus", Reason.RESTRICTED),
    ("product", "'; DROP TABLE offer;--", Reason.UNKNOWN),
    ("doelgroep", "iedereen", Reason.UNKNOWN),
    ("sector", "bouw", Reason.UNKNOWN),
    ("taal", "xx", Reason.UNKNOWN),
    ("taal", "nederlands", Reason.UNKNOWN),
    ("route", "buurman", Reason.UNKNOWN),
    ("gemeente", "Amsterdam", Reason.UNKNOWN),
    ("gemeente", "0363", Reason.UNKNOWN),
    ("postcode", "0123", Reason.POSTCODE),
    ("postcode", "99999", Reason.POSTCODE),
    ("postcode", "8000 XYZ", Reason.POSTCODE),
    ("postcode", "Nergenshuizen", Reason.POSTCODE),
    ("afstand", "10", Reason.NO_PLACE),
    ("afstand", "0", Reason.NUMBER),
    ("afstand", "101", Reason.NUMBER),
    ("afstand", "ver", Reason.NUMBER),
    ("leeftijd", "24", Reason.NUMBER),
    ("leeftijd", "-1", Reason.NUMBER),
    ("leeftijd", "8,5", Reason.NUMBER),
    ("leeftijd", "٩", Reason.NUMBER),
    ("leeftijd", "1" * 400, Reason.NUMBER),
    ("wachttijd", "53", Reason.NUMBER),
    ("wachttijd", "snel", Reason.NUMBER),
    ("plek", "ja", Reason.UNKNOWN),
    ("cijfers", "2", Reason.UNKNOWN),
    ("sorteer", "prijs", Reason.UNKNOWN),
    ("sorteer", "afstand", Reason.NO_PLACE),
    ("sorteer", "relevantie", Reason.NO_WORDS),
    ("pagina", "0", Reason.NUMBER),
    ("pagina", "501", Reason.NUMBER),
    ("pagina", "twee", Reason.NUMBER),
]


@pytest.mark.parametrize(("name", "value", "reason"), DROPPED)
def test_a_value_that_cannot_be_used_is_dropped_and_named(
    name: str, value: str, reason: Reason, regions: Regions
) -> None:
    question = ask([(name, value)], regions)
    assert [(d.name, d.reason) for d in question.dropped] == [(name, reason)]
    assert value.startswith(question.dropped[0].value)
    assert question.parameters == ()


@pytest.mark.parametrize(
    "pair", [("q", "  "), ("leeftijd", ""), ("gemeente", "\x00"), ("utm_source", "krant"), ("plek", "0")]
)
def test_what_says_nothing_is_passed_over_in_silence(pair: tuple[str, str], regions: Regions) -> None:
    question = ask([pair], regions)
    assert question.dropped == ()
    assert question.parameters == ()


@pytest.mark.parametrize("value", ["raalte", "0177", "GM0177", "Raalte", "RAALTE"])
def test_a_municipality_is_known_by_key_code_and_name(value: str, regions: Regions) -> None:
    assert ask([("gemeente", value)], regions).municipalities == ("0177",)


def test_words_are_made_plain_and_bounded(regions: Regions) -> None:
    assert ask([("q", "  boos \n\t kind\x00 ")], regions).words == "boos kind"
    question = ask([("q", "😀" * 500)], regions)
    assert len(question.words) == 200
    assert [d.reason for d in question.dropped] == [Reason.TOO_LONG]


def test_of_a_single_question_only_the_first_answer_counts(regions: Regions) -> None:
    question = ask([("leeftijd", "9"), ("leeftijd", "12")], regions)
    assert question.age == 9
    assert [(d.value, d.reason) for d in question.dropped] == [("12", Reason.ONE_ONLY)]


@pytest.mark.parametrize(
    ("value", "age", "until", "dropped"),
    [
        ("5-11", 5, 11, ()),
        ("18-23", 18, 23, ()),
        ("0-4", 0, 4, ()),
        ("9", 9, None, ()),
        ("11-5", None, None, ("11-5",)),
        ("9-9", None, None, ("9-9",)),
        ("18-24", None, None, ("18-24",)),
        ("5-", None, None, ("5-",)),
        ("-5", None, None, ("-5",)),
    ],
)
def test_an_age_may_be_a_band_of_ages(
    value: str, age: int | None, until: int | None, dropped: tuple[str, ...], regions: Regions
) -> None:
    question = ask([("leeftijd", value)], regions)
    assert (question.age, question.age_until) == (age, until)
    assert tuple(one.value for one in question.dropped) == dropped
    assert question.query == (f"?leeftijd={value}" if age is not None else "")
    assert question.without("leeftijd").query == ""


def test_two_ages_are_told_of_once(regions: Regions) -> None:
    question = ask([("leeftijd", "5-11"), ("leeftijd", "12")], regions)
    assert (question.age, question.age_until) == (5, 11)
    assert [one.value for one in question.dropped] == ["12"]


@pytest.mark.parametrize(
    ("pairs", "order"),
    [
        ([], Sort.NAME),
        ([("q", "autisme")], Sort.RELEVANCE),
        ([("postcode", "8102")], Sort.DISTANCE),
        ([("q", "autisme"), ("postcode", "8102")], Sort.RELEVANCE),
        ([("gemeente", "raalte")], Sort.NAME),
        ([("q", "autisme"), ("sorteer", "wachttijd")], Sort.WAIT),
    ],
)
def test_the_order_follows_from_the_question_unless_chosen(pairs: Pairs, order: Sort, regions: Regions) -> None:
    assert ask(pairs, regions).order == order


FULL: Pairs = [
    ("pagina", "3"),
    ("route", "huisarts"),
    ("taal", "ar"),
    ("sector", "jeugd-en-opvoedhulp"),
    ("doelgroep", "autisme"),
    ("product", "individueel-tg3"),
    ("categorie", "ambulante-jeugdhulp"),
    ("vorm", "pleegzorg"),
    ("vorm", "gezinshuis"),
    ("soort", "gezinsbehandeling"),
    ("gemeente", "Raalte"),
    ("postcode", "8102"),
    ("afstand", "10"),
    ("leeftijd", "9"),
    ("wachttijd", "4"),
    ("plek", "1"),
    ("cijfers", "1"),
    ("sorteer", "wachttijd"),
    ("q", "boos kind"),
]


def test_a_question_goes_round_through_its_address(regions: Regions) -> None:
    question = ask(FULL, regions)
    assert question.dropped == ()
    again = ask(list(question.parameters), regions)
    assert again == question
    assert again.query == ask(FULL[::-1], regions).query
    assert "vorm=gezinshuis&vorm=pleegzorg" in question.query


def test_everything_asked_can_be_taken_away_on_its_own(regions: Regions) -> None:
    question = ask(FULL, regions)
    for name, value in question.narrowing:
        less = ask(list(question.without(name, value).parameters), regions)
        assert (name, value) not in less.parameters
        assert less.page == 1
        assert less.dropped == ()


def test_without_its_words_a_question_keeps_a_chosen_order_that_needs_none(regions: Regions) -> None:
    for order, kept in (("naam", "?sorteer=naam"), ("wachttijd", "?sorteer=wachttijd"), ("relevantie", "")):
        assert ask([("q", "autisme"), ("sorteer", order)], regions).without("q").query == kept


def test_without_its_place_a_question_keeps_no_distance(regions: Regions) -> None:
    question = ask([("postcode", "8102"), ("afstand", "5"), ("sorteer", "afstand")], regions)
    assert question.without("postcode").query == ""
    both = ask([("postcode", "8102"), ("gemeente", "raalte"), ("afstand", "5")], regions)
    assert both.without("postcode").query == "?gemeente=raalte&afstand=5"


def test_visitors_always_ask_the_public_collection(regions: Regions) -> None:
    asked = ask(FULL, regions).search_query(clock.day_number(FRIDAY), (Facet.FORM,), 20)
    assert asked.collection is Collection.PUBLIC
    assert asked.order is Order.WAIT
    assert asked.ticked[Facet.MUNICIPALITY] == ("0177",)
    assert (asked.age, asked.max_wait, asked.free_place, asked.with_figures) == (9, 4, True, True)


def test_who_asks_for_pleegzorg_asks_for_its_kinds(regions: Regions) -> None:
    asked = ask([("vorm", "pleegzorg")], regions).search_query(0, (), 20)
    assert {"pleegzorg", "pleegzorg-deeltijd", "pleegzorg-netwerk"} <= set(asked.ticked[Facet.FORM])
