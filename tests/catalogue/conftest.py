"""The portal with the cast's providers, and someone who looks around in it."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, time
from pathlib import Path

import httpx
import pytest

from portal import clock
from portal.database import Database
from portal.finding.engines import Engines
from portal.indexing import stream_documents, vocabulary_of
from portal.regions import Regions
from portal.settings import Settings
from portal.web.house import House
from portal.web.static import STATIC
from search_index import Collection
from search_index.in_process import InProcessIndex
from tests.finding.conftest import cast_database, regions
from tests.people import FRIDAY
from tests.servers.databases import sqlite_url
from tests.servers.served import served
from tests.web.house import BASE, an_app, someone

__all__ = ["cast_database", "regions"]


@pytest.fixture(autouse=True)
def friday() -> Iterator[None]:
    with clock.stopped_at(datetime.combine(FRIDAY, time(12), UTC)):
        yield


@pytest.fixture
async def house(cast_database: Path, regions: Regions, tmp_path: Path) -> AsyncIterator[House]:
    """With a database of its own, to write in."""
    file = tmp_path / "hulpkeuze.db"
    shutil.copyfile(cast_database, file)
    database = Database(sqlite_url(file))
    yield House(Settings(base_url=BASE), database, regions)
    await database.close()


@pytest.fixture(scope="session")
def engines(cast_database: Path, regions: Regions) -> Engines:
    """Filled once: what a test writes is not in it."""

    async def fill() -> Engines:
        database = Database(sqlite_url(cast_database))
        local = InProcessIndex()
        for collection in Collection:
            chunks = stream_documents(database, regions, collection)
            await local.rebuild(collection, chunks, vocabulary_of(regions.by_key.values()))
        await database.close()
        return Engines(None, local)

    with clock.stopped_at(datetime.combine(FRIDAY, time(12), UTC)):
        return asyncio.run(fill())


@pytest.fixture
async def samira(house: House, engines: Engines) -> AsyncIterator[httpx.AsyncClient]:
    """Anonymous, as every family is."""
    async with someone(an_app(house, engines=engines)) as visitor:
        yield visitor


@pytest.fixture
async def address(house: House, engines: Engines) -> AsyncIterator[str]:
    """Of the same portal, for a browser."""
    if not (STATIC / "built" / "htmx.min.js").exists():
        pytest.skip("htmx has not been installed")
    async with served(an_app(house, engines=engines)) as address:
        yield address
