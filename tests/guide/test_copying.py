"""What the two small scripts add: a button that copies, and a count of ticks. Without them all is there too."""

import pytest

from tests.servers.chromium import Browsing

REFERRAL = "/wegwijzer?wie=huisarts&wat=opvoedhulp"


@pytest.mark.parametrize("javascript", [True, False])
async def test_one_click_selects_the_whole_text_for_the_referral(
    browsing: Browsing, address: str, javascript: bool
) -> None:
    page = await browsing.page(javascript=javascript)
    await page.goto(address + REFERRAL)
    text = page.locator(".copy-text")
    # Asked of the style sheet: without scripts no selection can be read.
    assert await text.evaluate("part => getComputedStyle(part).userSelect") == "all"
    assert await page.locator("button[data-copy]").is_visible() == javascript
    if javascript:
        await text.click()
        assert await page.evaluate("getSelection().toString()") == await text.inner_text()


async def test_the_button_says_that_it_copied(browsing: Browsing, address: str) -> None:
    page = await browsing.page(permissions=["clipboard-read", "clipboard-write"])
    await page.goto(address + REFERRAL)
    await page.click("button[data-copy]")
    await page.wait_for_selector(".copy-row [role=status]:has-text('Gekopieerd')")
    copied = await page.evaluate("navigator.clipboard.readText()")
    assert copied == await page.locator(".copy-text").text_content()


async def test_ticks_are_counted_and_forgotten(browsing: Browsing, address: str) -> None:
    page = await browsing.page()
    await page.goto(f"{address}/wegwijzer")
    said = page.locator("#vragen-giz [role=status]")
    assert await said.inner_text() == "0 van 5 met ja beantwoord"
    await page.locator("#vragen-giz input").first.check()
    assert await said.inner_text() == "1 van 5 met ja beantwoord"
    assert page.url == f"{address}/wegwijzer"
    await page.reload()
    assert await page.locator("#vragen-giz input:checked").count() == 0
