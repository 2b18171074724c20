"""A parent looks for help among the example providers, in a real browser: words, ticks, a provider's page, back."""

import re

import pytest
from playwright.async_api import Page, expect

from tests.journeys.looking import fits, no_violations, open_page
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
    said = await page.locator("#results-title, #results h2, h2").first.inner_text()
    number = re.search(r"\d[\d.]*", said)
    assert number is not None, said
    return int(number.group().replace(".", ""))


async def test_a_parent_narrows_a_search_down_and_widens_it_again(portal: PortalProcess, any_page: Page) -> None:
    page = any_page
    await open_page(page, f"{portal.address}/aanbod")
    await expect(page.locator("body")).to_contain_text("verzonnen")
    everything = await total(page)
    assert everything > 50

    await open_page(page, f"{portal.address}/aanbod?q=angst&gemeente=raalte&leeftijd=8")
    narrowed = await total(page)
    assert 0 < narrowed < everything
    await fits(page)
    await no_violations(page)
    await expect(page.locator("main")).to_contain_text(re.compile("week|weken|onbekend"))


async def test_the_same_page_in_english(portal: PortalProcess, any_page: Page) -> None:
    await open_page(any_page, f"{portal.address}/en/aanbod?q=anxiety")
    assert await any_page.locator("html").get_attribute("lang") == "en"
    await expect(any_page.locator("body")).to_contain_text("fictional")
    await fits(any_page)
    await no_violations(any_page)


async def test_the_product_book_shows_all_of_it(portal: PortalProcess, any_page: Page) -> None:
    await open_page(any_page, f"{portal.address}/producten")
    for name in ("Pleegzorg", "Dagverblijf licht", "Wonen-Verblijf zwaar wakend", "Crisisbed"):
        await expect(any_page.locator("main")).to_contain_text(name)
    await fits(any_page)
    await no_violations(any_page)


async def test_danger_comes_first(portal: PortalProcess, any_page: Page) -> None:
    await open_page(any_page, f"{portal.address}/aanbod?q=zelfmoord")
    main = await any_page.locator("main").inner_text()
    assert "113" in main[: main.index("Filters")] if "Filters" in main else "113" in main
    await no_violations(any_page)
