"""De Wilgenhof has texts of its own, three offers, a practice and a gezinshuis."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from portal.model import Account, Role
from portal.web.house import House
from portal.web.outer import Outer
from tests.profile.telling import add_profile
from tests.staff import a_safe_house, an_account, safe_app


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with a_safe_house(tmp_path) as house:
        await add_profile(house)
        yield house


@pytest.fixture
def app(house: House) -> Outer:
    return safe_app(house)


@pytest.fixture
async def piet(house: House) -> Account:
    return await an_account(house, "piet", Role.PROVIDER_EDITOR)


@pytest.fixture
async def ilse(house: House) -> Account:
    return await an_account(house, "ilse", Role.REGION_EDITOR)
