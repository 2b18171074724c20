"""De Wilgenhof has offers and people; Bram refers from his practice, Yusuf sits at the toegang, Noor contracts."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from portal.finding.engines import Engines
from portal.model import Account, Role
from portal.web.house import House
from portal.web.outer import Outer
from search_index.in_process import InProcessIndex
from tests.provider_area.offering import add_offers
from tests.staff import a_safe_house, an_account
from tests.web.house import an_app

People = dict[str, Account]
CAST = {
    "mieke": Role.PROVIDER_MANAGER,
    "piet": Role.PROVIDER_EDITOR,
    "bram": Role.HUISARTS,
    "yusuf": Role.TOEGANG,
    "noor": Role.CONTRACT_MANAGER,
    "ilse": Role.REGION_EDITOR,
}


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with a_safe_house(tmp_path) as house:
        await add_offers(house)
        yield house


@pytest.fixture
def app(house: House) -> Outer:
    return an_app(house, engines=Engines(None, InProcessIndex()))


@pytest.fixture
async def people(house: House) -> People:
    return {name: await an_account(house, name, role) for name, role in CAST.items()}
