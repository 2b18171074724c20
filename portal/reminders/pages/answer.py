"""What a link in a reminder leads to. Opening it changes nothing: mail programs do that. A button answers."""

from collections.abc import Mapping
from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from sqlmodel.ext.asyncio.session import AsyncSession

from portal import clock
from portal.access import Permission
from portal.availability import Happened
from portal.availability.said import NAMES, too_many_places
from portal.reminders.forms import Sent, Wish, read_answer, typed_as
from portal.reminders.letters import shown
from portal.reminders.links import LinkGone, NotSaid, answer, opened
from portal.web.entrance import STILL_RIGHT
from portal.web.page import page
from portal.web.visit import Visit

PATH = f"{STILL_RIGHT}/{{token:str}}"
BY_LINK = {"permission": Permission.USE_LINK}
Asking = Request[Any, Any, Any]


@get(PATH, name="reminders.link", opt=BY_LINK)
async def link_page(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession], token: FromPath[str]
) -> Response[str]:
    return await _shown(request, visit, session, token)


@post(PATH, name="reminders.answer", opt=BY_LINK, status_code=200)
async def answered(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession], token: FromPath[str]
) -> Response[str]:
    sent = await read_answer(request)
    said = None
    if sent.wish is Wish.CHANGE:
        filled = sent.filled(visit)
        said = filled.valid
        if said is None:
            return await _shown(request, visit, session, token, sent, filled.errors, status=422)
    try:
        done = await answer(visit.house, token, said, sent.seen)
    except LinkGone:
        return gone(request, visit)
    except NotSaid as problem:
        return await _not_said(request, visit, session, token, sent, problem)
    return page(
        request,
        visit,
        "reminders/thanks.html",
        private=True,
        offer=done.opened.offer,
        provider=done.opened.provider,
        waiting=done.next,
        still_right=said is None,
    )


async def _not_said(
    request: Asking, visit: Visit, session: AsyncSession, token: str, sent: Sent, problem: NotSaid
) -> Response[str]:
    if problem.row.happened is Happened.TOO_MANY_PLACES:
        errors = {"free_places": too_many_places(visit, problem.row.capacity or 0)}
        return await _shown(request, visit, session, token, sent, errors, status=422)
    # Somebody said something else meanwhile, or nothing stands to be still right.
    return await _shown(request, visit, session, token, sent, conflict=True, status=409)


async def _shown(
    request: Asking,
    visit: Visit,
    session: AsyncSession,
    token: str,
    sent: Sent | None = None,
    errors: Mapping[str, str] | None = None,
    *,
    conflict: bool = False,
    status: int = 200,
) -> Response[str]:
    try:
        found = await opened(session, visit.regions, token)
    except LinkGone:
        return gone(request, visit)
    changing = sent is not None and sent.wish is Wish.CHANGE
    return page(
        request,
        visit,
        "reminders/still_right.html",
        private=True,
        status=status,
        token=token,
        offer=found.offer,
        provider=found.provider,
        who=found.account.name,
        stands=shown(found.offer, visit.language),
        typed=sent.typed if sent is not None and changing else typed_as(found.offer),
        errors=errors or {},
        conflict=conflict,
        names=NAMES,
        today=clock.today(),
    )


def gone(request: Asking, visit: Visit) -> Response[str]:
    """One text, whatever is the matter with it."""
    return page(request, visit, "reminders/link_gone.html", private=True, status=410)
