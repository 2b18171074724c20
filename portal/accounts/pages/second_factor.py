"""Proving in a second way who one is: an app with codes, passkeys, and codes on paper for when those are lost."""

from collections.abc import Sequence
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect
from sqlmodel.ext.asyncio.session import AsyncSession

from portal.access.fetch import own_passkey
from portal.access.patience import TooSoon
from portal.accounts import second_factor
from portal.accounts.actions import own
from portal.accounts.actions.sign_in import Entered
from portal.accounts.forms import AppForm, ConfirmForm, NewPasskeyForm
from portal.accounts.pages.coming import Asking, coming_of, place_of, with_session
from portal.accounts.pages.own import (
    FACTOR_GONE,
    OWN,
    PASSKEY_KEPT,
    back_to_own,
    not_confirmed,
    with_new_session,
)
from portal.accounts.passkeys import NotProven, ask_to_register
from portal.accounts.queries import own_account_shown
from portal.web.entrance import BACK, SECOND_FACTOR, own_path
from portal.web.form import read_form
from portal.web.page import page
from portal.web.qr import drawn
from portal.web.visit import Visit

FORGOTTEN = (own.NotThem, TooSoon)


@get(SECOND_FACTOR, name="accounts.second_factor", opt=OWN)
async def factor_page(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession]
) -> Response[str]:
    return await _factor(request, visit, session, back=own_path(dict(visit.query).get(BACK, "")))


@post(SECOND_FACTOR, name="accounts.hold_app", opt=OWN, status_code=200)
async def app_sent(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession]
) -> Response[str] | Redirect:
    filled = await read_form(request, AppForm, visit)
    said, back = filled.valid, own_path(str(filled.typed.get("back", "")))
    if said is None:
        return await _factor(request, visit, session, back=back, errors=filled.errors, status=422)
    try:
        account = await own.confirm(visit.house, visit.visitor, said.password, coming_of(request, visit))
    except FORGOTTEN as problem:
        errors = {"password": not_confirmed(visit, problem)}
        return await _factor(request, visit, session, back=back, sealed=said.sealed, errors=errors, status=403)
    secret = second_factor.open_new(visit.house.secrecy, account, said.sealed)
    step = second_factor.step_of(secret, said.code) if secret else None
    if step is None or account.totp_sealed:
        wrong = visit.gettext("This code is not right. Look at the code that the app shows now, and fill that in.")
        return await _factor(request, visit, session, back=back, sealed=said.sealed, errors={"code": wrong}, status=422)
    entered, codes = await own.hold_app(visit.house, visit.visitor, secret, step, coming_of(request, visit))
    return await _codes(request, visit, codes, back, entered)


@post(f"{SECOND_FACTOR}/app-weg", name="accounts.drop_app", opt=OWN, status_code=200)
async def app_gone(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession]
) -> Response[str] | Redirect:
    if refused := await _not_confirmed(request, visit, session, "drop_app"):
        return refused
    await own.drop_app(visit.house, visit.visitor)
    return back_to_own(visit, FACTOR_GONE)


@post(f"{SECOND_FACTOR}/herstelcodes", name="accounts.renew_recovery_codes", opt=OWN, status_code=200)
async def codes_renewed(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession]
) -> Response[str]:
    if refused := await _not_confirmed(request, visit, session, "renew"):
        return refused
    return await _codes(request, visit, await own.renew_recovery_codes(visit.house, visit.visitor), "")


@post(f"{SECOND_FACTOR}/passkeys", name="accounts.hold_passkey", opt=OWN, status_code=200)
async def passkey_sent(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession]
) -> Response[str] | Redirect:
    filled = await read_form(request, NewPasskeyForm, visit)
    said, coming, back = filled.valid, coming_of(request, visit), own_path(str(filled.typed.get("back", "")))
    try:
        if said is None:
            raise NotProven
        await own.confirm(visit.house, visit.visitor, said.password, coming)
        name = said.name or coming.device or visit.gettext("Passkey")
        entered, codes = await own.hold_passkey(
            visit.house, visit.visitor, place_of(visit), said.answer, said.sealed, name, coming
        )
    except FORGOTTEN as problem:
        errors = {"hold_passkey": not_confirmed(visit, problem)}
        return await _factor(request, visit, session, back=back, errors=errors, status=403)
    except NotProven:
        errors = {"hold_passkey": visit.gettext("This passkey could not be added. Try again.")}
        return await _factor(request, visit, session, back=back, errors=errors, status=422)
    if codes:
        return await _codes(request, visit, codes, back, entered)
    return with_session(request, visit, back_to_own(visit, PASSKEY_KEPT), entered)


@post(f"{SECOND_FACTOR}/passkeys/{{key:str}}/weg", name="accounts.drop_passkey", opt=OWN, status_code=200)
async def passkey_gone(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession], key: FromPath[str]
) -> Response[str] | Redirect:
    await own_passkey(session, visit.visitor, key)
    if refused := await _not_confirmed(request, visit, session, f"drop_{key}"):
        return refused
    await own.drop_passkey(visit.house, visit.visitor, key)
    return back_to_own(visit, FACTOR_GONE)


async def _not_confirmed(request: Asking, visit: Visit, session: AsyncSession, which: str) -> Response[str] | None:
    """The page again, with what is wrong beside the form that was sent."""
    filled = await read_form(request, ConfirmForm, visit)
    try:
        password = filled.valid.password if filled.valid else ""
        await own.confirm(visit.house, visit.visitor, password, coming_of(request, visit))
    except FORGOTTEN as problem:
        return await _factor(request, visit, session, errors={which: not_confirmed(visit, problem)}, status=403)
    return None


async def _codes(
    request: Asking, visit: Visit, codes: Sequence[str], back: str, entered: Entered | None = None
) -> Response[str]:
    """Shown this once: what is kept of them cannot be read."""
    now = await with_new_session(visit, entered.token) if entered else visit
    shown = page(request, now, "accounts/recovery_codes.html", private=True, codes=codes, back=back)
    return with_session(request, visit, shown, entered) if entered else shown


async def _factor(
    request: Asking,
    visit: Visit,
    session: AsyncSession,
    *,
    back: str = "",
    sealed: str = "",
    errors: Any = None,
    status: int = 200,
) -> Response[str]:
    shown = await own_account_shown(session, visit.house, visit.visitor)
    secrecy, place = visit.house.secrecy, place_of(visit)
    secret = second_factor.open_new(secrecy, shown.account, sealed) or second_factor.new_secret()
    asked = ask_to_register(secrecy, place, shown.account, shown.email, shown.passkeys)
    return page(
        request,
        visit,
        "accounts/second_factor.html",
        private=True,
        status=status,
        own=shown,
        back=back,
        errors=errors or {},
        secret=secret,
        sealed=second_factor.seal_new(secrecy, shown.account, secret),
        drawing=drawn(second_factor.address_for_app(secret, shown.email)),
        passkey=asked if place.has_passkeys else None,
    )
