"""What every page of a journey must be."""

from playwright.async_api import Page

from tests.servers.page_checks import axe_violations
from tests.servers.page_layout import wrong


async def open_page(page: Page, address: str) -> None:
    answer = await page.goto(address)
    assert answer is not None
    assert answer.status == 200, address
    assert await page.context.cookies() == []


async def fits(page: Page) -> None:
    """Nothing makes it scroll sideways."""
    assert await wrong(page, "outside") == []


async def no_violations(page: Page) -> None:
    violations = await axe_violations(page)
    assert violations == [], "\n".join(violations)
