"""One's own account: who one is here, the password, and where one is signed in."""

from dataclasses import replace
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect
from sqlmodel.ext.asyncio.session import AsyncSession

from portal.access import Permission
from portal.access.patience import TooSoon
from portal.access.sessions import recognise
from portal.accounts.actions import own
from portal.accounts.actions.leave import LAST_ONE, LastOne
from portal.accounts.forms import AboutForm, NewPasswordForm
from portal.accounts.pages.coming import Asking, coming_of, services_of, with_session
from portal.accounts.passwords import problem_with
from portal.accounts.queries import own_account_shown
from portal.web.address import link
from portal.web.entrance import DONE, OWN_ACCOUNT
from portal.web.form import read_form
from portal.web.page import page
from portal.web.session_cookie import no_session_cookie
from portal.web.visit import Visit
from portal.web.waiting import waiting_sentence

OWN = {"permission": Permission.KEEP_OWN_ACCOUNT}
PASSWORD = f"{OWN_ACCOUNT}/wachtwoord"
LEFT = "verlaten"
ABOUT_KEPT, PASSWORD_KEPT, SESSION_ENDED, FACTOR_GONE, PASSKEY_KEPT = "naam", "wachtwoord", "sessie", "weg", "passkey"


@get(OWN_ACCOUNT, name="accounts.own", opt=OWN)
async def own_page(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession]
) -> Response[str]:
    return await own_shown(request, visit, session, done=dict(visit.query).get(DONE, ""))


@post(OWN_ACCOUNT, name="accounts.change_about", opt=OWN, status_code=200)
async def about_sent(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession]
) -> Response[str] | Redirect:
    filled = await read_form(request, AboutForm, visit)
    if filled.valid is None:
        return await own_shown(request, visit, session, typed=filled.typed, errors=filled.errors, status=422)
    await own.change_about(visit.house, visit.visitor, filled.valid.name, filled.valid.language)
    return back_to_own(visit, ABOUT_KEPT)


@post(f"{OWN_ACCOUNT}/rollen/{{key:str}}/verlaten", name="accounts.leave", opt=OWN, status_code=200)
async def left(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession], key: FromPath[str]
) -> Response[str] | Redirect:
    try:
        await own.leave(visit.house, visit.visitor, key)
    except LastOne:
        return await own_shown(request, visit, session, errors={"leave": visit.gettext(LAST_ONE)}, status=409)
    return back_to_own(visit, LEFT)


@post(f"{OWN_ACCOUNT}/sessies/beeindigen", name="accounts.end_other_sessions", opt=OWN)
async def end_others(visit: NamedDependency[Visit]) -> Redirect:
    await own.end_other_sessions(visit.house, visit.visitor)
    return back_to_own(visit, SESSION_ENDED)


@post(f"{OWN_ACCOUNT}/sessies/{{key:str}}/beeindigen", name="accounts.end_session", opt=OWN)
async def end_one(visit: NamedDependency[Visit], key: FromPath[str]) -> Redirect:
    if not await own.end_session(visit.house, visit.visitor, key):
        return back_to_own(visit, SESSION_ENDED)
    answer = Redirect(link(visit.language, "/"), status_code=303)
    answer.set_cookie(no_session_cookie(visit.house.settings))
    return answer


@get(PASSWORD, name="accounts.password", opt=OWN)
async def password_page(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession]
) -> Response[str]:
    return await _password(request, visit, session)


@post(PASSWORD, name="accounts.change_password", opt=OWN, status_code=200)
async def password_sent(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession]
) -> Response[str] | Redirect:
    filled = await read_form(request, NewPasswordForm, visit)
    said = filled.valid
    if said is None:
        return await _password(request, visit, session, filled.errors, status=422)
    try:
        account = await own.confirm(visit.house, visit.visitor, said.password, coming_of(request, visit))
    except (TooSoon, own.NotThem) as problem:
        return await _password(request, visit, session, {"password": not_confirmed(visit, problem)}, status=403)
    if weak := await problem_with(said.new, own.known_of(visit.house, account)):
        return await _password(request, visit, session, {"new": visit.gettext(weak)}, status=422)
    entered = await own.change_password(visit.house, visit.visitor, said.new, coming_of(request, visit))
    return with_session(request, visit, back_to_own(visit, PASSWORD_KEPT), entered)


def not_confirmed(visit: Visit, problem: Exception) -> str:
    if isinstance(problem, TooSoon):
        return waiting_sentence(visit, problem)
    return visit.gettext("This is not your password. If you have none: sign out and in again, and do this at once.")


def back_to_own(visit: Visit, done: str) -> Redirect:
    return Redirect(link(visit.language, OWN_ACCOUNT, [(DONE, done)]), status_code=303)


async def with_new_session(visit: Visit, token: str) -> Visit:
    """For a page that is shown at once: its forms belong to the session that has just begun."""
    return replace(visit, visitor=await recognise(visit.house.database, visit.regions, token))


async def own_shown(
    request: Asking, visit: Visit, session: AsyncSession, *, status: int = 200, **context: Any
) -> Response[str]:
    shown = await own_account_shown(session, visit.house, visit.visitor)
    known = {service.key: service.name_in(visit.language) for service in services_of(request, visit)}
    typed = context.pop("typed", {"name": shown.account.name, "language": shown.account.language})
    context = {"done": "", "errors": {}, **context}
    linked = {identity.service for identity in shown.identities}
    not_linked = {key: name for key, name in known.items() if key not in linked}
    context = {"own": shown, "typed": typed, "services": known, "not_linked": not_linked, **context}
    return page(request, visit, "accounts/own.html", private=True, status=status, **context)


async def _password(
    request: Asking, visit: Visit, session: AsyncSession, errors: Any = None, status: int = 200
) -> Response[str]:
    shown = await own_account_shown(session, visit.house, visit.visitor)
    return page(request, visit, "accounts/password.html", private=True, status=status, own=shown, errors=errors or {})
