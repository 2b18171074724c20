"""Whom a region lets in: the first manager of a provider, its toegangen, and practices with their people."""

from collections.abc import Awaitable, Callable
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect
from sqlmodel.ext.asyncio.session import AsyncSession

from portal.access import NotFound, Permission
from portal.access.fetch import invitation_by_region, looked_after_for, practice_for, provider_for, region_for
from portal.access.patience import TooSoon
from portal.accounts.actions import practices
from portal.accounts.actions.invite import (
    HAS_MANAGER,
    Invited,
    NotInvited,
    Offered,
    allow,
    has_manager,
    invite,
    withdraw,
)
from portal.accounts.actions.leave import end_membership
from portal.accounts.forms import FindForm, InviteForm, ManagerForm, PracticeForm, RefererForm, ToegangForm
from portal.accounts.pages.colleagues import ENDED, INVITED, WITHDRAWN, not_invited
from portal.accounts.pages.coming import Asking
from portal.accounts.region_people import LONGEST, Show, Wanted, people_of
from portal.model import PracticeKind, Role
from portal.web.address import link, number_in
from portal.web.entrance import DONE, REGION_PEOPLE
from portal.web.form import read_form
from portal.web.page import page
from portal.web.role_names import ROLE_NAMES
from portal.web.visit import Visit

LETS_IN = {"permission": Permission.INVITE_PROVIDER}
LOOKS_AFTER = {"permission": Permission.LOOK_AFTER_ACCOUNTS}
ADMITS = {"permission": Permission.ADMIT_PRACTICE}
ADMITTED, SHUT_OUT = "toegelaten", "niet-toegelaten"
SHOW, WORDS, PAGE = "toon", "zoek", "pagina"  # query names; WORDS also of a field

Offering = Callable[[AsyncSession, Any], Awaitable[Offered]]


@get(REGION_PEOPLE, name="accounts.region_people", opt=LETS_IN)
async def people_page(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession]
) -> Response[str]:
    return await _shown(request, visit, session, done=dict(visit.query).get(DONE, ""))


@post(f"{REGION_PEOPLE}/zoeken", name="accounts.find_people", opt=LETS_IN, status_code=200)
async def people_found(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession]
) -> Response[str] | Redirect:
    """A mail address stands in no address of a page: histories and logs of others would keep it."""
    said = (await read_form(request, FindForm, visit)).valid or FindForm()
    wanted = Wanted(_show_in(said.show), said.words.strip()[:LONGEST])
    if not wanted.is_address:
        query = [(SHOW, wanted.show.value), (WORDS, wanted.words)]
        return Redirect(link(visit.language, REGION_PEOPLE, query), status_code=303)
    return await _shown(request, visit, session, wanted=wanted)


@post(f"{REGION_PEOPLE}/aanbieder", name="accounts.invite_manager", opt=LETS_IN, status_code=200)
async def manager_invited(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession]
) -> Response[str] | Redirect:
    async def offered(writing: AsyncSession, said: ManagerForm) -> Offered:
        provider = await provider_for(writing, visit.visitor, said.provider, Permission.INVITE_PROVIDER)
        if await has_manager(writing, provider.id or 0):
            raise NotInvited(HAS_MANAGER)
        return Offered(Role.PROVIDER_MANAGER, visit.region, provider.name, provider_id=provider.id, by_region=True)

    return await _invite(request, visit, session, ManagerForm, Permission.INVITE_PROVIDER, offered)


@post(f"{REGION_PEOPLE}/toegang", name="accounts.invite_toegang", opt=LOOKS_AFTER, status_code=200)
async def toegang_invited(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession]
) -> Response[str] | Redirect:
    async def offered(_: AsyncSession, said: ToegangForm) -> Offered:
        town = visit.region.municipalities.get(said.municipality)
        if town is None:
            raise NotFound
        return Offered(Role.TOEGANG, visit.region, town.name, municipality=town.code, by_region=True)

    return await _invite(request, visit, session, ToegangForm, Permission.LOOK_AFTER_ACCOUNTS, offered)


@post(f"{REGION_PEOPLE}/verwijzer", name="accounts.invite_referrer", opt=ADMITS, status_code=200)
async def referrer_invited(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession]
) -> Response[str] | Redirect:
    async def offered(writing: AsyncSession, said: RefererForm) -> Offered:
        practice = await practice_for(writing, visit.visitor, said.practice, Permission.ADMIT_PRACTICE)
        if practice.region_id != visit.region.id or practice.admitted_at is None:
            raise NotFound
        role = Role(practice.kind.value)
        return Offered(role, visit.region, practice.name, practice_id=practice.id, by_region=True)

    return await _invite(request, visit, session, RefererForm, Permission.ADMIT_PRACTICE, offered)


@post(f"{REGION_PEOPLE}/praktijken", name="accounts.add_practice", opt=ADMITS, status_code=200)
async def practice_added(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession]
) -> Response[str] | Redirect:
    region_for(visit.visitor, visit.region.id, Permission.ADMIT_PRACTICE)
    filled = await read_form(request, PracticeForm, visit)
    said = filled.valid
    errors = dict(filled.errors)
    if said is not None:
        try:
            await practices.add(visit.house, visit.visitor, visit.region.id, said.kind, said.name, said.agb)
        except practices.KnownAlready:
            errors["agb"] = visit.gettext("A practice with this AGB code is here already.")
    if errors:
        return await _shown(
            request, visit, session, which="PracticeForm", typed=filled.typed, errors=errors, status=422
        )
    return _back(visit, ADMITTED, Show.PRACTICES)


@post(f"{REGION_PEOPLE}/praktijken/{{key:str}}/toelaten", name="accounts.admit_practice", opt=ADMITS)
async def practice_admitted(visit: NamedDependency[Visit], key: FromPath[str]) -> Redirect:
    await practices.admit(visit.house, visit.visitor, visit.region.id, key, admitted=True)
    return _back(visit, ADMITTED, Show.PRACTICES)


@post(f"{REGION_PEOPLE}/praktijken/{{key:str}}/uitsluiten", name="accounts.shut_practice_out", opt=ADMITS)
async def practice_shut_out(visit: NamedDependency[Visit], key: FromPath[str]) -> Redirect:
    await practices.admit(visit.house, visit.visitor, visit.region.id, key, admitted=False)
    return _back(visit, SHUT_OUT, Show.PRACTICES)


@post(f"{REGION_PEOPLE}/{{key:str}}/beeindigen", name="accounts.end_looked_after", opt=LOOKS_AFTER)
async def looked_after_ended(visit: NamedDependency[Visit], key: FromPath[str]) -> Redirect:
    async with visit.house.database.writing(visit.visitor.as_actor(Permission.LOOK_AFTER_ACCOUNTS)) as writing:
        await end_membership(writing, await looked_after_for(writing, visit.visitor, key, visit.region.id))
    return _back(visit, ENDED)


@post(f"{REGION_PEOPLE}/uitnodigingen/{{key:str}}/intrekken", name="accounts.withdraw_by_region", opt=LOOKS_AFTER)
async def withdrawn_by_region(visit: NamedDependency[Visit], key: FromPath[str]) -> Redirect:
    async with visit.house.database.writing(visit.visitor.as_actor(Permission.LOOK_AFTER_ACCOUNTS)) as writing:
        withdraw(await invitation_by_region(writing, visit.visitor, key, visit.region.id))
    return _back(visit, WITHDRAWN, Show.INVITED)


async def _invite(
    request: Asking,
    visit: Visit,
    session: AsyncSession,
    form: type[InviteForm],
    permission: Permission,
    offering: Offering,
) -> Response[str] | Redirect:
    house, visitor = visit.house, visit.visitor
    region_for(visitor, visit.region.id, permission)
    filled = await read_form(request, form, visit)
    errors, said = filled.errors, filled.valid
    if said is not None:
        try:
            await offering(session, said)
            email = await allow(house, visitor, Invited(said.email, said.language))
            async with house.database.writing(visitor.as_actor(permission)) as writing:
                await invite(writing, house, visitor, email, said.language, await offering(writing, said))
            return _back(visit, INVITED)
        except (NotInvited, TooSoon) as problem:
            errors = {"email": not_invited(visit, problem)}
    return await _shown(request, visit, session, which=form.__name__, typed=filled.typed, errors=errors, status=422)


def _back(visit: Visit, done: str, show: Show | None = None) -> Redirect:
    return Redirect(link(visit.language, REGION_PEOPLE, [(DONE, done), (SHOW, show or "")]), status_code=303)


def _show_in(said: str) -> Show:
    return Show(said) if said in list(Show) else Show.HERE


def _wanted(visit: Visit) -> Wanted:
    said = dict(visit.query)
    return Wanted(_show_in(said.get(SHOW, "")), said.get(WORDS, "").strip()[:LONGEST], number_in(said.get(PAGE)) or 1)


async def _shown(
    request: Asking,
    visit: Visit,
    session: AsyncSession,
    *,
    wanted: Wanted | None = None,
    status: int = 200,
    **context: Any,
) -> Response[str]:
    region_for(visit.visitor, visit.region.id, Permission.INVITE_PROVIDER)
    shown = await people_of(session, visit.house, visit.region, wanted or _wanted(visit))
    kinds = [(kind.value, visit.gettext(ROLE_NAMES[Role(kind.value)])) for kind in PracticeKind]
    context = {"done": "", "which": "", "errors": {}, "typed": {}, **context}
    return page(
        request, visit, "accounts/region_people.html", private=True, status=status, shown=shown, kinds=kinds, **context
    )
