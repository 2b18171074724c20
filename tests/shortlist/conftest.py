"""The portal with the cast's providers, for a family with a list. Keys are made with less work than in earnest."""

import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx
import pytest

from portal.database import Database
from portal.finding.engines import Engines
from portal.regions import Regions
from portal.settings import Settings
from portal.shortlist import sealing
from portal.shortlist.sealing import Cost
from portal.web.house import House
from portal.web.outer import Outer
from tests.catalogue.conftest import cast_database, engines, friday, regions
from tests.servers.databases import sqlite_url
from tests.staff import KEY, SAFE_BASE
from tests.web.house import an_app, someone

__all__ = ["cast_database", "engines", "friday", "regions"]


@pytest.fixture(autouse=True)
def lightly() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sealing, "COST", Cost(time=1, memory=64, lanes=1))
        yield


@pytest.fixture
async def house(cast_database: Path, regions: Regions, tmp_path: Path) -> AsyncIterator[House]:
    file = tmp_path / "hulpkeuze.db"
    shutil.copyfile(cast_database, file)
    database = Database(sqlite_url(file))
    yield House(Settings(base_url=SAFE_BASE, encryption_keys=(KEY,)), database, regions)
    await database.close()


@pytest.fixture
def app(house: House, engines: Engines) -> Outer:
    return an_app(house, engines=engines)


@pytest.fixture
async def samira(app: Outer) -> AsyncIterator[httpx.AsyncClient]:
    """On her own phone, without an account."""
    async with someone(app, base_url=SAFE_BASE) as visitor:
        yield visitor


@pytest.fixture
async def grandmother(app: Outer) -> AsyncIterator[httpx.AsyncClient]:
    """Elsewhere, with the code that Samira gave her."""
    async with someone(app, base_url=SAFE_BASE) as visitor:
        yield visitor
