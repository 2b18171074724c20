"""What the figures about providers are, and what they do not say."""

from typing import Any

from litestar import Request, Response, get
from litestar.di import NamedDependency

from portal.access import Permission
from portal.guide.queries import figures_explained
from portal.web.page import page
from portal.web.visit import Visit


@get("/over-de-cijfers", name="guide.figures", opt={"permission": Permission.SEE_CATALOGUE, "kept": ()})
async def figures(request: Request[Any, Any, Any], visit: NamedDependency[Visit]) -> Response[str]:
    return page(request, visit, "guide/figures.html", explained=figures_explained(visit.region))
