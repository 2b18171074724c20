"""Ending a membership: one's own, or that of somebody one looks after. They may do nothing more, at once."""

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from portal import clock
from portal.access.permissions import NEVER_WITHOUT
from portal.model import Account, Invitation, Membership
from portal.web.language import N_

LAST_ONE = N_(
    "There has to be somebody who manages this. Invite somebody else first, and stay until they have accepted."
)


class LastOne(Exception):
    """There has to be one, and there would be none."""


async def end_membership(session: AsyncSession, membership: Membership) -> None:
    """In the transaction in which it was fetched with permission. Raises LastOne."""
    if membership.role in NEVER_WITHOUT and not await _staying(session, membership) - {membership.id}:
        raise LastOne
    membership.until = clock.now()
    sent = select(Invitation).where(
        Invitation.invited_by == membership.account_id,
        Invitation.provider_id == membership.provider_id,
        Invitation.region_id == membership.region_id,
        col(Invitation.accepted_at).is_(None),
        col(Invitation.withdrawn_at).is_(None),
    )
    for invitation in (await session.exec(sent)).all():
        invitation.withdrawn_at = clock.now()


async def _staying(session: AsyncSession, membership: Membership) -> set[int | None]:
    """All in this role for the same thing, locked: of two who leave at once the second sees that the first has gone.
    Whoever has an end, be it still to come, does not stay; and nobody's clock has a say in it."""
    statement = (
        select(Membership.id)
        .join(Account, col(Account.id) == col(Membership.account_id))
        .where(
            Membership.role == membership.role,
            col(Membership.until).is_(None),
            col(Account.ended).is_(None),
        )
        .order_by(col(Membership.id))
        .with_for_update(of=Membership)
    )
    if membership.provider_id is not None:
        statement = statement.where(Membership.provider_id == membership.provider_id)
    else:
        statement = statement.where(Membership.region_id == membership.region_id)
    return set((await session.exec(statement)).all())
