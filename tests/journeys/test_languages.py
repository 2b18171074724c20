"""Someone reads Arabic, and someone has no mouse: in a real browser, narrow and wide."""

import re

import pytest
from playwright.async_api import Page, expect

from tests.journeys.looking import fits, no_violations, open_page
from tests.servers.chromium import NARROW, WIDE, Browsing
from tests.servers.portal_process import PortalProcess, PortalStarter


@pytest.fixture(scope="module")
def portal(start_portal: PortalStarter) -> PortalProcess:
    return start_portal(prepared=True)


@pytest.mark.parametrize("width", [NARROW, WIDE])
async def test_arabic_pages_and_statements_fit_and_shut_nobody_out(
    portal: PortalProcess, browsing: Browsing, width: int
) -> None:
    page = await browsing.page(width=width)
    for address in ("/ar/aanbod?leeftijd=8", "/ar/producten", "/ar/toegankelijkheid", "/toegankelijkheid", "/privacy"):
        await open_page(page, f"{portal.address}{address}")
        await fits(page)
        await no_violations(page)
    await open_page(page, f"{portal.address}/ar/aanbod")
    await page.locator(".card-title a").first.click()
    await expect(page).to_have_url(re.compile("/ar/aanbieders/"))
    await fits(page)
    await no_violations(page)


async def tab_to(page: Page, selector: str) -> None:
    """With the Tab key alone, and never in vain."""
    for _ in range(40):
        await page.keyboard.press("Tab")
        if await page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"the keyboard does not reach {selector}")


@pytest.mark.parametrize("width", [NARROW, WIDE])
async def test_with_the_keyboard_alone_one_searches_and_chooses_a_language(
    portal: PortalProcess, browsing: Browsing, width: int
) -> None:
    page = await browsing.page(width=width)
    await open_page(page, f"{portal.address}/aanbod")
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")  # past the menu
    assert await page.evaluate("() => document.activeElement.id") == "main"
    await tab_to(page, "#q")
    await page.keyboard.type("angst")
    await page.keyboard.press("Enter")
    await expect(page).to_have_url(re.compile("q=angst"))

    await open_page(page, page.url)
    if width == NARROW:
        await tab_to(page, ".languages summary")
        await page.keyboard.press("Enter")
    await tab_to(page, '.languages a[lang="ar"]')
    await page.keyboard.press("Enter")
    await expect(page).to_have_url(re.compile("/ar/aanbod.*q=angst"))
    assert await page.evaluate("() => getComputedStyle(document.documentElement).direction") == "rtl"
