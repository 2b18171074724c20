"""Samira types on the start page, in a real browser."""

import asyncio
import socket
from collections.abc import AsyncIterator

import pytest
import uvicorn

from portal.finding.engines import Engines
from portal.web.house import House
from portal.web.static import STATIC
from tests.servers.chromium import NARROW, Browsing
from tests.web.house import an_app


@pytest.fixture
async def address(house: House, engines: Engines) -> AsyncIterator[str]:
    if not (STATIC / "built" / "htmx.min.js").exists():
        pytest.skip("htmx has not been installed")
    listening = socket.create_server(("127.0.0.1", 0))
    app = an_app(house, engines=engines)
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False, lifespan="off"))  # type: ignore[arg-type]
    serving = asyncio.create_task(server.serve([listening]))
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    await serving


async def test_while_she_types_links_come_and_keep_what_else_she_filled_in(browsing: Browsing, address: str) -> None:
    page = await browsing.page(width=NARROW)
    await page.goto(address)
    await page.select_option("#gemeente", "raalte")
    await page.fill("#leeftijd", "8")
    await page.locator("#q").press_sequentially("autsme")
    await page.wait_for_selector("#suggestions a:text-is('Autisme')")
    assert "onder het veld" in await page.locator("#suggestions [role=status]").inner_text()
    assert await page.evaluate("document.activeElement.id") == "q"
    await page.keyboard.press("Tab")  # the first suggestion is the next thing to reach
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/aanbod?doelgroep=autisme&gemeente=raalte&leeftijd=8")


async def test_words_of_danger_show_the_numbers_and_clearing_takes_them_away(browsing: Browsing, address: str) -> None:
    page = await browsing.page()
    await page.goto(address)
    await page.locator("#q").press_sequentially("zelfmoord")
    await page.wait_for_selector("#suggestions a[href='tel:112']")
    await page.fill("#q", "")
    await page.wait_for_selector("#suggestions :text('Vaak gezocht')")
    assert await page.locator("#suggestions a[href='tel:112']").count() == 0


async def test_without_javascript_the_question_is_an_ordinary_form(browsing: Browsing, address: str) -> None:
    page = await browsing.page(javascript=False, width=NARROW)
    await page.goto(address)
    await page.fill("#q", "autisme")
    await page.select_option("#gemeente", "raalte")
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/aanbod?q=autisme&gemeente=raalte**")
    assert await page.locator("#q").input_value() == "autisme"
