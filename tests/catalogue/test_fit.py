"""Which offers are said to fit a question, and that comparing chooses what the results show."""

import httpx
import pytest

from portal.catalogue.comparison import compare
from portal.catalogue.queries import providers_by_slug
from portal.finding.engines import Engines
from portal.finding.finder import Finder
from portal.finding.offers import ShownOffer
from portal.finding.question import Question
from portal.finding.reading import read_question
from portal.web.house import House
from tests.catalogue.reading import text_of
from tests.people import POPULIER, WILGENHOF

GEZIN, THUIS, DYSLEXIE = "wilgenhof-gezin", "wilgenhof-thuis", "populier-dyslexie"

FITTING = [
    # Nothing that an offer can be judged by: all of them would fit, so none is said to.
    ("", ()),
    ("q=autisme", ()),
    ("q=gezinshuis&sorteer=naam&pagina=1", ()),
    ("postcode=8102", ()),
    # Not each offer of who was found.
    ("soort=gezinsbehandeling", (GEZIN,)),
    ("vorm=gezinshuis", (THUIS,)),
    ("product=individueel-tg3", (GEZIN,)),
    ("doelgroep=autisme", (GEZIN,)),
    ("categorie=ambulante-jeugdhulp", (GEZIN,)),
    ("categorie=wonen-verblijf", (THUIS,)),
    ("categorie=dyslexiezorg", (DYSLEXIE,)),
    ("categorie=dyslexiezorg&categorie=wonen-verblijf", (DYSLEXIE, THUIS)),
    ("route=huisarts", (GEZIN,)),
    ("leeftijd=2", (GEZIN,)),
    ("leeftijd=2&vorm=gezinshuis", ()),
    ("q=autisme&leeftijd=2", (GEZIN,)),
    ("gemeente=raalte", (DYSLEXIE, GEZIN, THUIS)),
    # Near, or at home: Raalte is 7 km from Heino.
    ("postcode=8102&afstand=3", (GEZIN,)),
    ("postcode=Heino&afstand=3", (GEZIN, THUIS)),
    ("postcode=8011&afstand=3", (DYSLEXIE,)),
    ("postcode=8131&afstand=1", (GEZIN,)),  # Wijhe, where it comes to the home
    ("gemeente=raalte&postcode=8011&afstand=3", (DYSLEXIE,)),  # in foster care in Zwolle: nobody comes there
    # As far as what was said of room may be believed. De Populier takes nobody.
    ("wachttijd=6", (GEZIN,)),
    ("wachttijd=30", (GEZIN, THUIS)),
    ("plek=1", (GEZIN, THUIS)),
    # Of the provider.
    ("taal=ar", (GEZIN, THUIS)),
    ("taal=tr", ()),
    ("sector=jeugd-en-opvoedhulp", (GEZIN, THUIS)),
    ("cijfers=1", (GEZIN, THUIS)),
    ("taal=ar&route=huisarts", (GEZIN,)),
]


def ask(house: House, query: str) -> Question:
    pairs = [(name, value) for name, _, value in (pair.partition("=") for pair in query.split("&") if pair)]
    assert house.regions.default is not None
    question = read_question(pairs, house.regions.default, house.regions)
    assert question.dropped == ()
    return question


async def shown(house: House, question: Question) -> list[ShownOffer]:
    async with house.database.reading() as session:
        found = await providers_by_slug(session, [WILGENHOF, POPULIER], question.region)
    return [offer for provider in found.values() for offer in provider.offers(question, house.regions)]


@pytest.mark.parametrize(("query", "fitting"), FITTING)
async def test_what_fits_is_what_answers_all_that_was_asked(house: House, query: str, fitting: tuple[str, ...]) -> None:
    offers = await shown(house, ask(house, query))
    assert sorted(offer.key for offer in offers if offer.fit.answers) == sorted(fitting)


@pytest.mark.parametrize("query", [query for query, _ in FITTING])
async def test_comparing_chooses_the_offer_that_the_result_shows(house: House, engines: Engines, query: str) -> None:
    question = ask(house, query)
    answer = await Finder(engines).find(question)
    async with house.database.reading() as session:
        found = await providers_by_slug(session, [card.slug for card in answer.cards], question.region)
    compared = compare([*found], found, question, house.regions, only_differences=False)
    chosen = {column.provider.slug: column.offer.key for column in compared.columns if column.offer}
    assert chosen == {card.slug: card.offer for card in answer.cards}


async def test_the_nearest_stands_for_its_provider_where_that_is_the_order(house: House, engines: Engines) -> None:
    for query, key in (("postcode=Heino", THUIS), ("postcode=8102", GEZIN), ("postcode=Heino&sorteer=naam", GEZIN)):
        await test_comparing_chooses_the_offer_that_the_result_shows(house, engines, query)
        answer = await Finder(engines).find(ask(house, query))
        assert next(card.offer for card in answer.cards if card.slug == WILGENHOF) == key


async def test_a_word_alone_says_of_no_offer_that_it_fits(samira: httpx.AsyncClient) -> None:
    for query, times in (("q=autisme", 0), ("route=huisarts", 1), ("postcode=8102&afstand=3", 1), ("wachttijd=6", 1)):
        page = text_of((await samira.get(f"/aanbieders/{WILGENHOF}?{query}")).text)
        assert page.count("Past bij uw vraag") == times, query


async def test_what_takes_too_long_is_still_what_was_asked_for(samira: httpx.AsyncClient) -> None:
    """Otherwise who asks for a short wait would not hear where it is shorter."""
    page = text_of((await samira.get(f"/aanbieders/{WILGENHOF}?soort=gezinsbehandeling&wachttijd=1")).text)
    assert "Past bij uw vraag" not in page
    assert "Te lang? Dan deze" in page
