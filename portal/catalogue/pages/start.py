"""The way in: one question, and what may be meant by it."""

from litestar import Response, get
from litestar.di import NamedDependency

from portal.access import Permission
from portal.catalogue.pages.search import Asking
from portal.catalogue.queries.start import start_page, suggestions
from portal.finding.reading import read_question
from portal.web.page import page
from portal.web.visit import Visit


@get("/", name="catalogue.start", opt={"permission": Permission.SEE_CATALOGUE, "kept": ()})
async def start(request: Asking, visit: NamedDependency[Visit]) -> Response[str]:
    return page(request, visit, "catalogue/start.html", start=start_page(visit.region))


# Not kept: what somebody is typing is nobody else's page.
@get("/suggesties", name="catalogue.suggestions", opt={"permission": Permission.SEE_CATALOGUE, "sitemap": False})
async def suggest(request: Asking, visit: NamedDependency[Visit]) -> Response[str]:
    """A part of a page only, for htmx: the start page itself holds it for who has no JavaScript."""
    found = suggestions(read_question(visit.query, visit.region, visit.regions))
    response = page(request, visit, "catalogue/_suggestions.html", keep=False, answer=found)
    response.headers["x-robots-tag"] = "noindex"
    return response
