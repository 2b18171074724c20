"""The real region with its cast, and those who refer in it: Bram in his practice, Karim at the GI, Yusuf at the toegang
of Kampen. Keys of lists are made with less work than in earnest."""

from collections.abc import AsyncIterator

import httpx
import pytest

from portal import clock
from portal.model import Account, Practice, Role
from portal.regions import RegionData
from portal.web.house import House
from portal.web.outer import Outer
from tests.catalogue.conftest import cast_database, engines, friday, regions
from tests.finding.conftest import ijsselland
from tests.shortlist.conftest import app, house, lightly, samira
from tests.staff import FEMKE_HERSELF, a_token, an_account, browser_of

__all__ = ["app", "cast_database", "engines", "friday", "house", "ijsselland", "lightly", "regions", "samira"]

KAMPEN, RAALTE = "0166", "0177"


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
