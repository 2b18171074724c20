"""Samira types and ticks, in a real browser."""

from playwright.async_api import expect

from tests.servers.chromium import NARROW, Browsing
from tests.servers.page_layout import heard, listen


async def test_while_she_types_links_come_and_keep_what_else_she_filled_in(browsing: Browsing, address: str) -> None:
    page = await browsing.page(width=NARROW)
    await page.goto(address)
    await listen(page)
    await page.select_option("#gemeente", "raalte")
    await page.fill("#leeftijd", "8")
    await page.locator("#q").press_sequentially("autsme")
    await page.wait_for_selector("#suggestions a:text-is('Autisme')")
    assert "onder het veld" in (await heard(page))[-1]
    assert await page.evaluate("document.activeElement.id") == "q"
    await page.keyboard.press("Tab")  # the first suggestion is the next thing to reach
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/aanbod?doelgroep=autisme&gemeente=raalte&leeftijd=8")


async def test_words_of_danger_show_the_numbers_and_clearing_takes_them_away(browsing: Browsing, address: str) -> None:
    page = await browsing.page()
    await page.goto(address)
    await listen(page)
    await page.locator("#q").press_sequentially("zelfmoord")
    await page.wait_for_selector("#suggestions a[href='tel:112']")
    assert "112, 113" in (await heard(page))[-1]
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


async def test_with_a_script_the_choice_is_in_the_address_at_once(browsing: Browsing, address: str) -> None:
    page = await browsing.page()
    await page.goto(f"{address}/aanbod?gemeente=raalte")
    await page.get_by_role("checkbox", name="Vergelijk De Wilgenhof").check()
    await page.wait_for_url("**/aanbod?gemeente=raalte&a=de-wilgenhof")
    await page.get_by_role("checkbox", name="Nu een plek vrij").check()
    await page.wait_for_url("**/aanbod?gemeente=raalte&plek=1&a=de-wilgenhof")
    await expect(page.get_by_role("checkbox", name="Vergelijk De Wilgenhof")).to_be_checked()
