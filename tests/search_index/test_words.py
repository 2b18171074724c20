"""Questions as people type them, asked of both engines."""

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from search_index import Collection, Facet, Match, Order, SearchIndex, SearchQuery, SearchResults
from tests.search_index.catalogue import REGION, TODAY
from tests.search_index.conftest import DOCUMENTS

QUESTION = SearchQuery(Collection.PUBLIC, REGION, TODAY, order=Order.RELEVANCE, page_size=10, facets=(Facet.FORM,))

with (Path(__file__).parent / "questions.csv").open(encoding="utf-8") as file:
    TABLE = [(row["typed"], row["expected"].split()) for row in csv.DictReader(file, delimiter=";")]


async def ask(both: tuple[SearchIndex, SearchIndex], words: str) -> SearchResults:
    """The answer, the same from both engines to the last hit."""
    first, second = [await engine.search(replace(QUESTION, words=words)) for engine in both]
    assert [(hit.provider, hit.id) for hit in first.hits] == [(hit.provider, hit.id) for hit in second.hits]
    assert first == second
    return first


@pytest.mark.parametrize(("typed", "wanted"), TABLE, ids=[typed for typed, _ in TABLE])
async def test_a_question_as_typed_finds(both: tuple[SearchIndex, SearchIndex], typed: str, wanted: list[str]) -> None:
    found = await ask(both, typed)
    first_ten = {str(hit.card.get("kind")) for hit in found.hits} | {hit.id for hit in found.hits}
    assert set(wanted) <= first_ten, [hit.id + " " + str(hit.card) for hit in found.hits]


def test_the_table_is_long_enough() -> None:
    assert len(TABLE) >= 60


@pytest.mark.parametrize("nothing", ["", "   ", "🙂🙂", "?!", "de het een", "\x00\u200b"])
async def test_asking_nothing_shows_everything(both: tuple[SearchIndex, SearchIndex], nothing: str) -> None:
    everything = await ask(both, "")
    found = await ask(both, nothing)
    assert (found.offers, found.match) == (everything.offers, Match.ALL)
    assert found.offers > 100
    assert all(hit.counted for hit in found.hits)


async def test_five_hundred_characters_are_read_and_no_more(both: tuple[SearchIndex, SearchIndex]) -> None:
    found = await ask(both, "pleegzorg " * 50)
    assert {hit.card["kind"] for hit in found.hits} == {"pleegzorg"}
    assert (await ask(both, " " * 500 + "pleegzorg")).offers == (await ask(both, "")).offers
    await ask(both, "x" * 500)
    await ask(both, " ".join(f"woord{number} hulp kind angst" for number in range(20)))


async def test_a_code_finds_itself_and_not_its_neighbours(both: tuple[SearchIndex, SearchIndex]) -> None:
    for code, own in (("45A12", "pastinaak-respijtzorg"), ("45A13", "pastinaak-zorgboerderij")):
        found = await ask(both, code)
        with_code = {document.id for document in DOCUMENTS if code in document.codes}
        assert {hit.id for hit in found.hits} <= with_code
        assert own in with_code
    assert (await ask(both, "45A1")).hits == ()
    assert (await ask(both, "0123456")).hits == ()


async def test_all_words_must_be_found_and_else_it_says_that_it_looked_looser(
    both: tuple[SearchIndex, SearchIndex],
) -> None:
    found = await ask(both, "emdr pleegzorg")
    assert found.match is Match.LOOSER
    assert {hit.card["kind"] for hit in found.hits} <= {"trauma", "pleegzorg"}
    assert (await ask(both, "pleegzorg")).match is Match.ALL
    assert (await ask(both, "pleegzorg qwxqwxqwx")).match is Match.LOOSER
    nothing = await ask(both, "qwxqwxqwx")
    assert (nothing.hits, nothing.providers, nothing.offers) == ((), 0, 0)


async def test_a_misspelt_word_is_named(both: tuple[SearchIndex, SearchIndex]) -> None:
    assert dict((await ask(both, "Pleechzorg")).repaired) == {"pleechzorg": "pleegzorg"}
    assert not (await ask(both, "pleegzorg")).repaired


async def test_a_provider_without_an_offer_is_found_by_name_only(both: tuple[SearchIndex, SearchIndex]) -> None:
    found = await ask(both, "vergezicht")
    assert [(hit.id, hit.counted, hit.other_offers) for hit in found.hits] == [("provider-vergezicht", False, 0)]
    assert (found.providers, found.offers, found.facets) == (1, 0, {Facet.FORM: {}})
    for engine in both:
        narrowed = replace(QUESTION, words="vergezicht", age=8)
        assert (await engine.search(narrowed)).hits == ()


async def test_a_chosen_order_rules_and_the_best_offer_stands_for_its_provider(
    both: tuple[SearchIndex, SearchIndex],
) -> None:
    names = {document.provider: document.name for document in DOCUMENTS}
    for engine in both:
        found = await engine.search(replace(QUESTION, words="hulp", order=Order.NAME, page_size=200))
        listed = [names[hit.provider] for hit in found.hits]
        assert listed == sorted(listed, key=lambda name: name.replace("ö", "o").replace("&", " ").replace("-", " "))
        farm = await engine.search(replace(QUESTION, words="pastinaak respijtzorg", order=Order.NAME))
        assert [hit.id for hit in farm.hits] == ["pastinaak-respijtzorg"]
