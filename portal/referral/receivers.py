"""Who is told of a referral: who made it, the toegang that pays; and where nobody is."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from sqlalchemy import ColumnElement, case
from sqlmodel import and_, col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from portal import clock
from portal.access.permissions import Permission, Reach, roles_with
from portal.model import Account, Membership, Practice, Referral
from portal.model.lasting import holds


async def who_refers(session: AsyncSession, referral: Referral) -> Sequence[Account]:
    """Who made it; where they have left, or mail to them comes back, all who refer there. In a practice as long as the
    region admits it; else at the toegang, which referred itself."""
    if referral.practice_id is None:
        people = await who_decides(session, referral.region_id, referral.municipality)
    else:
        admitted = select(Practice.id).where(
            Practice.id == referral.practice_id, col(Practice.admitted_at).is_not(None)
        )
        roles = roles_with(Permission.REFER, Reach.OWN_PRACTICE)
        there = and_(col(Membership.practice_id).in_(admitted), col(Membership.role).in_(roles))
        people = await _holding(session, there)
    made_it = [one for one in people if one.id == referral.made_by and one.mail_refused_at is None]
    return made_it or people


async def who_decides(session: AsyncSession, region_id: int, municipality: str) -> Sequence[Account]:
    roles = roles_with(Permission.DECIDE_REQUEST, Reach.OWN_MUNICIPALITY)
    there = (col(Membership.region_id) == region_id, col(Membership.municipality) == municipality)
    return await _holding(session, and_(*there, col(Membership.role).in_(roles)))


class Silence(StrEnum):
    """Why nobody somewhere is told of a notice."""

    UNREAD = "unread"  # nobody signs in there
    UNREACHED = "unreached"  # mail to each of them comes back


async def silent_at(session: AsyncSession, providers: Sequence[int]) -> Mapping[int, Silence]:
    """Of these, where nobody who screens is told."""
    gets_mail = case((col(Account.mail_refused_at).is_(None), 1), else_=0)
    asked = (
        select(col(Membership.provider_id), func.max(gets_mail))
        .join(Account, col(Account.id) == col(Membership.account_id))
        .where(col(Membership.provider_id).in_(providers), screens())
        .group_by(col(Membership.provider_id))
    )
    told = {provider: bool(told) for provider, told in (await session.exec(asked)).all()} if providers else {}
    return {
        provider: Silence.UNREACHED if provider in told else Silence.UNREAD
        for provider in providers
        if not told.get(provider)
    }


def screens() -> ColumnElement[bool]:
    """Of a membership with its account: whose it is answers applications."""
    now = clock.now()
    return and_(
        col(Membership.role).in_(roles_with(Permission.SCREEN, Reach.OWN_PROVIDER)),
        col(Membership.since) <= now,
        holds(now),
        col(Account.ended).is_(None),
    )


async def _holding(session: AsyncSession, which: ColumnElement[bool]) -> Sequence[Account]:
    now = clock.now()
    held = select(Membership.account_id).where(which, col(Membership.since) <= now, holds(now))
    asked = select(Account).where(col(Account.id).in_(held), col(Account.ended).is_(None)).order_by(col(Account.id))
    return (await session.exec(asked)).all()
