"""What an invitation leads to. Opening it changes nothing; a button accepts."""

from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect
from sqlmodel.ext.asyncio.session import AsyncSession

from portal.access import Permission
from portal.access.permissions import needs_second_factor
from portal.accounts.actions.accept import NotAccepted, Stands, TooWeak, accept, accept_as_new, opened
from portal.accounts.actions.sign_in import Entered
from portal.accounts.forms import NewAccountForm
from portal.accounts.pages.coming import Asking, coming_of, go_on, services_of
from portal.accounts.people import invited_address, name_of
from portal.model import Invitation, Provider, Role
from portal.web.address import link
from portal.web.entrance import BACK, COLLEAGUES, DONE, INVITATION, OWN_ACCOUNT, SECOND_FACTOR
from portal.web.form import read_form
from portal.web.page import page
from portal.web.role_names import ROLE_NAMES
from portal.web.visit import Visit

PATH = f"{INVITATION}/{{token:str}}"
INVITED = {"permission": Permission.SIGN_IN}
WELCOME = "welkom"


@get(PATH, name="accounts.invitation", opt=INVITED)
async def invitation_page(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession], token: FromPath[str]
) -> Response[str]:
    return await _shown(request, visit, session, token)


@post(PATH, name="accounts.accept", opt=INVITED, status_code=200)
async def accepted(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession], token: FromPath[str]
) -> Response[str] | Redirect:
    coming = coming_of(request, visit)
    try:
        if visit.visitor.signed_in:
            entered, invitation = await accept(visit.house, token, visit.visitor, coming)
            return await invited_on(request, visit, session, entered, invitation)
        filled = await read_form(request, NewAccountForm, visit)
        said = filled.valid
        if said is None:
            return await _shown(request, visit, session, token, filled.typed, filled.errors, status=422)
        entered, invitation = await accept_as_new(visit.house, token, said.name, said.new, coming)
    except NotAccepted:
        return await _shown(request, visit, session, token, status=409)
    except TooWeak as problem:
        errors = {"new": visit.gettext(str(problem))}
        return await _shown(request, visit, session, token, filled.typed, errors, status=422)
    return await invited_on(request, visit, session, entered, invitation)


async def invited_on(
    request: Asking, visit: Visit, session: AsyncSession, entered: Entered, invitation: Invitation
) -> Redirect:
    """To where they work from now on; first to the second step, where that is asked of them."""
    on = link(visit.language, OWN_ACCOUNT, [(DONE, WELCOME)])
    if invitation.role == Role.PROVIDER_MANAGER:
        provider = await session.get(Provider, invitation.provider_id)
        on = link(visit.language, f"/aanbieder/{provider.slug}/{COLLEAGUES}") if provider else on
    if needs_second_factor(invitation.role) and not visit.visitor.second_factor:
        on = link(visit.language, SECOND_FACTOR, [(BACK, on)])
    return go_on(request, visit, entered, on, on)


async def _shown(
    request: Asking,
    visit: Visit,
    session: AsyncSession,
    token: str,
    typed: Any = None,
    errors: Any = None,
    status: int = 200,
) -> Response[str]:
    found = await opened(session, token)
    if found.invitation is None:
        status = 404 if found.stands is Stands.UNKNOWN else 410
        return page(request, visit, "accounts/invitation_gone.html", private=True, status=status, stands=found.stands)
    who = "new"
    if visit.visitor.signed_in:
        own = found.account is not None and found.account.id == visit.visitor.account_id
        who = "own" if own else "other"
    elif found.account is not None:
        who = "known" if found.account.ended is None else "ended"
    # Nothing of it is shown to who it was not sent to.
    shown = {}
    if who != "other":
        email = invited_address(visit.house.secrecy, found.invitation)
        shown = {
            "email": email,
            "of": await name_of(session, visit.house, found.invitation),
            "role_name": ROLE_NAMES[found.invitation.role],
            "until": found.invitation.expires,
        }
    return page(
        request,
        visit,
        "accounts/invitation.html",
        private=True,
        status=status,
        who=who,
        token=token,
        typed=typed or {},
        errors=errors or {},
        shown=shown,
        services=services_of(request, visit) if who == "new" else (),
    )
