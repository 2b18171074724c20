"""A provider stops, the region stops it, and both open again: a served portal, its runner, and browsers."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from urllib.parse import quote_plus

import pytest
from babel.dates import format_date
from playwright.async_api import Page, expect
from sqlmodel import col, func, select

from portal import clock
from portal.database import Database
from portal.model import IntakeStop, Municipality, Offer, Provider, Region, Role
from portal.settings import Settings
from portal.web.house import House
from tests.accounts.door import with_password
from tests.journeys.steps import looks_until, looks_until_gone, looks_well, mailed, signs_in, under_contract
from tests.servers.chromium import NARROW, WIDE, Browsing
from tests.servers.databases import sqlite_url
from tests.servers.portal_process import PortalProcess, PortalStarter
from tests.staff import KEY

WHY = "Twee begeleiders zijn ziek."
NOBODY_NEW = "Geen nieuwe aanmeldingen"
TEXT = "De regio en de aanbieder praten over deze stop."
numbers = count(1)


@dataclass
class Told:
    slug: str
    provider: str
    offers: int
    number: int


@pytest.fixture(scope="module")
def portal(start_portal: PortalStarter, tmp_path_factory: pytest.TempPathFactory) -> PortalProcess:
    nowhere = str(tmp_path_factory.mktemp("no-engine") / "meilisearch")
    return start_portal(prepared=True, encryption_keys=KEY, meilisearch_binary=nowhere)


@pytest.fixture
async def about(portal: PortalProcess) -> Told:
    """A provider of the example that takes in, with who manages it, a contract manager and a toegang."""
    number = next(numbers)
    database = Database(sqlite_url(portal.data_dir / "hulpkeuze.db"))
    house = House(Settings(base_url=portal.address, encryption_keys=(KEY,)), database)
    async with database.reading() as session:
        region = (await session.exec(select(Region.id).where(col(Region.is_default)))).one()
        town = select(Municipality.code).where(Municipality.region_id == region)
        code = (await session.exec(town.limit(1))).one()
        running = under_contract(region)
        asked = (
            select(Provider, func.count(col(Offer.id)))
            .join(Offer, col(Offer.provider_id) == col(Provider.id))
            .where(col(Offer.published), Offer.audience == "public", Offer.region_id == region)
            .where(col(Provider.id).in_(running), col(Provider.id).not_in(select(IntakeStop.provider_id)))
            .group_by(col(Provider.id))
            .having(func.count(col(Offer.id)).between(2, 3))
            .order_by(col(Provider.id))
            .offset(number)
            .limit(1)
        )
        provider, offers = (await session.exec(asked)).one()
    of_provider = {"region_id": region, "provider_id": provider.id}
    await with_password(house, f"mieke-{number}", Role.PROVIDER_MANAGER, app=True, tied=of_provider)
    await with_password(house, f"noor-{number}", Role.CONTRACT_MANAGER, app=True, tied={"region_id": region})
    toegang = {"region_id": region, "municipality": code}
    await with_password(house, f"yusuf-{number}", Role.TOEGANG, app=True, tied=toegang)
    await database.close()
    return Told(provider.slug, provider.name, offers, number)


@dataclass
class Here:
    """What the steps of the journey share."""

    portal: PortalProcess
    about: Told
    browsing: Browsing
    width: int
    scripted: bool
    family: Page

    @property
    def public(self) -> str:
        return f"{self.portal.address}/aanbieders/{self.about.slug}"

    @property
    def own(self) -> str:
        return f"{self.portal.address}/aanbieder/{self.about.slug}/stops"

    @property
    def region(self) -> str:
        return f"{self.portal.address}/regio/stops"

    @property
    def found(self) -> str:
        return f"{self.portal.address}/aanbod?q={quote_plus(self.about.provider)}"

    async def who(self, name: str) -> Page:
        page = await self.browsing.page(width=self.width, javascript=self.scripted)
        return await signs_in(page, self.portal.address, f"{name}-{self.about.number}")

    async def looks(self, page: Page, what: str) -> None:
        await looks_well(page, self.scripted, what)

    async def mailed(self, page: Page, name: str, text: str) -> None:
        await mailed(page, self.portal.data_dir, f"{name}-{self.about.number}", text)


async def mieke_stops_one_offer(here: Here, mieke: Page, today: date, last: date) -> None:
    await mieke.click("main a[href$='/stops']")
    await here.looks(mieke, "no stops yet")
    first = await mieke.locator("optgroup option[value^='aanbod:']").first.get_attribute("value")
    await mieke.select_option("#waarvoor", first)
    await mieke.fill("#vanaf", today.isoformat())
    await mieke.fill("#tot", (today + timedelta(days=200)).isoformat())
    await mieke.select_option("#reden", "te-weinig-personeel")
    await mieke.fill("#toelichting", WHY)
    await mieke.click("button[value=bekijk]")
    await here.looks(mieke, "too long")
    await expect(mieke.locator("#tot[aria-invalid=true]")).to_have_count(1)
    await mieke.fill("#tot", last.isoformat())
    await mieke.click("button[value=bekijk]")
    await here.looks(mieke, "sure")
    await mieke.click("button[value=bevestig]")
    await mieke.wait_for_url("**gedaan=gestopt")
    await here.looks(mieke, "placed")


async def all_are_told(here: Here, mieke: Page, until: str) -> None:
    await looks_until(here.family, here.public, NOBODY_NEW)
    await looks_until(here.family, here.public, until)
    for hidden in (WHY, "te-weinig-personeel", "Te weinig personeel"):
        assert hidden not in await here.family.content()
    for name in ("noor", "yusuf"):
        await here.mailed(mieke, name, WHY)
    yusuf = await here.who("yusuf")
    await yusuf.goto(here.region)
    assert WHY in await yusuf.inner_text("main")
    assert await yusuf.locator("main form[method=post]").count() == 0
    await here.looks(yusuf, "what the toegang sees")


async def noor_imposes(here: Here, noor: Page, today: date) -> None:
    await noor.goto(f"{here.region}/opleggen")
    await here.looks(noor, "on whom")
    await noor.select_option("#aanbieder", here.about.slug)
    await noor.click("main form button")
    await noor.fill("#vanaf", today.isoformat())
    await noor.select_option("#reden", "twijfel-over-veiligheid")
    await noor.fill("#tekst", TEXT)
    await here.looks(noor, "imposing")
    await noor.click("button[value=bekijk]")
    await here.looks(noor, "sure to impose")
    await noor.click("button[value=bevestig]")
    await noor.wait_for_url("**gedaan=gestopt")
    await here.looks(noor, "the region's list")
    await looks_until(here.family, here.public, TEXT)
    assert (await here.family.inner_text("main")).count("Tot nader bericht") == here.about.offers
    await looks_until(here.family, here.found, NOBODY_NEW)  # whichever of the offers it shows
    for hidden in ("twijfel-over-veiligheid", "Twijfel over de veiligheid"):
        assert hidden not in await here.family.content()


async def mieke_cannot_lift_it(here: Here, mieke: Page) -> None:
    await here.mailed(mieke, "mieke", "Twijfel over de veiligheid")
    await mieke.goto(here.own)
    assert await mieke.locator("form[action$='/beeindigen']").count() == 1  # of their own
    await here.looks(mieke, "imposed")
    await mieke.goto(here.own.replace("/stops", "/beschikbaarheid"))
    assert "De regio heeft een stop opgelegd" in await mieke.inner_text("main")
    await here.looks(mieke, "the grid under a stop")


@pytest.mark.parametrize(("width", "scripted"), [(WIDE, True), (NARROW, False)])
async def test_a_stop_from_beginning_to_end(
    portal: PortalProcess, about: Told, browsing: Browsing, width: int, scripted: bool
) -> None:
    family = await browsing.page(width=width, javascript=scripted)
    here = Here(portal, about, browsing, width, scripted, family)
    today = clock.today()
    last = today + timedelta(weeks=6)
    until = f"Tot en met {format_date(last, 'long', 'nl')}"
    mieke = await here.who("mieke")
    await mieke_stops_one_offer(here, mieke, today, last)
    await all_are_told(here, mieke, until)
    noor = await here.who("noor")
    await noor_imposes(here, noor, today)
    await mieke_cannot_lift_it(here, mieke)
    await noor.goto(f"{here.region}?aanbieder={about.slug}")
    await noor.locator("form[action$='/beeindigen'] button").click()
    await noor.wait_for_url("**gedaan=beeindigd")
    await looks_until_gone(family, here.public, TEXT)
    assert (await family.inner_text("main")).count(until) == 1  # of their own, which stands on
    await mieke.goto(here.own)
    await mieke.locator("form[action$='/beeindigen'] button").click()
    await mieke.wait_for_url("**gedaan=beeindigd")
    await here.looks(mieke, "over")
    await looks_until_gone(family, here.public, NOBODY_NEW)
    await looks_until_gone(family, here.found, NOBODY_NEW)
