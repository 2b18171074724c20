"""Where who refers begins: a list with a family's code, a notice, and what is underway."""

from litestar import Response, get
from litestar.di import NamedDependency
from sqlmodel.ext.asyncio.session import AsyncSession

from portal.access import Permission, may
from portal.referral.desks import desks_of
from portal.referral.states import Turn
from portal.referrer_area.queries import own_notices
from portal.shortlist.holding import Asking, shared_in
from portal.web.address import number_in
from portal.web.entrance import DONE, REFERRER_AREA
from portal.web.page import page
from portal.web.visit import Visit

REFERRING = {"permission": Permission.REFER}
TURN, PAGE = "beurt", "pagina"  # query names
WHOSE = {"toegang": Turn.TOEGANG, "gezin": Turn.FAMILY, "aanbieder": Turn.PROVIDER, "niemand": Turn.NOBODY}


@get(REFERRER_AREA, name="referrer_area.home", opt=REFERRING)
async def home(request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession]) -> Response[str]:
    return await shown(request, visit, session, done=dict(visit.query).get(DONE, ""))


async def shown(
    request: Asking,
    visit: Visit,
    session: AsyncSession,
    *,
    status: int = 200,
    typed: str = "",
    wrong: str = "",
    done: str = "",
) -> Response[str]:
    """`typed`, `wrong`: a code that opened nothing."""
    said = dict(visit.query)
    turn = said.get(TURN, "") if said.get(TURN) in WHOSE else ""
    return page(
        request,
        visit,
        "referrer_area/home.html",
        private=True,
        status=status,
        desks=await desks_of(session, visit.visitor, visit.region),
        found=await own_notices(session, visit.visitor, visit.region, WHOSE.get(turn), number_in(said.get(PAGE)) or 1),
        turn=turn,
        decides=may(visit.visitor, Permission.DECIDE_REQUEST),
        is_open=shared_in(request, visit) is not None,
        typed=typed,
        wrong=wrong,
        done=done,
    )
