"""Runners, engines and leases at their worst: whatever happens, the index ends as the database is."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest

from portal import clock
from portal.database import SYSTEM, Database
from portal.finding.engines import Engines
from portal.finding.following import Follower
from portal.jobs import lease
from portal.jobs.announce import mark_announced, unannounced_marks
from portal.jobs.desk import Desk
from portal.jobs.index_offers import clear
from portal.jobs.rebuild import ask_for_rebuild, rebuild
from portal.jobs.runner import Runner
from portal.settings import Settings
from portal.web.house import House
from search_index import Collection, OfferDocument, Vocabulary
from search_index.in_process import InProcessIndex
from tests.jobs.test_index_offers import Switch, marks, offers_found, set_places

SECONDS = 10.0


@pytest.fixture
def engine() -> Switch:
    return Switch()


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, seconds in (("CHECK_EVERY", 0.0), ("FIRST_PAUSE", 0.01), ("LONGEST_PAUSE", 0.02), ("IDLE", 0.01)):
        monkeypatch.setattr(f"portal.jobs.runner.{name}", seconds)


@asynccontextmanager
async def running(runner: Runner) -> AsyncIterator[None]:
    task = asyncio.create_task(runner.run())
    try:
        yield
    finally:
        runner.stop()
        await task


async def become(true: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(SECONDS):
        while not await true():
            await asyncio.sleep(0.01)


@pytest.mark.usefixtures("quick")
async def test_every_change_is_told_to_the_workers_while_the_engine_is_away(database: Database, engine: Switch) -> None:
    engines = Engines(None, InProcessIndex())
    follower = Follower(House(Settings(), database), engines)
    async with running(Runner(Desk(database, engine))):
        await become(lambda: has_index(engine))
        engine.away = True
        for places in (0, 3, 0):

            async def heard(expected: int = 3 if places else 2) -> bool:
                await follower.catch_up()
                return await offers_found(engines.local, free_place=True) == expected  # type: ignore[arg-type]

            await set_places(database, "es-gezin", places)
            await become(heard)


@pytest.mark.usefixtures("quick")
async def test_an_index_that_was_lost_is_built_anew_without_anything_being_written(
    database: Database, engine: Switch
) -> None:
    async with running(Runner(Desk(database, engine))):
        await become(lambda: has_index(engine))
        await engine.close()
        await become(lambda: has_index(engine))
    assert await offers_found(engine) == 3


async def has_index(engine: Switch) -> bool:
    return set(engine._stores) == set(Collection)


@pytest.mark.usefixtures("quick")
async def test_a_first_start_builds_the_index_once(
    database: Database, engine: Switch, monkeypatch: pytest.MonkeyPatch
) -> None:
    built: list[Collection] = []
    build = engine.rebuild

    async def counted(
        collection: Collection, chunks: AsyncIterator[Sequence[OfferDocument]], vocabulary: Vocabulary
    ) -> None:
        built.append(collection)
        await build(collection, chunks, vocabulary)

    monkeypatch.setattr(engine, "rebuild", counted)
    await ask_for_rebuild(database)

    async def done() -> bool:
        return await marks(database) == []

    async with running(Runner(Desk(database, engine))):
        await become(done)
    assert built == list(Collection)


async def test_what_was_sent_to_an_index_that_is_swapped_away_meanwhile_is_sent_again(
    database: Database, engine: Switch, monkeypatch: pytest.MonkeyPatch
) -> None:
    runner = Runner(Desk(database, engine))
    await runner.run_once()
    on_its_way, rebuilt = asyncio.Event(), asyncio.Event()

    async def slow(_collection: Collection, _documents: Sequence[OfferDocument]) -> None:
        on_its_way.set()
        await rebuilt.wait()  # sent to the old index

    put = engine.put
    monkeypatch.setattr(engine, "put", slow)
    await ask_for_rebuild(database)
    runner.indexer.hold_marks([])  # a rebuild that has read everything
    await set_places(database, "es-gezin", 0)
    sending = asyncio.create_task(runner.indexer.index_due())
    await on_its_way.wait()
    runner.indexer.release_marks()
    rebuilt.set()
    await sending
    assert "offer" in {mark.what for mark in await marks(database)}
    monkeypatch.setattr(engine, "put", put)
    await runner.run_once()
    assert await offers_found(engine, free_place=True) == 2
    assert await marks(database) == []


async def test_a_mark_with_the_number_of_one_that_is_gone_is_neither_cleared_nor_taken_for_announced(
    database: Database, engine: Switch
) -> None:
    await Runner(Desk(database, engine)).run_once()
    await set_places(database, "es-gezin", 0)
    async with database.reading() as session:
        read = await unannounced_marks(session, 10)
    await Runner(Desk(database, engine)).run_once()
    await set_places(database, "wilgenhof-gezin", 0)  # SQLite gives its mark the same id
    (before,) = await marks(database)
    async with database.writing(SYSTEM) as session:
        await mark_announced(session, read)
    await clear(database, read)
    (after,) = [mark for mark in await marks(database) if mark.subject_id == before.subject_id]
    assert (after.id, after.version, after.announced) == (before.id, 1, 0)


async def test_a_rebuild_that_became_anothers_is_not_swapped_in(database: Database, engine: Switch) -> None:
    runner = Runner(Desk(database, engine))
    await runner.run_once()
    before = dict(engine._stores)
    with pytest.raises(lease.LeaseLost):
        await rebuild(Desk(database, engine), runner.indexer, lambda: False)
    assert engine._stores == before


async def test_a_lease_ends_even_if_the_clock_is_put_back(database: Database) -> None:
    with clock.stopped_at(clock.now() + timedelta(hours=1)):
        assert await lease.take(database, "one")
        assert not await lease.take(database, "other")
    assert await lease.take(database, "other")
    assert not await lease.take(database, "one")


async def test_a_runner_that_met_something_unexpected_tells_and_goes_on(
    database: Database, engine: Switch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portal.jobs.runner.DATABASE_PAUSE", 0.01)
    runner = Runner(Desk(database, engine))
    look, failures = runner.indexer.index_due, iter([KeyError("soort"), ConnectionRefusedError()])

    async def first_wrong() -> int:
        if failure := next(failures, None):
            raise failure
        return await look()

    monkeypatch.setattr(runner.indexer, "index_due", first_wrong)
    async with running(runner):
        await become(lambda: has_index(engine))
        await set_places(database, "es-gezin", 0)

        async def found_and_forgotten() -> bool:
            return await offers_found(engine, free_place=True) == 2 and await marks(database) == []

        await become(found_and_forgotten)


@pytest.mark.usefixtures("quick")
async def test_a_worker_goes_on_following_whatever_befalls_its_look_at_the_engine(
    database: Database, engine: Switch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portal.finding.following.FAILED_PAUSE", 0.01)
    engines = Engines(engine, InProcessIndex())
    looks: list[int] = []

    async def broken() -> None:
        looks.append(1)
        raise RuntimeError

    async def often() -> bool:
        return len(looks) > 2

    monkeypatch.setattr(engines, "probe", broken)
    follower = Follower(House(Settings(), database), engines)
    await follower.start()
    await become(often)
    await follower.stop()
