"""Signing in, in a real browser: with a passkey, and without any script."""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest
from playwright.async_api import CDPSession, Page
from sqlmodel import select

from portal import clock
from portal.accounts.actions.sign_in import Coming, sign_in_with_passkey
from portal.accounts.passkeys import NotProven, Place
from portal.model import Account, Passkey, Role
from portal.settings import Settings
from portal.web.house import House
from tests.accounts.conftest import quick_hashing
from tests.accounts.door import PASSWORD, SECRET, code_now, with_password
from tests.journeys.looking import no_violations
from tests.servers.chromium import NARROW, WIDE, Browsing
from tests.servers.page_layout import wrong
from tests.servers.served import served
from tests.staff import KEY, a_safe_house, safe_app

__all__ = ["quick_hashing"]

LOCAL = "http://localhost"


@dataclass
class Door:
    house: House
    address: str


@pytest.fixture
async def door(tmp_path: Path) -> AsyncIterator[Door]:
    """At a name: browsers make no passkeys for an address in numbers."""
    async with a_safe_house(tmp_path, settings={"base_url": LOCAL}) as house, served(safe_app(house)) as served_at:
        address = f"{LOCAL}:{served_at.rpartition(':')[2]}"
        house.settings = Settings(base_url=address, encryption_keys=(KEY,))
        yield Door(house, address)


async def authenticator(page: Page) -> tuple[CDPSession, str]:
    """A device with a fingerprint reader, that knows its owner."""
    session = await page.context.new_cdp_session(page)
    await session.send("WebAuthn.enable")
    made = await session.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    return session, made["authenticatorId"]


async def gives_password(page: Page, address: str, name: str = "piet") -> None:
    await page.goto(f"{address}/inloggen")
    await page.fill("#mailadres", f"{name}@voorbeeld.example")
    await page.fill("#wachtwoord", PASSWORD)
    await page.click(".door-form button")


async def adds_passkey(page: Page, address: str) -> None:
    await gives_password(page, address)
    await page.goto(f"{address}/mijn/account/tweede-stap")
    await page.fill("#passkey-wachtwoord", PASSWORD)
    await page.click("form[data-passkey=create] button")
    await page.wait_for_selector(".secrets")


async def test_a_passkey_is_added_and_opens_the_door(door: Door, browsing: Browsing) -> None:
    await with_password(door.house, "piet", Role.PROVIDER_EDITOR)
    page = await browsing.page()
    await authenticator(page)
    await adds_passkey(page, door.address)
    assert await page.locator(".secrets li").count() == 10
    assert len(await page.context.cookies()) == 1
    await page.click("header button.plain-button")
    await page.wait_for_url(f"{door.address}/")
    assert await page.context.cookies() == []
    await page.goto(f"{door.address}/inloggen?verder=/mijn/account/tweede-stap")
    await page.click("form[data-passkey=get] button")
    await page.wait_for_url("**/mijn/account/tweede-stap")
    assert await page.locator("#passkeys ~ ul li").count() == 1
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
    await page.wait_for_url("**/mijn/account")


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
    sent: list[str] = []

    async def catch(route: Any) -> None:
        sent.append(route.request.post_data or "")
        await route.abort()

    await page.route("**/inloggen/passkey", catch)
    await page.goto(f"{address}/inloggen")
    async with page.expect_request("**/inloggen/passkey"):
        await page.click("form[data-passkey=get] button")
    return dict(parse_qsl(sent[0]))


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
    from tests.staff import FEMKE_HERSELF  # noqa: PLC0415

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


@pytest.mark.parametrize("width", [NARROW, WIDE])
async def test_without_a_script_a_password_and_an_app_do(door: Door, browsing: Browsing, width: int) -> None:
    await with_password(door.house, "piet", Role.PROVIDER_EDITOR)
    page = await browsing.page(javascript=False, width=width)
    await gives_password(page, door.address)
    await page.goto(f"{door.address}/mijn/account/tweede-stap?verder=/uw-rechten")
    assert await page.locator("form[data-passkey]:visible").count() == 0
    secret = await page.inner_text(".secret")
    await page.fill("#code", code_now(secret))
    await page.fill("#set-wachtwoord", PASSWORD)
    await page.click("button:has-text('app'):not(:has-text('passkey'))")
    assert await page.locator(".secrets li").count() == 10
    await page.click("main a.nl-button")
    assert page.url == f"{door.address}/uw-rechten"


@pytest.mark.parametrize("width", [NARROW, WIDE])
async def test_the_pages_shut_nobody_out(door: Door, browsing: Browsing, width: int) -> None:
    from portal.accounts import second_factor  # noqa: PLC0415

    long_name = "Pietronella van der Wilgenhof-Bouwmeester"
    account = await with_password(door.house, "piet", Role.PROVIDER_EDITOR)
    await with_password(
        door.house, "noor", Role.CONTRACT_MANAGER, totp_sealed=second_factor.seal(door.house.secrecy, SECRET)
    )
    from tests.staff import FEMKE_HERSELF  # noqa: PLC0415

    async with door.house.database.writing(FEMKE_HERSELF) as session:
        (await session.exec(select(Account).where(Account.id == account.id))).one().name = long_name
    page = await browsing.page(width=width, reduced_motion="reduce")
    await authenticator(page)

    async def looks(what: str) -> None:
        await no_violations(page)
        found = await wrong(page, "small", "cut", "outside", "overlapping", "disordered")
        assert found == [], f"{what}: {found}"

    await page.goto(f"{door.address}/inloggen")
    await looks("the door")
    await page.fill("#mailadres", "piet@voorbeeld.example")
    await page.fill("#wachtwoord", "fout")
    await page.click(".door-form button")
    await looks("the door, wrong")
    await gives_password(page, door.address, "noor")
    await looks("the second step")
    await page.fill("#code", "000000")
    await page.click(".door-form button")
    await looks("the second step, wrong")
    await page.context.clear_cookies()
    await adds_passkey(page, door.address)
    await looks("recovery codes")
    for path in ("/mijn/account", "/mijn/account/tweede-stap", "/mijn/account/wachtwoord", "/mijn/account?gedaan=naam"):
        await page.goto(door.address + path)
        await looks(path)
