"""Who works somewhere, and who has been invited: for who looks after them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from portal import clock
from portal.access import mail_address
from portal.access.permissions import LOOKED_AFTER_BY_REGION
from portal.model import Account, Contract, Invitation, Membership, Practice, Provider, Role
from portal.model.lasting import holds
from portal.regions import RegionData
from portal.secrecy import Secrecy, Unreadable
from portal.web.house import House
from portal.web.role_names import ROLE_NAMES


@dataclass(frozen=True)
class Works:
    key: str
    account_id: int
    name: str
    email: str = field(repr=False)
    role_name: str
    of: str
    since: datetime
    refused_at: datetime | None = None  # the last mail to them came to nobody


@dataclass(frozen=True)
class InvitedOne:
    key: str
    email: str = field(repr=False)
    role_name: str
    of: str
    made_at: datetime
    expires: datetime
    refused_at: datetime | None = None  # the mail to them came to nobody

    @property
    def expired(self) -> bool:
        return self.expires <= clock.now()


@dataclass(frozen=True)
class Colleagues:
    provider: Provider
    works: Sequence[Works]
    invited: Sequence[InvitedOne]


@dataclass(frozen=True)
class RegionPeople:
    """Whom a region looks after itself; of its providers only those that nobody manages."""

    works: Sequence[Works]
    invited: Sequence[InvitedOne]
    admitted: Sequence[Practice]
    waiting: Sequence[Practice]
    unmanaged: Sequence[tuple[str, str]]  # slug, name
    towns: Sequence[tuple[str, str]]  # CBS code, name
    unreached: Sequence[Works] = ()  # of providers: the last mail to them came to nobody

    @property
    def practice_options(self) -> Sequence[tuple[str, str]]:
        return [(practice.key, practice.name) for practice in self.admitted]


async def colleagues_of(session: AsyncSession, house: House, provider: Provider) -> Colleagues:
    works = await _works(session, house, col(Membership.provider_id) == provider.id)
    invited = await _invited(session, house, col(Invitation.provider_id) == provider.id)
    return Colleagues(provider, works, invited)


async def people_of(session: AsyncSession, house: House, region: RegionData) -> RegionPeople:
    in_region = col(Membership.region_id) == region.id
    refused = col(Account.mail_refused_at).is_not(None)
    works = await _works(session, house, in_region & col(Membership.role).in_(LOOKED_AFTER_BY_REGION))
    of_region = col(Invitation.region_id) == region.id
    invited = await _invited(session, house, of_region & col(Invitation.by_region).is_(True))
    statement = select(Practice).where(Practice.region_id == region.id).order_by(Practice.name, col(Practice.id))
    practices = (await session.exec(statement)).all()
    return RegionPeople(
        works,
        invited,
        [practice for practice in practices if practice.admitted_at is not None],
        [practice for practice in practices if practice.admitted_at is None],
        await _unmanaged(session, region),
        [(town.code, town.name) for town in region.municipalities.values()],
        await _works(session, house, in_region & refused & col(Membership.provider_id).is_not(None)),
    )


async def _works(session: AsyncSession, house: House, which: ColumnElement[bool]) -> list[Works]:
    now = clock.now()
    statement = (
        select(Membership, Account, Practice.name, Provider.name)
        .join(Account, col(Account.id) == col(Membership.account_id))
        .outerjoin(Practice, col(Practice.id) == col(Membership.practice_id))
        .outerjoin(Provider, col(Provider.id) == col(Membership.provider_id))
        .where(which, holds(now), col(Account.ended).is_(None))
        .order_by(Account.name, col(Membership.id))
    )
    return [
        Works(
            one.key,
            one.account_id,
            account.name,
            mail_address.address_of(house.secrecy, account),
            ROLE_NAMES[one.role],
            practice or provider or _town(house, one),
            one.since,
            account.mail_refused_at,
        )
        for one, account, practice, provider in (await session.exec(statement)).all()
    ]


async def _invited(session: AsyncSession, house: House, which: ColumnElement[bool]) -> list[InvitedOne]:
    statement = (
        select(Invitation, Practice.name, Provider.name)
        .outerjoin(Practice, col(Practice.id) == col(Invitation.practice_id))
        .outerjoin(Provider, col(Provider.id) == col(Invitation.provider_id))
        .where(which, col(Invitation.accepted_at).is_(None), col(Invitation.withdrawn_at).is_(None))
        .order_by(col(Invitation.id).desc())
    )
    return [
        InvitedOne(
            one.key,
            invited_address(house.secrecy, one),
            ROLE_NAMES[one.role],
            practice or provider or _town(house, one),
            one.made_at,
            one.expires,
            one.mail_refused_at,
        )
        for one, practice, provider in (await session.exec(statement)).all()
    ]


def invited_address(secrecy: Secrecy, invitation: Invitation) -> str:
    """Empty where the key that it was sealed with has gone."""
    try:
        return secrecy.unseal(invitation.email_sealed, mail_address.PURPOSE)
    except Unreadable:
        return ""


def _town(house: House, one: Any) -> str:
    known = {region.id: region for region in house.regions.by_key.values()}
    town = known[one.region_id].municipalities.get(one.municipality) if one.region_id in known else None
    return town.name if town else ""


async def name_of(session: AsyncSession, house: House, invitation: Invitation) -> str:
    """Of what somebody is invited to."""
    if invitation.provider_id is not None:
        provider = await session.get(Provider, invitation.provider_id)
        return provider.name if provider else ""
    if invitation.practice_id is not None:
        practice = await session.get(Practice, invitation.practice_id)
        return practice.name if practice else ""
    return _town(house, invitation)


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
