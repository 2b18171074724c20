"""A family's list, opened with the code that they gave: both look at the same one. What is added here stands in the
organisation's name, and the family sees who opened it and when."""

from collections.abc import Mapping

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.response import Redirect
from sqlmodel.ext.asyncio.session import AsyncSession

from portal.access import NotFound
from portal.access.patience import TooSoon
from portal.referral.desks import desks_of
from portal.referral.together import NoRoom, remark_on, told_choice
from portal.referrer_area.forms import LONGEST_REMARK, ChoiceForm, CodeForm, RemarkForm
from portal.referrer_area.pages.home import REFERRING, shown
from portal.shortlist.actions import open_list, read_list
from portal.shortlist.content import CRITERIA, QUESTIONS
from portal.shortlist.held import Helper
from portal.shortlist.holding import Asking, address_of, holding, holding_none, shared_in
from portal.shortlist.keuzecode import OPENS_NOTHING, NotACode, read_code
from portal.shortlist.queries import known_today
from portal.web.address import link
from portal.web.entrance import DONE, REFERRER_AREA, SHARED_LIST
from portal.web.errors import BadRequest
from portal.web.form import read_form
from portal.web.language import N_
from portal.web.page import page
from portal.web.visit import Visit
from portal.web.waiting import waiting_sentence, with_wait

FULL = N_("There is no room for more remarks here. Tell the family in another way.")


@post(SHARED_LIST, name="referrer_area.open_list", opt=REFERRING, status_code=200)
async def list_opened(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession]
) -> Response[str] | Redirect:
    """A code that may be somebody's is not shown again."""
    said = (await read_form(request, CodeForm, visit)).valid
    typed = said.code if said is not None else ""
    try:
        code = read_code(typed)
    except NotACode as problem:
        return await shown(request, visit, session, status=422, typed=typed, wrong=visit.gettext(problem.told))
    try:
        by = await helper_of(visit, session)
        held = await open_list(visit.house, visit.region, code, address_of(request), by)
    except TooSoon as problem:
        answer = await shown(request, visit, session, status=429, wrong=waiting_sentence(visit, problem))
        return with_wait(answer, problem)
    if held is None:
        return await shown(request, visit, session, status=403, wrong=visit.gettext(OPENS_NOTHING))
    return holding(request, visit, to_shared(visit), held)


@get(SHARED_LIST, name="referrer_area.list", opt=REFERRING)
async def shared_list(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession]
) -> Response[str] | Redirect:
    return await _shown(request, visit, session, done=dict(visit.query).get(DONE, ""))


@post(f"{SHARED_LIST}/opmerking", name="referrer_area.remark", opt=REFERRING, status_code=200)
async def remarked(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession]
) -> Response[str] | Redirect:
    filled = await read_form(request, RemarkForm, visit)
    held = shared_in(request, visit)
    if held is None:
        return to_home(request, visit)
    if filled.valid is None:
        return await _shown(request, visit, session, typed=filled.typed, errors=filled.errors)
    try:
        if not await remark_on(visit.house, visit.region, held, filled.valid.offer, filled.valid.text):
            return to_home(request, visit)
    except NoRoom:
        full = {"text": visit.gettext(FULL)}
        return await _shown(request, visit, session, typed=filled.typed, errors=full)
    return holding(request, visit, to_shared(visit, "opmerking", filled.valid.offer), held)


@post(f"{SHARED_LIST}/keuze", name="referrer_area.choice", opt=REFERRING, status_code=200)
async def chosen(request: Asking, visit: NamedDependency[Visit]) -> Redirect:
    """The family said so, here or by telephone."""
    said = (await read_form(request, ChoiceForm, visit)).valid
    if said is None:
        raise BadRequest
    held = shared_in(request, visit)
    if held is None or not await told_choice(visit.house, visit.region, held, said.offer):
        return to_home(request, visit)
    return holding(request, visit, to_shared(visit, "keuze", said.offer), held)


@post(f"{SHARED_LIST}/sluiten", name="referrer_area.close_list", opt=REFERRING)
async def closed(request: Asking, visit: NamedDependency[Visit]) -> Redirect:
    return to_home(request, visit, "dicht")


async def helper_of(visit: Visit, session: AsyncSession) -> Helper:
    """In whose name: of several, all of them."""
    desks = await desks_of(session, visit.visitor, visit.region)
    if not desks:
        raise NotFound
    return Helper(visit.visitor.key, ", ".join(desk.name for desk in desks))


def to_shared(visit: Visit, done: str = "", offer: str = "") -> Redirect:
    address = link(visit.language, SHARED_LIST, [(DONE, done)])
    return Redirect(address + (f"#aanbod-{offer}" if offer else ""), status_code=303)


def to_home(request: Asking, visit: Visit, done: str = "niet-open") -> Redirect:
    """It was closed, has another code, or is gone."""
    address = link(visit.language, REFERRER_AREA, [(DONE, done)])
    return holding_none(request, visit, Redirect(address, status_code=303))


async def _shown(
    request: Asking,
    visit: Visit,
    session: AsyncSession,
    *,
    typed: Mapping[str, object] | None = None,
    errors: Mapping[str, str] | None = None,
    done: str = "",
) -> Response[str] | Redirect:
    held = shared_in(request, visit)
    opened = await read_list(session, visit.region, held) if held is not None else None
    if held is None or opened is None:
        return to_home(request, visit)
    content = opened.content
    answer = page(
        request,
        visit,
        "referrer_area/list.html",
        private=True,
        status=422 if errors else 200,
        content=content,
        known=await known_today(session, [item.offer for item in content.items], visit.region, visit.regions),
        criteria=[one for one in CRITERIA if one in content.weights],
        suggested=QUESTIONS,
        typed=typed or {},
        errors=errors or {},
        longest=LONGEST_REMARK,
        by=held.by.name if held.by else "",
        done=done,
    )
    return holding(request, visit, answer, held)
