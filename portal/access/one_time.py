"""Links that do one thing, once, for whoever has the mail. Opening one does nothing: mail scanners do that.

Asked of the database in the transaction of what the link does: of two who use it at once one is too late.
"""

from datetime import timedelta

from sqlmodel import col, delete, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from portal import clock, secrecy
from portal.access.reached import mark
from portal.model import Account, LinkPurpose, OneTimeLink

VALID = {
    LinkPurpose.RESET: timedelta(hours=1),
    LinkPurpose.SIGN_IN: timedelta(minutes=15),
    LinkPurpose.CONFIRM: timedelta(days=14),
    LinkPurpose.STOP_REMINDERS: timedelta(days=60),  # mails are stopped long after they came
}
KEPT = timedelta(days=1)  # after it ended, for who asks why it does not work


async def make_link(
    session: AsyncSession, purpose: LinkPurpose, account_id: int | None, *, email_sealed: str = "", language: str
) -> str:
    """The token, which is nowhere but in the mail."""
    token = secrecy.token()
    session.add(
        OneTimeLink(
            token_print=secrecy.token_print(token),
            purpose=purpose,
            account_id=account_id,
            email_sealed=email_sealed,
            language=language,
            expires=clock.now() + VALID[purpose],
        )
    )
    await session.flush()
    return token


async def link_of(session: AsyncSession, token: str, purpose: LinkPurpose) -> OneTimeLink | None:
    """Only looked at. None where it is not there, for something else, used, or too old: which of these is not told."""
    statement = select(OneTimeLink).where(
        OneTimeLink.token_print == secrecy.token_print(token),
        OneTimeLink.purpose == purpose,
        col(OneTimeLink.used_at).is_(None),
        col(OneTimeLink.expires) > clock.now(),
    )
    return (await session.exec(statement)).first()


async def use_link(session: AsyncSession, held: OneTimeLink) -> bool:
    """Whether it was us who used it. Who has the mail is reached by mail."""
    now = clock.now()
    used = (
        update(OneTimeLink)
        .where(col(OneTimeLink.id) == held.id, col(OneTimeLink.used_at).is_(None), col(OneTimeLink.expires) > now)
        .values(used_at=now)
    )
    if not (await session.exec(used)).rowcount:
        return False
    if held.account_id is not None:
        who = select(Account.email_print).where(Account.id == held.account_id)
        await mark(session, (await session.exec(who)).one(), None)
    return True


async def use_up_others(session: AsyncSession, account_id: int) -> None:
    """All that still lie in a mailbox, whatever they are for."""
    used = update(OneTimeLink).where(col(OneTimeLink.account_id) == account_id, col(OneTimeLink.used_at).is_(None))
    await session.exec(used.values(used_at=clock.now()))


async def forget_links(session: AsyncSession) -> None:
    await session.exec(delete(OneTimeLink).where(col(OneTimeLink.expires) < clock.now() - KEPT))
