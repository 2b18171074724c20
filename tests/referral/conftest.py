"""The real region with its cast, and those who refer in it: Bram in his practice, Karim at the GI, Yusuf at the toegang
of Kampen. Keys of lists are made with less work than in earnest."""

import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx
import pytest

from portal import clock
from portal.database import Database
from portal.finding.engines import Engines
from portal.model import Account, Practice, Role
from portal.regions import RegionData, Regions
from portal.settings import Settings
from portal.shortlist import sealing
from portal.shortlist.sealing import Cost
from portal.web.house import House
from portal.web.outer import Outer
from tests.catalogue.conftest import cast_database, engines, friday, regions
from tests.finding.conftest import ijsselland
from tests.servers.databases import sqlite_url
from tests.staff import FEMKE_HERSELF, KEY, SAFE_BASE, a_token, an_account, browser_of
from tests.web.house import an_app, someone

__all__ = ["cast_database", "engines", "friday", "ijsselland", "regions"]

KAMPEN, RAALTE = "0166", "0177"


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
    """On her phone, without an account."""
    async with someone(app, base_url=SAFE_BASE) as visitor:
        yield visitor


async def referrer(house: House, region: RegionData, name: str, role: Role) -> Account:
    """In a practice of their own that the region admitted."""
    async with house.database.writing(FEMKE_HERSELF) as session:
        practice = Practice(
            key=f"praktijk-{name}", region_id=region.id, kind=role.value, name=f"Praktijk {name.capitalize()}",
            agb="01012345" if role is Role.HUISARTS else None, admitted_at=clock.now(),
        )  # fmt: skip
        session.add(practice)
        await session.flush()
        number = practice.id
    return await an_account(house, name, role, tied={"region_id": region.id, "practice_id": number})


@pytest.fixture
async def bram(app: Outer, house: House, ijsselland: RegionData) -> AsyncIterator[httpx.AsyncClient]:
    account = await referrer(house, ijsselland, "bram", Role.HUISARTS)
    async with browser_of(app, await a_token(house, account)) as browser:
        yield browser


@pytest.fixture
async def karim(app: Outer, house: House, ijsselland: RegionData) -> AsyncIterator[httpx.AsyncClient]:
    account = await referrer(house, ijsselland, "karim", Role.GI)
    async with browser_of(app, await a_token(house, account)) as browser:
        yield browser


@pytest.fixture
async def yusuf(app: Outer, house: House, ijsselland: RegionData) -> AsyncIterator[httpx.AsyncClient]:
    tied = {"region_id": ijsselland.id, "municipality": KAMPEN}
    account = await an_account(house, "yusuf", Role.TOEGANG, tied=tied)
    async with browser_of(app, await a_token(house, account)) as browser:
        yield browser


@pytest.fixture
async def mieke(app: Outer, house: House, ijsselland: RegionData) -> AsyncIterator[httpx.AsyncClient]:
    """Manages De Wilgenhof."""
    account = await an_account(
        house, "mieke", Role.PROVIDER_MANAGER, tied={"region_id": ijsselland.id, "provider_id": 1}
    )
    async with browser_of(app, await a_token(house, account)) as browser:
        yield browser
