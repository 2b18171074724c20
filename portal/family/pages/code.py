"""The code: opening a list with it, showing it, printing it, and another one in its place."""

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.response import Redirect
from sqlmodel.ext.asyncio.session import AsyncSession

from portal import clock
from portal.access.patience import TooSoon
from portal.family.forms import OpenForm
from portal.family.pages.own import by_weight
from portal.shortlist.actions import open_list, read_list, renew_code
from portal.shortlist.content import QUESTIONS
from portal.shortlist.holding import (
    BY_CODE,
    Asking,
    address_of,
    held_in,
    holding,
    holding_none,
    not_open,
    opened_in,
    to_list,
)
from portal.shortlist.keuzecode import OPENS_NOTHING, NotACode, read_code
from portal.shortlist.queries import known_today
from portal.web.address import link
from portal.web.entrance import DONE, OWN_LIST
from portal.web.form import read_form
from portal.web.page import page
from portal.web.qr import drawn
from portal.web.visit import Visit
from portal.web.waiting import waiting_sentence, with_wait

OPEN = f"{OWN_LIST}/openen"
CODE = f"{OWN_LIST}/code"


@get(OPEN, name="shortlist.open_page", opt=BY_CODE)
async def open_page(request: Asking, visit: NamedDependency[Visit]) -> Response[str]:
    return _door(request, visit)


@post(OPEN, name="shortlist.open", opt=BY_CODE, status_code=200)
async def opened(request: Asking, visit: NamedDependency[Visit]) -> Response[str] | Redirect:
    """What was typed is not shown again where it may be the code of somebody: only where it cannot be one."""
    said = (await read_form(request, OpenForm, visit)).valid
    typed = said.code if said is not None else ""
    try:
        code = read_code(typed)
    except NotACode as problem:
        return _door(request, visit, visit.gettext(problem.told), typed, 422)
    try:
        held = await open_list(visit.house, visit.region, code, address_of(request))
    except TooSoon as problem:
        return with_wait(_door(request, visit, waiting_sentence(visit, problem), status=429), problem)
    if held is None:
        return _door(request, visit, visit.gettext(OPENS_NOTHING), status=403)
    return holding(request, visit, to_list(visit), held)


def _door(request: Asking, visit: Visit, wrong: str = "", typed: str = "", status: int = 200) -> Response[str]:
    return page(request, visit, "shortlist/open.html", private=True, status=status, wrong=wrong, typed=typed)


@post(f"{OWN_LIST}/sluiten", name="shortlist.close", opt=BY_CODE)
async def close(request: Asking, visit: NamedDependency[Visit]) -> Redirect:
    return holding_none(request, visit, to_list(visit, "dicht"))


@get(CODE, name="shortlist.code", opt=BY_CODE)
async def code_page(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession]
) -> Response[str]:
    held = held_in(request, visit)
    if held is None or await read_list(session, visit.region, held) is None:
        return not_open(request, visit)
    done = dict(visit.query).get(DONE, "")
    answer = page(request, visit, "shortlist/code.html", private=True, code=held.code, done=done)
    return holding(request, visit, answer, held)


@post(CODE, name="shortlist.renew", opt=BY_CODE, status_code=200)
async def renewed(request: Asking, visit: NamedDependency[Visit]) -> Response[str] | Redirect:
    held = held_in(request, visit)
    new = await renew_code(visit.house, visit.region, held) if held is not None else None
    if new is None:
        return not_open(request, visit)
    return holding(request, visit, to_list(visit, "vernieuwd", below="/code"), new)


@get(f"{OWN_LIST}/afdrukken", name="shortlist.print", opt=BY_CODE)
async def print_page(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession]
) -> Response[str]:
    opened = await opened_in(request, visit, session)
    if opened is None:
        return not_open(request, visit)
    content = opened.content
    # After the sign that browsers send nowhere; a script puts it in the field.
    address = visit.absolute(link(visit.language, OPEN))
    answer = page(
        request,
        visit,
        "shortlist/print.html",
        private=True,
        opened=opened,
        content=content,
        known=await known_today(session, [item.offer for item in content.items], visit.region, visit.regions),
        criteria=by_weight(content),
        suggested=QUESTIONS,
        code=opened.held.code,
        address=address,
        drawing=drawn(f"{address}#{opened.held.code.written}"),
        today=clock.today(),
    )
    return holding(request, visit, answer, opened.held)
