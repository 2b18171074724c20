"""A region without anybody, on each kind of database: for what two do at the same moment."""

from collections.abc import AsyncIterator

import pytest

from portal.database import Database
from portal.model import Region
from portal.settings import Settings
from portal.web.house import House
from tests.staff import FEMKE_HERSELF, KEY, SAFE_BASE
from tests.web.house import a_region, regions_of


@pytest.fixture
async def house(own_database_url: str) -> AsyncIterator[House]:
    database = Database(own_database_url)
    async with database.writing(FEMKE_HERSELF) as session:
        session.add(Region(id=1, key="rivierland", is_default=True))
    yield House(Settings(base_url=SAFE_BASE, encryption_keys=(KEY,)), database, regions_of(a_region()))
    await database.close()
