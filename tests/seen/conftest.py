"""De Wilgenhof with three offers, of which visitors reported something; and whoever looks at it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from portal.web.house import House
from portal.web.outer import Outer
from tests.provider_area.offering import add_offers
from tests.staff import a_safe_house, safe_app


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with a_safe_house(tmp_path) as house:
        await add_offers(house)
        yield house


@pytest.fixture
def app(house: House) -> Outer:
    return safe_app(house)
