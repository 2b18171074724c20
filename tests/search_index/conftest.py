"""Both engines behind one name, filled with the same documents."""

from collections.abc import AsyncIterator, Sequence
from itertools import count

import pytest

from search_index import Collection, OfferDocument, SearchIndex, Vocabulary
from search_index.engine import MeilisearchIndex
from search_index.in_process import InProcessIndex
from tests.search_index.catalogue import VOCABULARY, catalogue
from tests.search_index.named import NAMED
from tests.servers.meilisearch import MeilisearchServer

ENGINES = ("in_process", "meilisearch")

# For questions with words: drawn providers, and some that a question can name.
DOCUMENTS = [*catalogue(500), *NAMED]

_numbers = count()


async def chunks(documents: Sequence[OfferDocument], size: int = 200) -> AsyncIterator[Sequence[OfferDocument]]:
    for begin in range(0, len(documents), size):
        yield documents[begin : begin + size]


async def fill(
    index: SearchIndex,
    documents: Sequence[OfferDocument],
    vocabulary: Vocabulary = VOCABULARY,
    collection: Collection = Collection.PUBLIC,
) -> None:
    await index.rebuild(collection, chunks(documents), vocabulary)


def a_meilisearch_index(server: MeilisearchServer, patience: float = 5.0) -> MeilisearchIndex:
    """With indexes of its own on the shared server, and patience for a busy machine."""
    return MeilisearchIndex(server.url, server.key, prefix=f"test{next(_numbers)}-", patience=patience)


def an_index(request: pytest.FixtureRequest) -> SearchIndex:
    if request.param == "meilisearch":
        return a_meilisearch_index(request.getfixturevalue("meilisearch_server"))
    return InProcessIndex()


@pytest.fixture(params=ENGINES)
async def index(request: pytest.FixtureRequest) -> AsyncIterator[SearchIndex]:
    """Each engine in turn, empty."""
    engine = an_index(request)
    yield engine
    await engine.close()


@pytest.fixture(scope="session", params=ENGINES)
async def filled(request: pytest.FixtureRequest) -> AsyncIterator[SearchIndex]:
    """Each engine in turn, with the whole catalogue; only to be asked, not changed."""
    engine = an_index(request)
    await fill(engine, catalogue(500))
    yield engine
    await engine.close()


@pytest.fixture(scope="session")
async def both(meilisearch_server: MeilisearchServer) -> AsyncIterator[tuple[SearchIndex, SearchIndex]]:
    """Meilisearch and the in-process engine with the same documents, to be compared."""
    engines = a_meilisearch_index(meilisearch_server), InProcessIndex()
    for engine in engines:
        await fill(engine, DOCUMENTS)
    yield engines
    for engine in engines:
        await engine.close()
