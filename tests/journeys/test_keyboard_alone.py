"""Someone has no mouse: what people come for, with Tab, Enter, Space and the arrows alone.

In Dutch on a wide screen and in Arabic on a phone, where the menus and the filters are folded away.
"""

import re
from dataclasses import dataclass

import pytest
from playwright.async_api import Page, expect

from portal.web.language import DEFAULT
from tests.journeys.conftest import Shown
from tests.journeys.every_page import HELP
from tests.journeys.looking import open_page
from tests.servers.chromium import NARROW, WIDE, Browsing


@dataclass
class Hands:
    """On a keyboard."""

    page: Page
    shown: Shown
    language: str

    async def open(self, path: str) -> None:
        """And go past the menu."""
        await open_page(self.page, self.shown.address + ("" if self.language == DEFAULT else "/ar") + path)
        await self.skip()

    async def skip(self) -> None:
        await self.press("Tab", "Enter")
        assert await self.is_at("#main")

    async def press(self, *keys: str) -> None:
        for key in keys:
            await self.page.keyboard.press(key)

    async def is_at(self, selector: str) -> bool:
        return bool(await self.page.evaluate("selector => document.activeElement.matches(selector)", selector))

    async def go_to(self, selector: str) -> None:
        """Never in vain."""
        for _ in range(150):
            await self.press("Tab")
            if await self.is_at(selector):
                return
        raise AssertionError(f"the keyboard does not reach {selector}")

    async def choose(self, value: str) -> None:
        """From the list that has the focus."""
        for _ in range(100):
            if await self.page.evaluate("document.activeElement.value") == value:
                return
            await self.press("ArrowDown")
        raise AssertionError(f"the arrows do not reach {value}")

    async def arrives_at(self, *parts: str) -> None:
        await self.page.wait_for_url(lambda url: all(part in url for part in parts))


@pytest.fixture(params=[(DEFAULT, WIDE), ("ar", NARROW)], ids=["dutch-wide", "arabic-narrow"])
async def hands(request: pytest.FixtureRequest, browsing: Browsing, shown: Shown) -> Hands:
    language, width = request.param
    return Hands(await browsing.page(width=width), shown, language)


async def test_a_parent_searches_narrows_down_ticks_two_and_compares_them(hands: Hands) -> None:
    page = hands.page
    await hands.open("/")
    await hands.go_to("#q")
    await page.keyboard.type(hands.shown.region.target_groups["angst"].names[hands.language])
    await expect(page.locator(".suggestions-typed a").first).to_be_visible()
    await hands.press("Tab")
    assert await hands.is_at("#suggestions a")
    await hands.press("Enter")
    await hands.arrives_at("/aanbod?", "doelgroep=angst")

    await hands.skip()
    if await page.locator(".filters-fold > summary").is_visible():
        await hands.go_to(".filters-fold > summary")
        await hands.press("Enter")
    await hands.go_to("#cijfers")
    await hands.press("Space")
    await hands.arrives_at("cijfers=1")
    await hands.go_to(".pick input")
    await hands.press("Space")
    await hands.go_to(".pick input")
    await hands.press("Space")
    await hands.arrives_at("&a=")
    await hands.go_to("#compare button")
    await hands.press("Enter")

    await hands.arrives_at("/vergelijk?")
    await expect(page.get_by_role("columnheader")).to_have_count(2)
    await hands.skip()
    await hands.go_to(".compare-switch button")
    await hands.press("Enter")
    await hands.arrives_at("verschillen=1")
    await hands.skip()
    await hands.go_to(".share-address a")


async def test_a_gp_asks_who_decides_and_copies_the_text(hands: Hands) -> None:
    page = hands.page
    await hands.open("/wegwijzer")
    await hands.go_to("#wie")
    await hands.choose("huisarts")
    await hands.go_to("#wat")
    await hands.choose(HELP)
    await hands.go_to(".choose button")
    await hands.press("Enter")
    await hands.arrives_at("wie=huisarts", f"wat={HELP}", "#antwoord")
    await hands.go_to(".copy-text")
    await hands.press("Control+a")
    assert await page.evaluate("getSelection().toString()") == await page.locator(".copy-text").inner_text()
    await hands.go_to("[data-copy]")
    await hands.press("Enter")
    await expect(page.locator(".copy-row [role=status]")).not_to_be_empty()
    assert await hands.is_at("[data-copy]")


async def test_someone_young_can_leave_at_once_and_reads_what_happens_at_18(hands: Hands) -> None:
    page = hands.page
    await hands.open("/voor-jongeren")
    await hands.press("Tab")
    assert await hands.is_at(".leave a[href^='https:']")
    await hands.go_to("main a[href$='/wegwijzer/18']")
    await hands.press("Enter")
    await hands.arrives_at("/wegwijzer/18")
    await hands.skip()
    await hands.go_to("#vorm-leefgroep summary")
    for key, shown in (("Enter", True), ("Space", False)):
        await hands.press(key)
        await expect(page.locator("#vorm-leefgroep details > div")).to_be_visible(visible=shown)


async def test_free_help_in_another_municipality(hands: Hands) -> None:
    await hands.open("/voorzieningen")
    await hands.go_to("main select")
    await hands.choose("raalte")
    await hands.go_to("main form button")
    await hands.press("Enter")
    await hands.arrives_at("gemeente=raalte")
    await hands.skip()
    await hands.go_to(".facility a[href^='tel:']")


async def test_from_the_map_to_a_provider_of_which_something_is_wrong(hands: Hands) -> None:
    page = hands.page
    await hands.open("/aanbod/kaart")
    await hands.go_to(".map-list li a")
    await hands.press("Enter")
    await hands.arrives_at("/aanbieders/")
    await hands.skip()
    await hands.go_to(".mistake summary")
    await hands.press("Enter")
    await hands.go_to("[name=over]")
    await hands.press("Space", "ArrowDown")
    await hands.go_to(".mistake button")
    await hands.press("Enter")
    await hands.arrives_at("gemeld=1")
    await expect(page.locator("#klopt-niet [role=status]")).to_be_in_viewport()


async def test_another_language_with_the_same_question(hands: Hands) -> None:
    page, other = hands.page, "en" if hands.language == DEFAULT else DEFAULT
    await hands.open("/aanbod?q=angst")
    await page.reload()
    if await page.locator(".languages summary").is_visible():
        await hands.go_to(".languages summary")
        await hands.press("Enter")
    await hands.go_to(f'.languages a[lang="{other}"]')
    await hands.press("Enter")
    await hands.arrives_at("/aanbod?q=angst")
    await expect(page.locator("html")).to_have_attribute("lang", other)
    assert re.search(r"rtl", await page.locator("html").get_attribute("dir") or "") is None
