"""What was changed: of a region for its staff, of a provider for who manages it."""

from datetime import date
from typing import Any

from litestar import Request, Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath
from sqlmodel.ext.asyncio.session import AsyncSession

from portal.access import Permission, Reach
from portal.access.fetch import provider_for, region_for
from portal.audit.export import file_of
from portal.audit.query import MOST_IN_FILE, Wanted, entries
from portal.audit.whose import Whose, of_provider, of_provider_in, of_region
from portal.audit.words import ACTIONS, CAPACITIES, FIELDS, KINDS
from portal.model import Provider, Role
from portal.web.address import number_in
from portal.web.entrance import LOG
from portal.web.page import page
from portal.web.role_names import ROLE_NAMES
from portal.web.visit import Visit, asked_of

SEES = {"permission": Permission.SEE_AUDIT}
OF_PROVIDER = f"/aanbieder/{{slug:str}}/{LOG}"
OF_REGION = f"/regio/{LOG}"
DAY, KIND, ACTOR, BEFORE = "dag", "soort", "wie", "voor"  # query names
LARGEST = 2**62  # what a database takes for a number

Asking = Request[Any, Any, Any]


@get(OF_PROVIDER, name="audit.provider", opt=SEES)
async def provider_log(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession], slug: FromPath[str]
) -> Response[str]:
    provider = await provider_for(session, visit.visitor, slug, Permission.SEE_AUDIT)
    whose = await _of(visit, session, provider)
    return await _shown(request, visit, session, whose, provider.name, f"/aanbieder/{provider.slug}/{LOG}")


@get(f"{OF_PROVIDER}/csv", name="audit.provider_file", opt=SEES)
async def provider_file(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession], slug: FromPath[str]
) -> Response[bytes]:
    provider = await provider_for(session, visit.visitor, slug, Permission.SEE_AUDIT)
    return await _file(request, visit, session, await _of(visit, session, provider))


@get(OF_REGION, name="audit.region", opt=SEES)
async def region_log(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession]
) -> Response[str]:
    region_id = region_for(visit.visitor, visit.region.id, Permission.SEE_AUDIT)
    whose = await of_region(session, region_id)
    return await _shown(request, visit, session, whose, visit.text(visit.region.region.names), OF_REGION)


@get(f"{OF_REGION}/csv", name="audit.region_file", opt=SEES)
async def region_file(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession]
) -> Response[bytes]:
    region_id = region_for(visit.visitor, visit.region.id, Permission.SEE_AUDIT)
    return await _file(request, visit, session, await of_region(session, region_id))


async def _of(visit: Visit, session: AsyncSession, provider: Provider) -> Whose:
    """All of it for who manages the provider; for a region what is of no other, as long as it was theirs."""
    held = list(visit.visitor.reach(Permission.SEE_AUDIT))
    if any(reach is Reach.EVERYWHERE or one.provider_id == provider.id for reach, one in held):
        return of_provider(provider.id or 0)
    regions = [one.region_id for _, one in held if one.region_id is not None]
    return await of_provider_in(session, provider.id or 0, regions)


def wanted_in(visit: Visit) -> Wanted:
    """What cannot be read is not asked for."""
    said = dict(visit.query)
    try:
        day = date.fromisoformat(said.get(DAY, ""))
    except ValueError:
        day = None
    if day is not None and not date.min < day < date.max:
        day = None
    number = number_in(said.get(BEFORE), LARGEST) or 0
    kind = said.get(KIND, "")
    return Wanted(day, kind if kind in KINDS else "", said.get(ACTOR, "")[:100], number)


async def _shown(
    request: Asking, visit: Visit, session: AsyncSession, whose: Whose, of: str, path: str
) -> Response[str]:
    wanted = wanted_in(visit)
    found = await entries(session, whose, wanted, visit.gettext)
    asked = {DAY: wanted.day.isoformat() if wanted.day else "", KIND: wanted.kind, ACTOR: wanted.actor}
    return page(
        request,
        visit,
        "audit/log.html",
        private=True,
        of=of,
        path=path,
        found=found,
        asked=asked,
        kinds=sorted(((key, visit.gettext(name)) for key, name in KINDS.items()), key=lambda kind: kind[1]),
        kind_names=KINDS,
        field_names=FIELDS,
        action_names=ACTIONS,
        capacity=lambda said: _capacity(visit, said),
    )


async def _file(request: Asking, visit: Visit, session: AsyncSession, whose: Whose) -> Response[bytes]:
    found = await entries(session, whose, wanted_in(visit), visit.gettext, MOST_IN_FILE)
    asked_of(request.scope).private = True
    return Response(
        file_of(found.entries, visit.gettext, lambda said: _capacity(visit, said)),
        media_type="text/csv; charset=utf-8",
        headers={"content-disposition": 'attachment; filename="logboek.csv"'},
    )


def _capacity(visit: Visit, said: str) -> str:
    if said in {role.value for role in Role}:
        return visit.gettext(ROLE_NAMES[Role(said)])
    return visit.gettext(CAPACITIES[said]) if said in CAPACITIES else said
