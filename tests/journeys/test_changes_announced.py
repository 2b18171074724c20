"""Results change under the hands of someone who does not see it: the focus stays, and what changed is said."""

import re

import pytest
from playwright.async_api import Page, expect

from tests.journeys.conftest import Shown
from tests.journeys.looking import open_page
from tests.servers.chromium import WIDE, Browsing
from tests.servers.page_layout import heard, listen

ASKED = "/aanbod?gemeente=raalte&leeftijd=8"

# What has the focus, the keys pressed there, and what the address holds then.
CHANGES = {
    "words": ("#q", ("a", "n", "g", "s", "t", "Enter"), "q=angst"),
    "an age": ("#leeftijd", ("ArrowUp",) * 6 + ("Enter",), "leeftijd=14"),
    "only free places": ("#plek", ("Space",), "plek=1"),
    "the longest wait": ("#wachttijd", ("ArrowDown",), "wachttijd=0"),
    "a kind of help": ("#facet-soort input >> nth=0", ("Space",), "soort="),
}


@pytest.fixture
async def page(browsing: Browsing, shown: Shown) -> Page:
    page = await browsing.page(width=WIDE)
    await open_page(page, shown.address + ASKED)
    return page


SWAPPED = """window.swapped = new Promise((done) => {
  document.addEventListener("htmx:after:swap", () => done(1), { once: true });
})"""


async def said_after(page: Page, focus: str, keys: tuple[str, ...], address: str) -> list[str]:
    """And the focus is where it was, in sight."""
    field = page.locator(focus)
    await field.focus()
    await listen(page)
    await page.evaluate(f"{SWAPPED}; window.here = document.activeElement; 1")
    for key in keys:
        await page.keyboard.press(key)
    await page.evaluate("swapped")
    await expect(page).to_have_url(re.compile(address))
    assert await page.evaluate("here.isConnected && here === document.activeElement")
    await expect(field).to_be_in_viewport()
    return await heard(page)


@pytest.mark.parametrize("change", CHANGES)
async def test_how_many_there_are_now_is_said_and_the_focus_stays(page: Page, change: str) -> None:
    before = await page.locator("#count").inner_text()
    said = await said_after(page, *CHANGES[change])
    now = " ".join((await page.locator("#count").inner_text()).split())
    assert now != before
    assert said == [now]


async def test_another_order_keeps_the_focus_and_a_tick_to_compare_stays_silent(page: Page) -> None:
    assert await said_after(page, "#sorteer", ("ArrowDown",), "sorteer=") == []
    assert await said_after(page, ".pick input >> nth=1", ("Space",), "a=") == []


async def test_what_could_not_be_used_is_said(page: Page) -> None:
    said = await said_after(page, "#postcode", ("x", "x", "x", "Enter"), "leeftijd=8$")
    assert any("niet gebruiken" in one and "xxx" in one for one in said), said


async def test_going_back_brings_back_what_was_there(page: Page) -> None:
    before = await page.locator("#count").inner_text()
    await said_after(page, *CHANGES["only free places"])
    await said_after(page, ".pick input >> nth=0", ("Space",), "a=")
    await page.go_back()
    await page.go_back()
    await expect(page).to_have_url(re.compile(r"aanbod\?gemeente=raalte&leeftijd=8$"))
    await expect(page.locator("#count")).to_have_text(re.compile(re.escape(before.split()[0])))
    await expect(page.locator("#plek")).not_to_be_checked()
    await expect(page.locator(".pick :checked")).to_have_count(0)
    await page.go_forward()
    await expect(page.locator("#plek")).to_be_checked()
