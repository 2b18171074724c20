"""A reading session reads, holds nothing open, and comes back when its server does."""

from collections.abc import AsyncIterator

import pytest
from sqlmodel import col, delete, select, text, update

from portal import postgresql_pool
from portal.database import Actor, Database, Unsigned
from portal.model import Provider

PIET = Actor("piet@wilgenhof.example", "provider editor")
_OTHERS = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"

on_a_server = pytest.mark.parametrize("own_database_url", ["postgresql"], indirect=True)


@pytest.fixture
async def database(own_database_url: str) -> AsyncIterator[Database]:
    database = Database(own_database_url)
    yield database
    await database.close()


async def test_nothing_can_be_written_while_reading(database: Database) -> None:
    async with database.writing(PIET) as session:
        session.add(Provider(key="wilgenhof", slug="wilgenhof", name="De Wilgenhof"))
    async with database.reading() as session:
        for write in (update(Provider).values(name="Iemand anders"), delete(Provider).where(col(Provider.id) > 0)):
            with pytest.raises(Unsigned):
                await session.exec(write)
    async with database.reading() as session:
        assert (await session.exec(select(Provider.name))).all() == ["De Wilgenhof"]


@on_a_server
async def test_who_reads_postgresql_holds_no_transaction_open(database: Database) -> None:
    async with database.reading() as session, database.reading() as looking:
        await session.exec(select(Provider))
        states = await looking.exec(text(f"SELECT state {_OTHERS}"))  # type: ignore[call-overload]
        assert states.scalars().all() == ["idle"]


@on_a_server
async def test_a_connection_that_broke_while_it_rested_is_replaced(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgresql_pool, "RESTED_SECONDS", 0.0)
    async with database.reading() as session, database.reading() as other:
        await session.exec(select(Provider))
        await other.exec(select(Provider))
    another = Database(database.url.render_as_string(hide_password=False))
    async with another.reading() as session:
        ended = await session.exec(text(f"SELECT pg_terminate_backend(pid) {_OTHERS}"))  # type: ignore[call-overload]
        assert ended.scalars().all() == [True, True]
    await another.close()
    async with database.reading() as session:
        assert (await session.exec(select(Provider))).all() == []
