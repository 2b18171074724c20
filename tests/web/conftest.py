"""A house with one region, its app with the routes of pages_to_try, and an anonymous visitor."""

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from portal.web.house import House
from portal.web.outer import Outer
from tests.web.house import a_house, a_region, an_app, someone
from tests.web.pages_to_try import made, pages_to_try


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    elsewhere = a_region("bovenland", hosts=["bovenland.example"], number=2)
    async with a_house(tmp_path, a_region(), elsewhere) as house:
        yield house


@pytest.fixture
def app(house: House) -> Outer:
    made.clear()
    return an_app(house, pages_to_try)


@pytest.fixture
async def visitor(app: Outer) -> AsyncIterator[httpx.AsyncClient]:
    async with someone(app) as visitor:
        yield visitor
