"""A provider changes what it tells, the region asks something and approves, and a family finds it."""

import pytest
from playwright.async_api import Page

from portal.database import Database
from portal.model import Role
from portal.settings import Settings
from portal.web.house import House
from tests.accounts.door import with_password
from tests.journeys.looking import fits, no_violations
from tests.journeys.steps import looks_until, looks_well_everywhere, signs_in
from tests.journeys.test_provider_updates import Staff, portal, staff
from tests.servers.chromium import NARROW, WIDE, Browsing
from tests.servers.databases import sqlite_url
from tests.servers.portal_process import PortalProcess
from tests.staff import KEY

__all__ = ["portal", "staff"]


async def noor_signs_in(page: Page, portal: PortalProcess, name: str) -> None:
    database = Database(sqlite_url(portal.data_dir / "hulpkeuze.db"))
    house = House(Settings(base_url=portal.address, encryption_keys=(KEY,)), database)
    await with_password(house, name, Role.CONTRACT_MANAGER, app=True)
    await database.close()
    await signs_in(page, portal.address, name)


async def tells(page: Page, home: str, text: str) -> None:
    await page.goto(f"{home}/deel/teksten")
    await page.fill("[name='about.nl']", text)
    await page.locator(".part-form button").click()
    await page.wait_for_url("**gedaan=bewaard**")


async def sends_in(page: Page) -> None:
    await page.locator("form[action$='/insturen'] button").click()
    await page.wait_for_url("**gedaan=ingestuurd**")


@pytest.mark.parametrize(("width", "javascript"), [(NARROW, False), (WIDE, True)])
async def test_what_a_provider_proposes_is_found_when_the_region_has_approved_it(
    portal: PortalProcess, staff: Staff, browsing: Browsing, width: int, javascript: bool
) -> None:
    word = f"Klompenmakerij{width}"
    page, region, family = [await browsing.page(width=width, javascript=javascript) for _ in range(3)]
    await signs_in(page, portal.address, staff.name)
    home = f"{portal.address}/aanbieder/{staff.slug}/profiel"
    await tells(page, home, f"Wij helpen gezinnen in een {word}.")
    await fits(page)
    await page.goto(f"{home}/voorbeeld")
    assert word in await page.inner_text("main")
    await fits(page)
    await page.goto(home)
    await sends_in(page)
    await family.goto(f"{portal.address}/aanbieders/{staff.slug}")
    assert word not in await family.inner_text("main")

    await noor_signs_in(region, portal, f"noor-{width}")
    await region.goto(f"{portal.address}/regio/profielen")
    await fits(region)
    await region.click(f"main a:has-text('{staff.provider}')")
    await fits(region)
    await region.fill("textarea[name='opmerking.about.nl']", "Zeg ook voor wie het is.")
    await region.click("button[formaction]")
    await region.wait_for_url("**gedaan=teruggestuurd**")

    await page.goto(f"{home}/deel/teksten")
    assert "Zeg ook voor wie het is." in await page.inner_text("main")
    await tells(page, home, f"Wij helpen gezinnen met jonge kinderen in een {word}.")
    await sends_in(page)
    await region.goto(f"{portal.address}/regio/profielen")
    await region.click(f"main a:has-text('{staff.provider}')")
    await region.click("button.nl-button--primary")
    await region.wait_for_url("**gedaan=goedgekeurd**")

    await looks_until(family, f"{portal.address}/aanbieders/{staff.slug}", f"met jonge kinderen in een {word}")
    await looks_until(family, f"{portal.address}/aanbod?q={word}", staff.provider)


async def test_the_parts_of_a_profile_shut_nobody_out(portal: PortalProcess, staff: Staff, browsing: Browsing) -> None:
    page = await browsing.page(width=NARROW, reduced_motion="reduce")
    await signs_in(page, portal.address, staff.name)
    home = f"{portal.address}/aanbieder/{staff.slug}/profiel"
    await page.goto(home)
    await no_violations(page)
    links = await page.locator("main a[href*='/deel/']").evaluate_all("all => all.map(one => one.href)")
    for address in [*links, f"{home}/versies", f"{portal.address}/aanbieder/{staff.slug}/contact"]:
        await page.goto(address)
        await looks_well_everywhere(page, address)
