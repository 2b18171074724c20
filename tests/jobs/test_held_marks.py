"""While a rebuild runs, changes are told and sent at once, and their marks wait for the new index."""

from collections.abc import Sequence

import pytest
from sqlmodel import select

from portal.database import Database
from portal.jobs.desk import Desk
from portal.jobs.index_offers import Indexer
from portal.jobs.rebuild import ask_for_rebuild
from portal.jobs.runner import Runner
from portal.model import Counter, IndexedChange, IndexMark
from search_index import Collection, OfferDocument
from tests.jobs.test_index_offers import Switch, marks, offers_found, set_places


class Counting(Switch):
    """Remembers which documents it was sent."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: list[str] = []

    async def put(self, collection: Collection, documents: Sequence[OfferDocument]) -> None:
        self.sent += [document.id for document in documents]
        await super().put(collection, documents)


@pytest.fixture
def engine() -> Counting:
    return Counting()


@pytest.fixture
async def indexer(database: Database, engine: Counting) -> Indexer:
    """With an index that holds everything, and a rebuild that has just begun."""
    runner = Runner(Desk(database, engine))
    await runner.run_once()
    engine.sent.clear()
    runner.indexer.hold_marks([])
    return runner.indexer


async def the_mark(database: Database) -> IndexMark:
    (mark,) = await marks(database)
    return mark


async def version(database: Database) -> int:
    async with database.reading() as session:
        return (await session.exec(select(Counter.value))).one()


async def test_a_held_change_is_told_and_sent_once_and_keeps_its_mark(
    database: Database, engine: Counting, indexer: Indexer
) -> None:
    before = await version(database)
    await set_places(database, "es-gezin", 0)
    assert await indexer.index_due() == 1
    assert await offers_found(engine, free_place=True) == 2
    assert ((await the_mark(database)).announced, (await the_mark(database)).version) == (1, 1)
    told = await version(database)
    assert told == before + 2  # once for the workers' own index, once for pages made before the engine had it
    assert await indexer.index_due() == 0
    assert (await version(database), engine.sent) == (told, ["es-gezin"])


async def test_changed_again_it_is_told_and_sent_again(database: Database, engine: Counting, indexer: Indexer) -> None:
    for places in (0, 1):
        await set_places(database, "es-gezin", places)
        told = await version(database)
        assert await indexer.index_due() == 1
        assert await version(database) > told
    assert engine.sent == ["es-gezin", "es-gezin"]
    assert ((await the_mark(database)).announced, (await the_mark(database)).version) == (2, 2)


async def test_followers_are_told_which_provider_it_is_about(database: Database, indexer: Indexer) -> None:
    before = await version(database)
    await set_places(database, "es-gezin", 0)
    await indexer.index_due()
    async with database.reading() as session:
        changed = select(IndexedChange.provider_id).where(IndexedChange.version > before)
        assert list((await session.exec(changed)).all()) == [2]


async def test_released_it_is_due_once_more_and_then_gone(
    database: Database, engine: Counting, indexer: Indexer
) -> None:
    await set_places(database, "es-gezin", 0)
    await indexer.index_due()
    indexer.release_marks()
    assert await indexer.index_due() == 1
    assert engine.sent == ["es-gezin", "es-gezin"]
    assert await marks(database) == []
    assert await indexer.index_due() == 0


async def test_the_region_that_is_rebuilt_for_asks_for_no_second_rebuild_unless_it_changes_again(
    database: Database, indexer: Indexer
) -> None:
    indexer.release_marks()
    await ask_for_rebuild(database)
    await indexer.index_due()
    assert indexer.rebuild_asked
    indexer.hold_marks(await marks(database))
    await indexer.index_due()
    assert not indexer.rebuild_asked
    await ask_for_rebuild(database)
    await indexer.index_due()
    assert indexer.rebuild_asked
