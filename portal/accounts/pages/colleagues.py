"""Who works at a provider: for who manages it."""

from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect
from sqlmodel.ext.asyncio.session import AsyncSession

from portal.access import Permission
from portal.access.fetch import colleague_for, invitation_to_provider, provider_for
from portal.access.patience import TooSoon
from portal.accounts.actions.invite import Invited, NotInvited, Offered, allow, invite, withdraw
from portal.accounts.actions.leave import LAST_ONE, LastOne, end_membership
from portal.accounts.forms import ColleagueForm
from portal.accounts.pages.coming import Asking
from portal.accounts.pages.own import LEFT, back_to_own
from portal.accounts.people import colleagues_of
from portal.model import Provider, Role
from portal.regions import RegionData
from portal.web.address import link
from portal.web.entrance import COLLEAGUES, DONE
from portal.web.form import read_form
from portal.web.page import page
from portal.web.role_names import ROLE_NAMES
from portal.web.visit import Visit
from portal.web.waiting import waiting_sentence

PATH = f"/aanbieder/{{slug:str}}/{COLLEAGUES}"
MANAGES = {"permission": Permission.INVITE_COLLEAGUE}
ROLES = (Role.PROVIDER_EDITOR, Role.PROVIDER_MANAGER)
INVITED, WITHDRAWN, ENDED = "uitgenodigd", "ingetrokken", "beeindigd"


@get(PATH, name="accounts.colleagues", opt=MANAGES)
async def colleagues_page(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession], slug: FromPath[str]
) -> Response[str]:
    return await _shown(request, visit, session, slug, done=dict(visit.query).get(DONE, ""))


@post(PATH, name="accounts.invite_colleague", opt=MANAGES, status_code=200)
async def colleague_invited(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession], slug: FromPath[str]
) -> Response[str] | Redirect:
    filled = await read_form(request, ColleagueForm, visit)
    said = filled.valid
    if said is None:
        return await _shown(request, visit, session, slug, typed=filled.typed, errors=filled.errors, status=422)
    house, visitor = visit.house, visit.visitor
    try:
        await provider_for(session, visitor, slug, Permission.INVITE_COLLEAGUE)
        email = await allow(house, visitor, Invited(said.email, said.language))
        async with house.database.writing(visitor.as_actor(Permission.INVITE_COLLEAGUE)) as writing:
            provider = await provider_for(writing, visitor, slug, Permission.INVITE_COLLEAGUE)
            offered = Offered(said.role, _region_of(visit, provider), provider.name, provider_id=provider.id)
            await invite(writing, house, visitor, email, said.language, offered)
    except (NotInvited, TooSoon) as problem:
        errors = {"email": not_invited(visit, problem)}
        return await _shown(request, visit, session, slug, typed=filled.typed, errors=errors, status=422)
    return _back(visit, slug, INVITED)


@post(f"{PATH}/{{key:str}}/beeindigen", name="accounts.end_colleague", opt=MANAGES, status_code=200)
async def colleague_ended(
    request: Asking,
    visit: NamedDependency[Visit],
    session: NamedDependency[AsyncSession],
    slug: FromPath[str],
    key: FromPath[str],
) -> Response[str] | Redirect:
    visitor = visit.visitor
    try:
        async with visit.house.database.writing(visitor.as_actor(Permission.INVITE_COLLEAGUE)) as writing:
            held = await colleague_for(writing, visitor, slug, key)
            await end_membership(writing, held)
    except LastOne:
        return await _shown(request, visit, session, slug, errors={"": visit.gettext(LAST_ONE)}, status=409)
    if held.account_id == visitor.account_id:
        return back_to_own(visit, LEFT)
    return _back(visit, slug, ENDED)


@post(f"{PATH}/uitnodigingen/{{key:str}}/intrekken", name="accounts.withdraw_colleague", opt=MANAGES)
async def colleague_withdrawn(visit: NamedDependency[Visit], slug: FromPath[str], key: FromPath[str]) -> Redirect:
    async with visit.house.database.writing(visit.visitor.as_actor(Permission.INVITE_COLLEAGUE)) as writing:
        withdraw(await invitation_to_provider(writing, visit.visitor, slug, key))
    return _back(visit, slug, WITHDRAWN)


def not_invited(visit: Visit, problem: Exception) -> str:
    return waiting_sentence(visit, problem) if isinstance(problem, TooSoon) else visit.gettext(str(problem))


def _region_of(visit: Visit, provider: Provider) -> RegionData:
    """In which they manage it themselves, whichever website they came by."""
    known = {region.id: region for region in visit.regions.by_key.values()}
    own = (one.region_id for one in visit.visitor.belongings if one.provider_id == provider.id)
    return next((known[number] for number in own if number in known), visit.region)


def _back(visit: Visit, slug: str, done: str) -> Redirect:
    path = f"/aanbieder/{slug}/{COLLEAGUES}"
    return Redirect(link(visit.language, path, [(DONE, done)]), status_code=303)


async def _shown(
    request: Asking, visit: Visit, session: AsyncSession, slug: str, *, status: int = 200, **context: Any
) -> Response[str]:
    provider = await provider_for(session, visit.visitor, slug, Permission.INVITE_COLLEAGUE)
    shown = await colleagues_of(session, visit.house, provider)
    roles = [(role.value, visit.gettext(ROLE_NAMES[role])) for role in ROLES]
    context = {"done": "", "errors": {}, "typed": {}, **context}
    return page(
        request, visit, "accounts/colleagues.html", private=True, status=status, shown=shown, roles=roles, **context
    )
