"""What a family may ask for and refuse, and what help costs."""

from typing import Any

from litestar import Request, Response, get
from litestar.di import NamedDependency

from portal.access import Permission
from portal.guide.queries import rights
from portal.web.page import page
from portal.web.visit import Visit


@get("/uw-rechten", name="guide.rights", opt={"permission": Permission.SEE_CATALOGUE, "kept": ()})
async def your_rights(request: Request[Any, Any, Any], visit: NamedDependency[Visit]) -> Response[str]:
    return page(request, visit, "guide/rights.html", found=rights(visit.region))
