"""The engine without a server: holds its documents in memory, lives as long as its process."""

import asyncio
from collections.abc import AsyncIterable, Sequence
from operator import itemgetter

from search_index.breath import Breath
from search_index.document import OfferDocument
from search_index.in_process.answering import answer
from search_index.in_process.postings import WordCodes, codes_of
from search_index.in_process.store import Store
from search_index.index import DocumentsRefused, EngineAway, SearchIndex
from search_index.lexicon import Lexicon
from search_index.ordering import full_key
from search_index.query import Collection, SearchQuery
from search_index.results import SearchResults
from search_index.terms import Terms
from search_index.vocabulary import Vocabulary


class InProcessIndex(SearchIndex):
    """Searches see a document as soon as it is put, and a rebuild all at once."""

    def __init__(self) -> None:
        self._stores: dict[Collection, Store] = {}
        self._writing = asyncio.Lock()

    async def search(self, query: SearchQuery) -> SearchResults:
        return answer(self._store(query.collection), query)

    async def put(self, collection: Collection, documents: Sequence[OfferDocument]) -> None:
        async with self._writing:
            breath = Breath()
            refused: list[str] = []
            for document in documents:
                store = self._store(collection)
                try:
                    store.put(document)
                except Exception:  # whatever a value of another kind than it should be leads to
                    refused.append(document.id)
                await breath.take()
            await self._tidy_up(collection)
        if refused:
            raise DocumentsRefused(refused)

    async def remove(self, collection: Collection, ids: Sequence[str]) -> None:
        async with self._writing:
            for document_id in ids:
                self._store(collection).remove(document_id)
            await self._tidy_up(collection)

    async def rebuild(
        self, collection: Collection, chunks: AsyncIterable[Sequence[OfferDocument]], vocabulary: Vocabulary
    ) -> None:
        store = Store(Lexicon(vocabulary))
        breath = Breath()
        read: dict[str, tuple[str, OfferDocument, WordCodes]] = {}
        refused: list[str] = []
        async for chunk in chunks:
            for document in chunk:
                try:
                    read[document.id] = full_key(document), store.lean(document), codes_of(store.lexicon.read(document))
                except Exception:  # as above
                    refused.append(document.id)
                await breath.take()
        self._stores[collection] = await _filled(store, list(read.values()))
        if refused:
            raise DocumentsRefused(refused)

    async def needs_rebuild(self, collection: Collection, vocabulary: Vocabulary) -> bool:
        store = self._stores.get(collection)
        return store is None or store.lexicon.vocabulary.version != vocabulary.version

    async def healthy(self) -> bool:
        return True

    async def close(self) -> None:
        self._stores.clear()

    def _store(self, collection: Collection) -> Store:
        if collection not in self._stores:
            raise EngineAway(f"nothing was built yet for {collection}")
        return self._stores[collection]

    async def _tidy_up(self, collection: Collection) -> None:
        """Rewrites a store that is mostly empty slots."""
        old = self._store(collection)
        if not old.wasteful:
            return
        breath = Breath()
        words: list[list[str]] = [[] for _ in old.documents]
        codes = [bytearray() for _ in old.documents]
        for word, entries in old.postings.words():
            for slot, code in entries:
                words[slot].append(word)
                codes[slot].append(code)
            await breath.take()
        kept = [
            (old.full_keys[slot], old.document(slot), (tuple(words[slot]), bytes(codes[slot])))
            for slot in old.slots.values()
        ]
        new = await _filled(Store(old.lexicon), kept)
        new.terms = old.terms
        if self._stores.get(collection) is old:  # else a rebuild came in between
            self._stores[collection] = new


async def _filled(store: Store, documents: list[tuple[str, OfferDocument, WordCodes]]) -> Store:
    breath = Breath()
    documents.sort(key=itemgetter(0), reverse=True)
    while documents:
        _, document, codes = documents.pop()
        store.append(document, codes)
        await breath.take()
    store.in_order = len(store.documents)
    store.terms = Terms.counted(store.postings.counts())
    return store
