"""Where somebody of a provider arrives: their providers, and of one what needs attention."""

from typing import Any

from litestar import Request, Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect
from sqlmodel.ext.asyncio.session import AsyncSession

from portal.access import Permission
from portal.access.fetch import provider_for, providers_for
from portal.access.visitor import reaches
from portal.noticed.reports import number_open
from portal.noticed.untold import completeness_of
from portal.provider_area.queries import grid_of
from portal.referral.inbox import waiting_at
from portal.web.address import link
from portal.web.entrance import PROVIDER_AREA
from portal.web.page import page
from portal.web.visit import Visit

SEE = Permission.SEE_PROVIDER_AREA
LOOKING = {"permission": SEE}
ALSO = (
    Permission.CHANGE_AVAILABILITY,
    Permission.CHANGE_PROFILE,
    Permission.INVITE_COLLEAGUE,
    Permission.KEEP_KEYS,
    Permission.SCREEN,
    Permission.SEE_AUDIT,
    Permission.STOP_INTAKE,
)
Asking = Request[Any, Any, Any]


@get(PROVIDER_AREA, name="provider_area.own", opt=LOOKING)
async def own_providers(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession]
) -> Response[str] | Redirect:
    providers = await providers_for(session, visit.visitor, SEE, here=visit.region.id)
    if len(providers) == 1:
        return Redirect(link(visit.language, f"{PROVIDER_AREA}/{providers[0].slug}"), status_code=303)
    return page(request, visit, "provider_area/own.html", private=True, providers=providers)


@get(f"{PROVIDER_AREA}/{{slug:str}}", name="provider_area.home", opt=LOOKING)
async def home(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession], slug: FromPath[str]
) -> Response[str]:
    provider = await provider_for(session, visit.visitor, slug, SEE, here=visit.region.id)
    grid = await grid_of(session, provider, visit.region, visit.visitor.as_actor(SEE).name)
    may_also = {
        permission.value
        for permission in ALSO
        if reaches(visit.visitor, permission, region_id=visit.region.id, provider_id=provider.id)
    }
    context: dict[str, Any] = {
        "provider": provider,
        "grid": grid,
        "may_also": may_also,
        "waiting": await waiting_at(session, provider.id or 0, visit.region) if Permission.SCREEN in may_also else None,
        "reports": await number_open(session, provider.id or 0, visit.region.id),
        "complete": await completeness_of(session, provider, visit.region),
    }
    return page(request, visit, "provider_area/home.html", private=True, **context)
