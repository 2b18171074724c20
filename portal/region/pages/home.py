"""The first page of a region's staff."""

from typing import Any

from litestar import Request, Response, get
from litestar.di import NamedDependency
from sqlmodel.ext.asyncio.session import AsyncSession

from portal.access import Permission
from portal.access.fetch import region_for
from portal.access.visitor import reaches
from portal.region.queries import overview
from portal.web.address import number_in
from portal.web.entrance import REGION_AREA
from portal.web.page import page
from portal.web.visit import Visit

Asking = Request[Any, Any, Any]
NAME, PAGE = "naam", "pagina"  # query names
LONGEST_NAME = 100
ALSO = (
    Permission.APPROVE_PROFILE,
    Permission.LOOK_AFTER_ACCOUNTS,
    Permission.READ_MONITOR,
    Permission.SEE_AUDIT,
    Permission.SEE_REFERRAL_COUNTS,
    Permission.SEE_STOPS,
)


@get(REGION_AREA, name="region.home", opt={"permission": Permission.SEE_REGION_AREA})
async def region_home(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession]
) -> Response[str]:
    region_id = region_for(visit.visitor, visit.region.id, Permission.SEE_REGION_AREA)
    asked = dict(visit.query)
    name = asked.get(NAME, "").strip()[:LONGEST_NAME]
    context: dict[str, Any] = {
        "name": name,
        "shown": await overview(session, visit.region, name, number_in(asked.get(PAGE)) or 1),
        "may_also": {one.value for one in ALSO if reaches(visit.visitor, one, region_id=region_id)},
    }
    return page(request, visit, "region/home.html", private=True, **context)
