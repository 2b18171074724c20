"""Who is told of a referral: who made it, the toegang that pays; and where nobody is."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement
from sqlmodel import and_, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from portal import clock
from portal.access.permissions import Permission, Reach, roles_with
from portal.model import Account, Membership, Practice, Referral
from portal.model.lasting import holds


async def who_refers(session: AsyncSession, referral: Referral) -> Sequence[Account]:
    """Who made it; where they have left, all who refer there. In a practice as long as the region admits it; else at
    the toegang, which referred itself."""
    if referral.practice_id is None:
        people = await who_decides(session, referral.region_id, referral.municipality)
    else:
        admitted = select(Practice.id).where(
            Practice.id == referral.practice_id, col(Practice.admitted_at).is_not(None)
        )
        roles = roles_with(Permission.REFER, Reach.OWN_PRACTICE)
        there = and_(col(Membership.practice_id).in_(admitted), col(Membership.role).in_(roles))
        people = await _holding(session, there)
    return [one for one in people if one.id == referral.made_by] or people


async def who_decides(session: AsyncSession, region_id: int, municipality: str) -> Sequence[Account]:
    roles = roles_with(Permission.DECIDE_REQUEST, Reach.OWN_MUNICIPALITY)
    there = (col(Membership.region_id) == region_id, col(Membership.municipality) == municipality)
    return await _holding(session, and_(*there, col(Membership.role).in_(roles)))


async def unread_at(session: AsyncSession, providers: Sequence[int]) -> set[int]:
    """Of these, where nobody is told of a notice: nobody there signs in who screens."""
    now = clock.now()
    read = select(Membership.provider_id).where(
        col(Membership.provider_id).in_(providers),
        col(Membership.role).in_(roles_with(Permission.SCREEN, Reach.OWN_PROVIDER)),
        col(Membership.since) <= now,
        holds(now),
    )
    return set(providers) - set((await session.exec(read)).all()) if providers else set()


async def _holding(session: AsyncSession, which: ColumnElement[bool]) -> Sequence[Account]:
    now = clock.now()
    held = select(Membership.account_id).where(which, col(Membership.since) <= now, holds(now))
    asked = select(Account).where(col(Account.id).in_(held), col(Account.ended).is_(None)).order_by(col(Account.id))
    return (await session.exec(asked)).all()
