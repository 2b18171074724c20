"""Documents added, changed and taken away, and whole indexes built anew."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from random import Random

import pytest

from search_index import (
    Collection,
    EngineAway,
    Facet,
    Match,
    OfferDocument,
    Order,
    SearchIndex,
    SearchQuery,
    Vocabulary,
)
from tests.search_index.brute_force import expected
from tests.search_index.catalogue import REGION, TODAY, VOCABULARY, catalogue
from tests.search_index.conftest import chunks, fill

DOCUMENTS = catalogue(120)
EVERYTHING = SearchQuery(Collection.PUBLIC, REGION, TODAY, page_size=500, facets=tuple(Facet))
ONE = replace(DOCUMENTS[0], region=REGION, bookable_from=0, stop_until=-1)


async def found(index: SearchIndex, words: str) -> list[str]:
    return [hit.id for hit in (await index.search(replace(EVERYTHING, words=words, order=Order.RELEVANCE))).hits]


async def same_as(index: SearchIndex, documents: list[OfferDocument]) -> None:
    right, answer = expected(documents, EVERYTHING), await index.search(EVERYTHING)
    assert (answer.offers, answer.providers) == (right.offers, right.providers)
    assert [(hit.id, hit.other_offers) for hit in answer.hits] == right.hits
    assert answer.facets == right.facets


async def test_before_anything_is_built_the_engine_says_so(index: SearchIndex) -> None:
    assert await index.needs_rebuild(Collection.PUBLIC, VOCABULARY)
    with pytest.raises(EngineAway):
        await index.search(EVERYTHING)
    with pytest.raises(EngineAway):
        await index.search(replace(EVERYTHING, words="pleegzorg"))
    with pytest.raises(EngineAway):
        await index.put(Collection.PUBLIC, [ONE])
    with pytest.raises(EngineAway):
        await index.remove(Collection.PUBLIC, ["x"])


async def test_other_words_need_a_rebuild_and_the_same_words_do_not(index: SearchIndex) -> None:
    await fill(index, DOCUMENTS)
    assert not await index.needs_rebuild(Collection.PUBLIC, VOCABULARY)
    assert await index.needs_rebuild(Collection.PUBLIC, replace(VOCABULARY, version="2"))


async def test_an_empty_region_is_an_answer_too(index: SearchIndex) -> None:
    await fill(index, [])
    for words in ("", "pleegzorg"):
        answer = await index.search(replace(EVERYTHING, words=words))
        assert (answer.hits, answer.providers, answer.offers) == ((), 0, 0)
        assert answer.facets == {facet: {} for facet in Facet}


async def test_after_many_changes_the_index_is_as_if_built_anew(index: SearchIndex) -> None:
    await fill(index, DOCUMENTS)
    chance = Random(5)
    now = {document.id: document for document in DOCUMENTS}
    for round_ in range(4):
        gone = chance.sample(sorted(now), 10)
        await index.remove(Collection.PUBLIC, [*gone, "never-was-there"])
        for document_id in gone:
            del now[document_id]
        changed = [_changed(chance, now[document_id]) for document_id in chance.sample(sorted(now), 15)]
        new = [replace(document, id=f"new-{round_}-{document.id}") for document in catalogue(5, seed=round_)]
        await index.put(Collection.PUBLIC, [*changed, *new])
        now |= {document.id: document for document in [*changed, *new]}
        await same_as(index, list(now.values()))


def _changed(chance: Random, document: OfferDocument) -> OfferDocument:
    """Sometimes only figures, sometimes words, name or provider too."""
    changed = replace(document, wait=chance.choice((None, 1, 5)), sectors=("jo",), age_to=17)
    if chance.random() < 0.3:
        changed = replace(changed, text=("heel andere woorden",), lat=None, lng=None)
    if chance.random() < 0.3:
        changed = replace(changed, name="Aap & Noot", provider="p-aap")
    return changed


async def test_a_new_word_is_found_at_once_and_not_repaired_into_an_old_one(index: SearchIndex) -> None:
    await fill(index, [*DOCUMENTS, replace(ONE, id="old", names=("Praktijk Zonnebloem",), provider="old")])
    assert await found(index, "zonneblom") == ["old"]
    await index.put(Collection.PUBLIC, [replace(ONE, id="new", names=("Praktijk Zonneblom",), provider="new")])
    assert await found(index, "zonneblom") == ["new"]
    assert await found(index, "zonnebloem") == ["old"]


async def test_a_put_document_is_read_with_the_words_of_its_index(index: SearchIndex) -> None:
    await fill(index, DOCUMENTS, Vocabulary("x", {"kwispelen": ("hondentherapie",)}, ("honden", "therapie")))
    await index.put(Collection.PUBLIC, [replace(ONE, id="dog", provider="dog", text=("hondentherapie",))])
    assert await found(index, "kwispelen") == ["dog"]
    assert await found(index, "honden") == ["dog"]


async def test_another_vocabulary_reads_the_question_anew(index: SearchIndex) -> None:
    dog = replace(ONE, id="dog", provider="dog", text=("hondentherapie",))
    await fill(index, [*DOCUMENTS, dog])
    assert await found(index, "kwispelstaart") == []
    await fill(index, [*DOCUMENTS, dog], Vocabulary("y", {"kwispelstaart": ("hondentherapie",)}))
    assert await found(index, "kwispelstaart") == ["dog"]


async def test_searches_and_updates_go_on_during_a_rebuild(index: SearchIndex) -> None:
    await fill(index, DOCUMENTS)
    before = (await index.search(EVERYTHING)).offers
    seen: list[int] = []
    half, proceed = asyncio.Event(), asyncio.Event()

    async def slowly() -> AsyncIterator[Sequence[OfferDocument]]:
        async for chunk in chunks(catalogue(300, seed=8), 50):
            yield chunk
            half.set()
            await proceed.wait()

    building = asyncio.create_task(index.rebuild(Collection.PUBLIC, slowly(), VOCABULARY))
    await half.wait()
    await index.put(Collection.PUBLIC, [replace(ONE, id="meanwhile", provider="meanwhile", names=("Intussen",))])
    assert await found(index, "intussen") == ["meanwhile"]
    proceed.set()
    while not building.done():
        seen.append((await index.search(EVERYTHING)).offers)
        await asyncio.sleep(0)
    await building
    after = (await index.search(EVERYTHING)).offers
    assert set(seen) <= {before + 1, after}  # never nothing, never half
    assert await found(index, "intussen") == []  # who puts during a rebuild, puts again after it


async def test_a_broken_rebuild_leaves_the_index_as_it_was_and_the_next_one_succeeds(index: SearchIndex) -> None:
    await fill(index, DOCUMENTS)

    async def breaking() -> AsyncIterator[Sequence[OfferDocument]]:
        yield catalogue(50, seed=9)
        raise RuntimeError("killed")

    with pytest.raises(RuntimeError):
        await index.rebuild(Collection.PUBLIC, breaking(), replace(VOCABULARY, version="2"))
    await same_as(index, DOCUMENTS)
    assert not await index.needs_rebuild(Collection.PUBLIC, VOCABULARY)
    await fill(index, catalogue(60, seed=9), replace(VOCABULARY, version="2"))
    await same_as(index, catalogue(60, seed=9))


async def test_a_looser_answer_comes_only_when_nothing_has_every_word(index: SearchIndex) -> None:
    pair = [
        replace(ONE, id="a", provider="a", text=("kwikstaart",)),
        replace(ONE, id="b", provider="b", text=("roodborst",)),
    ]
    await fill(index, pair)
    asked = replace(EVERYTHING, words="kwikstaart roodborst", order=Order.RELEVANCE)
    assert (await index.search(asked)).match is Match.LOOSER
    await index.put(Collection.PUBLIC, [replace(ONE, id="c", provider="c", text=("kwikstaart roodborst",))])
    answer = await index.search(asked)
    assert ([hit.id for hit in answer.hits], answer.match) == (["c"], Match.ALL)
