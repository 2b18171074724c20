"""What axe-core finds in a page, whatever the page's own content policy, and with or without JavaScript."""

import re
from functools import cache
from typing import Any

from playwright.async_api import BrowserContext, Page, Route

from tests.servers.processes import ROOT

# Without fetching style sheets once more: only what asks to turn the screen would need them, and ours do not ask.
_RUN_AXE = """async (rules) => {
  if (!window.axe) return null;
  const found = await axe.run(document, { preload: false, resultTypes: ["violations"], rules });
  return found.violations.map(v => `${v.id} (${v.impact}): ${v.help}\\n` +
    v.nodes.map(n => `    ${n.target.join(" ")}: ${n.html.slice(0, 160)}`).join("\\n"));
}"""


@cache
def _axe() -> str:
    return (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8") + "\n;undefined"


async def axe_violations(page: Page, *, contrast: bool = True) -> list[str]:
    """One text per broken rule of axe-core, empty when all is well. The contrast of colours takes half of its time."""
    if await _runs_scripts(page):
        return await _violations_of(page, contrast)
    # Axe itself needs JavaScript: it is shown the same document, whose own scripts stay off.
    twin = await _twin_context(page)
    try:
        shown = await twin.new_page()
        await shown.goto(page.url)
        return await _violations_of(shown, contrast)
    finally:
        await twin.close()


async def bring_axe(page: Page) -> None:
    """To every page that is opened in this one from now on: it is sent once, and not for each of them."""
    await page.add_init_script(_axe())


async def _violations_of(page: Page, contrast: bool) -> list[str]:
    rules = {"color-contrast": {"enabled": contrast}}
    found = await page.evaluate(_RUN_AXE, rules)
    if found is None:
        await page.evaluate(_axe())
        found = await page.evaluate(_RUN_AXE, rules)
    return list(found)


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
