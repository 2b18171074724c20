"""A statement to SQLite is one visit to its thread, and says everything that SQLAlchemy asks of it."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from threading import Event
from typing import Any

import aiosqlite
import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlmodel import col, select, text, update

from portal.database import Actor, Database
from portal.model import Counter, Provider
from portal.sqlite_visits import in_one_visit
from portal.trouble import Trouble, trouble_of

PIET = Actor("piet@wilgenhof.example", "provider editor")


@pytest.fixture
async def database(sqlite_database_url: str) -> AsyncIterator[Database]:
    database = Database(sqlite_database_url)
    yield database
    await database.close()


@pytest.fixture
def visits(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The name of what was done at each of them."""
    made: list[str] = []
    execute = aiosqlite.Connection._execute

    async def noted(connection: aiosqlite.Connection, fn: Callable[..., Any], *values: Any, **named: Any) -> Any:
        made.append(fn.__name__)
        return await execute(connection, fn, *values, **named)  # type: ignore[no-untyped-call]

    monkeypatch.setattr(aiosqlite.Connection, "_execute", noted)
    return made


async def test_two_questions_are_two_visits_and_none_to_begin_and_to_end(database: Database, visits: list[str]) -> None:
    async with database.reading() as session:  # the connection is made, and kept
        await session.exec(select(Counter))
    visits.clear()
    async with database.reading() as session:
        assert (await session.exec(select(Counter))).all() == []
        assert (await session.exec(select(Provider))).all() == []
    assert visits == ["inside", "inside"]


async def test_what_a_write_says_of_itself_is_heard(database: Database) -> None:
    async with database.writing(PIET) as session:
        one = Provider(key="wilgenhof", slug="wilgenhof", name="De Wilgenhof")
        session.add(one)
        await session.flush()
        assert one.id
        session.add_all([Provider(key=f"p{number}", slug=f"p{number}", name="Een") for number in range(3)])
        await session.flush()
        changed = await session.exec(update(Provider).where(col(Provider.name) == "Een").values(name="Twee"))
        assert changed.rowcount == 3
    async with database.reading() as session:
        assert len((await session.exec(select(Provider.id).where(Provider.name == "Twee"))).all()) == 3


async def test_what_goes_wrong_keeps_its_name_and_its_code(database: Database) -> None:
    async with database.reading() as session:
        with pytest.raises(OperationalError) as wrong:
            await session.connection()
            await session.exec(text("SELECT nothing FROM nowhere"))  # type: ignore[call-overload]
    assert isinstance(wrong.value.orig, sqlite3.OperationalError)
    with pytest.raises(IntegrityError):
        async with database.writing(PIET) as session:
            session.add_all([Provider(key="a", slug="same", name="A"), Provider(key="b", slug="same", name="B")])
    async with database.reading() as session:
        connection = await (await session.connection()).get_raw_connection()
        await connection.driver_connection.close()  # type: ignore[union-attr]
        with pytest.raises(Exception) as gone:
            await session.exec(select(Provider))
        assert trouble_of(gone.value) == Trouble.AWAY


async def test_what_a_page_asks_together_is_one_visit(database: Database, visits: list[str]) -> None:
    def ask(connection: Connection) -> tuple[int, int]:
        providers = connection.execute(select(Provider.id)).all()
        return len(providers), len(connection.execute(select(Counter.name)).all())

    async with database.writing(PIET) as session:
        session.add(Provider(key="wilgenhof", slug="wilgenhof", name="De Wilgenhof"))
    visits.clear()
    async with database.reading() as session:
        providers, _ = await in_one_visit(session, ask)
    assert providers == 1
    assert visits == ["inside"]


async def test_a_page_that_nobody_waits_for_any_more_lets_go_of_its_connection(database: Database) -> None:
    begun, may_end = Event(), Event()

    def slow(connection: Connection) -> int:
        begun.set()
        may_end.wait(10)
        return len(connection.execute(select(Provider.id)).all())

    async def page() -> None:
        async with database.reading() as session:
            await in_one_visit(session, slow)

    waiting = asyncio.create_task(page())
    assert await asyncio.to_thread(begun.wait, 10)
    waiting.cancel()
    may_end.set()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    async with database.writing(PIET) as session:  # nothing is held
        session.add(Provider(key="wilgenhof", slug="wilgenhof", name="De Wilgenhof"))


async def test_what_goes_wrong_in_such_a_visit_is_told_as_anywhere(database: Database) -> None:
    async with database.reading() as session:
        with pytest.raises(OperationalError):
            await in_one_visit(session, lambda connection: connection.execute(text("SELECT nothing FROM nowhere")))
    async with database.reading() as session:
        assert (await session.exec(select(Provider))).all() == []


async def test_the_end_waits_for_a_question_that_still_runs_though_nobody_wants_its_answer(
    database: Database, visits: list[str]
) -> None:
    long = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000000) SELECT count(*) FROM n"

    async def page() -> None:
        async with database.reading() as session:
            await session.exec(text(long))  # type: ignore[call-overload]

    async with database.reading() as session:  # the connection is made, and kept
        await session.exec(select(Counter))
    visits.clear()
    waiting = asyncio.create_task(page())
    while not visits:
        await asyncio.sleep(0)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert visits[0] == "inside"
    assert "rollback" in visits or "close" in visits  # in the thread, behind the question: the loop did not wait
