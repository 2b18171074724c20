"""Every public page that does not depend on a question, for search engines: /sitemap.xml.

A page without parameters is on it as soon as its route says that it may be kept, unless it says
`"sitemap": False`. A route with parameters names its pages itself: `"sitemap": a function of session and region`.
"""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Any

from litestar import Litestar
from litestar.routes import HTTPRoute
from markupsafe import escape
from sqlmodel.ext.asyncio.session import AsyncSession

from portal.regions import RegionData
from portal.web.address import link, number_in
from portal.web.findable import alternates
from portal.web.language import LANGUAGES

LARGEST = 50_000  # addresses in one file, as the protocol has it
PART = "deel"  # query name of one file of several

PagesOf = Callable[[AsyncSession, RegionData], Awaitable[Sequence[str]]]

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


async def public_paths(app: Litestar, session: AsyncSession, region: RegionData) -> list[str]:
    """Without language."""
    found: list[str] = []
    for path, pages in sorted(public_routes(app), key=lambda route: route[0]):
        found += [path] if pages is None else await pages(session, region)
    return list(dict.fromkeys(found))


def public_routes(app: Litestar) -> Iterable[tuple[str, PagesOf | None]]:
    for route in app.routes:
        if not isinstance(route, HTTPRoute):
            continue
        for handler in route.route_handlers:
            if "GET" not in handler.http_methods or handler.opt.get("sitemap") is False:
                continue
            pages = handler.opt.get("sitemap")
            if pages is not None or ("kept" in handler.opt and "{" not in route.path_format):
                yield route.path_format, pages


def sitemap(origin: str, paths: Sequence[str], part: int | None, largest: int = LARGEST) -> str | None:
    """One file of it, or the list of files where one cannot hold all. None where there is no such part."""
    size = max(1, largest // len(LANGUAGES))
    files = [paths[first : first + size] for first in range(0, len(paths), size)]
    if part is None and len(files) > 1:
        return _index(origin, len(files))
    number = 1 if part is None else part
    if not 1 <= number <= max(1, len(files)):
        return None
    return _file(origin, files[number - 1] if files else ())


def _index(origin: str, files: int) -> str:
    parts = "".join(
        f"<sitemap><loc>{origin}/sitemap.xml?{PART}={number}</loc></sitemap>\n" for number in range(1, files + 1)
    )
    return f'{_HEAD}<sitemapindex xmlns="{_SPACE}">\n{parts}</sitemapindex>\n'


def _file(origin: str, paths: Iterable[str]) -> str:
    entries = "".join(entry for path in paths for entry in _entries(origin, path))
    space = f'xmlns="{_SPACE}" xmlns:xhtml="http://www.w3.org/1999/xhtml"'
    return f"{_HEAD}<urlset {space}>\n{entries}</urlset>\n"


def _entries(origin: str, path: str) -> Iterable[str]:
    """The page in each language, and with each the others."""
    others = "".join(
        f'<xhtml:link rel="alternate" hreflang="{language}" href="{escape(address)}"/>'
        for language, address in alternates(origin, path)
    )
    for language in LANGUAGES:
        yield f"<url><loc>{escape(origin + link(language, path))}</loc>{others}</url>\n"


def part_asked(query: Iterable[tuple[str, str]]) -> int | None:
    """The number of one file; 0 where what was asked is no number."""
    said: Any = dict(query).get(PART)
    if said is None:
        return None
    return number_in(said) or 0
