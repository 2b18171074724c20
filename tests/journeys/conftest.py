"""A portal as `make run` leaves it, in this process: IJsselland with example providers, and a second region."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from portal import clock
from portal.app import create_app
from portal.database import Actor, Database
from portal.example import make_example
from portal.exchange.load_region import load_region
from portal.exchange.region_files import REFERENCE, read_region
from portal.exchange.workbook import apply_import, plan_import
from portal.finding.engines import Engines
from portal.finding.following import Follower
from portal.regions import RegionData, load_regions
from portal.settings import Settings
from portal.web.house import House
from portal.web.outer import Outer
from search_index.in_process import InProcessIndex
from tests.servers.databases import sqlite_url
from tests.servers.made_once import MadeOnce
from tests.servers.served import served
from tests.web.house import BASE, someone

PROVIDERS = 150
LOADER = Actor("tests", "file")


@dataclass
class ExamplePortal:
    house: House
    engines: Engines
    app: Outer
    client: httpx.AsyncClient


@dataclass
class Shown:
    address: str
    region: RegionData
    portal: ExamplePortal


@pytest.fixture(scope="session")
def example_database(sqlite_template: Path, made_once: MadeOnce) -> Path:
    """Loaded once; copy it before you write."""
    return made_once("example.db", lambda file: asyncio.run(_load(sqlite_template, file)))


async def _load(template: Path, file: Path) -> None:
    shutil.copyfile(template, file)
    database = Database(sqlite_url(file))
    for folder in ("ijsselland", "midden-ijssel-oost-veluwe"):
        await load_region(database, read_region(REFERENCE / folder), LOADER)
    async with database.reading() as session:
        regions = await load_regions(session)
    region = regions.by_key["ijsselland"]
    workbook = make_example(region, regions, PROVIDERS, 7, clock.today())
    async with database.reading() as session:
        plan = await plan_import(session, region, workbook)
    assert plan.problems == []
    await apply_import(database, plan, LOADER)
    await database.close()


@asynccontextmanager
async def serving(file: Path) -> AsyncIterator[ExamplePortal]:
    database = Database(sqlite_url(file))
    house = House(Settings(base_url=BASE), database)
    engines = Engines(None, InProcessIndex())
    await Follower(house, engines).catch_up()
    app = create_app(house, engines, strict_templates=True)
    async with someone(app) as client:
        yield ExamplePortal(house, engines, app, client)
    await database.close()


@pytest.fixture(scope="session")
async def example_portal(
    example_database: Path, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[ExamplePortal]:
    """One for all who only look."""
    file = tmp_path_factory.mktemp("example") / "hulpkeuze.db"
    shutil.copyfile(example_database, file)
    async with serving(file) as portal:
        yield portal


@pytest.fixture(scope="session")
async def shown(example_portal: ExamplePortal) -> AsyncIterator[Shown]:
    """The same in a browser."""
    region = example_portal.house.regions.default
    assert region is not None
    await example_portal.client.get("/")  # the first page of a portal takes longest
    async with served(example_portal.app) as address:
        yield Shown(address, region, example_portal)
