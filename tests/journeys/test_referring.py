"""A parent makes a list on a phone, a huisarts opens it in the practice and makes a notice; and what only the toegang
may decide is asked of the toegang of Kampen."""

import re
import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.async_api import Page

from portal.database import Database
from portal.finding.engines import Engines
from portal.model import Account, Role
from portal.regions import RegionData, Regions
from portal.settings import Settings
from portal.web.house import House
from portal.web.session_cookie import cookie_name
from tests.catalogue.conftest import cast_database, engines, friday, regions
from tests.finding.conftest import ijsselland
from tests.journeys.looking import no_violations
from tests.referral.conftest import KAMPEN, lightly, referrer
from tests.servers.chromium import NARROW, WIDE, Browsing
from tests.servers.databases import sqlite_url
from tests.servers.page_layout import wrong
from tests.servers.served import served
from tests.staff import KEY, a_token, an_account
from tests.web.house import an_app

__all__ = ["cast_database", "engines", "friday", "ijsselland", "lightly", "regions"]

HERE = "http://127.0.0.1"


@pytest.fixture
async def house(cast_database: Path, regions: Regions, tmp_path: Path) -> AsyncIterator[House]:
    file = tmp_path / "hulpkeuze.db"
    shutil.copyfile(cast_database, file)
    database = Database(sqlite_url(file))
    yield House(Settings(base_url=HERE, encryption_keys=(KEY,)), database, regions)
    await database.close()


@pytest.fixture
async def address(house: House, engines: Engines) -> AsyncIterator[str]:
    async with served(an_app(house, engines=engines)) as address:
        yield address


async def signed_in(house: House, browsing: Browsing, account: Account, address: str, width: int) -> Page:
    """With the second step passed."""
    browser = await browsing.page(width=width)
    token = await a_token(house, account)
    cookie = {"name": cookie_name(house.settings), "value": token, "url": address}
    await browser.context.add_cookies([cookie])  # type: ignore[list-item]
    return browser


async def looks_well(page: Page, what: str) -> None:
    await no_violations(page)
    found = await wrong(page, "small", "cut", "outside", "overlapping", "disordered")
    assert found == [], f"{what}: {found}"


async def makes_list(samira: Page, address: str) -> str:
    await samira.goto(f"{address}/aanbieders/de-wilgenhof")
    await samira.click("button[name=aanbod][value=wilgenhof-gezin]")
    await samira.click("text=Lijst maken")
    await samira.wait_for_url("**/mijn/lijst/code**")
    return await samira.inner_text(".list-code")


async def fills_in(page: Page, town: str, **more: str) -> None:
    await page.select_option("#gemeente", town)
    await page.select_option("#leeftijd", "5-11")
    await page.check("[name=loopt][value=nee]")
    for selector in more.values():
        await page.check(selector)


@pytest.mark.parametrize("width", [NARROW, WIDE])
async def test_a_family_and_a_huisarts_choose_and_a_notice_goes_to_the_provider(
    house: House, ijsselland: RegionData, address: str, browsing: Browsing, width: int
) -> None:
    samira = await browsing.page(width=NARROW)
    code = await makes_list(samira, address)
    bram = await signed_in(house, browsing, await referrer(house, ijsselland, "bram", Role.HUISARTS), address, width)
    await bram.goto(f"{address}/verwijzer")
    await looks_well(bram, "the area of a huisarts")
    await bram.fill("#code", code)
    await bram.click(".door-form button")
    await bram.wait_for_url("**/verwijzer/lijst")
    await bram.click("summary:has-text('Opmerking toevoegen')")
    await bram.fill("[name=opmerking]", "Zij werken ook op school.")
    await bram.click("text=Opmerking op de lijst zetten")
    await bram.wait_for_url("**gedaan=opmerking**")
    await looks_well(bram, "the shared list")

    await samira.goto(f"{address}/mijn/lijst")
    assert "Zij werken ook op school." in await samira.inner_text("main")
    assert "Praktijk Bram, 20 nov" in await samira.inner_text("main")
    await samira.click("[value^='kies:']")
    await samira.wait_for_url("**gedaan=bewaard**")
    await looks_well(samira, "the list that somebody else opened")

    await bram.reload()
    assert "Keuze van het gezin" in await bram.inner_text("main")
    await bram.click(".card >> text=Verwijsbericht maken")
    await bram.wait_for_url("**/verwijzer/nieuw?**")
    assert "U kunt dit zelf" in await bram.inner_text("#besluit")
    assert await bram.is_checked("[name=koos][value=family]")
    await fills_in(bram, "0177", agreed="[name=akkoord][value=parents]")
    await bram.select_option("#budget", "herstel-4")
    await bram.click("text=Bekijk wat de regels zeggen")
    await bram.wait_for_selector("text=Dit bericht versturen")
    await looks_well(bram, "the notice before it is sent")
    await bram.click("button:has-text('Dit bericht versturen')")
    await bram.wait_for_url("**/verwijzer/berichten/**")
    await looks_well(bram, "the notice")
    assert "Ligt bij een aanbieder" in await bram.inner_text("main")
    await bram.click(".page-head >> text=Brief om te printen")
    await bram.wait_for_url("**/brief")
    assert code in await bram.inner_text("main")
    assert await bram.is_visible("main svg.qr")
    await looks_well(bram, "the letter")


@pytest.mark.parametrize("width", [NARROW, WIDE])
async def test_a_gezinshuis_is_asked_of_the_toegang_of_kampen(
    house: House, ijsselland: RegionData, address: str, browsing: Browsing, width: int
) -> None:
    bram = await signed_in(house, browsing, await referrer(house, ijsselland, "bram", Role.HUISARTS), address, width)
    await bram.goto(f"{address}/verwijzer/nieuw")
    await looks_well(bram, "choosing help")
    await bram.select_option("#wat", "gezinshuis")
    await bram.click(".door-form button")
    await bram.wait_for_url("**wat=gezinshuis**")
    await fills_in(bram, KAMPEN, network="[value=network]")
    await bram.click("text=Bekijk wat de regels zeggen")
    await bram.wait_for_selector("text=Dit bericht versturen")
    assert "Dit wordt een verzoek aan de toegang van Kampen" in await bram.inner_text("#besluit")
    await looks_well(bram, "a request before it is sent")
    await bram.click("button:has-text('Dit bericht versturen')")
    await bram.wait_for_url("**/verwijzer/berichten/**")
    key = re.sub(r".*/", "", urlsplit(bram.url).path)

    tied = {"region_id": ijsselland.id, "municipality": KAMPEN}
    account = await an_account(house, "yusuf", Role.TOEGANG, tied=tied)
    yusuf = await signed_in(house, browsing, account, address, width)
    await yusuf.goto(f"{address}/verwijzer")
    await yusuf.click(f"a[href='/verwijzer/verzoeken/{key}']")
    await looks_well(yusuf, "the request")
    await yusuf.check("[name=besluit][value=agreed]")
    await yusuf.select_option("#regie", "toegang")
    await yusuf.click("text=Besluit opslaan")
    await yusuf.wait_for_url("**gedaan=besloten**")
    await looks_well(yusuf, "what was decided")
    for offer, kind in (("wilgenhof-thuis", "gezinshuis"), ("wilgenhof-gezin", "gezinsbehandeling")):
        await yusuf.goto(f"{address}/verwijzer/berichten/{key}?wat={kind}")
        await yusuf.select_option("#aanbod", offer)
        await yusuf.check("[name=koos][value=advice]")
        await yusuf.check("[name=akkoord][value=parents]")
        await yusuf.click("button:has-text('Versturen')")
        await yusuf.wait_for_url("**gedaan=verstuurd**")
    text = await yusuf.inner_text("#waar ~ ul")
    assert text.count("Wacht op antwoord") == 2
    await yusuf.goto(f"{address}/verwijzer/vragen?aanbod=wilgenhof-gezin")
    await looks_well(yusuf, "a question before referring")
