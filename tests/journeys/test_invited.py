"""From the region's invitation to work of one's own: without any script, at every width, and shutting nobody out."""

import re

import pytest

from portal.model import Role
from tests.accounts.door import PASSWORD, SECRET, code_now, with_password
from tests.accounts.inviting import LOTTE, NEW
from tests.accounts.mailbox import last_link
from tests.journeys.steps import gives_password, looks_well, looks_well_everywhere
from tests.journeys.the_door import Door, door
from tests.servers.chromium import NARROW, WIDE, Browsing
from tests.staff import WILGENHOF

__all__ = ["door"]

COLLEAGUES = f"/aanbieder/{WILGENHOF}/medewerkers"


@pytest.mark.parametrize(("width", "scripted"), [(NARROW, True), (WIDE, False)])
async def test_who_was_invited_comes_in_and_invites_others(
    door: Door, browsing: Browsing, width: int, scripted: bool
) -> None:
    await with_password(door.house, "noor", Role.CONTRACT_MANAGER, app=True)
    region = await browsing.page(javascript=scripted, width=width)
    await gives_password(region, door.address, "noor")
    await region.fill("#code", code_now(SECRET))
    await region.click(".door-form button")
    await region.goto(f"{door.address}/regio/mensen")
    await looks_well(region, scripted, "the region's people")
    await region.select_option("#aanbieder", WILGENHOF)
    await region.fill("#aanbieder-mail", LOTTE)
    await region.click("form[action$='/aanbieder'] button")
    await region.wait_for_url("**gedaan=uitgenodigd**")

    lotte = await browsing.page(javascript=scripted, width=width)
    link = door.address + await last_link(door.house, "invitation")
    await lotte.goto(link)
    await looks_well(lotte, scripted, "the invitation")
    await lotte.fill("#naam", "Lotte van der Wilgenhof-Bouwmeester")
    await lotte.fill("#nieuw", NEW)
    await lotte.click(".door-form button")
    await lotte.wait_for_url("**/mijn/account/tweede-stap**")
    await lotte.fill("#code", code_now(await lotte.inner_text(".secret")))
    await lotte.fill("#set-wachtwoord", NEW)
    await lotte.click("button:has-text('app'):not(:has-text('passkey'))")
    await lotte.click("main a.nl-button")
    await lotte.wait_for_url(door.address + COLLEAGUES)

    await lotte.fill("#mailadres", "sam@voorbeeld.example")
    await lotte.select_option("#rol", "provider_editor")
    await lotte.click("form[action$='/medewerkers'] button")
    await lotte.get_by_text("sam@voorbeeld.example").first.wait_for()
    await looks_well(lotte, scripted, "colleagues")
    await lotte.goto(f"{door.address}/aanbieder/{WILGENHOF}/logboek")
    log = await lotte.inner_text("main")
    assert re.search(r"Uitnodiging", log)
    assert "Lotte" in log
    await looks_well(lotte, scripted, "what was changed")
    await lotte.goto(link)  # used
    await looks_well(lotte, scripted, "a used invitation")
    await region.goto(f"{door.address}/regio/logboek")
    assert "Lotte" in await region.inner_text("main")
    await looks_well(region, scripted, "what was changed in the region")


async def test_a_forgotten_password_and_a_family_without_one(door: Door, browsing: Browsing) -> None:
    await with_password(door.house, "piet", Role.PROVIDER_EDITOR)
    page = await browsing.page(width=NARROW, reduced_motion="reduce")
    await page.goto(f"{door.address}/inloggen")
    await looks_well_everywhere(page, "the door")
    await page.click("main a[href$='/vergeten']")
    await looks_well_everywhere(page, "forgotten")
    await page.fill("#mailadres", "piet@voorbeeld.example")
    await page.click(".door-form button")
    await looks_well_everywhere(page, "a mail was sent")
    await page.goto(door.address + await last_link(door.house, "reset"))
    await page.fill("#nieuw", "kort")
    await page.click(".door-form button")
    await looks_well_everywhere(page, "a new password, too short")
    await page.fill("#nieuw", NEW)
    await page.click(".door-form button")
    await looks_well_everywhere(page, "the door, with a new password")
    await page.fill("#mailadres", "piet@voorbeeld.example")
    await page.fill("#wachtwoord", PASSWORD)
    await page.click(".door-form button")
    assert "/mijn/account" not in page.url
    await page.goto(f"{door.address}/inloggen/link")
    await looks_well_everywhere(page, "without a password")
    await page.fill("#mailadres", "samira@voorbeeld.example")
    await page.click(".door-form button")
    link = door.address + await last_link(door.house, "sign_in_link")
    await page.goto(link)
    await looks_well_everywhere(page, "signing in by a link")
    await page.click("main form button")
    await page.wait_for_url(f"{door.address}/mijn/account")
    await page.goto(link)
    await looks_well_everywhere(page, "a used link")
