"""All stops of a region: for who contracts, and to know of for the toegangen."""

from dataclasses import replace

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect
from sqlmodel.ext.asyncio.session import AsyncSession

from portal.access import Permission
from portal.access.fetch import region_for, stop_in_region_for
from portal.access.visitor import lacks_second_factor, reaches
from portal.stops import actions
from portal.stops.actions import IMPOSE, Overtaken, Refused
from portal.stops.export import file_of
from portal.stops.pages.shared import ENDED, LENGTHENED, Asking, Tried, read_ending, read_lengthening, sentence
from portal.stops.queries import MOST_IN_FILE, Wanted, of_region, providers_with_stops
from portal.web.address import link, number_in
from portal.web.entrance import DONE, REGION_STOPS
from portal.web.page import page
from portal.web.visit import Visit, asked_of

SEE = Permission.SEE_STOPS
SEEING, IMPOSING = {"permission": SEE}, {"permission": IMPOSE}
PROVIDER, WHOSE, PRODUCT, NUMBER = "aanbieder", "van", "product", "pagina"  # query names


@get(REGION_STOPS, name="stops.of_region", opt=SEEING)
async def region_page(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession]
) -> Response[str]:
    region_for(visit.visitor, visit.region.id, SEE)
    return await _shown(request, visit, session, done=dict(visit.query).get(DONE, ""))


@get(f"{REGION_STOPS}/csv", name="stops.file_of_region", opt=SEEING)
async def region_file(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession]
) -> Response[bytes]:
    region_for(visit.visitor, visit.region.id, SEE)
    found = await of_region(session, visit.region, _wanted(visit), MOST_IN_FILE)
    asked_of(request.scope).private = True
    return Response(
        file_of(found.stops, visit),
        media_type="text/csv; charset=utf-8",
        headers={"content-disposition": 'attachment; filename="stops.csv"'},
    )


@post(f"{REGION_STOPS}/{{key:str}}/verlengen", name="stops.lengthen_by_region", opt=IMPOSING, status_code=200)
async def lengthened_by_region(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession], key: FromPath[str]
) -> Response[str] | Redirect:
    await stop_in_region_for(session, visit.visitor, key, visit.region.id)
    change, tried = await read_lengthening(request, visit, key)
    if change is None:
        return await _shown(request, visit, session, tried=tried, status=422)
    try:
        await actions.lengthen_by_region(visit.house, visit.visitor, visit.region, change)
    except Refused as refused:
        tried = replace(tried, error=sentence(visit, refused)["ends"])
        return await _shown(request, visit, session, tried=tried, status=422)
    except Overtaken:
        return await _shown(request, visit, session, tried=replace(tried, overtaken=True), status=409)
    return back(visit, LENGTHENED)


@post(f"{REGION_STOPS}/{{key:str}}/beeindigen", name="stops.end_imposed", opt=IMPOSING, status_code=200)
async def ended_by_region(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession], key: FromPath[str]
) -> Response[str] | Redirect:
    await stop_in_region_for(session, visit.visitor, key, visit.region.id)
    change = await read_ending(request, visit, key)
    try:
        await actions.end_imposed(visit.house, visit.visitor, visit.region, change)
    except Overtaken:
        return await _shown(request, visit, session, tried=Tried(key, overtaken=True), status=409)
    return back(visit, ENDED)


def back(visit: Visit, done: str) -> Redirect:
    return Redirect(link(visit.language, REGION_STOPS, [(DONE, done)]), status_code=303)


def _wanted(visit: Visit) -> Wanted:
    """What cannot be read is not asked for."""
    said = dict(visit.query)
    whose, product = said.get(WHOSE, ""), said.get(PRODUCT, "")
    return Wanted(
        said.get(PROVIDER, "")[:80],
        whose if whose in ("aanbieder", "regio") else "",
        product if product in visit.region.products else "",
        number_in(said.get(NUMBER)) or 1,
    )


async def _shown(
    request: Asking,
    visit: Visit,
    session: AsyncSession,
    *,
    status: int = 200,
    done: str = "",
    tried: Tried | None = None,
) -> Response[str]:
    await session.commit()  # what somebody else decided meanwhile is read too
    region, wanted, visitor = visit.region, _wanted(visit), visit.visitor
    products = [(key, visit.text(product.names)) for key, product in region.products.items()]
    return page(
        request,
        visit,
        "stops/region.html",
        private=True,
        status=status,
        found=await of_region(session, region, wanted),
        wanted=wanted,
        asked={PROVIDER: wanted.provider, WHOSE: wanted.whose, PRODUCT: wanted.product},
        providers=await providers_with_stops(session, region),
        products=sorted(products, key=lambda product: product[1].casefold()),
        may_impose=reaches(visitor, IMPOSE, region_id=region.id) and not lacks_second_factor(visitor, IMPOSE),
        done=done,
        tried=tried or Tried(),
    )
