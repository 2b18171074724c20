"""Who answers a question: Meilisearch, or the in-process engine while that is away."""

import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import TypeVar

import structlog

from search_index import Collection, EngineAway, Hit, SearchIndex, SearchQuery, SearchResults

FIRST_PAUSE = 0.5  # seconds before an engine that failed is tried again
LONGEST_PAUSE = 10.0

T = TypeVar("T")

log = structlog.get_logger()


class Engines:
    """A circuit breaker: after one failure visitors are not made to wait for the engine again;
    `probe` closes the circuit when the engine is back."""

    def __init__(
        self, primary: SearchIndex | None, local: SearchIndex, seconds: Callable[[], float] = time.monotonic
    ) -> None:
        self.primary = primary
        self.local = local
        self._seconds = seconds
        self._away = False
        self._pause = FIRST_PAUSE
        self._probe_at = 0.0

    @property
    def limited(self) -> bool:
        """Searching is limited: there is a better engine, but it is away."""
        return self._away

    async def ask(self, query: SearchQuery) -> SearchResults:
        """Raises EngineAway only if no engine can answer."""
        answer = await self._of_primary(lambda engine: engine.search(query))
        if answer is not None:
            return answer
        return replace(await self.local.search(query), limited=self.primary is not None)

    async def first_hits(self, queries: Sequence[SearchQuery]) -> tuple[tuple[Hit, ...], ...]:
        """Of questions without words, in one call. Raises EngineAway only if no engine can answer."""
        answer = await self._of_primary(lambda engine: engine.first_hits(queries))
        return await self.local.first_hits(queries) if answer is None else answer

    async def _of_primary(self, call: Callable[[SearchIndex], Awaitable[T]]) -> T | None:
        """None where there is none, or it is away."""
        if self.primary is None or self._away:
            return None
        try:
            answer = await call(self.primary)
        except EngineAway as reason:
            if not self._away:  # of all who were waiting for one failing engine, the first counts
                self._fail(str(reason))
            return None
        self._pause = FIRST_PAUSE  # not at the probe: what answers that and then fails is left alone for longer
        return answer

    async def primary_answers(self) -> bool:
        """Is Meilisearch there, and is there an index in it?"""
        if self.primary is None:
            return False
        try:
            await self.primary.search(SearchQuery(Collection.PUBLIC, region="", today=0))
        except EngineAway:
            return False
        return True

    async def probe(self) -> None:
        """Called by the follower now and then; costs nothing while all is well."""
        if self.primary is None or not self._away or self._seconds() < self._probe_at:
            return
        # Not only whether it is alive: one that has lost its index fails at the next visitor's question.
        if await self.primary_answers():
            log.info("engine_back")
            self._away = False
        else:
            self._fail("still away")

    def _fail(self, reason: str) -> None:
        if not self._away:
            log.warning("engine_away", reason=reason)
        self._away = True
        self._probe_at = self._seconds() + self._pause
        self._pause = min(self._pause * 2, LONGEST_PAUSE)

    async def close(self) -> None:
        for engine in (self.primary, self.local):
            if engine is not None:
                await engine.close()
