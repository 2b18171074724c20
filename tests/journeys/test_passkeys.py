"""Passkeys, in a real browser with an authenticator of its own."""

import re
from datetime import timedelta
from urllib.parse import parse_qsl

import pytest
from playwright.async_api import Page, expect
from sqlmodel import select

from portal import clock
from portal.accounts.actions.sign_in import Coming, sign_in_with_passkey
from portal.accounts.passkeys import NotProven, Place
from portal.model import Account, Passkey, Role
from tests.accounts.door import with_password
from tests.journeys.the_door import Door, adds_passkey, authenticator, door, gives_password
from tests.servers.chromium import Browsing
from tests.staff import FEMKE_HERSELF

__all__ = ["door"]


async def test_a_passkey_is_added_and_opens_the_door(door: Door, browsing: Browsing) -> None:
    await with_password(door.house, "piet", Role.PROVIDER_EDITOR)
    page = await browsing.page()
    await authenticator(page)
    await adds_passkey(page, door.address)
    await expect(page.locator(".secrets li")).to_have_count(10)
    assert len(await page.context.cookies()) == 1
    await page.click("header button.plain-button")
    await page.wait_for_url(f"{door.address}/")
    assert await page.context.cookies() == []
    await page.goto(f"{door.address}/inloggen?verder=/mijn/account/tweede-stap")
    await page.click("form[data-passkey=get] button")
    await page.wait_for_url(f"{door.address}/mijn/account/tweede-stap")  # not the door, which names it
    await expect(page.locator("#passkeys ~ ul li")).to_have_count(1)
    cookie = (await page.context.cookies())[0]
    assert (cookie["httpOnly"], cookie["sameSite"], cookie["path"]) == (True, "Lax", "/")


async def test_with_a_passkey_the_password_alone_is_half_of_it(door: Door, browsing: Browsing) -> None:
    await with_password(door.house, "piet", Role.PROVIDER_EDITOR)
    page = await browsing.page()
    await authenticator(page)
    await adds_passkey(page, door.address)
    await page.context.clear_cookies()
    await gives_password(page, door.address)
    assert page.url.startswith(f"{door.address}/inloggen/code")
    await page.click("form[data-passkey=get] button")
    await page.wait_for_url("**/aanbieder/de-wilgenhof")


async def test_a_device_that_does_not_know_its_owner_opens_nothing(door: Door, browsing: Browsing) -> None:
    await with_password(door.house, "piet", Role.PROVIDER_EDITOR)
    page = await browsing.page()
    session, device = await authenticator(page)
    await adds_passkey(page, door.address)
    await page.context.clear_cookies()
    await session.send("WebAuthn.setUserVerified", {"authenticatorId": device, "isUserVerified": False})
    await page.goto(f"{door.address}/inloggen")
    await page.click("form[data-passkey=get] button")
    await page.wait_for_function("document.querySelector('form[data-passkey] [role=status]').textContent !== ''")
    assert await page.context.cookies() == []


async def caught(page: Page, address: str) -> dict[str, str]:
    """What the browser would have sent."""
    await page.route("**/inloggen/passkey", lambda route: route.abort())
    await page.goto(f"{address}/inloggen")
    async with page.expect_request("**/inloggen/passkey") as asked:
        await page.click("form[data-passkey=get] button")
    return dict(parse_qsl((await asked.value).post_data or ""))


async def test_an_answer_opens_the_door_once_and_no_other(door: Door, browsing: Browsing) -> None:
    await with_password(door.house, "piet", Role.PROVIDER_EDITOR)
    page = await browsing.page()
    await authenticator(page)
    await adds_passkey(page, door.address)
    await page.context.clear_cookies()
    said = await caught(page, door.address)
    answer, sealed = said["antwoord"], said["vraag"]
    house, place, coming = door.house, Place(door.address), Coming("192.0.2.1", "")

    async def refused(answer: str, sealed: str, place: Place = place, coming: Coming = coming) -> None:
        with pytest.raises(NotProven):
            await sign_in_with_passkey(house, place, answer, sealed, coming)

    await refused(answer, sealed, Place("https://elders.example"))
    await refused(answer, sealed, Place("http://localhost:1"))
    await refused(answer, "nonsense")
    await refused(answer, house.secrecy.seal("9999999999 AAAA", "passkey sign-in"))  # not what was asked
    await refused(answer, house.secrecy.seal("9999999999 AAAA", "another purpose"))
    for spoilt in ("", "{}", "[]", "null", '{"id": 1}', "{" * 5000, answer.replace('"id":"', '"id":"A')):
        await refused(spoilt, sealed)
    signature = re.search(r'"signature":"([^"]+)"', answer)
    assert signature is not None
    await refused(answer.replace(signature[1], signature[1][:-8] + "AAAAAAAA"), sealed)
    with clock.stopped_at(clock.now() + timedelta(minutes=11)):
        await refused(answer, sealed, coming=Coming("192.0.2.2", ""))
    entered = await sign_in_with_passkey(house, place, answer, sealed, coming)
    assert not entered.halfway
    await refused(answer, sealed)  # again


async def test_a_passkey_of_an_ended_account_or_taken_away_opens_nothing(door: Door, browsing: Browsing) -> None:
    await with_password(door.house, "piet", Role.PROVIDER_EDITOR)
    page = await browsing.page()
    await authenticator(page)
    await adds_passkey(page, door.address)
    await page.context.clear_cookies()
    said = await caught(page, door.address)

    async def tried() -> None:
        await sign_in_with_passkey(
            door.house, Place(door.address), said["antwoord"], said["vraag"], Coming("192.0.2.1", "")
        )

    async with door.house.database.writing(FEMKE_HERSELF) as session:
        (await session.exec(select(Account))).one().ended = clock.now()
    with pytest.raises(NotProven):
        await tried()
    async with door.house.database.writing(FEMKE_HERSELF) as session:
        (await session.exec(select(Account))).one().ended = None
        await session.delete((await session.exec(select(Passkey))).one())
    with pytest.raises(NotProven):
        await tried()
