"""Keeps a worker current: the regions it holds, its in-process index, and the version of its pages."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager

import structlog
from sqlmodel import col, select

from portal.database import is_away
from portal.finding.engines import Engines
from portal.indexing import documents_for, stream_documents, vocabulary_of
from portal.model import Counter, IndexedChange
from portal.model.upkeep import EVERY_PROVIDER, INDEX, NO_PROVIDER
from portal.regions import load_regions
from portal.web.house import House
from search_index import Collection, DocumentsRefused, OfferDocument

PAUSE = 0.2  # seconds between looks at the version
FAILED_PAUSE = 1.0  # after a look that failed
PROVIDERS_AT_ONCE = 100

log = structlog.get_logger()


class Follower:
    """One per worker."""

    def __init__(self, house: House, engines: Engines) -> None:
        self._house = house
        self._engines = engines
        self._heard = -1  # the last index version there is
        self._seen = -1  # the one that the in-process index holds
        self._task: asyncio.Task[None] | None = None
        self._catching_up: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Returns when a visitor's question can be answered: at once where Meilisearch has the
        index, else when the in-process one is filled (about a second per thousand offers)."""
        await self._read_regions()
        if not await self._engines.primary_answers():
            await self.catch_up()
        self._task = asyncio.create_task(self._follow())

    async def stop(self) -> None:
        for task in (self._task, self._catching_up):
            if task is not None:
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)

    async def _follow(self) -> None:
        while True:
            looked = await self._without_ending(self._look)
            probed = await self._without_ending(self._engines.probe)
            self._house.limited = self._engines.limited
            await asyncio.sleep(PAUSE if looked and probed else FAILED_PAUSE)

    async def _without_ending(self, step: Callable[[], Awaitable[None]]) -> bool:
        try:
            await step()
        except Exception as problem:
            if is_away(problem):
                log.warning("follower_waits", reason=type(problem).__name__)
            else:
                log.exception("follower_failed")  # a worker must not go on with old data in silence
            return False
        return True

    async def _look(self) -> None:
        """Pages go as soon as anything changed. The in-process index is renewed beside it: filling a large
        one takes a minute, in which Meilisearch already answers with more changes."""
        self._hear(await self._version())
        if self._catching_up is not None and self._catching_up.done():
            ended, self._catching_up = self._catching_up, None
            ended.result()
        if self._catching_up is None and self._heard != self._seen:
            self._catching_up = asyncio.create_task(self.catch_up())

    def _hear(self, version: int) -> None:
        if version != self._heard:
            self._heard = version
            self._house.index_version += 1

    async def catch_up(self) -> None:
        """Read what changed since the last look; everything the first time."""
        version = await self._version()
        if version == self._seen:
            return
        changed = None if self._seen < 0 else await self._changed_since(self._seen)
        if changed is None or EVERY_PROVIDER in changed:
            await self._read_regions()
            await self._fill()
        else:
            if NO_PROVIDER in changed:  # a facility, which the regions in memory hold
                await self._read_regions()
                changed.remove(NO_PROVIDER)
            for start in range(0, len(changed), PROVIDERS_AT_ONCE):
                await self._renew(changed[start : start + PROVIDERS_AT_ONCE])
        self._seen = version
        self._house.index_version += 1  # pages that were made of the in-process index until now

    async def _version(self) -> int:
        async with self._house.database.reading() as session:
            return (await session.exec(select(Counter.value).where(Counter.name == INDEX))).first() or 0

    async def _changed_since(self, version: int) -> list[int]:
        async with self._house.database.reading() as session:
            statement = select(IndexedChange.provider_id).where(col(IndexedChange.version) > version)
            return sorted((await session.exec(statement)).all())

    async def _read_regions(self) -> None:
        async with self._house.database.reading() as session:
            self._house.regions = await load_regions(session)

    async def _fill(self) -> None:
        regions = self._house.regions
        vocabulary = vocabulary_of(regions.by_key.values())
        for collection in Collection:
            chunks = stream_documents(self._house.database, regions, collection)
            with _others_are_in():
                await self._engines.local.rebuild(collection, chunks, vocabulary)

    async def _renew(self, provider_ids: Sequence[int]) -> None:
        put: dict[Collection, list[OfferDocument]] = {collection: [] for collection in Collection}
        remove: dict[Collection, list[str]] = {collection: [] for collection in Collection}
        for _, documents in await documents_for(self._house.database, self._house.regions, list(provider_ids)):
            for collection in Collection:
                put[collection] += documents.put[collection]
                remove[collection] += documents.remove[collection]
        for collection in Collection:
            await self._engines.local.remove(collection, remove[collection])
            with _others_are_in():
                await self._engines.local.put(collection, put[collection])


@contextmanager
def _others_are_in() -> Iterator[None]:
    """What the in-process index cannot take is only told: a worker without it is better than no worker."""
    try:
        yield
    except DocumentsRefused as refused:
        log.warning("documents_refused", ids=refused.ids)
