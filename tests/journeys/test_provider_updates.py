"""From a provider's keyboard to what a family finds: a served portal, its runner, and a browser."""

from dataclasses import dataclass
from itertools import count

import pytest
from playwright.async_api import Page, expect
from sqlmodel import col, func, select

from portal.database import Database
from portal.model import IntakeStop, Offer, Provider, Region, Role
from portal.settings import Settings
from portal.web.house import House
from tests.accounts.door import with_password
from tests.journeys.looking import fits
from tests.journeys.steps import looks_until, looks_well_everywhere, signs_in, under_contract
from tests.servers.chromium import NARROW, WIDE, Browsing
from tests.servers.databases import sqlite_url
from tests.servers.portal_process import PortalProcess, PortalStarter
from tests.staff import KEY

numbers = count(1)


@dataclass
class Staff:
    """Somebody who edits for a provider of the example, and how many offers that has."""

    name: str
    slug: str
    provider: str
    offers: int
    other: str  # the slug of another provider


@pytest.fixture(scope="module")
def portal(start_portal: PortalStarter, tmp_path_factory: pytest.TempPathFactory) -> PortalProcess:
    nowhere = str(tmp_path_factory.mktemp("no-engine") / "meilisearch")
    return start_portal(prepared=True, encryption_keys=KEY, meilisearch_binary=nowhere)


@pytest.fixture
async def staff(portal: PortalProcess) -> Staff:
    """Each time somebody else, of another provider: a code of an app counts once."""
    number = next(numbers)
    database = Database(sqlite_url(portal.data_dir / "hulpkeuze.db"))
    house = House(Settings(base_url=portal.address, encryption_keys=(KEY,)), database)
    stopped = select(IntakeStop.provider_id)
    async with database.reading() as session:
        region = (await session.exec(select(Region.id).where(col(Region.is_default)))).one()
        running = under_contract(region)
        asked = (
            select(Provider, func.count(col(Offer.id)))
            .join(Offer, col(Offer.provider_id) == col(Provider.id))
            .where(col(Offer.published), Offer.audience == "public", Offer.region_id == region)
            .where(col(Provider.id).in_(running), col(Provider.id).not_in(stopped))
            .group_by(col(Provider.id))
            .having(func.count(col(Offer.id)).between(2, 4))
            .order_by(col(Provider.id))
            .offset(number)
            .limit(1)
        )
        provider, offers = (await session.exec(asked)).one()
        other = select(Provider.slug).where(col(Provider.id).in_(running), Provider.id != provider.id)
        foreign = (await session.exec(other.limit(1))).one()
    name = f"piet-{number}"
    tied = {"region_id": region, "provider_id": provider.id}
    await with_password(house, name, Role.PROVIDER_EDITOR, app=True, tied=tied)
    await database.close()
    return Staff(name, provider.slug, provider.name, offers, foreign)


async def says_by_keyboard(page: Page, offers: int, weeks: int) -> None:
    """In every row, from field to field with the tab, and Enter in the last."""
    for number in range(1, offers + 1):
        field = page.locator(f"#stand-{number}")
        await field.focus()
        await field.select_option("limited")
        for text in ("", str(weeks - 2), "2"):
            await page.keyboard.press("Tab")
            await page.keyboard.press("Control+A")
            await page.keyboard.press("Delete")
            await page.keyboard.type(text)
    await page.keyboard.press("Enter")
    await page.wait_for_url("**gedaan=opgeslagen**")


@pytest.mark.parametrize(("width", "javascript"), [(WIDE, True), (NARROW, False)])
async def test_what_a_provider_says_is_what_a_family_finds(
    portal: PortalProcess, staff: Staff, browsing: Browsing, width: int, javascript: bool
) -> None:
    weeks = 40 + next(numbers)
    page = await browsing.page(width=width, javascript=javascript)
    await signs_in(page, portal.address, staff.name)
    await page.click("main a.nl-button[href$='/beschikbaarheid']")
    await expect(page.locator(".sheet-table tbody tr")).to_have_count(staff.offers)
    grid = page.url
    await fits(page)
    await says_by_keyboard(page, staff.offers, weeks)
    await fits(page)
    told = "Staat in de zoekresultaten"
    if javascript:
        for number in range(1, staff.offers + 1):
            await expect(page.locator(f"#zoek-{number}")).to_have_text(told)
        await expect(page.locator("#in-search")).to_contain_text("staat in de zoekresultaten")
    else:
        await looks_until(page, grid, told)
    family = await browsing.page(width=width, javascript=javascript)
    said = f"Ongeveer {weeks} weken wachten"
    await looks_until(family, f"{portal.address}/aanbieders/{staff.slug}", said)
    await looks_until(family, f"{portal.address}/aanbod?q={staff.provider}", said)


async def test_the_pages_shut_nobody_out_and_what_is_wrong_is_told_in_its_place(
    portal: PortalProcess, staff: Staff, browsing: Browsing
) -> None:
    page = await browsing.page(width=WIDE, reduced_motion="reduce")
    await signs_in(page, portal.address, staff.name)

    async def looks(what: str) -> None:
        await looks_well_everywhere(page, what)

    await looks("what needs attention")
    await page.click("main a.nl-button[href$='/beschikbaarheid']")
    await looks("the grid")
    for across in (992, 1152):  # where it is a list, and just a table
        await page.set_viewport_size({"width": across, "height": 900})
        await fits(page)
    await page.set_viewport_size({"width": WIDE, "height": 900})
    await page.fill("#aanmeld-1", "drie")
    await page.fill("#behandel-2", "7")
    await page.keyboard.press("Enter")
    await page.wait_for_selector("[aria-invalid=true]")
    await looks("the grid, wrong")
    assert await page.input_value("#aanmeld-1") == "drie"
    await page.fill("#aanmeld-1", "3")
    await page.select_option("#stand-1", "open")
    await page.select_option("#stand-2", "limited")
    await page.fill("#plaatsen-2", "")
    await page.locator("button[value=opslaan]").first.click()
    await page.wait_for_url("**gedaan=opgeslagen**")
    await looks("the grid, saved")
    await page.locator("form[action$='/terug'] button").click()
    await page.wait_for_url("**gedaan=terug**")
    await looks("the grid, taken back")


async def test_strangers_and_other_providers_get_nothing(
    portal: PortalProcess, staff: Staff, browsing: Browsing
) -> None:
    page = await browsing.page()
    grid = f"{portal.address}/aanbieder/{staff.slug}/beschikbaarheid"
    await page.goto(grid)
    assert "/inloggen?verder=" in page.url
    await signs_in(page, portal.address, staff.name)
    for slug in ("bestaat-niet", staff.other):
        answer = await page.goto(grid.replace(staff.slug, slug))
        assert answer is not None
        assert answer.status == 404
