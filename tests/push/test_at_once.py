"""Several systems in the same moment, on both databases: nothing acknowledged is lost, and nothing is done twice."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from sqlmodel import func, select

from portal import clock, secrecy
from portal.database import Database
from portal.model import AccessKey, Account, AvailabilityChange, Offer, Provider, Region, Scope
from portal.settings import Settings
from portal.web.house import House
from portal.web.outer import Outer
from tests.push.systems import GEZIN, THUIS, system
from tests.staff import FEMKE_HERSELF, KEY, SAFE_BASE
from tests.web.house import a_region, an_app, regions_of

ONE = f"/api/v1/aanbod/{GEZIN}/beschikbaarheid"
ALL = "/api/v1/beschikbaarheid"
SYSTEMS = 4


@pytest.fixture
async def house(own_database_url: str) -> AsyncIterator[House]:
    database = Database(own_database_url)
    yield House(Settings(base_url=SAFE_BASE, encryption_keys=(KEY,)), database, regions_of(a_region()))
    await database.close()


@pytest.fixture
async def keys(house: House) -> list[str]:
    """Of one provider with two offers."""
    made = [(secrecy.public_key(), secrecy.token()) for _ in range(SYSTEMS)]
    async with house.database.writing(FEMKE_HERSELF) as session:
        session.add_all([Region(id=1, key="rivierland", is_default=True), Provider(id=1, key="w", slug="w", name="W")])
        account = Account(key="a", name="A", email_sealed="", email_print="", created=clock.now())
        session.add(account)
        await session.flush()
        session.add_all(Offer(key=key, region_id=1, provider_id=1, help_kind="opvoedhulp") for key in (GEZIN, THUIS))
        session.add_all(
            AccessKey(
                key=locator, provider_id=1, name="ECD", secret_print=secrecy.token_print(secret),
                scopes=list(Scope), made_by=account.id or 0, made_at=clock.now(),
            )
            for locator, secret in made
        )  # fmt: skip
    return [f"hk_{locator}_{secret}" for locator, secret in made]


@pytest.fixture
def app(house: House) -> Outer:
    return an_app(house)


async def changes(house: House) -> int:
    async with house.database.reading() as session:
        return (await session.exec(select(func.count()).select_from(AvailabilityChange))).one()


async def test_of_many_who_saw_the_same_one_is_right(house: House, app: Outer, keys: list[str]) -> None:
    async def says(key: str, places: int) -> Any:
        async with system(app, key) as software:
            return await software.put(
                ONE, json={"stand": "open", "vrije_plaatsen": places}, headers={"if-match": '"0"'}
            )

    answers = await asyncio.gather(*(says(key, places) for places, key in enumerate(keys, start=1)))
    assert sorted(answer.status_code for answer in answers) == [200, 412, 412, 412]
    said = next(answer.json()["vrije_plaatsen"] for answer in answers if answer.status_code == 200)
    assert {answer.json()["nu"]["vrije_plaatsen"] for answer in answers if answer.status_code == 412} == {said}
    assert await changes(house) == 1


async def test_lists_at_once_wait_for_each_other_and_all_count(house: House, app: Outer, keys: list[str]) -> None:
    """In another order each: whoever holds one offer must never wait for who holds the other."""

    async def says(key: str, places: int) -> Any:
        offers = [GEZIN, THUIS] if places % 2 else [THUIS, GEZIN]
        rows = [{"aanbod": offer, "stand": "open", "vrije_plaatsen": places} for offer in offers]
        async with system(app, key) as software:
            return await software.post(ALL, json={"rijen": rows})

    answers = await asyncio.gather(*(says(key, n) for n, key in enumerate([*keys, *keys], start=1)))
    assert {answer.status_code for answer in answers} == {200}
    assert await changes(house) == 2 * len(answers)


async def test_one_request_that_is_sent_many_times_at_once_is_done_once(
    house: House, app: Outer, keys: list[str]
) -> None:
    rows = {"rijen": [{"aanbod": GEZIN, "stand": "vol"}, {"aanbod": THUIS, "stand": "vol"}]}
    async with system(app, keys[0], **{"idempotency-key": "nacht"}) as software:
        answers = await asyncio.gather(*(software.post(ALL, json=rows) for _ in range(6)))
    assert {answer.status_code for answer in answers} == {200}
    assert {answer.json()["gewijzigd"] for answer in answers} == {2}
    assert sum("idempotency-replayed" not in answer.headers for answer in answers) == 1
    assert await changes(house) == 2


async def test_who_revokes_a_key_while_it_writes_comes_before_all_of_it_or_after(
    house: House, app: Outer, keys: list[str]
) -> None:
    async def revokes() -> None:
        async with house.database.writing(FEMKE_HERSELF) as session:
            held = select(AccessKey).where(AccessKey.key == keys[0].split("_")[1]).with_for_update()
            (await session.exec(held)).one().revoked_at = clock.now()

    rows = {"rijen": [{"aanbod": GEZIN, "stand": "vol"}, {"aanbod": THUIS, "stand": "vol"}]}
    async with system(app, keys[0]) as software:
        answer, _ = await asyncio.gather(software.post(ALL, json=rows), revokes())
        after = await software.post(ALL, json=rows)
    assert after.status_code == 401
    assert (answer.status_code, await changes(house)) in ((200, 2), (401, 0))
