"""Who works somewhere, and who has been invited: for who looks after them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from portal import clock
from portal.access import mail_address
from portal.model import Account, Invitation, Membership, Practice, Provider
from portal.model.lasting import holds
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
class Slice:
    """A part of a list."""

    most: int | None = None
    after: int = 0


ALL = Slice()


async def colleagues_of(session: AsyncSession, house: House, provider: Provider) -> Colleagues:
    works = await works_of(session, house, col(Membership.provider_id) == provider.id)
    invited = await invited_of(session, house, col(Invitation.provider_id) == provider.id)
    return Colleagues(provider, works, invited)


def _working(statement: Any, which: ColumnElement[bool]) -> Any:
    """Of memberships, beside whom and what they tie."""
    return (
        statement.select_from(Membership)
        .join(Account, col(Account.id) == col(Membership.account_id))
        .outerjoin(Practice, col(Practice.id) == col(Membership.practice_id))
        .outerjoin(Provider, col(Provider.id) == col(Membership.provider_id))
        .where(which, holds(clock.now()), col(Account.ended).is_(None))
    )


async def how_many_work(session: AsyncSession, which: ColumnElement[bool]) -> int:
    return int((await session.exec(_working(select(func.count()), which))).one())


async def works_of(session: AsyncSession, house: House, which: ColumnElement[bool], part: Slice = ALL) -> list[Works]:
    statement = _working(select(Membership, Account, Practice.name, Provider.name), which)
    statement = statement.order_by(Account.name, col(Membership.id)).limit(part.most).offset(part.after)
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


def _open(statement: Any, which: ColumnElement[bool]) -> Any:
    """Of invitations that nobody has answered, beside what they are for."""
    return (
        statement.select_from(Invitation)
        .outerjoin(Practice, col(Practice.id) == col(Invitation.practice_id))
        .outerjoin(Provider, col(Provider.id) == col(Invitation.provider_id))
        .where(which, col(Invitation.accepted_at).is_(None), col(Invitation.withdrawn_at).is_(None))
    )


async def how_many_invited(session: AsyncSession, which: ColumnElement[bool]) -> int:
    return int((await session.exec(_open(select(func.count()), which))).one())


async def invited_of(
    session: AsyncSession, house: House, which: ColumnElement[bool], part: Slice = ALL
) -> list[InvitedOne]:
    statement = _open(select(Invitation, Practice.name, Provider.name), which)
    statement = statement.order_by(col(Invitation.id).desc()).limit(part.most).offset(part.after)
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
