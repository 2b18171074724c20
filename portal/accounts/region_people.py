"""Whom a region looks after: lists by the page, and somebody found in them by name or mail address."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, false, true
from sqlmodel import col, func, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from portal import clock
from portal.access import mail_address
from portal.access.permissions import LOOKED_AFTER_BY_REGION
from portal.accounts.people import InvitedOne, Slice, Works, how_many_invited, how_many_work, invited_of, works_of
from portal.model import Account, Contract, Invitation, Membership, Practice, Provider, Role
from portal.model.lasting import holds
from portal.regions import RegionData
from portal.web.house import House

PAGE = 25
LONGEST = 254  # characters of what is looked for


class Show(StrEnum):
    """Which list. As in the address."""

    HERE = "hier"
    INVITED = "uitgenodigd"
    PRACTICES = "praktijken"
    UNREACHED = "onbereikbaar"  # of providers: the last mail to them came to nobody


@dataclass(frozen=True)
class Wanted:
    show: Show = Show.HERE
    words: str = field(default="", repr=False)  # in a name; or a mail address, whole
    page: int = 1

    @property
    def is_address(self) -> bool:
        return "@" in self.words


@dataclass(frozen=True)
class RegionPeople:
    """Of the providers only those that nobody manages."""

    wanted: Wanted
    found: Mapping[Show, int]
    admitted: Sequence[Practice]  # all of them, to choose from
    unmanaged: Sequence[tuple[str, str]]  # slug, name
    towns: Sequence[tuple[str, str]]  # CBS code, name
    works: Sequence[Works] = ()  # of these three one: that which is shown, and of it a page
    invited: Sequence[InvitedOne] = ()
    practices: Sequence[Practice] = ()

    @property
    def practice_options(self) -> Sequence[tuple[str, str]]:
        return [(practice.key, practice.name) for practice in self.admitted]

    @property
    def pages(self) -> int:
        return _pages(self.found[self.wanted.show])

    @property
    def page(self) -> int:
        return min(self.wanted.page, self.pages)


async def people_of(session: AsyncSession, house: House, region: RegionData, wanted: Wanted) -> RegionPeople:
    statement = select(Practice).where(Practice.region_id == region.id)
    admitted_last = (col(Practice.admitted_at).is_not(None), Practice.name, col(Practice.id))
    practices = (await session.exec(statement.order_by(*admitted_last))).all()
    fitting = [one for one in practices if _named(one, wanted)]
    works = {show: _worked(show, house, region, wanted) for show in (Show.HERE, Show.UNREACHED)}
    asked = _asked(house, region, wanted)
    found = {
        Show.HERE: await how_many_work(session, works[Show.HERE]),
        Show.INVITED: await how_many_invited(session, asked),
        Show.PRACTICES: len(fitting),
        Show.UNREACHED: await how_many_work(session, works[Show.UNREACHED]),
    }
    if wanted.is_address and not found[wanted.show]:  # there is one such person: where they are
        wanted = replace(wanted, show=next((show for show in Show if found[show]), wanted.show))
    show = wanted.show
    part = Slice(PAGE, (min(wanted.page, _pages(found[show])) - 1) * PAGE)
    return RegionPeople(
        wanted,
        found,
        [one for one in practices if one.admitted_at is not None],
        await _unmanaged(session, region),
        [(town.code, town.name) for town in region.municipalities.values()],
        await works_of(session, house, works[show], part) if show in works else (),
        await invited_of(session, house, asked, part) if show is Show.INVITED else (),
        fitting[part.after : part.after + PAGE] if show is Show.PRACTICES else (),
    )


def _pages(found: int) -> int:
    return max(1, -(-found // PAGE))


def _named(practice: Practice, wanted: Wanted) -> bool:
    words = wanted.words.casefold()
    return not wanted.is_address and (words in practice.name.casefold() or words == practice.agb)


def _worked(show: Show, house: House, region: RegionData, wanted: Wanted) -> ColumnElement[bool]:
    in_region = col(Membership.region_id) == region.id
    if show is Show.HERE:
        which = and_(in_region, col(Membership.role).in_(LOOKED_AFTER_BY_REGION))
    else:
        which = and_(in_region, col(Account.mail_refused_at).is_not(None), col(Membership.provider_id).is_not(None))
    if wanted.is_address:
        return and_(which, col(Account.email_print) == mail_address.print_of(house.secrecy, wanted.words))
    return and_(which, or_(_has(Account.name, wanted), _of(Membership, region, wanted)))


def _asked(house: House, region: RegionData, wanted: Wanted) -> ColumnElement[bool]:
    """Who was invited has no name here yet."""
    which = and_(col(Invitation.region_id) == region.id, col(Invitation.by_region).is_(True))
    if wanted.is_address:
        return and_(which, col(Invitation.email_print) == mail_address.print_of(house.secrecy, wanted.words))
    return and_(which, _of(Invitation, region, wanted))


def _of(kind: type[Membership | Invitation], region: RegionData, wanted: Wanted) -> ColumnElement[bool]:
    """By what it ties to: a practice, a provider, a municipality."""
    words = wanted.words.casefold()
    towns = [town.code for town in region.municipalities.values() if words in town.name.casefold()]
    in_towns = col(kind.municipality).in_(towns) if towns else false()
    return or_(_has(Practice.name, wanted), _has(Provider.name, wanted), in_towns)


def _has(name: str, wanted: Wanted) -> ColumnElement[bool]:
    return func.lower(name).contains(wanted.words.lower(), autoescape=True) if wanted.words else true()


async def _unmanaged(session: AsyncSession, region: RegionData) -> list[tuple[str, str]]:
    managed = (
        select(Membership.provider_id)
        .join(Account, col(Account.id) == col(Membership.account_id))
        .where(
            Membership.role == Role.PROVIDER_MANAGER,
            col(Membership.provider_id).is_not(None),
            holds(clock.now()),
            col(Account.ended).is_(None),
        )
    )
    statement = (
        select(Provider.slug, Provider.name)
        .where(
            col(Provider.id).in_(select(Contract.provider_id).where(Contract.region_id == region.id)),
            col(Provider.id).not_in(managed),
        )
        .order_by(Provider.name, Provider.slug)
    )
    return [(slug, name) for slug, name in (await session.exec(statement)).all()]
