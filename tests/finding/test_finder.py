"""A question answered: cards, lists to tick, help where nothing was found, and never more than two calls."""

import pytest

from portal import clock
from portal.finding.card import ComesHome
from portal.finding.engines import Engines
from portal.finding.finder import Answer, Finder
from portal.finding.question import Reason
from portal.finding.reading import read_question
from portal.regions import Regions
from search_index import Facet, Hit, Match, SearchResults
from tests.finding.asking import ToldIndex
from tests.people import FRIDAY, WILGENHOF

TODAY = clock.day_number(FRIDAY)
CARD: dict[str, object] = {
    "slug": WILGENHOF,
    "name": "De Wilgenhof",
    "summary": {"nl": "Hulp aan gezinnen."},
    "kind": "",
    "form": "leefgroep",
    "products": ["wonen-verblijf-zwaar", "wonen-verblijf-licht"],
    "title": {},
    "place": "Raalte",
    "home": ["0177"],
    "ages": [4, 17],
    "huisarts": "request",
    "status": "open",
    "places": 2,
    "intake": 1,
    "treatment": 2,
    "said_on": TODAY - 1,
    "stops": [],
    "figures": 3,
}
Pairs = list[tuple[str, str]]


async def find(pairs: Pairs, regions: Regions, *answers: SearchResults) -> tuple[Answer, ToldIndex]:
    assert regions.default is not None
    index = ToldIndex(*answers)
    answer = await Finder(Engines(None, index)).find(read_question(pairs, regions.default, regions))
    return answer, index


def found(card: dict[str, object], **about: object) -> SearchResults:
    hit = Hit("offer-1", WILGENHOF, card, other_offers=2)
    return SearchResults(hits=(hit,), **{"providers": 1, "offers": 3, **about})  # type: ignore[arg-type]


async def test_a_card_says_what_where_and_how_soon(regions: Regions) -> None:
    answer, index = await find([("gemeente", "raalte")], regions, found(CARD))
    card = answer.cards[0]
    assert card.what["nl"] == "Leefgroep"
    assert [names["nl"] for names in card.intensities] == ["Wonen-Verblijf licht", "Wonen-Verblijf zwaar"]
    assert card.comes_home == ComesHome.YES
    assert (card.availability.places, card.availability.wait) == (2, 3)
    assert card.huisarts == "request"
    assert (card.others, card.figures) == (2, 3)
    assert len(index.asked) == 1


@pytest.mark.parametrize(
    ("pairs", "home", "comes"),
    [
        ([], ["0177"], ComesHome.SOME),
        ([], [], ComesHome.NO),
        ([("gemeente", "zwolle")], ["0177"], ComesHome.NO),
        ([("postcode", "8102")], ["0177"], ComesHome.YES),
        # In foster care: Deventer pays, the child is in Zwolle.
        ([("gemeente", "deventer"), ("postcode", "8011")], ["0150"], ComesHome.NO),
        ([("gemeente", "deventer"), ("postcode", "8011")], ["0193"], ComesHome.YES),
        ([("gemeente", "raalte"), ("gemeente", "zwolle")], ["0193"], ComesHome.YES),
        # Where the child is, is outside the region: to some homes here.
        ([("gemeente", "zwolle"), ("postcode", "8051")], ["0193"], ComesHome.SOME),
    ],
)
async def test_help_comes_home_where_the_child_is(
    pairs: Pairs, home: list[str], comes: ComesHome, regions: Regions
) -> None:
    answer, _ = await find(pairs, regions, found({**CARD, "home": home}))
    assert answer.cards[0].comes_home == comes


async def test_a_card_of_another_build_says_less_and_breaks_nothing(regions: Regions) -> None:
    answer, _ = await find([], regions, found({"slug": "x", "name": "X", "kind": "gone", "products": ["gone"]}))
    assert answer.cards[0].what == {}
    assert answer.cards[0].availability.nothing_known


async def test_a_provider_without_offers_is_only_a_name(regions: Regions) -> None:
    hit = Hit("provider-x", "x", {"slug": "x", "name": "X", "summary": {}}, counted=False)
    answer, _ = await find([("q", "x")], regions, SearchResults(hits=(hit,), providers=1))
    assert not answer.cards[0].has_offer


async def test_lists_show_what_there_is_and_what_was_ticked(regions: Regions) -> None:
    counts = {Facet.HELP_KIND: {"vaktherapie": 4, "crisis-van-elders": 9}, Facet.FORM: {"pleegzorg-netwerk": 2}}
    answer, _ = await find([("soort", "gezinsbehandeling")], regions, found(CARD, facets=counts))
    lists = {facet.name: facet for facet in answer.facets}
    assert [(v.key, v.count, v.ticked) for v in lists["soort"].values] == [
        ("gezinsbehandeling", 0, True),
        ("vaktherapie", 4, False),
    ]
    assert [(v.key, v.count, v.part) for v in lists["vorm"].values] == [
        ("pleegzorg", 2, False),
        ("pleegzorg-netwerk", 2, True),
    ]
    assert lists["soort"].ticked == 1


async def test_a_long_list_folds_and_stands_open_where_something_is_ticked(regions: Regions) -> None:
    assert regions.default is not None
    counts = {Facet.TARGET_GROUP: dict.fromkeys(regions.default.target_groups, 1)}
    last = list(regions.default.target_groups)[-1]
    closed, _ = await find([], regions, found(CARD, facets=counts))
    opened, _ = await find([("doelgroep", last)], regions, found(CARD, facets=counts))
    assert len(closed.facets[0].values) == 7
    assert not closed.facets[0].fold_is_open
    assert opened.facets[0].fold_is_open


async def test_dutch_goes_without_saying(regions: Regions) -> None:
    answer, _ = await find([], regions, found(CARD, facets={Facet.LANGUAGE: {"nl": 9, "ar": 2, "pl": 4}}))
    assert [value.key for value in answer.facets[0].values] == ["pl", "ar"]


async def test_an_empty_list_says_what_another_tick_would_bring(regions: Regions) -> None:
    counts = {Facet.FORM: {"pleegzorg": 12, "leefgroep": 3, "gezinshuis": 0}}
    answer, index = await find([("vorm", "gezinshuis")], regions, SearchResults(facets=counts))
    assert [(one.key, one.offers) for one in answer.looser] == [("pleegzorg", 12), ("leefgroep", 3)]
    assert answer.looser[0].query == "?vorm=pleegzorg"
    assert len(index.asked) == 1


async def test_an_empty_list_says_what_less_haste_would_bring(regions: Regions) -> None:
    asked = [("gemeente", "raalte"), ("soort", "vaktherapie"), ("plek", "1"), ("wachttijd", "2")]
    answer, index = await find(asked, regions, SearchResults(), SearchResults(offers=7))
    assert answer.looser[0].without == ("wachttijd", "plek")
    assert answer.looser[0].offers == 7
    assert answer.looser[0].query == "?soort=vaktherapie&gemeente=raalte"
    assert len(index.asked) == 2
    assert answer.toegang is not None
    assert answer.toegang.name == "Raalte"


async def test_nothing_is_promised_that_brings_nothing(regions: Regions) -> None:
    answer, index = await find([("leeftijd", "9"), ("plek", "1")], regions)
    assert answer.looser == ()
    assert len(index.asked) == 2


async def test_a_page_too_far_becomes_the_last_one(regions: Regions) -> None:
    answer, index = await find([("pagina", "40")], regions, SearchResults(providers=41, offers=99), found(CARD))
    assert index.asked[1].page == 3
    assert [d.reason for d in answer.dropped] == [Reason.NO_PAGE]
    assert answer.question.page == 3


async def test_pages_lead_on_and_back(regions: Regions) -> None:
    answer, _ = await find([("pagina", "2")], regions, found(CARD, providers=50))
    assert (answer.pages, answer.previous_page, answer.next_page) == (3, "", "?pagina=3")


async def test_a_looser_match_is_told(regions: Regions) -> None:
    answer, _ = await find([("q", "boos paard")], regions, found(CARD, match=Match.LOOSER))
    assert answer.words_were_loosened
