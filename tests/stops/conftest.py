"""De Wilgenhof has three offers and people; the region a contract manager and two toegangen."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from portal.model import Account, Membership, Role
from portal.web.house import House
from portal.web.outer import Outer
from tests.provider_area.offering import add_offers
from tests.staff import FEMKE_HERSELF, a_safe_house, an_account, safe_app

People = dict[str, Account]


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with a_safe_house(tmp_path) as house:
        await add_offers(house)
        yield house


@pytest.fixture
def app(house: House) -> Outer:
    return safe_app(house)


@pytest.fixture
async def people(house: House) -> People:
    """Noor contracts and works at a toegang too; Ada works at one and reads English; Joep far away."""
    found = {
        "mieke": await an_account(house, "mieke", Role.PROVIDER_MANAGER),
        "piet": await an_account(house, "piet", Role.PROVIDER_EDITOR),
        "noor": await an_account(house, "noor", Role.CONTRACT_MANAGER),
        "yusuf": await an_account(house, "yusuf", Role.TOEGANG),
        "ada": await an_account(house, "ada", Role.TOEGANG, language="en"),
        "joep": await an_account(house, "joep", Role.TOEGANG, tied={"region_id": 2, "municipality": "2001"}),
        "rita": await an_account(house, "rita", Role.REGION_EDITOR),
    }
    async with house.database.writing(FEMKE_HERSELF) as session:
        about = {"account_id": found["noor"].id, "role": Role.TOEGANG, "since": found["noor"].created}
        session.add(Membership(key="m-noor-too", region_id=1, municipality="1002", **about))
    return found
