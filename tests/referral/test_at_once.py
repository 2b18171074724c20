"""Several in the same moment, on both databases: one notice, one decision, and the second sees what the first did."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from sqlmodel import select

from portal import clock
from portal.access.visitor import Belonging, Visitor
from portal.database import Database
from portal.finding.things import things
from portal.model import AgeBand, Mail, Practice, Referral, ReferralState, Region, Role, Route
from portal.referral.deciding import REFUSED, Acting, Verdict, decide_request, withdraw
from portal.referral.desks import Desk
from portal.referral.making import Wanted, make_referral
from portal.referral.states import Overtaken
from portal.regions import RegionData
from portal.settings import Settings
from portal.web.house import House
from tests.referral.records import a_referral
from tests.staff import FEMKE_HERSELF, KEY, SAFE_BASE, a_key, an_account
from tests.web.house import a_region, regions_of

TOWN = "1001"


def direct() -> RegionData:
    rule: dict[str, Any] = {"region_id": 1, "basis": "law", "state": "in_use", "answer": "direct", "source": ""}
    route = Route(key="h", referrer="huisarts", subject_type="category", subject="ambulant", **rule)
    return a_region(routes=(route,))


REGION = direct()
BRAM = Desk("own", Role.HUISARTS, "Praktijk Bram", practice_id=1)
YUSUF = Desk(TOWN, Role.TOEGANG, "Toegang", municipality=TOWN)


@pytest.fixture
async def house(own_database_url: str) -> AsyncIterator[House]:
    database = Database(own_database_url)
    house = House(Settings(base_url=SAFE_BASE, encryption_keys=(KEY,)), database, regions_of(REGION))
    async with database.writing(FEMKE_HERSELF) as session:
        session.add(Region(id=1, key="rivierland", is_default=True))
        await session.flush()
        session.add(Practice(id=1, key="own", region_id=1, kind=Role.HUISARTS.value, name="x", admitted_at=clock.now()))
    yield house
    await database.close()


async def visitor(house: House, name: str, belonging: Belonging) -> Visitor:
    account = await an_account(house, name)
    return Visitor(account.id, account.key, name, (belonging,), second_factor=True)


async def test_a_form_that_is_sent_four_times_at_once_makes_one_notice(house: House) -> None:
    bram = await visitor(house, "bram", Belonging(Role.HUISARTS, region_id=1, practice_id=1))
    wanted = Wanted(a_key(), BRAM, things(REGION)["opvoedhulp"], TOWN, AgeBand.TO_11)
    made = await asyncio.gather(*(make_referral(house, bram, REGION, wanted) for _ in range(4)))
    assert set(made) == {wanted.key}
    async with house.database.reading() as session:
        assert len((await session.exec(select(Referral))).all()) == 1


async def test_of_those_who_decide_at_once_one_does_and_the_others_are_told(house: House) -> None:
    yusuf = await visitor(house, "yusuf", Belonging(Role.TOEGANG, region_id=1, municipality=TOWN))
    made = a_referral(made_by=yusuf.account_id, state=ReferralState.REQUESTED)
    async with house.database.writing(FEMKE_HERSELF) as session:
        session.add(made)
    acting = Acting(house, yusuf, REGION, YUSUF, made.key, 1)
    verdicts = [Verdict("agreed"), Verdict(REFUSED, reason="refused_lighter"), Verdict("agreed")]
    done = await asyncio.gather(
        *(decide_request(acting, one) for one in verdicts), withdraw(acting), return_exceptions=True
    )
    assert [one for one in done if not isinstance(one, Overtaken)] == [None]
    async with house.database.reading() as session:
        assert len((await session.exec(select(Mail))).all()) <= 1
