"""Whether mail arrives at an address: a mark, with a moment only, on all that we know by that address. Whoever learns
that a mail came to nobody, or to somebody after all, says so here."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import ColumnElement
from sqlmodel import and_, col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from portal.model import Account, Invitation

Known = type[Account] | type[Invitation]
KNOWN: tuple[Known, ...] = (Account, Invitation)


async def is_news(session: AsyncSession, who: str, refused_at: datetime | None) -> bool:
    """`who`: the print of an address. Nearly always there is nothing to write."""
    for known, which in _not_said_yet(who, refused_at):
        if (await session.exec(select(col(known.id)).where(which).limit(1))).first() is not None:
            return True
    return False


async def mark(session: AsyncSession, who: str, refused_at: datetime | None) -> None:
    """Since when mail comes back from there; None where it arrives. What comes back already goes on doing so."""
    for known, which in _not_said_yet(who, refused_at):
        await session.exec(update(known).where(which).values(mail_refused_at=refused_at))


def _not_said_yet(who: str, refused_at: datetime | None) -> Iterator[tuple[Known, ColumnElement[bool]]]:
    marks = (col(Account.mail_refused_at), col(Invitation.mail_refused_at))
    account, invitation = (at.is_not(None) if refused_at is None else at.is_(None) for at in marks)
    unanswered = and_(col(Invitation.accepted_at).is_(None), col(Invitation.withdrawn_at).is_(None))
    yield Account, and_(col(Account.email_print) == who, account)
    yield Invitation, and_(col(Invitation.email_print) == who, invitation, unanswered)
