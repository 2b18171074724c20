"""How long a list is kept, and taking it away."""

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.response import Redirect
from sqlmodel.ext.asyncio.session import AsyncSession

from portal.shortlist.actions import keep_longer, read_list, remove_list
from portal.shortlist.holding import BY_CODE, Asking, held_in, holding, holding_none, not_open, to_list
from portal.web.entrance import OWN_LIST
from portal.web.page import page
from portal.web.visit import Visit


@post(f"{OWN_LIST}/langer", name="shortlist.keep_longer", opt=BY_CODE, status_code=200)
async def kept_longer(request: Asking, visit: NamedDependency[Visit]) -> Response[str] | Redirect:
    held = held_in(request, visit)
    if held is None or await keep_longer(visit.house, visit.region, held) is None:
        return not_open(request, visit)
    return holding(request, visit, to_list(visit, "langer"), held)


@get(f"{OWN_LIST}/weg", name="shortlist.before_removing", opt=BY_CODE)
async def remove_page(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession]
) -> Response[str]:
    held = held_in(request, visit)
    if held is None or await read_list(session, visit.region, held) is None:
        return not_open(request, visit)
    return holding(request, visit, page(request, visit, "shortlist/remove.html", private=True), held)


@post(f"{OWN_LIST}/weg", name="shortlist.remove", opt=BY_CODE, status_code=200)
async def removed(request: Asking, visit: NamedDependency[Visit]) -> Response[str] | Redirect:
    held = held_in(request, visit)
    if held is None or not await remove_list(visit.house, visit.region, held):
        return not_open(request, visit)
    return holding_none(request, visit, to_list(visit, "weg"))
