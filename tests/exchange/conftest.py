"""Databases with a small region, for what comes in and goes out by workbook; and the files of a region, to break."""

import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlmodel import SQLModel

from portal import clock
from portal.database import Database
from portal.exchange.region_files import POSTCODES, REFERENCE
from portal.regions import RegionData, load_regions
from tests.exchange.workbook_of_two import add_region
from tests.servers.databases import Filling, sqlite_url

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture
def twenty_november() -> Iterator[None]:
    with clock.stopped_at(NOW):
        yield


@pytest.fixture
async def database(filled_database_url: Callable[[Filling], str]) -> AsyncIterator[Database]:
    database = Database(filled_database_url(add_region))
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


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Beside it the postcodes of the region only: the whole country takes longer to read."""
    lines = POSTCODES.read_text("utf-8").splitlines()
    near = [line for line in lines if line.startswith(("pc4", "74", "76", "77", "79", "80", "81", "82", "83"))]
    (tmp_path / POSTCODES.name).write_text("\n".join(near), "utf-8")
    return Path(shutil.copytree(REFERENCE / "ijsselland", tmp_path / "ijsselland"))
