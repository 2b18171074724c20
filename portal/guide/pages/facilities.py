"""Free help, for which nobody needs a referral."""

from typing import Any

from litestar import Request, Response, get
from litestar.di import NamedDependency

from portal.access import Permission
from portal.finding.reading import read_question
from portal.guide.queries.facilities import free_help
from portal.web.page import page
from portal.web.visit import Visit


@get("/voorzieningen", name="guide.facilities", opt={"permission": Permission.SEE_CATALOGUE, "kept": ("gemeente",)})
async def facilities(request: Request[Any, Any, Any], visit: NamedDependency[Visit]) -> Response[str]:
    question = read_question(visit.query, visit.region, visit.regions)
    return page(request, visit, "guide/facilities.html", help=free_help(question))
