"""Too long? Then these: what is too long, and who is sooner."""

from dataclasses import replace
from functools import partial

import pytest

from portal import clock
from portal.finding.availability import Room, Shown
from portal.finding.card import Card, ComesHome
from portal.finding.engines import Engines
from portal.finding.finder import Finder
from portal.finding.offers import Fit, ShownOffer
from portal.finding.question import Question, Sort
from portal.finding.reading import read_question
from portal.finding.referral_block import ReferralBlock
from portal.finding.sooner import (
    ASKED,
    MOST_ASKED,
    Why,
    any_that_takes_too_long,
    instead_of,
    sooner_than,
    that_take_too_long,
    too_long,
)
from portal.finding.waiting import waiting_for
from portal.model.freshness import Freshness
from portal.regions import Regions
from search_index import EngineAway, Facet, Hit, Order, SearchQuery, SearchResults
from tests.finding.asking import ToldIndex
from tests.people import FRIDAY

TODAY = clock.day_number(FRIDAY)


def an_offer(key: str = "hier", subject: str = "vaktherapie", fit: Fit | None = None, **room: object) -> ShownOffer:
    return ShownOffer(
        key=key, subject=subject, what={"nl": subject}, title={}, about={}, intensities=(), place="Raalte",
        kilometres=None, comes_home=ComesHome.NO, comes_to=(), only_for=(), age_from=0, age_to=18, target_groups=(),
        settings=(), methods=(), tariff_groups=(), budgets=(), group_size=None, huisarts="unknown",
        availability=seen(**room), stop_text={}, fit=fit or Fit(),
        make_referral=partial(ReferralBlock, {"nl": subject}, "unknown"),
    )  # fmt: skip


def seen(room: Room = Room.OPEN, wait: int | None = None) -> Shown:
    return Shown(room=room, wait=wait, wait_age=Freshness.FRESH)


def a_card(slug: str, wait: int | None, room: Room = Room.OPEN, **about: object) -> Card:
    return Card(slug, slug.title(), **{"subject": "vaktherapie", "availability": seen(room, wait), **about})  # type: ignore[arg-type]


def ask(regions: Regions, *pairs: tuple[str, str]) -> Question:
    assert regions.default is not None
    return read_question(pairs, regions.default, regions)


@pytest.mark.parametrize(
    ("room", "wait", "why"),
    [
        (Room.STOP, None, Why.STOP),
        (Room.FULL, None, Why.FULL),
        (Room.FULL, 3, Why.FULL),
        (Room.FULL, 20, Why.LONG),
        (Room.OPEN, 9, Why.LONG),
        (Room.PLACES, 9, Why.LONG),
        (Room.OPEN, 8, None),
        (Room.OPEN, 0, None),
        (Room.OPEN, None, None),
        (Room.UNKNOWN, None, None),  # not known is not long
        (Room.UNKNOWN, 9, Why.LONG),
    ],
)
def test_what_is_too_long(room: Room, wait: int | None, why: Why | None) -> None:
    assert too_long(seen(room, wait), 8) == why


@pytest.mark.parametrize(
    ("here", "there", "weeks_less"),
    [
        ((Room.OPEN, 12), (Room.OPEN, 4), 8),
        ((Room.OPEN, 12), (Room.UNKNOWN, 4), 8),
        ((Room.OPEN, 12), (Room.PLACES, 8), 4),
        ((Room.STOP, None), (Room.OPEN, 4), None),
        ((Room.FULL, 4), (Room.PLACES, 4), 0),  # a place is sooner than none
        ((Room.FULL, 4), (Room.PLACES, 3), 1),
    ],
)
def test_who_is_sooner_and_by_how_much(
    here: tuple[Room, int | None], there: tuple[Room, int | None], weeks_less: int | None
) -> None:
    found = sooner_than(an_offer(room=here[0], wait=here[1]), [a_card("daar", there[1], there[0])], 8)
    assert [one.weeks_less for one in found] == [weeks_less]


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ((Room.OPEN, 12), (Room.OPEN, 9)),  # sooner, but still too long
        ((Room.OPEN, 12), (Room.STOP, None)),
        ((Room.OPEN, 12), (Room.FULL, 2)),
        ((Room.OPEN, 12), (Room.OPEN, None)),  # not known
        ((Room.FULL, 4), (Room.OPEN, 6)),
        ((Room.FULL, 4), (Room.LIMITED, 4)),
    ],
)
def test_who_is_not_sooner(here: tuple[Room, int | None], there: tuple[Room, int | None]) -> None:
    assert sooner_than(an_offer(room=here[0], wait=here[1]), [a_card("daar", there[1], there[0])], 8) == ()


def test_the_soonest_three_come_first_and_of_those_the_nearest() -> None:
    cards = [
        a_card("d", 5),
        a_card("c", 3, kilometres=None),
        a_card("b", 3, kilometres=12.0),
        a_card("a", 3, kilometres=2.0),
        a_card("andere-hulp", 1, subject="dyslexie-behandeling"),
    ]
    assert [one.card.slug for one in sooner_than(an_offer(wait=20), cards, 8)] == ["a", "b", "c"]


def test_who_has_something_sooner_itself_needs_no_others(regions: Regions) -> None:
    offers = [an_offer("lang", wait=20), an_offer("kort", wait=2), an_offer("vol", "gezinsbehandeling", room=Room.FULL)]
    assert [offer.key for offer in that_take_too_long(offers, ask(regions))] == ["vol"]


def test_what_does_not_fit_is_not_waited_for(regions: Regions) -> None:
    assert that_take_too_long([an_offer(wait=20, fit=Fit(age=False))], ask(regions)) == ()
    kept = that_take_too_long([an_offer("kort", wait=2, fit=Fit(age=False)), an_offer("lang", wait=20)], ask(regions))
    assert [offer.key for offer in kept] == ["lang"]


def test_beside_each_other_one_that_is_soon_does_not_hide_that_others_are_late(regions: Regions) -> None:
    offers = [an_offer("a", wait=30), an_offer("b", wait=2), an_offer("c", wait=12), an_offer("d")]
    assert [offer.key for offer in any_that_takes_too_long(offers, ask(regions))] == ["c"]


def test_long_is_what_the_visitor_says_it_is(regions: Regions) -> None:
    assert that_take_too_long([an_offer(wait=6)], ask(regions)) == ()
    assert that_take_too_long([an_offer(wait=6)], ask(regions, ("wachttijd", "4")))
    assert not that_take_too_long([an_offer(wait=12)], ask(regions, ("wachttijd", "13")))


async def test_one_call_asks_for_the_same_help_for_the_same_child(regions: Regions) -> None:
    question = ask(
        regions, ("q", "boos"), ("soort", "begeleiding-individueel"), ("leeftijd", "9"), ("gemeente", "raalte"),
        ("postcode", "8102"), ("afstand", "5"), ("plek", "1"), ("sorteer", "naam"), ("pagina", "3"),
    )  # fmt: skip
    index = ToldIndex()
    long = [an_offer(wait=20), an_offer("b", "gezinsbehandeling", room=Room.STOP), an_offer("c", "gezinshuis", wait=40)]
    waiting = await waiting_for(long, question, Finder(Engines(None, index)), ())
    assert index.calls == 1
    assert [asked.ticked.get(Facet.HELP_KIND) for asked in index.asked] == [
        ("vaktherapie",), ("gezinsbehandeling",), None,
    ]  # fmt: skip
    assert index.asked[2].ticked[Facet.FORM] == ("gezinshuis",)
    for asked in index.asked:
        assert asked.ticked[Facet.MUNICIPALITY] == ("0177",)
        assert (asked.words, asked.age, asked.max_wait, asked.order, asked.page) == ("", 9, 8, Order.WAIT, 1)
        assert (asked.radius, asked.free_place) == (None, False)
        assert asked.near == question.centre
    assert [each.is_asked for each in waiting.instead] == [True, True, True]
    assert waiting.instead[2].query == (
        "?vorm=gezinshuis&gemeente=raalte&postcode=8102&leeftijd=9&wachttijd=8&sorteer=wachttijd"
    )
    assert waiting.toegang is not None


async def test_where_nothing_takes_long_nothing_is_asked(regions: Regions) -> None:
    index = ToldIndex()
    assert (await waiting_for((), ask(regions), Finder(Engines(None, index)), ())).instead == ()
    assert index.asked == []


async def test_who_is_on_the_page_already_is_not_shown_again(regions: Regions) -> None:
    card: dict[str, object] = {
        "slug": "de-beuk", "name": "De Beuk", "kind": "vaktherapie", "status": "open", "intake": 3, "said_on": TODAY,
    }  # fmt: skip
    found = SearchResults(hits=(Hit("beuk-1", "de-beuk", card),), providers=1, offers=1)
    for without, shown in (((), 1), (("de-beuk",), 0)):
        finder = Finder(Engines(None, ToldIndex(found)))
        waiting = await waiting_for([an_offer(wait=20)], ask(regions), finder, without)
        assert len(waiting.instead[0].others) == shown


def hits(*slugs: str, kind: str, wait: int, status: str = "open") -> SearchResults:
    about = {"kind": kind, "status": status, "intake": wait, "said_on": TODAY}
    return SearchResults(hits=tuple(Hit(f"{slug}-1", slug, {"slug": slug, "name": slug, **about}) for slug in slugs))


async def test_each_help_has_its_own_who_are_sooner(regions: Regions) -> None:
    """Somebody who gives both is found for both, however many give only the first."""
    many = hits(*(f"beuk-{number}" for number in range(ASKED)), kind="vaktherapie", wait=2)
    index = ToldIndex(many, hits("de-linde", kind="gezinsbehandeling", wait=5))
    long = [an_offer(wait=20), an_offer("b", "gezinsbehandeling", wait=20)]
    waiting = await waiting_for(long, ask(regions), Finder(Engines(None, index)), ())
    assert [[one.card.slug for one in each.others] for each in waiting.instead] == [
        ["beuk-0", "beuk-1", "beuk-2"], ["de-linde"],
    ]  # fmt: skip


async def test_nobody_is_said_to_be_missing_while_some_were_not_looked_at(regions: Regions) -> None:
    full = hits(*(f"beuk-{number}" for number in range(ASKED)), kind="vaktherapie", wait=2, status="full")
    for answer, is_asked in ((full, False), (SearchResults(hits=full.hits[1:]), True)):
        waiting = await waiting_for([an_offer(wait=20)], ask(regions), Finder(Engines(None, ToldIndex(answer))), ())
        assert [(each.others, each.is_asked) for each in waiting.instead] == [((), is_asked)]


async def test_of_very_many_the_first_are_looked_up_and_the_others_have_a_link(regions: Regions) -> None:
    index = ToldIndex()
    long = [an_offer(str(number), wait=20) for number in range(MOST_ASKED + 2)]
    waiting = await waiting_for(long, ask(regions), Finder(Engines(None, index)), ())
    assert len(index.asked) == MOST_ASKED
    assert [each.is_asked for each in waiting.instead] == [True] * MOST_ASKED + [False] * 2


class Away(ToldIndex):
    async def search(self, query: SearchQuery) -> SearchResults:
        raise EngineAway


async def test_without_an_engine_nobody_is_said_to_be_missing(regions: Regions) -> None:
    waiting = await waiting_for([an_offer(wait=20)], ask(regions), Finder(Engines(None, Away())), ())
    assert waiting.is_away
    assert [(each.others, each.is_asked) for each in waiting.instead] == [((), False)]


def test_the_search_for_more_asks_in_the_order_of_the_wait(regions: Regions) -> None:
    question = replace(ask(regions, ("wachttijd", "0")), sort=Sort.NAME)
    (instead,) = instead_of([an_offer(wait=2)], question, (), ())
    assert instead.query == "?soort=vaktherapie&wachttijd=0&sorteer=wachttijd"
