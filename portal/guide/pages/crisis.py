"""In danger now: whom to call, in which order."""

from typing import Any

from litestar import Request, Response, get
from litestar.di import NamedDependency

from portal.access import Permission
from portal.finding.ways_in import IN_DANGER
from portal.guide.queries.crisis import crisis_route
from portal.web.page import page
from portal.web.visit import Visit


@get(IN_DANGER, name="guide.crisis", opt={"permission": Permission.SEE_CATALOGUE, "kept": ()})
async def crisis(request: Request[Any, Any, Any], visit: NamedDependency[Visit]) -> Response[str]:
    return page(request, visit, "guide/crisis.html", route=crisis_route(visit.region, visit.language))
