"""Databases with a small region, for what comes in and goes out by workbook."""

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime

import pytest
from sqlmodel import SQLModel

from portal import clock
from portal.database import Database
from portal.regions import RegionData, load_regions
from tests.exchange.workbook_of_two import add_region
from tests.servers.databases import sqlite_url


@pytest.fixture
def twenty_november() -> Iterator[None]:
    with clock.stopped_at(datetime(2026, 11, 20, 12, tzinfo=UTC)):
        yield


@pytest.fixture
async def database(own_database_url: str) -> AsyncIterator[Database]:
    database = Database(own_database_url)
    await add_region(database)
    yield database
    await database.close()


@pytest.fixture
async def oost(database: Database) -> RegionData:
    return await region_of(database)


@pytest.fixture(scope="module")
async def unwritten(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Database]:
    """Holds the region and no providers; for tests that only plan."""
    database = Database(sqlite_url(tmp_path_factory.mktemp("unwritten") / "hulpkeuze.db"))
    await make_tables(database)
    await add_region(database)
    yield database
    await database.close()


async def make_tables(database: Database) -> None:
    async with database.engine.begin() as connection:
        await connection.run_sync(SQLModel.metadata.create_all)


async def region_of(database: Database, key: str = "oost") -> RegionData:
    async with database.reading() as session:
        return (await load_regions(session)).by_key[key]
