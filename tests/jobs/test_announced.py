"""What workers hear of: every change, at whatever moment it came."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from sqlmodel import col, select

from portal.database import Database
from portal.finding.engines import Engines
from portal.finding.following import Follower
from portal.index_marks import leave_marks
from portal.jobs.desk import Desk
from portal.jobs.rebuild import ask_for_rebuild, rebuild
from portal.jobs.runner import Runner
from portal.model import IndexMark, Region
from portal.settings import Settings
from portal.web.house import House
from search_index.in_process import InProcessIndex
from tests.jobs.test_index_offers import marks, offers_found, set_places
from tests.small_region import PIET

Change = Callable[[], Awaitable[None]]


def just_after_announcing(runner: Runner, change: Change, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once: in the moment between looking what to announce and looking what to send."""
    announce = runner.indexer.announce_due

    async def and_then() -> None:
        await announce()
        monkeypatch.setattr(runner.indexer, "announce_due", announce)
        await change()

    monkeypatch.setattr(runner.indexer, "announce_due", and_then)


@pytest.fixture(params=["engine", "no engine"])
async def runner(request: pytest.FixtureRequest, database: Database) -> Runner:
    runner = Runner(Desk(database, InProcessIndex() if request.param == "engine" else None))
    await runner.run_once()
    return runner


async def test_a_change_between_announcing_and_sending_reaches_every_worker(
    database: Database, runner: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    local = InProcessIndex()
    follower = Follower(House(Settings(), database), Engines(None, local))
    await follower.catch_up()
    just_after_announcing(runner, lambda: set_places(database, "es-gezin", 0), monkeypatch)
    await runner.indexer.index_due()
    await runner.run_once()
    await follower.catch_up()
    assert await marks(database) == []
    assert await offers_found(local, free_place=True) == 2


async def test_a_region_that_changes_as_a_rebuild_begins_is_read_by_every_worker(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = Desk(database, InProcessIndex())
    runner = Runner(desk)
    await runner.run_once()
    house = House(Settings(), database)
    follower = Follower(house, Engines(None, InProcessIndex()))
    await follower.catch_up()

    async def looks_otherwise() -> None:
        async with database.writing(PIET) as session:
            (await session.exec(select(Region))).one().look = {"--accent": "#135"}

    await ask_for_rebuild(database)
    just_after_announcing(runner, looks_otherwise, monkeypatch)
    await rebuild(desk, runner.indexer)
    await runner.run_once()
    await follower.catch_up()
    assert await marks(database) == []
    assert [region.region.look for region in house.regions.by_key.values()] == [{"--accent": "#135"}]


async def test_telling_waits_for_nobody_who_is_raising_a_mark_just_now(database: Database, runner: Runner) -> None:
    """Both would wait for each other's marks, in a circle, and a provider's save would be turned away."""
    if database.is_sqlite:
        pytest.skip("SQLite has one writer at a time")
    first, second = ("offer", 1), ("offer", 2)
    async with database.writing(PIET) as session:
        await session.run_sync(leave_marks, {first, second})
    async with database.writing(PIET) as session:
        await session.run_sync(leave_marks, {first})
        async with asyncio.timeout(5):
            await runner.indexer.announce_due()
        await session.run_sync(leave_marks, {second})
    async with database.reading() as session:
        found = await session.exec(select(IndexMark.announced, IndexMark.version).order_by(col(IndexMark.subject_id)))
        assert found.all() == [(0, 2), (1, 2)]
    await runner.run_once()
    assert await marks(database) == []
