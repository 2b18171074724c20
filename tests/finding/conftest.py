"""The region that questions are asked in, on the day on which the cast lives."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, time
from pathlib import Path

import pytest

from portal import clock
from portal.database import Database
from portal.regions import RegionData, Regions
from tests.finding.ground import make_ground, read_regions
from tests.people import FRIDAY
from tests.servers.databases import sqlite_url
from tests.servers.made_once import MadeOnce


@pytest.fixture(scope="session")
def cast_database(sqlite_template: Path, made_once: MadeOnce) -> Path:
    """Loaded once; copy it before you write."""
    return made_once("cast.db", lambda file: make_ground(sqlite_template, file))


@pytest.fixture(scope="session")
def regions(cast_database: Path) -> Regions:
    async def read() -> Regions:
        database = Database(sqlite_url(cast_database))
        try:
            return await read_regions(database)
        finally:
            await database.close()

    return asyncio.run(read())


@pytest.fixture(scope="session")
def ijsselland(regions: Regions) -> RegionData:
    return regions.by_key["ijsselland"]


@pytest.fixture(autouse=True)
def friday() -> Iterator[None]:
    with clock.stopped_at(datetime.combine(FRIDAY, time(12), UTC)):
        yield
