"""A parent looks for help among the example providers, in a real browser: words, ticks, a provider's page, back."""

import re

import pytest
from playwright.async_api import Page, expect

from tests.journeys.looking import open_page
from tests.servers.meilisearch import MeilisearchServer
from tests.servers.portal_process import PortalProcess, PortalStarter


@pytest.fixture(scope="module")
def portal(start_portal: PortalStarter, meilisearch_server: MeilisearchServer) -> PortalProcess:
    return start_portal(
        prepared=True, meilisearch_url=meilisearch_server.url, meilisearch_key=meilisearch_server.key,
        meilisearch_prefix="example",
    )  # fmt: skip


async def total(page: Page) -> int:
    """Providers found, as the page says it."""
    said = await page.locator("#count").inner_text()
    number = re.search(r"\d[\d.]*", said)
    assert number is not None, said
    return int(number.group().replace(".", ""))


async def scripted(page: Page) -> bool:
    return bool(await page.evaluate("() => matchMedia('(scripting: enabled)').matches"))


async def tick(page: Page, label: str) -> None:
    """In the filters, which a narrow screen folds away; without JavaScript a button asks for the results."""
    fold = page.locator("summary").filter(has_text="Filters")
    box = page.get_by_role("checkbox", name=re.compile(f"^{label}"))
    if await fold.is_visible() and not await box.is_visible():
        await fold.click()
    await box.check()
    if not await scripted(page):
        await page.get_by_role("button", name="Toon resultaten").click()


async def test_a_parent_narrows_a_search_down_and_widens_it_again(portal: PortalProcess, any_page: Page) -> None:
    page = any_page
    await open_page(page, f"{portal.address}/aanbod")
    await expect(page.locator("body")).to_contain_text("verzonnen")
    everything = await total(page)
    assert everything > 50

    await page.get_by_label("Waar heeft u hulp bij nodig?").fill("angst")
    await page.get_by_role("button", name="Zoeken").click()
    await expect(page).to_have_url(re.compile("q=angst"))
    about_anxiety = await total(page)
    assert 0 < about_anxiety < everything

    await tick(page, "Psychologische hulp, licht")
    await expect(page).to_have_url(re.compile("soort="))
    await expect(page.get_by_role("link", name=re.compile("Psychologische hulp, licht"))).to_be_visible()
    narrowed = await total(page)
    assert 0 < narrowed <= about_anxiety

    await page.get_by_role("link", name=re.compile("Psychologische hulp, licht")).click()  # takes it away again
    await expect(page).not_to_have_url(re.compile("soort="))
    assert await total(page) == about_anxiety

    await page.locator(".card h3 a").first.click()
    await expect(page.get_by_role("heading", level=2, name="Mogelijkheden voor hulp")).to_be_visible()
    await expect(page.locator("main")).to_contain_text(re.compile("weken|week|onbekend"))
