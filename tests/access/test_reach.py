"""Whose records a permission reaches, against the table, and what is not reached is not there."""

import pytest

from portal import clock
from portal.access import Permission
from portal.access.fetch import account_for, practice_for, provider_for
from portal.access.permissions import CHANGING, OWN_ACCOUNT, PUBLIC
from portal.access.refusals import NotFound, SecondFactorNeeded
from portal.access.sessions import recognise
from portal.access.visitor import Visitor
from portal.model import Account, Contract, Membership, Practice, Provider, Role
from portal.web.house import House
from tests.access.roles import bare, house, people
from tests.access.table_of_providers import PROVIDERS
from tests.staff import (
    FEMKE_HERSELF,
    POPULIER,
    WILGENHOF,
    a_token,
    an_account,
)

__all__ = ["bare", "house", "people"]


def test_every_permission_that_is_not_for_all_stands_in_the_table() -> None:
    assert set(PROVIDERS) == set(Permission) - PUBLIC - OWN_ACCOUNT


async def gets(session, visitor: Visitor, slug: str, permission: Permission) -> bool:
    try:
        return (await provider_for(session, visitor, slug, permission)).slug == slug
    except NotFound:
        return False


@pytest.mark.parametrize("name", sorted(PROVIDERS))
async def test_everybody_reaches_the_providers_that_the_table_says(
    house: House, people: dict[Role, Account], name: str
) -> None:
    """De Wilgenhof is their own, De Beuk another of the region, De Populier of another region."""
    permission = Permission(name)
    async with house.database.writing(FEMKE_HERSELF) as session:
        if await session.get(Provider, 3) is None:
            session.add(Provider(id=3, key="de-beuk", slug="de-beuk", name="De Beuk"))
            await session.flush()
            session.add(Contract(key="b", region_id=1, provider_id=3))
    for role, account in people.items():
        token = await a_token(house, account)
        visitor = await recognise(house.database, house.regions, token)
        async with house.database.reading() as session:
            found = [await gets(session, visitor, slug, permission) for slug in (WILGENHOF, "de-beuk", POPULIER)]
        reach = PROVIDERS[name].get(role, "")
        assert found == {"": [0, 0, 0], "own": [1, 0, 0], "region": [1, 1, 0], "all": [1, 1, 1]}[reach], role


async def test_fetching_for_a_change_asks_for_the_second_step_too(house: House, bare: dict[Role, Account]) -> None:
    visitor = await recognise(
        house.database, house.regions, await a_token(house, bare[Role.PROVIDER_MANAGER], second_factor=False)
    )
    async with house.database.reading() as session:
        for permission in Permission:
            if permission in CHANGING and PROVIDERS[permission.value].get(Role.PROVIDER_MANAGER):
                with pytest.raises(SecondFactorNeeded):
                    await provider_for(session, visitor, WILGENHOF, permission)
                with pytest.raises(NotFound):  # what is not theirs is not there, with or without
                    await provider_for(session, visitor, POPULIER, permission)


async def test_who_looks_after_accounts_reaches_those_of_the_region_and_nobody_who_reaches_further(
    house: House, people: dict[Role, Account]
) -> None:
    far = await an_account(house, "ver", Role.PROVIDER_EDITOR, tied={"region_id": 2, "provider_id": 2})
    async with house.database.writing(FEMKE_HERSELF) as session:  # Femke writes for the region too
        femke = people[Role.ADMINISTRATOR]
        session.add(
            Membership(key="m-both", account_id=femke.id or 0, role=Role.REGION_EDITOR, region_id=1, since=clock.now())
        )
    noor = await recognise(house.database, house.regions, await a_token(house, people[Role.CONTRACT_MANAGER]))
    async with house.database.reading() as session:
        piet = people[Role.PROVIDER_EDITOR]
        found = await account_for(session, noor, piet.key, Permission.LOOK_AFTER_ACCOUNTS)
        assert found.id == piet.id
        for other in (far, femke, people[Role.FAMILY]):
            with pytest.raises(NotFound):
                await account_for(session, noor, other.key, Permission.LOOK_AFTER_ACCOUNTS)
        with pytest.raises(NotFound):  # with another permission one's own account is all there is
            await account_for(session, noor, piet.key, Permission.KEEP_OWN_ACCOUNT)


async def test_practices_are_the_regions_to_admit(house: House, people: dict[Role, Account]) -> None:
    noor = await recognise(house.database, house.regions, await a_token(house, people[Role.CONTRACT_MANAGER]))
    async with house.database.reading() as session:
        found: Practice = await practice_for(session, noor, "waits", Permission.ADMIT_PRACTICE)
        assert found.agb == "01012345"
        with pytest.raises(NotFound):
            await practice_for(session, noor, "far", Permission.ADMIT_PRACTICE)
