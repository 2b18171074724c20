"""Filters, counts, order, totals and distances: every engine as the plain definition says."""

from dataclasses import replace
from random import Random

import pytest

from search_index import Collection, Facet, Order, Point, SearchIndex, SearchQuery
from tests.search_index.brute_force import expected, kilometres
from tests.search_index.catalogue import LANGUAGES, PLACES, REFERRERS, REGION, TODAY, TOWNS, catalogue
from tests.search_index.kinds import KINDS

DOCUMENTS = catalogue(500)
BY_ID = {document.id: document for document in DOCUMENTS}
EVERYTHING = SearchQuery(Collection.PUBLIC, REGION, TODAY, facets=tuple(Facet))

_VALUES: dict[Facet, tuple[str, ...]] = {
    Facet.HELP_KIND: tuple(kind.key for kind in KINDS if not kind.stay),
    Facet.FORM: tuple(kind.key for kind in KINDS if kind.stay),
    Facet.PRODUCT: tuple({kind.product for kind in KINDS} | {"tg1"}),
    Facet.CATEGORY: ("ambulant", "verblijf", "dagverblijf", "dyslexie"),
    Facet.SECTOR: ("jo", "ggz", "lvb"),
    Facet.TARGET_GROUP: ("autisme", "adhd", "lvb", "trauma", "angst"),
    Facet.MUNICIPALITY: TOWNS,
    Facet.LANGUAGE: LANGUAGES,
    Facet.ROUTE: REFERRERS,
}


def a_question(chance: Random) -> SearchQuery:
    """Any combination a visitor can make."""
    facets = chance.sample(list(Facet), chance.choice((0, 1, 1, 2, 3)))
    age = chance.choice((None, None, 0, 3, 8, 12, 17, 23))
    near = Point(*PLACES[chance.choice(TOWNS)][1:]) if chance.random() < 0.5 else None
    return replace(
        EVERYTHING,
        ticked={facet: tuple(chance.sample(sorted(_VALUES[facet]), chance.choice((0, 1, 2, 3)))) for facet in facets},
        age=age,
        age_until=chance.choice((None, None, age + 2, age + 6)) if age is not None else None,
        max_wait=chance.choice((None, None, None, 0, 4, 8)),
        free_place=chance.random() < 0.2,
        with_figures=chance.random() < 0.15,
        near=near,
        radius=chance.choice((None, 3.0, 10.0, 25.0)) if near else None,
        home_municipalities=tuple(chance.sample(TOWNS, chance.choice((0, 1, 1, 2)))),
        order=chance.choice(list(Order)),
        page=chance.choice((1, 1, 1, 2, 3)),
        page_size=chance.choice((5, 20)),
    )


async def test_first_hits_are_those_of_each_question_in_one_call(filled: SearchIndex) -> None:
    chance = Random(11)
    queries = [replace(a_question(chance), page=1, facets=()) for _ in range(8)]
    found = await filled.first_hits(queries)
    for query, hits in zip(queries, found, strict=True):
        assert [(hit.id, hit.distance, hit.card) for hit in hits] == [
            (hit.id, hit.distance, hit.card) for hit in (await filled.search(query)).hits
        ]


async def _same_as_the_definition(index: SearchIndex, query: SearchQuery) -> None:
    found = await index.search(query)
    right = expected(DOCUMENTS, query)
    assert (found.offers, found.providers) == (right.offers, right.providers), query
    assert {facet: dict(counts) for facet, counts in found.facets.items()} == right.facets, query
    assert [(hit.id, hit.other_offers) for hit in found.hits] == right.hits, query
    for hit in found.hits:
        away = kilometres(BY_ID[hit.id], query.near) if query.near else None
        assert hit.distance == (None if away is None else pytest.approx(away, rel=0.005, abs=0.001))
        document = BY_ID[hit.id]
        assert hit.point == (None if document.lat is None else Point(document.lat, document.lng or 0.0))
        assert hit.card == document.card
        assert hit.counted


@pytest.mark.parametrize("seed", range(12))
async def test_any_combination_of_filters_counts_as_defined(filled: SearchIndex, seed: int) -> None:
    chance = Random(seed)
    for _ in range(25):
        await _same_as_the_definition(filled, a_question(chance))


@pytest.mark.parametrize("facet", list(Facet))
async def test_each_value_alone_counts_as_defined(filled: SearchIndex, facet: Facet) -> None:
    for value in _VALUES[facet]:
        await _same_as_the_definition(filled, replace(EVERYTHING, ticked={facet: (value,)}))


@pytest.mark.parametrize("order", list(Order))
async def test_every_page_in_every_order(filled: SearchIndex, order: Order) -> None:
    query = replace(EVERYTHING, order=order, near=Point(52.5, 6.1), facets=())
    total = (await filled.search(query)).providers
    for page in range(1, total // query.page_size + 2):
        await _same_as_the_definition(filled, replace(query, page=page))


async def test_a_page_beyond_the_end_is_empty_with_the_right_totals(filled: SearchIndex) -> None:
    first = await filled.search(EVERYTHING)
    beyond = await filled.search(replace(EVERYTHING, page=999))
    assert beyond.hits == ()
    assert (beyond.providers, beyond.offers, beyond.facets) == (first.providers, first.offers, first.facets)


async def test_no_value_is_found_that_nobody_has(filled: SearchIndex) -> None:
    odd = replace(EVERYTHING, ticked={Facet.HELP_KIND: ('no"such\\thing', "' OR counted = false")})
    assert (await filled.search(odd)).offers == 0
    assert (await filled.search(replace(EVERYTHING, region="nergens"))).offers == 0
