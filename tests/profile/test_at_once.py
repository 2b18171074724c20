"""Several in the same moment, on both databases: nothing is lost, and one answer counts."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from sqlmodel import col, select

from portal.access.visitor import Belonging, Visitor
from portal.database import Database
from portal.model import Account, Contract, Mail, ProfileState, ProfileVersion, Provider, Region, Role
from portal.profile.actions import NotNow, save_part, send_in, standing, take_back
from portal.profile.deciding import Answered, Choices, Moved, approve, print_of, return_it
from portal.profile.forms import Seen
from portal.profile.pages.contact import FIELDS, save_contact
from portal.profile.parts import Kind, Part
from portal.profile.versions import own_desk, sent_desk
from portal.regions import RegionData
from portal.settings import Settings
from portal.web.house import House
from tests.staff import FEMKE_HERSELF, KEY, SAFE_BASE, WILGENHOF, an_account
from tests.web.house import a_region, regions_of

MANY = 6
TEXTS = Part(Kind.TEXTS)


@pytest.fixture
async def house(own_database_url: str) -> AsyncIterator[House]:
    database = Database(own_database_url)
    async with database.writing(FEMKE_HERSELF) as session:
        session.add(Region(id=1, key="rivierland", is_default=True))
        session.add(Provider(id=1, key=WILGENHOF, slug=WILGENHOF, name="De Wilgenhof", about={"nl": "Hulp."}))
        await session.flush()
        session.add(Contract(key="w", region_id=1, provider_id=1))
    yield House(Settings(base_url=SAFE_BASE, encryption_keys=(KEY,)), database, regions_of(a_region()))
    await database.close()


def region_of(house: House) -> RegionData:
    return house.regions.by_key["rivierland"]


def visitor(account: Account, role: Role) -> Visitor:
    provider = 1 if role is Role.PROVIDER_EDITOR else None
    return Visitor(account.id, account.key, account.name, (Belonging(role, 1, provider),), second_factor=True)


@pytest.fixture
async def piet(house: House) -> Visitor:
    return visitor(await an_account(house, "piet", Role.PROVIDER_EDITOR), Role.PROVIDER_EDITOR)


@pytest.fixture
async def noor(house: House) -> Visitor:
    return visitor(await an_account(house, "noor", Role.CONTRACT_MANAGER), Role.CONTRACT_MANAGER)


async def seen(house: House, who: Visitor, part: Part) -> Seen:
    async with house.database.reading() as session:
        stands = standing(await own_desk(session, who, WILGENHOF, region_of(house)), part)
    return Seen(stands.values, stands.clashes)


async def test_of_many_who_save_the_same_part_one_is_first_and_the_others_see_it(house: House, piet: Visitor) -> None:
    before = await seen(house, piet, TEXTS)

    async def saves(number: int) -> bool:
        typed = {**before.values, "about.nl": f"Van {number}."}
        return await save_part(house, piet, WILGENHOF, region_of(house), TEXTS, typed, before) is None

    assert sum(await asyncio.gather(*(saves(number) for number in range(MANY)))) == 1
    async with house.database.reading() as session:
        (one,) = (await session.exec(select(ProfileVersion))).all()
    assert one.content["about.nl"].startswith("Van ")


async def test_of_many_who_save_the_contact_one_is_first_and_the_others_see_it(house: House, piet: Visitor) -> None:
    async def saves(number: int) -> bool:
        wished = {**dict.fromkeys(FIELDS, ""), "phone": f"038123456{number}"}
        return await save_contact(house, piet, WILGENHOF, wished, "||") is None

    assert sum(await asyncio.gather(*(saves(number) for number in range(MANY)))) == 1


async def test_different_parts_are_saved_beside_each_other(house: House, piet: Visitor) -> None:
    parts = {TEXTS: {"about.nl": "Nieuw."}, Part(Kind.FEATURES): {"languages": ["ar"]}, Part(Kind.PEOPLE): {}}
    before = {part: await seen(house, piet, part) for part in parts}
    saved = [
        save_part(house, piet, WILGENHOF, region_of(house), part, {**before[part].values, **typed}, before[part])
        for part, typed in parts.items()
    ]
    assert await asyncio.gather(*saved) == [None] * len(parts)
    async with house.database.reading() as session:
        content = (await session.exec(select(ProfileVersion))).one().content
    assert (content["about.nl"], content["languages"]) == ("Nieuw.", ["ar"])


async def test_of_answers_and_taking_back_at_once_one_counts(house: House, piet: Visitor, noor: Visitor) -> None:
    before = await seen(house, piet, TEXTS)
    typed = {**before.values, "about.nl": "Nieuw."}
    await save_part(house, piet, WILGENHOF, region_of(house), TEXTS, typed, before)
    await send_in(house, piet, WILGENHOF, region_of(house))
    async with house.database.reading() as session:
        key = (await session.exec(select(ProfileVersion.key))).one()
        looked = print_of(await sent_desk(session, noor, key, region_of(house)))

    async def done(what: object) -> bool:
        try:
            await what  # type: ignore[misc]
        except (Answered, Moved, NotNow):
            return False
        return True

    region = region_of(house)
    at_once = [
        approve(house, noor, key, region, Choices(looked)),
        return_it(house, noor, key, region, looked, {"": "Nee."}),
        take_back(house, piet, WILGENHOF, region),
        approve(house, noor, key, region, Choices(looked)),
    ]
    assert sum(await asyncio.gather(*(done(what) for what in at_once))) == 1
    async with house.database.reading() as session:
        version = (await session.exec(select(ProfileVersion))).one()
        provider = (await session.exec(select(Provider))).one()
        told = (await session.exec(select(Mail.kind).where(col(Mail.kind) != "profile_sent"))).all()
    assert (provider.about["nl"] == "Nieuw.") is (version.state == ProfileState.APPROVED)
    assert len(told) == (version.state != ProfileState.DRAFT)
