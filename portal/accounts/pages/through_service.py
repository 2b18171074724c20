"""To a service that vouches for people, and back from it: to sign in, or to have one more way in."""

import re
from dataclasses import replace

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect
from sqlmodel.ext.asyncio.session import AsyncSession

from portal.access.fetch import own_identity
from portal.access.patience import TooSoon
from portal.accounts.actions import own
from portal.accounts.actions.accept import NotAccepted
from portal.accounts.actions.accept_through import accept_through, is_known
from portal.accounts.actions.leave import LAST_ONE, LastOne
from portal.accounts.actions.through_service import (
    AddressTaken,
    Ended,
    NotKnown,
    seal_to_link,
    sign_in_through,
    unlink,
    vouched_for,
)
from portal.accounts.actions.through_service import (
    link as link_account,
)
from portal.accounts.forms import ConfirmForm, LinkForm
from portal.accounts.pages.coming import Asking, coming_of, service_of
from portal.accounts.pages.invited import invited_on
from portal.accounts.pages.own import OWN, back_to_own, not_confirmed, own_shown, with_new_session
from portal.accounts.pages.service_failures import failed, refused
from portal.accounts.pages.sign_in import AT_THE_DOOR, on_from_door
from portal.accounts.queries import own_account_shown
from portal.accounts.services import NotVouched, Service, ServiceAway
from portal.accounts.services.journey import Journey, check_answer, cookie_of, journey_in, no_cookie, way_out, way_there
from portal.web.address import link
from portal.web.entrance import BACK, INVITATION, OWN_ACCOUNT, SERVICE, SIGN_OUT, own_path
from portal.web.findable import origin_of
from portal.web.form import read_form
from portal.web.page import page
from portal.web.visit import Visit, asked_of

PATH = f"{SERVICE}/{{key:str}}"
LINKS = f"{OWN_ACCOUNT}/diensten"
TO_ACCEPT = "uitnodiging"  # query name: the token of an invitation
_TOKEN = re.compile(r"[A-Za-z0-9_-]{1,100}")
LINKED, UNLINKED = "gekoppeld", "ontkoppeld"
FORGOTTEN = (own.NotThem, TooSoon)


# By an ordinary link: a form that another website answers in the end is one our content policy forbids.
@get(PATH, name="accounts.to_service", opt=AT_THE_DOOR)
async def to_service(request: Asking, visit: NamedDependency[Visit], key: FromPath[str]) -> Response[str] | Redirect:
    service = service_of(request, visit, key)
    back = own_path(dict(visit.query).get(BACK, ""))
    if visit.visitor.signed_in:
        return Redirect(back or link(visit.language, OWN_ACCOUNT), status_code=303)
    said = dict(visit.query).get(TO_ACCEPT, "")
    invitation = said if _TOKEN.fullmatch(said) else ""
    # From the page that says what they accept and to which address it went: or another website could have somebody's
    # identity accept what was sent to itself.
    if invitation and request.headers.get("sec-fetch-site") != "same-origin":
        return Redirect(link(visit.language, f"{INVITATION}/{invitation}"), status_code=303)
    try:
        return await _there(request, visit, service, Journey(key, back, visit.language, invitation=invitation))
    except ServiceAway as problem:
        return failed(request, visit, service, back, problem)


@get(f"{PATH}/terug", name="accounts.from_service", opt=AT_THE_DOOR)
async def from_service(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession], key: FromPath[str]
) -> Response[str] | Redirect:
    service = service_of(request, visit, key)
    house, answer = visit.house, dict(visit.query)
    journey = journey_in(house.settings, house.secrecy, request.cookies, key)
    if journey is None:
        return _over(visit, failed(request, visit, service, "", NotVouched("no journey")))
    try:
        await check_answer(service, journey, answer)
        if "error" in answer:
            return _over(visit, refused(request, visit, service, journey.back, answer["error"]))
        coming, back_to = coming_of(request, visit), _back_to(visit, service)
        vouched = await vouched_for(house, service, journey, answer.get("code", ""), back_to, coming)
        if journey.account:
            if journey.account != visit.visitor.key or not visit.visitor.signed_in:
                raise NotVouched("another account meanwhile")
            sealed = seal_to_link(house, service, visit.visitor, vouched)
            return _over(visit, await _to_confirm(request, visit, session, service, sealed))
        if journey.invitation and not await is_known(house, service, vouched):
            entered, invitation = await accept_through(house, service, journey, vouched, coming)
            now = await with_new_session(visit, entered.token)
            return _over(visit, await invited_on(request, now, session, entered, invitation))
        entered = await sign_in_through(house, service, journey, vouched, coming)
    except NotAccepted:  # the page of the invitation says how it stands
        return _over(visit, Redirect(link(visit.language, f"{INVITATION}/{journey.invitation}"), status_code=303))
    except (NotVouched, ServiceAway, TooSoon, NotKnown, AddressTaken, Ended) as problem:
        return _over(visit, failed(request, visit, service, journey.back, problem))
    back = link(visit.language, f"{INVITATION}/{journey.invitation}") if journey.invitation else journey.back
    return _over(visit, on_from_door(request, visit, entered, back))


@get(f"{LINKS}/{{key:str}}", name="accounts.to_link_service", opt=OWN)
async def to_link(request: Asking, visit: NamedDependency[Visit], key: FromPath[str]) -> Response[str] | Redirect:
    service = service_of(request, visit, key)
    try:
        return await _there(request, visit, service, Journey(key, "", visit.language, account=visit.visitor.key))
    except ServiceAway as problem:
        return failed(request, visit, service, "", problem)


@post(f"{LINKS}/{{key:str}}", name="accounts.link_service", opt=OWN, status_code=200)
async def linked(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession], key: FromPath[str]
) -> Response[str] | Redirect:
    service = service_of(request, visit, key)
    filled = await read_form(request, LinkForm, visit)
    sealed = str(filled.typed.get("sealed", ""))
    try:
        password = filled.valid.password if filled.valid else ""
        await own.confirm(visit.house, visit.visitor, password, coming_of(request, visit))
        if not await link_account(visit.house, service, visit.visitor, sealed):
            wrong = visit.gettext("With this you sign in to another account here already.")
            return await own_shown(request, visit, session, errors={"service": wrong}, status=409)
    except FORGOTTEN as problem:
        wrong = not_confirmed(visit, problem)
        return await _to_confirm(request, visit, session, service, sealed, wrong, status=403)
    except NotVouched:
        wrong = visit.gettext("This took too long. Try again.")
        return await own_shown(request, visit, session, errors={"service": wrong}, status=422)
    return back_to_own(visit, LINKED)


@post(f"{LINKS}/{{key:str}}/weg", name="accounts.unlink_service", opt=OWN, status_code=200)
async def unlinked(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession], key: FromPath[str]
) -> Response[str] | Redirect:
    await own_identity(session, visit.visitor, key)
    filled = await read_form(request, ConfirmForm, visit)
    try:
        password = filled.valid.password if filled.valid else ""
        await own.confirm(visit.house, visit.visitor, password, coming_of(request, visit))
        if not await unlink(visit.house, visit.visitor, key):
            wrong = visit.gettext("This is your only way in. Add a passkey first.")
            return await own_shown(request, visit, session, errors={"service": wrong}, status=409)
    except FORGOTTEN as problem:
        errors = {"service": not_confirmed(visit, problem)}
        return await own_shown(request, visit, session, errors=errors, status=403)
    except LastOne:
        return await own_shown(request, visit, session, errors={"service": visit.gettext(LAST_ONE)}, status=409)
    return back_to_own(visit, UNLINKED)


@get(f"{SIGN_OUT}/{{key:str}}", name="accounts.out_of_service", opt=AT_THE_DOOR)
async def out_of_service(request: Asking, visit: NamedDependency[Visit], key: FromPath[str]) -> Response[str]:
    """Out here, and perhaps still in there: whether they leave that too is theirs to say."""
    service = service_of(request, visit, key)
    try:
        address = await way_out(service, f"{origin_of(visit.house.settings, visit.known_region)}/")
    except ServiceAway:
        address = ""
    name = service.name_in(visit.language)
    return page(request, visit, "accounts/out_of_service.html", private=True, name=name, address=address)


async def _there(request: Asking, visit: Visit, service: Service, journey: Journey) -> Redirect:
    """Raises ServiceAway."""
    answer = Redirect(await way_there(service, journey, _back_to(visit, service)), status_code=303)
    answer.set_cookie(cookie_of(visit.house.settings, visit.house.secrecy, journey))
    asked_of(request.scope).private = True
    return answer


def _back_to(visit: Visit, service: Service) -> str:
    """What the operator registered there: without a language, and per host name of a region."""
    return f"{origin_of(visit.house.settings, visit.known_region)}{SERVICE}/{service.key}/terug"


async def _to_confirm(
    request: Asking,
    visit: Visit,
    session: AsyncSession,
    service: Service,
    sealed: str,
    wrong: str = "",
    status: int = 200,
) -> Response[str]:
    shown = await own_account_shown(session, visit.house, visit.visitor)
    visit = replace(visit, path=OWN_ACCOUNT, query=())
    return page(
        request, visit, "accounts/link_service.html", private=True, status=status, own=shown, key=service.key,
        name=service.name_in(visit.language), sealed=sealed, wrong=wrong,
    )  # fmt: skip


def _over(visit: Visit, answer: Response[str] | Redirect) -> Response[str] | Redirect:
    """The journey is over, however it ended."""
    answer.set_cookie(no_cookie(visit.house.settings))
    return answer
