"""Every public page, as the routes themselves tell it: one that comes is among them, and asks for a question."""

from collections.abc import Iterator

from litestar.routes import HTTPRoute

from portal.catalogue.queries.sitemap import provider_pages
from portal.web.sitemap import public_routes
from tests.journeys.conftest import Shown

SAMPLES = 3  # of the pages of one route, spread over all of them
HELP = "psychologische-hulp-gespecialiseerd"


async def every_page(shown: Shown) -> list[str]:
    """Without a question."""
    found: list[str] = []
    async with shown.portal.house.database.reading() as session:
        for path, pages in public_routes(shown.portal.app.inner):
            listed = [path] if pages is None else list(await pages(session, shown.region))
            found += listed[:: -(-len(listed) // SAMPLES)]
    return sorted(found)


async def every_question(shown: Shown) -> list[str]:
    """Of each page that takes one: what it shows then, also where nothing fits or something is wrong."""
    async with shown.portal.house.database.reading() as session:
        one, two, three, *_ = [path.rpartition("/")[2] for path in await provider_pages(session, shown.region)]
    questions = [
        "/aanbod?q=angst&gemeente=raalte&afstand=20&leeftijd=8",
        "/aanbod?q=zelfmoord",
        "/aanbod?q=xyzzyplugh&leeftijd=8",
        "/aanbod?leeftijd=99&gemeente=nergens&pagina=2",
        "/aanbod/kaart?postcode=8102&afstand=20",
        f"/aanbieders/{two}?leeftijd=8&gemeente=raalte&gemeld=0",
        f"/aanbieders/{three}?gemeld=1",
        f"/vergelijk?a={one}",
        f"/vergelijk?leeftijd=8&gemeente=raalte&a={one}&a={two}&a={three}",
        "/voorzieningen?gemeente=raalte",
        f"/wegwijzer?wie=huisarts&wat={HELP}&gemeente=raalte",
        f"/wegwijzer?wat={HELP}",
        "/wegwijzer?wie=huisarts",
    ]
    for path in _that_ask(shown):
        assert any(question.startswith(path.split("{")[0]) for question in questions), f"no question for {path}"
    return [*questions, "/nergens"]


def _that_ask(shown: Shown) -> Iterator[str]:
    for route in shown.portal.app.inner.routes:
        for handler in route.route_handlers if isinstance(route, HTTPRoute) else ():
            if handler.opt.get("kept") and handler.opt.get("sitemap") is not False:
                yield route.path_format
