"""What every page must hold: checked in the browser, whatever the page's own content policy."""

import re
from functools import cache
from typing import Any

from playwright.async_api import BrowserContext, Page, Route

from tests.servers.processes import ROOT

_RUN_AXE = """async () => {
  const found = await axe.run(document, { resultTypes: ["violations"] });
  return found.violations.map(v => `${v.id} (${v.impact}): ${v.help}\\n` +
    v.nodes.map(n => `    ${n.target.join(" ")}: ${n.html.slice(0, 160)}`).join("\\n"));
}"""

_STICKS_OUT = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  return [...document.body.querySelectorAll("*")]
    .filter(e => e.getBoundingClientRect().right > width + 1)
    .map(e => e.outerHTML.slice(0, 120));
}"""


@cache
def _axe() -> str:
    return (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8") + "\n;undefined"


async def axe_violations(page: Page) -> list[str]:
    """One text per broken rule of axe-core, empty when all is well."""
    if await _runs_scripts(page):
        return await _violations_of(page)
    # Axe itself needs JavaScript: it is shown the same document, whose own scripts stay off.
    twin = await _twin_context(page)
    try:
        shown = await twin.new_page()
        await shown.goto(page.url)
        return await _violations_of(shown)
    finally:
        await twin.close()


async def sticking_out(page: Page) -> list[str]:
    """Elements that make the page scroll sideways, empty when none does."""
    return list(await page.evaluate(_STICKS_OUT))


async def _violations_of(page: Page) -> list[str]:
    await page.evaluate(_axe())
    return list(await page.evaluate(_RUN_AXE))


async def _runs_scripts(page: Page) -> bool:
    return bool(await page.evaluate("() => matchMedia('(scripting: enabled)').matches"))


async def _twin_context(page: Page) -> BrowserContext:
    browser = page.context.browser
    assert browser is not None
    size = page.viewport_size
    twin = await browser.new_context(viewport=size, storage_state=await page.context.storage_state())
    # With scripting on, a browser does not show what stands in <noscript>: here it must be judged too.
    document = re.sub(r"(</?)noscript\b", r"\1div", await page.content())
    address = page.url

    async def serve(route: Route) -> Any:
        if route.request.resource_type == "script":
            await route.abort()
        elif route.request.is_navigation_request() and route.request.url == address:
            await route.fulfill(body=document, content_type="text/html; charset=utf-8")
        else:
            await route.continue_()

    await twin.route("**/*", serve)
    return twin
