"""Several in the same moment, on both databases: one account, one answer, and a few forms that are kept."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from sqlmodel import func, select

from portal.access.kept_form import MOST, Typed, _keep, kept_for
from portal.access.visitor import Visitor
from portal.accounts.actions import through_service
from portal.accounts.actions.sign_in import Coming
from portal.accounts.actions.through_service import Vouched, _spend, sign_in_through
from portal.accounts.services import NotVouched, Service
from portal.accounts.services.journey import Journey
from portal.accounts.services.settings import Said
from portal.accounts.services.talk import Talk
from portal.database import SYSTEM, Database
from portal.model import Account, Contract, ExternalIdentity, KeptForm, Membership, Provider, Region, SignInSession
from portal.settings import Settings
from portal.web.house import House
from tests.staff import FEMKE_HERSELF, KEY, SAFE_BASE, an_account
from tests.web.house import a_region, regions_of

MANY = 8


@pytest.fixture
async def house(own_database_url: str) -> AsyncIterator[House]:
    database = Database(own_database_url)
    async with database.writing(FEMKE_HERSELF) as session:
        session.add(Region(id=1, key="rivierland", is_default=True))
        session.add(Provider(id=1, key="w", slug="w", name="W", kvk="01234567"))
        await session.flush()
        session.add(Contract(key="w", region_id=1, provider_id=1))
    yield House(Settings(base_url=SAFE_BASE, encryption_keys=(KEY,)), database, regions_of(a_region()))
    await database.close()


def a_service(*roles: dict[str, Any]) -> Service:
    said = Said.model_validate(
        {
            "key": "werk",
            "names": {"nl": "Werkpas"},
            "issuer": "https://vertrouwd.example",
            "client_id": "werk",
            "secret_env": "X",
            "roles": roles,
        }
    )
    return Service(said, Talk(said, "", lambda: None, local=False))  # type: ignore[arg-type, return-value]


EDITOR = {"role": "provider_editor", "claim": "r", "tie": "kvk", "tie_claim": "k", "new_account": True}


async def count(house: House, what: Any) -> int:
    async with house.database.reading() as session:
        return (await session.exec(select(func.count()).select_from(what))).one()


async def test_who_comes_in_many_times_at_once_gets_one_account(house: House) -> None:
    service = a_service(EDITOR)
    vouched = Vouched("p" * 64, {"sub": "x", "r": "ja", "k": "01234567"}, second_factor=False)
    journey = Journey("werk", "", "nl")
    entered = await asyncio.gather(
        *(sign_in_through(house, service, journey, vouched, Coming(f"192.0.2.{n}", "")) for n in range(MANY))
    )
    assert all(any(held.provider_id for held in one.belongings) and not one.halfway for one in entered)
    found = [await count(house, what) for what in (Account, ExternalIdentity, Membership, SignInSession)]
    assert found[:2] == [1, 1]
    assert found[2] == 1
    assert found[3] == MANY
    manager = a_service({**EDITOR, "role": "provider_manager"})
    await asyncio.gather(
        *(sign_in_through(house, manager, journey, vouched, Coming(f"192.0.2.{n}", "")) for n in range(MANY))
    )
    assert await count(house, Membership) == 2


@pytest.mark.parametrize("own_database_url", ["postgresql"], indirect=True)  # SQLite has one writer
async def test_whose_account_another_answer_made_a_moment_ago_comes_in_with_that(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Made after it was looked whether they have one, and before it was looked whether the address is free."""
    service, journey, here = a_service(EDITOR), Journey("werk", "", "nl"), Coming("192.0.2.1", "")
    vouched = Vouched("p" * 64, {"sub": "x", "r": "ja", "k": "01234567"}, second_factor=False)

    async def a_moment_later(*about: Any, **more: Any) -> Account:
        monkeypatch.setattr(through_service, "_new_account", new_account)
        await sign_in_through(house, service, journey, vouched, here)
        return await new_account(*about, **more)

    new_account = through_service._new_account
    monkeypatch.setattr(through_service, "_new_account", a_moment_later)
    await sign_in_through(house, service, journey, vouched, here)
    assert [await count(house, what) for what in (Account, ExternalIdentity, SignInSession)] == [1, 1, 2]


async def test_of_one_answer_that_is_sent_many_times_one_counts(house: House) -> None:
    journey = Journey("werk", "", "nl")

    async def spends() -> bool:
        try:
            async with house.database.writing(SYSTEM) as session:
                await _spend(session, journey)
        except NotVouched:
            return False
        return True

    assert sum(await asyncio.gather(*(spends() for _ in range(MANY)))) == 1


async def test_forms_that_are_kept_at_once_are_a_few_and_can_be_opened(house: House) -> None:
    account = await an_account(house, "noor")
    typed = Typed("/regio", "", [("tekst", "regel 1\r\nregel 2 “é” <b>")])
    for _ in range(MOST):
        await _keep(house.database, house.secrecy, account.id or 0, typed)
    keys = await asyncio.gather(*(_keep(house.database, house.secrecy, account.id or 0, typed) for _ in range(2)))
    async with house.database.reading() as session:
        found = [await kept_for(session, house.secrecy, Visitor(account.id), key) for key in keys]
        others = await kept_for(session, house.secrecy, Visitor((account.id or 0) + 1), keys[0])
    assert typed in found
    assert others is None
    assert await count(house, KeptForm) <= MOST + 1
