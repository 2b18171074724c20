"""Builds the whole index anew beside the one in use, and swaps it in."""

from portal.indexing import stream_documents, vocabulary_of
from portal.jobs.desk import Desk
from portal.jobs.index_offers import Indexer, clear
from search_index import Collection


async def rebuild_needed(desk: Desk, indexer: Indexer) -> bool:
    """No index yet, other settings or words than the code has now, or a region that changed."""
    if desk.engine is None:
        return False
    if indexer.region_marks:
        return True
    vocabulary = vocabulary_of((await indexer.regions()).by_key.values())
    for collection in Collection:
        if await desk.engine.needs_rebuild(collection, vocabulary):
            return True
    return False


async def rebuild(desk: Desk, indexer: Indexer) -> None:
    """Marks go on being sent meanwhile, to the index in use, and once more after the swap.
    Raises EngineAway: the index in use stays as it was, and the next look tries again."""
    assert desk.engine is not None
    indexer.hold_marks()
    try:
        asked_by = list(indexer.region_marks)
        regions = await indexer.regions()
        vocabulary = vocabulary_of(regions.by_key.values())
        for collection in Collection:
            await desk.engine.rebuild(collection, stream_documents(desk.database, regions, collection), vocabulary)
        await clear(desk.database, asked_by)
        indexer.region_marks = [mark for mark in indexer.region_marks if mark not in asked_by]
    finally:
        indexer.release_marks()
