"""Several in the same moment, on both databases: no word is lost, and what is gone is gone for all of them."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from portal import clock
from portal.access.patience import TooSoon
from portal.database import SYSTEM, Database
from portal.model import Region
from portal.settings import Settings
from portal.shortlist.actions import (
    Overtaken,
    change_list,
    forget_lists,
    make_list,
    open_list,
    read_list,
    remove_list,
    renew_code,
)
from portal.shortlist.content import Content, Item
from portal.shortlist.keuzecode import Keuzecode, make_code
from portal.web.house import House
from tests.shortlist.family import records
from tests.staff import FEMKE_HERSELF, KEY, SAFE_BASE
from tests.web.house import a_region, regions_of

REGION = a_region()


@pytest.fixture
async def house(own_database_url: str) -> AsyncIterator[House]:
    database = Database(own_database_url)
    async with database.writing(FEMKE_HERSELF) as session:
        session.add(Region(id=1, key="rivierland", is_default=True))
    yield House(Settings(base_url=SAFE_BASE, encryption_keys=(KEY,)), database, regions_of(REGION))
    await database.close()


async def test_eight_who_each_put_one_on_it_find_all_eight(house: House) -> None:
    held = await make_list(house, REGION, Content(), "192.0.2.1")

    async def puts(number: int) -> bool:
        item = Item(offer=f"offer-{number}", provider="x")
        return await change_list(house, REGION, held, lambda c: c.model_copy(update={"items": [*c.items, item]}))

    assert all(await asyncio.gather(*(puts(number) for number in range(8))))
    async with house.database.reading() as session:
        opened = await read_list(session, REGION, held)
    assert opened is not None
    assert {item.offer for item in opened.content.items} == {f"offer-{number}" for number in range(8)}
    assert opened.version == 9


async def test_of_those_who_saw_the_same_one_saves_and_the_others_are_told(house: House) -> None:
    held = await make_list(house, REGION, Content(), "192.0.2.1")

    async def writes(number: int) -> str:
        try:
            await change_list(house, REGION, held, lambda c: c.model_copy(update={"note": f"van {number}"}), 1)
        except Overtaken as problem:
            return f"saw {problem.now.content.note}"
        return f"van {number}"

    found = await asyncio.gather(*(writes(number) for number in range(6)))
    saved = [one for one in found if not one.startswith("saw")]
    assert len(saved) == 1
    assert sorted(found) == sorted([*saved, *[f"saw {saved[0]}"] * 5])


async def test_of_two_new_codes_one_opens_the_list(house: House) -> None:
    held = await make_list(house, REGION, Content(note="hier"), "192.0.2.1")
    codes = [new for new in await asyncio.gather(*(renew_code(house, REGION, held) for _ in range(2))) if new]
    assert len(codes) == 1
    assert await open_list(house, REGION, codes[0].code, "192.0.2.1") == codes[0]
    assert await open_list(house, REGION, held.code, "192.0.2.1") is None
    assert await remove_list(house, REGION, held) is False
    assert await remove_list(house, REGION, codes[0]) is True
    assert await records(house) == []


async def test_a_hundred_guesses_at_once_are_counted_each(house: House) -> None:
    held = await make_list(house, REGION, Content(), "192.0.2.1")

    async def guesses(number: int) -> bool:
        try:
            await open_list(house, REGION, Keuzecode(held.locator, make_code().secret), f"192.0.{number}.1")
        except TooSoon:
            return False
        return True

    assert sum(await asyncio.gather(*(guesses(number) for number in range(100)))) <= 5


async def test_what_is_over_is_removed(house: House) -> None:
    held = await make_list(house, REGION, Content(), "192.0.2.1")
    for days, there in ((90, 1), (91, 0)):
        with clock.stopped_at(clock.now() + timedelta(days=days)):
            async with house.database.writing(SYSTEM) as session:
                await forget_lists(session)
        assert len(await records(house)) == there
    assert await open_list(house, REGION, held.code, "192.0.2.1") is None
