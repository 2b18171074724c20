"""A forgotten password, and a link instead of one for families. Only a button does something, never an address."""

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect
from sqlmodel.ext.asyncio.session import AsyncSession

from portal.access import Permission
from portal.access.mail_address import address_of
from portal.access.patience import TooSoon
from portal.accounts.actions.by_mail import (
    Asker,
    LinkGone,
    TooWeak,
    account_to_reset,
    address_to_sign_in,
    ask_for_link,
    reset_password,
    sign_in_by_link,
)
from portal.accounts.forms import MailForm, ResetForm
from portal.accounts.pages.coming import Asking, coming_of, go_on
from portal.accounts.pages.sign_in import CODE, KEPT
from portal.mail.writing import NotAnAddress
from portal.model import LinkPurpose
from portal.web.address import link
from portal.web.entrance import DONE, FORGOTTEN, OWN_ACCOUNT, RESET, SIGN_IN, SIGN_IN_LINK
from portal.web.form import read_form
from portal.web.page import page
from portal.web.visit import Visit
from portal.web.waiting import waiting_sentence, with_wait

DOOR = {"permission": Permission.SIGN_IN}


@get(FORGOTTEN, name="accounts.forgotten", opt=DOOR)
async def forgotten_page(request: Asking, visit: NamedDependency[Visit]) -> Response[str]:
    return _asked(request, visit, LinkPurpose.RESET)


@post(FORGOTTEN, name="accounts.ask_reset", opt=DOOR, status_code=200)
async def forgotten_sent(request: Asking, visit: NamedDependency[Visit]) -> Response[str]:
    return await _ask(request, visit, LinkPurpose.RESET)


@get(SIGN_IN_LINK, name="accounts.sign_in_link", opt=DOOR)
async def link_page(request: Asking, visit: NamedDependency[Visit]) -> Response[str]:
    return _asked(request, visit, LinkPurpose.SIGN_IN)


@post(SIGN_IN_LINK, name="accounts.ask_sign_in_link", opt=DOOR, status_code=200)
async def link_sent(request: Asking, visit: NamedDependency[Visit]) -> Response[str]:
    return await _ask(request, visit, LinkPurpose.SIGN_IN)


@get(f"{RESET}/{{token:str}}", name="accounts.reset", opt=DOOR)
async def reset_page(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession], token: FromPath[str]
) -> Response[str]:
    return await _reset(request, visit, session, token)


@post(f"{RESET}/{{token:str}}", name="accounts.reset_password", opt=DOOR, status_code=200)
async def reset_sent(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession], token: FromPath[str]
) -> Response[str] | Redirect:
    filled = await read_form(request, ResetForm, visit)
    if filled.valid is None:
        return await _reset(request, visit, session, token, filled.errors.get("new", ""), status=422)
    try:
        await reset_password(visit.house, token, filled.valid.new)
    except LinkGone:
        return _gone(request, visit, LinkPurpose.RESET)
    except TooWeak as problem:
        return await _reset(request, visit, session, token, visit.gettext(str(problem)), status=422)
    return Redirect(link(visit.language, SIGN_IN, [(DONE, KEPT)]), status_code=303)


@get(f"{SIGN_IN_LINK}/{{token:str}}", name="accounts.open_sign_in_link", opt=DOOR)
async def opened_page(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession], token: FromPath[str]
) -> Response[str]:
    try:
        email = await address_to_sign_in(session, visit.house, token)
    except LinkGone:
        return _gone(request, visit, LinkPurpose.SIGN_IN)
    return page(request, visit, "accounts/by_link.html", private=True, email=email, token=token)


@post(f"{SIGN_IN_LINK}/{{token:str}}", name="accounts.sign_in_by_link", opt=DOOR, status_code=200)
async def opened_sent(request: Asking, visit: NamedDependency[Visit], token: FromPath[str]) -> Response[str] | Redirect:
    try:
        entered = await sign_in_by_link(visit.house, token, coming_of(request, visit))
    except LinkGone:
        return _gone(request, visit, LinkPurpose.SIGN_IN)
    return go_on(request, visit, entered, "", link(visit.language, CODE if entered.halfway else OWN_ACCOUNT))


async def _ask(request: Asking, visit: Visit, purpose: LinkPurpose) -> Response[str]:
    """The same answer, whether or not the address is anybody's."""
    filled = await read_form(request, MailForm, visit)
    email = str(filled.typed.get("email", ""))
    if filled.valid is None:
        return _asked(request, visit, purpose, email, filled.errors.get("email", ""), status=422)
    coming = coming_of(request, visit)
    try:
        await ask_for_link(visit.house, purpose, Asker(email, visit.language, coming.address, visit.region))
    except NotAnAddress:
        return _asked(request, visit, purpose, email, visit.gettext("This is no mail address."), status=422)
    except TooSoon as problem:
        return with_wait(_asked(request, visit, purpose, email, waiting_sentence(visit, problem), status=429), problem)
    return page(request, visit, "accounts/mail_sent.html", private=True, purpose=purpose.value, email=email)


def _asked(
    request: Asking, visit: Visit, purpose: LinkPurpose, email: str = "", error: str = "", status: int = 200
) -> Response[str]:
    template = "accounts/forgotten.html" if purpose is LinkPurpose.RESET else "accounts/ask_link.html"
    return page(request, visit, template, private=True, status=status, email=email, error=error)


async def _reset(
    request: Asking, visit: Visit, session: AsyncSession, token: str, error: str = "", status: int = 200
) -> Response[str]:
    try:
        account = await account_to_reset(session, token)
    except LinkGone:
        return _gone(request, visit, LinkPurpose.RESET)
    email = address_of(visit.house.secrecy, account)
    return page(
        request, visit, "accounts/reset.html", private=True, status=status, email=email, token=token, error=error
    )


def _gone(request: Asking, visit: Visit, purpose: LinkPurpose) -> Response[str]:
    return page(request, visit, "accounts/link_gone.html", private=True, status=410, purpose=purpose.value)
