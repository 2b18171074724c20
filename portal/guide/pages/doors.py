"""Pages for those who are no parent: young people themselves, and providers."""

from typing import Any

from litestar import Request, Response, get
from litestar.di import NamedDependency

from portal.access import Permission
from portal.guide.queries.crisis import for_young
from portal.web.page import page
from portal.web.visit import Visit

Asking = Request[Any, Any, Any]


@get("/voor-jongeren", name="guide.young", opt={"permission": Permission.SEE_CATALOGUE, "kept": ()})
async def young_people(request: Asking, visit: NamedDependency[Visit]) -> Response[str]:
    return page(request, visit, "guide/young.html", found=for_young(visit.region))


@get("/voor-aanbieders", name="guide.providers", opt={"permission": Permission.SEE_CATALOGUE, "kept": ()})
async def providers(request: Asking, visit: NamedDependency[Visit]) -> Response[str]:
    return page(request, visit, "guide/providers.html")
