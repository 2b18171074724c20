"""The door: a password, a second factor, a passkey; and out again."""

from collections.abc import Iterable
from dataclasses import replace

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.response import Redirect

from portal.access import ANONYMOUS, Permission
from portal.access.patience import TooSoon
from portal.access.permissions import HELD_BY
from portal.access.visitor import Belonging
from portal.accounts.actions.sign_in import Entered, pass_second_factor, sign_in, sign_in_with_passkey, sign_out
from portal.accounts.forms import CodeForm, PasskeyAnswer, SignInForm
from portal.accounts.pages.coming import Asking, coming_of, go_on, place_of, services_of
from portal.accounts.passkeys import NotProven, ask_to_sign_in
from portal.web.address import link
from portal.web.entrance import (
    BACK,
    DONE,
    OWN_ACCOUNT,
    PROVIDER_AREA,
    REFERRER_AREA,
    REGION_AREA,
    SIGN_IN,
    SIGN_OUT,
    is_of_kept_form,
    own_path,
)
from portal.web.form import Filled, read_form
from portal.web.page import page
from portal.web.session_cookie import no_session_cookie
from portal.web.visit import Visit, asked_of
from portal.web.waiting import waiting_sentence, with_wait

CODE = f"{SIGN_IN}/code"
KEPT = "wachtwoord"  # what has been done: a new password was kept
# A form at the door was made before there was a session; that it comes from our own page is looked at as everywhere.
AT_THE_DOOR = {"permission": Permission.SIGN_IN, "before_sign_in": True}


@get(SIGN_IN, name="accounts.sign_in", opt=AT_THE_DOOR)
async def sign_in_page(request: Asking, visit: NamedDependency[Visit]) -> Response[str] | Redirect:
    back = own_path(dict(visit.query).get(BACK, ""))
    if visit.visitor.signed_in:
        return _to(back or link(visit.language, _landing(visit, visit.visitor.belongings)))
    if visit.visitor.halfway_in:
        return _to(link(visit.language, CODE, [(BACK, back)]))
    return door(request, visit, back)


@post(SIGN_IN, name="accounts.sign_in_with_password", opt=AT_THE_DOOR, status_code=200)
async def sign_in_with_password(request: Asking, visit: NamedDependency[Visit]) -> Response[str] | Redirect:
    filled = await read_form(request, SignInForm, visit)
    back, said = _back_of(filled), filled.valid
    if said is None:
        return door(request, visit, back, filled, status=422)
    try:
        entered = await sign_in(visit.house, said.email, said.password, coming_of(request, visit))
    except TooSoon as problem:
        return with_wait(door(request, visit, back, filled, waiting_sentence(visit, problem), status=429), problem)
    if entered is None:
        wrong = visit.gettext("This mail address and this password do not belong together.")
        return door(request, visit, back, filled, wrong, status=403)
    return on_from_door(request, visit, entered, back)


@post(f"{SIGN_IN}/passkey", name="accounts.sign_in_with_passkey", opt=AT_THE_DOOR, status_code=200)
async def passkey_shown(request: Asking, visit: NamedDependency[Visit]) -> Response[str] | Redirect:
    filled = await read_form(request, PasskeyAnswer, visit)
    back, said = _back_of(filled), filled.valid
    try:
        if said is None:
            raise NotProven
        entered = await sign_in_with_passkey(
            visit.house, place_of(visit), said.answer, said.sealed, coming_of(request, visit)
        )
    except TooSoon as problem:
        return with_wait(door(request, visit, back, wrong=waiting_sentence(visit, problem), status=429), problem)
    except NotProven:
        wrong = visit.gettext("This passkey does not work here, or it took too long. Try again, or use your password.")
        return door(request, visit, back, wrong=wrong, status=403)
    return on_from_door(request, visit, entered, back)


@get(CODE, name="accounts.code", opt=AT_THE_DOOR)
async def code_page(request: Asking, visit: NamedDependency[Visit]) -> Response[str] | Redirect:
    back = own_path(dict(visit.query).get(BACK, ""))
    if not visit.visitor.halfway_in:
        return _to(link(visit.language, SIGN_IN, [(BACK, back)]))
    return _code(request, visit, back)


@post(CODE, name="accounts.pass_second_factor", opt={"permission": Permission.SIGN_IN}, status_code=200)
async def code_sent(request: Asking, visit: NamedDependency[Visit]) -> Response[str] | Redirect:
    filled = await read_form(request, CodeForm, visit)
    back, said = _back_of(filled), filled.valid
    if not visit.visitor.halfway_in:
        return _to(link(visit.language, SIGN_IN, [(BACK, back)]))
    if said is None:
        return _code(request, visit, back, visit.gettext("Fill in the code."), status=422)
    try:
        entered = await pass_second_factor(visit.house, visit.visitor, said.code, coming_of(request, visit))
    except TooSoon as problem:
        return with_wait(_code(request, visit, back, waiting_sentence(visit, problem), status=429), problem)
    if entered is None:
        wrong = visit.gettext("This code is not right, or has been used. Wait for the next code and try again.")
        return _code(request, visit, back, wrong, status=403)
    return on_from_door(request, visit, entered, back)


@post(SIGN_OUT, name="accounts.sign_out", opt={"permission": Permission.SIGN_IN})
async def out(request: Asking, visit: NamedDependency[Visit]) -> Redirect:
    await sign_out(visit.house, visit.visitor)
    through = visit.visitor.session.through if visit.visitor.session else ""
    known = any(service.key == through for service in services_of(request, visit))
    answer = _to(link(visit.language, f"{SIGN_OUT}/{through}" if known else "/"))
    if visit.visitor.session is not None:
        asked_of(request.scope).private = True
        answer.set_cookie(no_session_cookie(visit.house.settings))
    return answer


def door(
    request: Asking,
    visit: Visit,
    back: str,
    filled: Filled[SignInForm] | None = None,
    wrong: str = "",
    status: int = 200,
) -> Response[str]:
    place = place_of(visit)
    return page(
        request,
        replace(visit, visitor=ANONYMOUS),  # also who signs in once more: nobody until they have
        "accounts/sign_in.html",
        private=True,
        status=status,
        back=back,
        wrong=wrong,
        reset=dict(visit.query).get(DONE) == KEPT,
        email=filled.typed.get("email", "") if filled else "",
        errors=filled.errors if filled else {},
        passkey=ask_to_sign_in(visit.house.secrecy, place) if place.has_passkeys else None,
        services=services_of(request, visit),
        kept=is_of_kept_form(back),
    )


def _code(request: Asking, visit: Visit, back: str, wrong: str = "", status: int = 200) -> Response[str]:
    place = place_of(visit)
    return page(
        request,
        visit,
        "accounts/code.html",
        private=True,
        status=status,
        back=back,
        wrong=wrong,
        passkey=ask_to_sign_in(visit.house.secrecy, place) if place.has_passkeys else None,
    )


def on_from_door(request: Asking, visit: Visit, entered: Entered, back: str) -> Redirect:
    if entered.halfway:
        return go_on(request, visit, entered, "", link(visit.language, CODE, [(BACK, back)]))
    return go_on(request, visit, entered, back, link(visit.language, _landing(visit, entered.belongings)))


def _landing(visit: Visit, belongings: Iterable[Belonging]) -> str:
    """Who works for a provider goes on to what it keeps here; who refers in this region, or works for it, to that."""
    works = list(belongings)
    if any(one.provider_id for one in works):
        return PROVIDER_AREA
    here = visit.known_region.id if visit.known_region is not None else None
    held = {permission for one in works if one.region_id == here for permission in HELD_BY[one.role]}
    if Permission.REFER in held:
        return REFERRER_AREA
    return REGION_AREA if Permission.SEE_REGION_AREA in held else OWN_ACCOUNT


def _back_of(filled: Filled[SignInForm] | Filled[CodeForm] | Filled[PasskeyAnswer]) -> str:
    return own_path(str(filled.typed.get("back", "")))


def _to(address: str) -> Redirect:
    return Redirect(address, status_code=303)
