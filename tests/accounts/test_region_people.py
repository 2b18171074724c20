"""Whom a region lets in, and whom it does not."""

from collections.abc import AsyncIterator

import httpx
import pytest
from sqlmodel import select

from portal.access.sessions import recognise
from portal.model import Account, Contract, Membership, Practice, Provider, Role
from portal.web.house import House
from portal.web.outer import Outer
from tests.accounts.door import sends
from tests.accounts.inviting import LOTTE, REGION, accepts_as_new, invited_link, region_invites
from tests.accounts.mailbox import letters
from tests.staff import FEMKE_HERSELF, POPULIER, WILGENHOF, a_token, an_account, browser_of, signed_in


@pytest.fixture
async def noor(house: House, app: Outer) -> AsyncIterator[httpx.AsyncClient]:
    async with signed_in(app, await an_account(house, "noor", Role.CONTRACT_MANAGER)) as browser:
        yield browser


async def lotte_is(house: House) -> Membership:
    async with house.database.reading() as session:
        account = (await session.exec(select(Account).where(Account.name == "Lotte"))).one()
        return (await session.exec(select(Membership).where(Membership.account_id == account.id))).one()


async def test_the_first_manager_of_a_provider_is_invited_by_the_region(
    house: House, app: Outer, noor: httpx.AsyncClient
) -> None:
    assert (await region_invites(noor, "aanbieder", aanbieder=WILGENHOF)).status_code == 303
    async with browser_of(app) as lotte:
        done = await accepts_as_new(lotte, await invited_link(house))
        assert "de-wilgenhof%2Fmedewerkers" in done.headers["location"]
    held = await lotte_is(house)
    assert (held.role, held.provider_id, held.region_id) == (Role.PROVIDER_MANAGER, 1, 1)
    assert WILGENHOF not in (await noor.get(REGION)).text  # somebody manages it now
    answer = await region_invites(noor, "aanbieder", "tweede@voorbeeld.example", aanbieder=WILGENHOF)
    assert (answer.status_code, 'role="alert"' in answer.text) == (422, True)
    assert len(await letters(house)) == 1


@pytest.mark.parametrize("slug", [POPULIER, "niet-daar", "", "../x"])
async def test_a_provider_of_another_region_is_none(house: House, noor: httpx.AsyncClient, slug: str) -> None:
    assert (await region_invites(noor, "aanbieder", aanbieder=slug)).status_code in (404, 422)
    assert await letters(house) == []


async def test_toegang_of_a_municipality_of_the_region_and_of_no_other(
    house: House, app: Outer, noor: httpx.AsyncClient
) -> None:
    for code in ("2001", "9999", "x"):
        assert (await region_invites(noor, "toegang", gemeente=code)).status_code == 404
    assert (await region_invites(noor, "toegang", gemeente="1002")).status_code == 303
    assert "Uiterwaard" in (await letters(house))[0].content.subject
    async with browser_of(app) as lotte:
        done = await accepts_as_new(lotte, await invited_link(house))
        assert done.headers["location"].startswith("/mijn/account/tweede-stap?")  # who decides needs a second step
    held = await lotte_is(house)
    assert (held.role, held.region_id, held.municipality) == (Role.TOEGANG, 1, "1002")
    assert "Lotte" in (await noor.get(REGION)).text
    assert (await sends(noor, f"{REGION}/{held.key}/beeindigen", REGION)).status_code == 303
    assert (await lotte_is(house)).until is not None


async def test_a_practice_is_admitted_by_its_agb_and_its_people_are_referrers_for_as_long(
    house: House, app: Outer, noor: httpx.AsyncClient
) -> None:
    about = {"soort": "gi", "praktijknaam": "Jeugdbescherming Rivierland"}
    for agb in ("1234567", "123456789", "1234567a", "١٢٣٤٥٦٧٨", "01012345"):  # the last one is there already
        answer = await sends(noor, f"{REGION}/praktijken", REGION, agb=agb, **about)
        status = 303 if agb == "01012345" and answer.status_code == 303 else 422
        assert answer.status_code == status == 422, agb
        assert 'role="alert"' in answer.text
    assert (await sends(noor, f"{REGION}/praktijken", REGION, agb="12345678", **about)).status_code == 303
    async with house.database.reading() as session:
        practice = (await session.exec(select(Practice).where(Practice.agb == "12345678"))).one()
    assert (await region_invites(noor, "verwijzer", praktijk=practice.key)).status_code == 303
    async with browser_of(app) as lotte:
        await accepts_as_new(lotte, await invited_link(house))
    held = await lotte_is(house)
    assert (held.role, held.practice_id) == (Role.GI, practice.id)
    async with house.database.reading() as session:
        account = await session.get(Account, held.account_id)
        assert account is not None
    token = await a_token(house, account)
    for what, number in (("uitsluiten", 0), ("toelaten", 1)):
        await sends(noor, f"{REGION}/praktijken/{practice.key}/{what}", REGION)
        visitor = await recognise(house.database, house.regions, token)
        assert len(visitor.belongings) == number


@pytest.mark.parametrize("key", ["waits", "far", "niet"])
async def test_nobody_is_invited_to_a_practice_that_is_not_admitted_or_of_another_region(
    house: House, noor: httpx.AsyncClient, key: str
) -> None:
    assert (await region_invites(noor, "verwijzer", praktijk=key)).status_code == 404
    assert await letters(house) == []


async def test_the_region_ends_no_colleagues_of_providers_and_not_itself(house: House, noor: httpx.AsyncClient) -> None:
    await an_account(house, "mieke", Role.PROVIDER_MANAGER)
    await an_account(house, "ilse", Role.REGION_EDITOR)
    for key in ("m-mieke", "m-noor", "m-ilse"):
        assert (await sends(noor, f"{REGION}/{key}/beeindigen", REGION)).status_code == 404
    async with house.database.reading() as session:
        assert {one.until for one in (await session.exec(select(Membership))).all()} == {None}


async def test_on_the_website_of_another_region_there_is_no_such_page(
    house: House, app: Outer, noor: httpx.AsyncClient
) -> None:
    for path in (REGION, f"{REGION}/toegang"):
        headers = {"host": "bovenland.example", "sec-fetch-site": "same-origin"}
        answer = await noor.request("GET" if path == REGION else "POST", path, headers=headers)
        assert answer.status_code in (403, 404)
    assert (await noor.get(REGION)).status_code == 200


async def test_a_provider_that_is_contracted_elsewhere_only_is_not_in_the_list(
    house: House, noor: httpx.AsyncClient
) -> None:
    async with house.database.writing(FEMKE_HERSELF) as session:
        session.add(Provider(id=3, key="de-beuk", slug="de-beuk", name='De <b>"Beuk"</b>'))
        await session.flush()
        session.add(Contract(key="b", region_id=1, provider_id=3))
    page = (await noor.get(REGION)).text
    assert 'value="de-beuk"' in page
    assert "<b>" not in page
    assert POPULIER not in page
    assert LOTTE not in page
