"""A document that an engine cannot take keeps none of the others out."""

from dataclasses import replace
from typing import Any

import pytest

from search_index import Collection, DocumentsRefused, OfferDocument, SearchIndex
from tests.search_index.catalogue import VOCABULARY, catalogue
from tests.search_index.conftest import a_meilisearch_index, chunks, fill
from tests.search_index.test_changes import ONE, found, same_as
from tests.servers.meilisearch import MeilisearchServer

DOCUMENTS = catalogue(60)
WITHOUT_TEXT: Any = (None,)
UNREADABLE = replace(ONE, id="unreadable", names=WITHOUT_TEXT)
ALL_BUT_ONE = [*DOCUMENTS[:20], UNREADABLE, *DOCUMENTS[20:]]


async def test_it_is_named_when_all_others_are_in(index: SearchIndex) -> None:
    await fill(index, [])
    with pytest.raises(DocumentsRefused) as refused:
        await index.put(Collection.PUBLIC, ALL_BUT_ONE)
    assert refused.value.ids == ("unreadable",)
    await same_as(index, DOCUMENTS)


async def test_a_new_index_is_in_use_without_it(index: SearchIndex) -> None:
    with pytest.raises(DocumentsRefused) as refused:
        await index.rebuild(Collection.PUBLIC, chunks(ALL_BUT_ONE), VOCABULARY)
    assert refused.value.ids == ("unreadable",)
    assert not await index.needs_rebuild(Collection.PUBLIC, VOCABULARY)
    await same_as(index, DOCUMENTS)


async def test_one_that_was_there_stays_as_it_was(index: SearchIndex) -> None:
    before = replace(ONE, names=("Huize Kievitsbloem",))
    await fill(index, [before])
    with pytest.raises(DocumentsRefused):
        await index.put(Collection.PUBLIC, [replace(before, names=WITHOUT_TEXT)])
    assert await found(index, "kievitsbloem") == [ONE.id]


def refused_by_the_server(number: int) -> OfferDocument:
    """Spaces are no part of an id."""
    return replace(ONE, id=f"geen sleutel {number}")


async def test_what_only_the_server_refuses_is_found_among_the_others(meilisearch_server: MeilisearchServer) -> None:
    index = a_meilisearch_index(meilisearch_server)
    bad = [refused_by_the_server(number) for number in range(3)]
    mixed = [bad[0], *DOCUMENTS[:7], bad[1], *DOCUMENTS[7:], bad[2]]
    with pytest.raises(DocumentsRefused) as refused:
        await index.rebuild(Collection.PUBLIC, chunks(mixed), VOCABULARY)
    assert set(refused.value.ids) == {document.id for document in bad}
    await same_as(index, DOCUMENTS)
    with pytest.raises(DocumentsRefused) as refused:
        await index.put(Collection.PUBLIC, [replace(DOCUMENTS[0], free_places=9), bad[1]])
    assert refused.value.ids == (bad[1].id,)
    await index.close()
