"""What the website says of itself: for whom it works, and what it knows of its visitors."""

from datetime import date
from typing import Any

from litestar import Request, Response, get
from litestar.di import NamedDependency

from portal.access import Permission
from portal.web.page import page
from portal.web.visit import Visit

# The day on which somebody last compared the statement with the website: changed by hand, with the text.
STATED_ON = date(2026, 11, 25)


@get("/toegankelijkheid", name="guide.accessibility", opt={"permission": Permission.SEE_CATALOGUE, "kept": ()})
async def accessibility(request: Request[Any, Any, Any], visit: NamedDependency[Visit]) -> Response[str]:
    return page(request, visit, "guide/accessibility.html", stated_on=STATED_ON)


@get("/privacy", name="guide.privacy", opt={"permission": Permission.SEE_CATALOGUE, "kept": ()})
async def privacy(request: Request[Any, Any, Any], visit: NamedDependency[Visit]) -> Response[str]:
    return page(request, visit, "guide/privacy.html", towns=visit.region.municipalities.values())
