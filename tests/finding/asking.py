"""An index that remembers what it was asked, and answers what it was told to."""

from collections.abc import AsyncIterable, Sequence

from search_index import Collection, Hit, OfferDocument, SearchIndex, SearchQuery, SearchResults, Vocabulary


class ToldIndex(SearchIndex):
    def __init__(self, *answers: SearchResults) -> None:
        self.answers = list(answers)
        self.asked: list[SearchQuery] = []
        self.calls = 0

    async def search(self, query: SearchQuery) -> SearchResults:
        self.calls += 1
        self.asked.append(query)
        return self.answers.pop(0) if self.answers else SearchResults()

    async def first_hits(self, queries: Sequence[SearchQuery]) -> tuple[tuple[Hit, ...], ...]:
        calls = self.calls
        found = await super().first_hits(queries)
        self.calls = calls + 1
        return found

    async def put(self, collection: Collection, documents: Sequence[OfferDocument]) -> None: ...

    async def remove(self, collection: Collection, ids: Sequence[str]) -> None: ...

    async def rebuild(
        self, collection: Collection, chunks: AsyncIterable[Sequence[OfferDocument]], vocabulary: Vocabulary
    ) -> None: ...

    async def needs_rebuild(self, collection: Collection, vocabulary: Vocabulary) -> bool:
        return False

    async def healthy(self) -> bool:
        return True

    async def close(self) -> None: ...
