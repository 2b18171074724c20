"""Which list a browser has open, and telling it so. Whatever comes of these pages is kept nowhere."""

from typing import Any, TypeVar

from litestar import Request, Response
from litestar.response import Redirect
from sqlmodel.ext.asyncio.session import AsyncSession

from portal.access import Permission, may
from portal.shortlist.actions import Opened, read_list
from portal.shortlist.held import Held, seal_held, unseal_held
from portal.web.address import link
from portal.web.entrance import DONE, OWN_LIST
from portal.web.list_cookie import list_cookie, list_cookie_name, no_list_cookie, sealed_in
from portal.web.page import page
from portal.web.visit import Visit, asked_of

Asking = Request[Any, Any, Any]
Answer = TypeVar("Answer", bound=Response[Any])

# A list belongs to who has its code, signed in or not: a form needs no proof of a session, only to come from our own
# page as all forms do. What it holds is then never kept for who signs in again.
BY_CODE = {"permission": Permission.KEEP_LIST, "before_sign_in": True}


def held_in(request: Asking, visit: Visit) -> Held | None:
    """The family's own. What somebody opened for a family who gave them the code is none: `shared_in`."""
    held = _any_held(request, visit)
    return held if held is not None and held.by is None else None


def shared_in(request: Asking, visit: Visit) -> Held | None:
    """Opened by who signed in, and as long as they may still refer."""
    held = _any_held(request, visit)
    if held is None or held.by is None or held.by.account != visit.visitor.key:
        return None
    return held if may(visit.visitor, Permission.REFER) else None


async def opened_in(request: Asking, visit: Visit, session: AsyncSession) -> Opened | None:
    """The family's own, as it stands. None where it is closed, has another code, or is gone: `not_open` says so."""
    held = held_in(request, visit)
    return await read_list(session, visit.region, held) if held is not None else None


def _any_held(request: Asking, visit: Visit) -> Held | None:
    cookies = request.headers.get("cookie", "").encode("latin-1", "replace")
    sealed = sealed_in(cookies, list_cookie_name(visit.house.settings))
    return unseal_held(visit.house.secrecy, sealed) if sealed else None


def holding(request: Asking, visit: Visit, answer: Answer, held: Held) -> Answer:
    """Anew each time: the visit goes on."""
    asked_of(request.scope).private = True
    answer.set_cookie(list_cookie(visit.house.settings, seal_held(visit.house.secrecy, held)))
    return answer


def holding_none(request: Asking, visit: Visit, answer: Answer) -> Answer:
    asked_of(request.scope).private = True
    if request.headers.get("cookie"):
        answer.set_cookie(no_list_cookie(visit.house.settings))
    return answer


def to_list(visit: Visit, done: str = "", part: str = "", below: str = "") -> Redirect:
    address = link(visit.language, OWN_LIST + below, [(DONE, done)])
    return Redirect(address + (f"#{part}" if part else ""), status_code=303)


def not_open(request: Asking, visit: Visit, typed: tuple[str, ...] = ()) -> Response[str]:
    """It was closed, got another code, or is gone. What was typed can be copied; it stands nowhere else."""
    answer = page(request, visit, "shortlist/not_open.html", private=True, status=409 if typed else 200, typed=typed)
    return holding_none(request, visit, answer)


def address_of(request: Asking) -> str:
    return request.client.host if request.client else ""
