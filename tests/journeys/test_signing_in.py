"""Signing in, in a real browser: with a passkey, and without any script."""

import pytest
from playwright.async_api import expect
from sqlmodel import select

from portal.accounts import second_factor
from portal.model import Account, Role
from tests.accounts.door import PASSWORD, SECRET, code_now, with_password
from tests.journeys.steps import looks_well_everywhere
from tests.journeys.the_door import Door, adds_passkey, authenticator, door, gives_password
from tests.servers.chromium import NARROW, WIDE, Browsing
from tests.staff import FEMKE_HERSELF

__all__ = ["door"]


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
    await page.locator(".secrets li").nth(9).wait_for()
    await expect(page.locator(".secrets li")).to_have_count(10)
    await page.click("main a.nl-button")
    await page.wait_for_url(f"{door.address}/uw-rechten")


async def test_the_pages_shut_nobody_out(door: Door, browsing: Browsing) -> None:
    long_name = "Pietronella van der Wilgenhof-Bouwmeester"
    account = await with_password(door.house, "piet", Role.PROVIDER_EDITOR)
    await with_password(
        door.house, "noor", Role.CONTRACT_MANAGER, totp_sealed=second_factor.seal(door.house.secrecy, SECRET)
    )
    async with door.house.database.writing(FEMKE_HERSELF) as session:
        (await session.exec(select(Account).where(Account.id == account.id))).one().name = long_name
    page = await browsing.page(width=NARROW, reduced_motion="reduce")
    await authenticator(page)

    async def looks(what: str) -> None:
        await looks_well_everywhere(page, what)

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
