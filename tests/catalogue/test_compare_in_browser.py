"""Comparing in a real browser: ticked by hand, printed on one sheet, read on a phone."""

import asyncio
import re
import socket
from collections.abc import AsyncIterator

import pytest
import uvicorn
from playwright.async_api import Page, expect

from portal.finding.engines import Engines
from portal.web.house import House
from tests.servers.chromium import NARROW, Browsing
from tests.web.house import an_app

QUESTION = "leeftijd=9&gemeente=raalte&postcode=8102"
THREE = f"/vergelijk?{QUESTION}&a=de-wilgenhof&a=de-populier&a=de-linde"


@pytest.fixture
async def address(house: House, engines: Engines) -> AsyncIterator[str]:
    listening = socket.create_server(("127.0.0.1", 0))
    app = an_app(house, engines=engines)
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False, lifespan="off"))  # type: ignore[arg-type]
    serving = asyncio.create_task(server.serve([listening]))
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    await serving


async def test_samira_ticks_two_and_sees_them_side_by_side(any_page: Page, address: str) -> None:
    await any_page.goto(f"{address}/aanbod?gemeente=raalte")
    for name in ("De Populier", "De Wilgenhof"):
        await any_page.get_by_role("checkbox", name=f"Vergelijk {name}").check()
    await any_page.get_by_role("button", name="Vergelijk gekozen").click()
    await expect(any_page.get_by_role("heading", level=1)).to_have_text("Vergelijk aanbieders")
    await expect(any_page.get_by_role("table").get_by_role("columnheader")).to_have_count(2)
    await expect(any_page.get_by_role("rowheader", name="Hoe snel?")).to_be_visible()
    assert "gemeente=raalte" in any_page.url


async def test_with_a_script_the_choice_is_in_the_address_at_once(browsing: Browsing, address: str) -> None:
    page = await browsing.page()
    await page.goto(f"{address}/aanbod?gemeente=raalte")
    await page.get_by_role("checkbox", name="Vergelijk De Wilgenhof").check()
    await page.wait_for_url("**/aanbod?gemeente=raalte&a=de-wilgenhof")
    await page.get_by_role("checkbox", name="Nu een plek vrij").check()
    await page.wait_for_url("**/aanbod?gemeente=raalte&plek=1&a=de-wilgenhof")
    await expect(page.get_by_role("checkbox", name="Vergelijk De Wilgenhof")).to_be_checked()


async def test_three_fit_on_one_sheet(browsing: Browsing, address: str) -> None:
    page = await browsing.page()
    await page.goto(address + THREE)
    printed = await page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1
    await page.emulate_media(media="print")
    await expect(page.locator(".qr")).to_be_visible()
    await expect(page.locator(".share-address")).to_be_visible()
    await expect(page.get_by_role("button", name="Alleen verschillen")).to_be_hidden()


@pytest.mark.parametrize("path", [THREE, "/vergelijk", f"/aanbod/kaart?{QUESTION}&afstand=20", f"/aanbod?{QUESTION}"])
async def test_nothing_runs_off_a_phone(browsing: Browsing, address: str, path: str) -> None:
    page = await browsing.page(width=NARROW)
    await page.goto(address + path)
    assert await page.evaluate("document.documentElement.scrollWidth") <= NARROW
