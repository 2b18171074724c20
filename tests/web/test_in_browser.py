"""What only a real browser can tell: that the content policy lets our pages work, and htmx shows problems."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from litestar import Request, Response, Router, get
from litestar.di import NamedDependency

from portal.access import Permission
from portal.web.house import House
from portal.web.page import Pages, page
from portal.web.static import STATIC, StaticFiles
from portal.web.visit import Visit
from tests.servers.chromium import Browsing
from tests.servers.served import served
from tests.web.house import an_app
from tests.web.pages_to_try import pages_to_try

PART = '<div id="part"><a id="go" href="/fout/500" hx-get="/fout/500" hx-target="#part">ga</a> {{ visit.path }}</div>'
WHOLE = f"""<!doctype html><html lang="nl"><head><title>proef</title>
<meta name="htmx-config" content='{{"includeIndicatorCSS":false}}'>
<script type="application/ld+json">{{{{ {{"name": "proef"}}|tojson }}}}</script>
<link rel="stylesheet" href="{{{{ static("region.css") }}}}">
<script src="{{{{ static("htmx.min.js") }}}}" defer></script>
</head><body><main><form action="/formulier" method="post"><input name="about" value="abc"><button>Stuur</button></form>
{PART}</main></body></html>"""


@get("/proef", opt={"permission": Permission.SEE_CATALOGUE, "kept": ()})
async def try_page(request: Request[Any, Any, Any], visit: NamedDependency[Visit]) -> Response[str]:
    return page(request, visit, "whole.html")


@pytest.fixture
async def address(house: House, tmp_path: Path) -> AsyncIterator[str]:
    if not (STATIC / "built" / "htmx.min.js").exists():
        pytest.skip("htmx has not been installed")
    (tmp_path / "layout").mkdir()
    (tmp_path / "whole.html").write_text(WHOLE)
    (tmp_path / "layout" / "problem.html").write_text("<!doctype html><title>x</title><h1>{{ status }}</h1>")
    app = an_app(house, pages_to_try, Router("/", route_handlers=[try_page]))
    app.inner.state.pages = Pages(StaticFiles(), strict=True, templates=tmp_path)
    async with served(app) as address:
        yield address


async def test_a_problem_takes_the_place_of_the_page_and_not_of_a_part_of_it(browsing: Browsing, address: str) -> None:
    page = await browsing.page()
    await page.goto(f"{address}/proef")
    await page.click("#go")
    await page.wait_for_selector("h1:has-text('500')")
    assert await page.locator("#part, form").count() == 0


@pytest.mark.parametrize("javascript", [True, False])
async def test_our_own_form_is_let_in(browsing: Browsing, address: str, javascript: bool) -> None:
    page = await browsing.page(javascript=javascript)
    await page.goto(f"{address}/proef")
    await page.click("button")
    await page.wait_for_url("**/formulier")
    assert '"about":"abc"' in await page.content()


async def test_what_is_told_to_search_engines_breaks_no_policy(browsing: Browsing, address: str) -> None:
    page = await browsing.page()
    await page.goto(f"{address}/proef")
    told = await page.evaluate("() => JSON.parse(document.querySelector('[type=\"application/ld+json\"]').textContent)")
    assert told == {"name": "proef"}  # that the console is silent is looked at when the page closes
