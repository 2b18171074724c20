"""From what a worker counted to the database, on both kinds of it, and what a stop or a busy one leaves."""

import asyncio
from datetime import date, timedelta

import pytest
from sqlalchemy import inspect
from sqlalchemy.exc import OperationalError
from sqlmodel import select

from portal import clock
from portal.database import SYSTEM, Database
from portal.jobs.forget import forget
from portal.model import AuditEntry, FormerSlug, IndexMark, SeenAs, SeenCount
from portal.noticed import counting
from portal.noticed.counting import Counting
from portal.regions import Regions
from portal.web.sights import Sight, Sights
from tests.small_region import database

__all__ = ["database"]

DAY = date(2026, 11, 20)


def a_sight(*slugs: str, what: SeenAs = SeenAs.FOUND, question: str = "", day: date = DAY) -> Sight:
    return Sight(1, day, what, question, slugs)


async def counted(database: Database) -> dict[tuple[int, str, str, date], int]:
    async with database.reading() as session:
        rows = (await session.exec(select(SeenCount))).all()
    return {(row.provider_id, row.what.value, row.question, row.day): row.number for row in rows}


async def test_the_counts_of_two_workers_are_added_up(database: Database) -> None:
    workers = [Sights(), Sights()]
    for times, sights in enumerate(workers, start=2):
        for _ in range(times):
            sights.count(a_sight("wilgenhof", "es", question="soort:angst"))
        sights.count(a_sight("es", what=SeenAs.OPENED))
    await asyncio.gather(*(Counting(database, sights).bring() for sights in workers))
    assert await counted(database) == {
        (1, "found", "soort:angst", DAY): 5,
        (2, "found", "soort:angst", DAY): 5,
        (2, "opened", "", DAY): 2,
    }


async def test_nothing_is_brought_twice(database: Database) -> None:
    sights = Sights()
    counter = Counting(database, sights)
    sights.count(a_sight("es"))
    await counter.bring()
    await counter.bring()
    sights.count(a_sight("es"))
    await counter.stop()
    assert await counted(database) == {(2, "found", "", DAY): 2}


async def test_a_provider_that_got_another_address_meanwhile_is_one_and_an_unknown_one_is_nobody(
    database: Database,
) -> None:
    async with database.writing(SYSTEM) as session:
        session.add(FormerSlug(slug="de-es", provider_id=2))
    sights = Sights()
    sights.count(a_sight("es", "niemand"))
    sights.count(a_sight("de-es"))
    await Counting(database, sights).bring()
    assert await counted(database) == {(2, "found", "", DAY): 2}


async def test_counting_leaves_no_audit_and_no_mark(database: Database) -> None:
    async def books() -> tuple[int, int]:
        async with database.reading() as session:
            entries, marks = await session.exec(select(AuditEntry)), await session.exec(select(IndexMark))
            return len(entries.all()), sum(mark.version for mark in marks.all())

    before = await books()
    sights = Sights()
    sights.count(a_sight("es"))
    await Counting(database, sights).bring()
    assert await books() == before


def test_a_row_has_no_column_for_anything_about_who_looked() -> None:
    columns = {column.name for column in inspect(SeenCount).columns}
    assert columns == {"id", "region_id", "provider_id", "day", "what", "question", "number"}


async def test_while_the_database_is_locked_or_away_nothing_is_lost(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    sights = Sights()
    counter = Counting(database, sights)

    async def locked(*_: object) -> None:
        raise OperationalError("UPDATE", {}, Exception("database is locked"))

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(counting, "write_seen", locked)
        for _ in range(3):
            sights.count(a_sight("es"))
            with pytest.raises(OperationalError):
                await counter.bring()
    sights.count(a_sight("es"))
    await counter.bring()
    assert await counted(database) == {(2, "found", "", DAY): 4}


async def test_what_was_written_before_it_failed_is_not_written_again(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    sights = Sights()
    counter = Counting(database, sights)
    really, calls = counting.write_seen, iter((True, False))

    async def once(*given: object) -> None:
        if not next(calls):
            raise OperationalError("UPDATE", {}, Exception("disk full"))
        await really(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(counting, "AT_ONCE", 1)
    sights.count(a_sight("es", "wilgenhof"))
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(counting, "write_seen", once)
        with pytest.raises(OperationalError):
            await counter.bring()
    await counter.bring()
    assert await counted(database) == {(1, "found", "", DAY): 1, (2, "found", "", DAY): 1}


async def test_what_waits_is_bounded_and_what_is_left_out_is_counted(database: Database) -> None:
    sights = Sights(most=2)
    for number in range(5):
        sights.count(a_sight("es", question=f"soort:{number}"))
    sights.count(a_sight("es", question="soort:0"))
    assert sights.left_out == 3
    counter = Counting(database, sights, most_waiting=1)
    await counter.bring()
    assert (await counted(database), sights.left_out) == ({(2, "found", "soort:0", DAY): 2}, 4)


async def test_a_stop_does_not_wait_for_a_database_that_does_not_answer(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def hangs(*_: object) -> None:
        await asyncio.Event().wait()

    monkeypatch.setattr(counting, "write_seen", hangs)
    monkeypatch.setattr(counting, "LAST_PATIENCE", 0.01)
    sights = Sights()
    sights.count(a_sight("es"))
    counter = Counting(database, sights)
    counter.start()
    await counter.stop()


async def test_counts_go_when_they_are_older_than_the_region_keeps_them(database: Database) -> None:
    sights, today = Sights(), clock.today()
    for days in (0, 400, 401, 900):
        sights.count(a_sight("es", day=today - timedelta(days=days)))
    await Counting(database, sights).bring()
    await forget(database, Regions())
    assert {(today - day).days for _, _, _, day in await counted(database)} == {0, 400}
