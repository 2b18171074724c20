"""The engine on a Meilisearch server."""

import asyncio
from collections import Counter, deque
from collections.abc import AsyncIterable, AsyncIterator, Sequence
from contextlib import asynccontextmanager
from itertools import chain
from uuid import uuid4

from search_index.breath import Breath
from search_index.document import OfferDocument
from search_index.engine.administration import Administration
from search_index.engine.asker import Asker
from search_index.engine.connection import Connection, IndexMissing
from search_index.engine.remembered import Memory, about_index
from search_index.engine.settings import print_of_settings
from search_index.engine.stored import About, Stored, stored, stored_terms, stored_vocabulary
from search_index.index import DocumentsRefused, EngineAway, SearchIndex
from search_index.lexicon import Fields, Lexicon
from search_index.query import Collection, SearchQuery
from search_index.results import Hit, SearchResults
from search_index.terms import Terms
from search_index.vocabulary import Vocabulary

# Large enough to be quick, small enough that an update does not wait long behind those on their way.
_DOCUMENTS_AT_ONCE = 3_000
_ON_THEIR_WAY = 2  # so that the server has the next when it ends one
_AT_FIRST = 1_000  # so that the server begins while the first large batch is prepared


class MeilisearchIndex(SearchIndex):
    """`prefix` keeps installations on one server apart; `patience` is the longest wait for a search, in seconds."""

    def __init__(self, url: str, key: str | None = None, prefix: str = "", patience: float = 1.0) -> None:
        self._administration = Administration(url, key)
        self._connection = Connection(url, key, patience)
        self._memory = Memory(self._connection)
        self._asker = Asker(self._connection, self._memory)
        self._prefix = prefix
        self._version_is_right = False
        self._patience = patience

    async def check_version(self) -> None:
        """Raises EngineAway for a server that this code was not made for."""
        await self._administration.check_version()

    async def search(self, query: SearchQuery) -> SearchResults:
        async with self._in_time():  # for all calls together: words can need several
            return await self._asker.ask(self._uid(query.collection), query)

    async def first_hits(self, queries: Sequence[SearchQuery]) -> tuple[tuple[Hit, ...], ...]:
        async with self._in_time():
            return await self._asker.first_hits([(self._uid(query.collection), query) for query in queries])

    @asynccontextmanager
    async def _in_time(self) -> AsyncIterator[None]:
        try:
            async with asyncio.timeout(self._patience):
                yield
        except TimeoutError as problem:
            raise EngineAway("no answer in time") from problem

    async def put(self, collection: Collection, documents: Sequence[OfferDocument]) -> None:
        if not documents:
            return
        uid = self._uid(collection)
        known = await self._memory.current(uid)
        breath = Breath()
        written: list[Stored] = []
        words: dict[str, None] = {}
        refused: list[str] = []
        for document in documents:
            if ready := _ready(document, known.lexicon, refused):
                fields, document_stored = ready
                written.append(document_stored)
                words.update((word, None) for field in fields for word in field)
            await breath.take()
        if new := [word for word in words if word not in known.terms]:
            # In the same task as the documents: who sees the one sees the other.
            written += [*stored_terms(dict.fromkeys(new, 1)), known.about.renewed().stored()]
        refused += await self._administration.add(uid, written) if written else []
        if refused:
            raise DocumentsRefused(refused)

    async def remove(self, collection: Collection, ids: Sequence[str]) -> None:
        if ids:
            uid = self._uid(collection)
            await about_index(self._connection, uid)
            await self._administration.remove(uid, ids)

    async def rebuild(
        self, collection: Collection, chunks: AsyncIterable[Sequence[OfferDocument]], vocabulary: Vocabulary
    ) -> None:
        uid = self._uid(collection)
        aside = f"{uid}-next"
        await self._administration.create(aside)
        lexicon = Lexicon(vocabulary)
        documents_with: Counter[str] = Counter()
        refused: list[str] = []
        sending: deque[asyncio.Task[list[str]]] = deque()
        try:
            async for batch in _batches(chunks, lexicon, documents_with, refused):
                if len(sending) == _ON_THEIR_WAY:
                    refused += await sending.popleft()
                sending.append(asyncio.create_task(self._administration.add(aside, batch)))
            while sending:
                refused += await sending.popleft()
        finally:
            for task in sending:
                task.cancel()
        about = About(print_of_settings(), vocabulary.version, uuid4().hex)
        levels = Terms.counted(documents_with).levels
        described = [about.stored(), stored_vocabulary(vocabulary), *stored_terms(levels)]
        if await self._administration.add(aside, described):
            raise EngineAway("Meilisearch does not take what describes the index")
        await self._administration.replace(uid, by=aside)
        if refused:
            raise DocumentsRefused(refused)

    async def needs_rebuild(self, collection: Collection, vocabulary: Vocabulary) -> bool:
        if not self._version_is_right:
            await self.check_version()
            self._version_is_right = True
        try:
            about = await about_index(self._connection, self._uid(collection))
        except IndexMissing:
            return True
        return (about.settings, about.vocabulary_version) != (print_of_settings(), vocabulary.version)

    async def healthy(self) -> bool:
        return await self._connection.healthy()

    async def close(self) -> None:
        await self._connection.close()

    def _uid(self, collection: Collection) -> str:
        return f"{self._prefix}{collection.value}"


def _ready(document: OfferDocument, lexicon: Lexicon, refused: list[str]) -> tuple[Fields, Stored] | None:
    try:
        fields = lexicon.read(document)
        return fields, stored(document, fields)
    except Exception:  # whatever a value of another kind than it should be leads to
        refused.append(document.id)
        return None


async def _batches(
    chunks: AsyncIterable[Sequence[OfferDocument]], lexicon: Lexicon, documents_with: Counter[str], refused: list[str]
) -> AsyncIterator[list[Stored]]:
    """Documents ready for sending; counts meanwhile in how many each word is, and tells which cannot be read."""
    breath = Breath()
    waiting: list[Stored] = []
    enough = _AT_FIRST
    async for chunk in chunks:
        for document in chunk:
            if ready := _ready(document, lexicon, refused):
                documents_with.update(chain.from_iterable(ready[0]))
                waiting.append(ready[1])
            if len(waiting) == enough:
                yield waiting
                waiting, enough = [], _DOCUMENTS_AT_ONCE
            await breath.take()
    if waiting:
        yield waiting
