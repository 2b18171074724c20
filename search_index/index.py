"""The one face of every engine."""

from abc import ABC, abstractmethod
from collections.abc import AsyncIterable, Iterable, Sequence

from search_index.document import OfferDocument
from search_index.query import Collection, SearchQuery
from search_index.results import Hit, SearchResults
from search_index.vocabulary import Vocabulary


class EngineAway(Exception):
    """The engine did not answer, answered too late, answered nonsense, or has nothing built yet."""


class DocumentsRefused(Exception):
    """The engine is there, and cannot take these documents. All others that came with them are in."""

    def __init__(self, ids: Iterable[str]) -> None:
        self.ids = tuple(ids)
        super().__init__(", ".join(self.ids))


class SearchIndex(ABC):
    @abstractmethod
    async def search(self, query: SearchQuery) -> SearchResults:
        """Raises EngineAway."""

    async def first_hits(self, queries: Sequence[SearchQuery]) -> tuple[tuple[Hit, ...], ...]:
        """The first page of each question, in one call; without words, and without `other_offers`. Raises
        EngineAway."""
        return tuple([(await self.search(query)).hits for query in queries])

    @abstractmethod
    async def put(self, collection: Collection, documents: Sequence[OfferDocument]) -> None:
        """Add or replace; returns when a search sees them. Raises EngineAway, also when nothing was built yet.
        What is put during a rebuild is seen at once, and must be put again after it. Raises DocumentsRefused after
        the others were put."""

    @abstractmethod
    async def remove(self, collection: Collection, ids: Sequence[str]) -> None:
        """Remove what is there; unknown ids are no error. Raises EngineAway."""

    @abstractmethod
    async def rebuild(
        self, collection: Collection, chunks: AsyncIterable[Sequence[OfferDocument]], vocabulary: Vocabulary
    ) -> None:
        """Build a new index aside from the chunks and swap it in: no moment of empty results,
        and room for updates between chunks. Raises EngineAway, and DocumentsRefused after the swap."""

    @abstractmethod
    async def needs_rebuild(self, collection: Collection, vocabulary: Vocabulary) -> bool:
        """No index yet, or built with other settings or words than the code has now."""

    @abstractmethod
    async def healthy(self) -> bool: ...

    @abstractmethod
    async def close(self) -> None: ...
