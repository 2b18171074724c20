"""Invitations and leaving, several in the same moment, on both databases."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from sqlmodel import select

from portal import clock
from portal.access import Visitor
from portal.access.sessions import recognise
from portal.accounts.actions.accept import NotAccepted, accept, accept_as_new
from portal.accounts.actions.invite import Invited, Offered, allow, invite
from portal.accounts.actions.leave import LastOne
from portal.accounts.actions.own import leave
from portal.accounts.actions.sign_in import Coming
from portal.database import Database
from portal.model import Account, Membership, Provider, Region, Role
from portal.settings import Settings
from portal.web.house import House
from tests.accounts.inviting import LOTTE, NEW, invited_link
from tests.staff import FEMKE_HERSELF, KEY, SAFE_BASE, a_token, an_account
from tests.web.house import a_region, regions_of

MANY = 8
HERE = Coming("192.0.2.1", "")


@pytest.fixture
async def house(own_database_url: str) -> AsyncIterator[House]:
    database = Database(own_database_url)
    async with database.writing(FEMKE_HERSELF) as session:
        session.add(Region(id=1, key="rivierland", is_default=True))
        session.add(Provider(id=1, key="de-wilgenhof", slug="de-wilgenhof", name="De Wilgenhof"))
    yield House(Settings(base_url=SAFE_BASE, encryption_keys=(KEY,)), database, regions_of(a_region()))
    await database.close()


async def known(house: House, account: Account) -> Visitor:
    return await recognise(house.database, house.regions, await a_token(house, account))


async def invited(house: House, mieke: Visitor, role: Role = Role.PROVIDER_EDITOR) -> str:
    region = house.regions.by_key["rivierland"]
    email = await allow(house, mieke, Invited(LOTTE, "nl"))
    async with house.database.writing(FEMKE_HERSELF) as session:
        await invite(session, house, mieke, email, "nl", Offered(role, region, "De Wilgenhof", provider_id=1))
    return (await invited_link(house)).rpartition("/")[2]


async def count(*tries) -> int:
    async def tried(work) -> bool:
        try:
            await work
        except (NotAccepted, LastOne):
            return False
        return True

    async with asyncio.timeout(30):
        return sum(await asyncio.gather(*(tried(work) for work in tries)))


async def test_an_invitation_makes_one_account(house: House) -> None:
    mieke = await known(house, await an_account(house, "mieke", Role.PROVIDER_MANAGER))
    token = await invited(house, mieke)
    assert await count(*(accept_as_new(house, token, "Lotte", f"{NEW} {n}", HERE) for n in range(MANY))) == 1
    async with house.database.reading() as session:
        assert len((await session.exec(select(Account).where(Account.name == "Lotte"))).all()) == 1
        assert len((await session.exec(select(Membership))).all()) == 2


async def test_two_invitations_to_the_same_person_make_one_account(house: House) -> None:
    mieke = await known(house, await an_account(house, "mieke", Role.PROVIDER_MANAGER))
    tokens = [await invited(house, mieke, role) for role in (Role.PROVIDER_EDITOR, Role.PROVIDER_MANAGER)]
    assert await count(*(accept_as_new(house, token, "Lotte", NEW, HERE) for token in tokens)) == 1


async def test_an_invitation_is_accepted_once(house: House) -> None:
    mieke = await known(house, await an_account(house, "mieke", Role.PROVIDER_MANAGER))
    lotte = await known(house, await an_account(house, "lotte"))
    token = await invited(house, mieke)
    assert await count(*(accept(house, token, lotte, HERE) for _ in range(MANY))) == 1
    async with house.database.reading() as session:
        assert len((await session.exec(select(Membership))).all()) == 2


async def test_managers_that_all_leave_at_once_leave_one_behind(house: House) -> None:
    names = [f"beheer{number}" for number in range(4)]
    there = [await known(house, await an_account(house, name, Role.PROVIDER_MANAGER)) for name in names]
    leaving = (leave(house, visitor, f"m-{name}") for name, visitor in zip(names, there, strict=True))
    assert await count(*leaving) == 3
    async with house.database.reading() as session:
        held = (await session.exec(select(Membership))).all()
    assert sum(one.until is None or one.until > clock.now() for one in held) == 1
