"""Builds the whole index anew beside the one in use, and swaps it in."""

import asyncio
from collections.abc import AsyncIterator, Callable

from sqlmodel import col, select

from portal.database import SYSTEM, Database
from portal.index_marks import leave_marks
from portal.indexing import LeftOut, stream_documents, vocabulary_of
from portal.jobs.announce import is_announced
from portal.jobs.desk import Desk
from portal.jobs.index_offers import Indexer, clear
from portal.jobs.lease import LeaseLost
from portal.model import IndexMark
from portal.model.upkeep import INDEX, REBUILT_FOR
from search_index import Collection, DocumentsRefused, OfferDocument


async def rebuild_needed(desk: Desk, indexer: Indexer) -> bool:
    """No index yet, other settings or words than the code has now, a region that changed, or somebody asked."""
    if desk.engine is None:
        return False
    if indexer.rebuild_asked:
        return True
    vocabulary = vocabulary_of((await indexer.regions()).by_key.values())
    for collection in Collection:
        if await desk.engine.needs_rebuild(collection, vocabulary):
            return True
    return False


async def rebuild(desk: Desk, indexer: Indexer, ours: Callable[[], bool] = lambda: True) -> None:
    """Marks go on being sent meanwhile, to the index in use, and once more after the swap.
    Raises EngineAway or, as soon as `ours` says that it is another runner's, LeaseLost: the index in use
    stays as it was, and the next look tries again."""
    assert desk.engine is not None
    await indexer.announce_due()
    async with desk.database.reading() as session:
        asked = select(IndexMark).where(col(IndexMark.what).in_(REBUILT_FOR), is_announced())
        asked_by = (await session.exec(asked)).all()
    indexer.hold_marks(asked_by)
    left_out: LeftOut = {}
    try:
        regions = await indexer.regions()
        vocabulary = vocabulary_of(regions.by_key.values())
        engine = desk.engine

        async def fill(collection: Collection) -> None:
            chunks = _while_ours(stream_documents(desk.database, regions, collection, left_out), ours)
            try:
                await engine.rebuild(collection, chunks, vocabulary)
            except DocumentsRefused as refused:
                left_out.update(await indexer.owners_of(refused.ids))

        # Both at once: while the server takes in the last of the large one, the small one is prepared.
        filled = await asyncio.gather(*map(fill, Collection), return_exceptions=True)
        for problem in filled:
            if problem is not None:
                raise problem
        await _mark(desk.database, left_out)
        await clear(desk.database, asked_by)
    finally:
        indexer.release_marks()


async def _mark(database: Database, left_out: LeftOut) -> None:
    """The new index is in use without them: they are due, and tried until they are in."""
    if left_out:
        async with database.writing(SYSTEM) as session:
            await session.run_sync(leave_marks, {("provider", number) for number in left_out})


async def _while_ours(
    chunks: AsyncIterator[list[OfferDocument]], ours: Callable[[], bool]
) -> AsyncIterator[list[OfferDocument]]:
    """Looked at after the last chunk too: an index that two runners were filling must not be swapped in."""
    async for chunk in chunks:
        if not ours():
            break
        yield chunk
    if not ours():
        raise LeaseLost


async def ask_for_rebuild(database: Database) -> None:
    """Whichever runner holds the lease does it. Workers fill nothing anew: what they hold has not changed."""
    async with database.writing(SYSTEM) as session:
        await session.run_sync(leave_marks, {(INDEX, 0)})
