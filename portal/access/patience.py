"""How often somebody may try: per account and per address, counted in the database for all workers together.

A try is counted before it is looked at, so that a hundred at once are not a hundred tries for one. Who gets in is
forgiven. The waits grow and end; nobody is ever shut out for good. Only prints are kept, and those for a day.
"""

import ipaddress
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import col, delete, select
from sqlmodel.ext.asyncio.session import AsyncSession

from portal import clock
from portal.database import SYSTEM, Database
from portal.model import FailedTry
from portal.secrecy import Secrecy
from portal.upserting import insert_into

FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=30), timedelta(minutes=15)
FORGOTTEN_AFTER = timedelta(hours=24)
FREE_BY_ACCOUNT = 5
FREE_BY_ADDRESS = 20  # a school or a town hall is one address
FREE_MAILS = 3  # to one address, of one kind


@dataclass(frozen=True)
class Counted:
    """What a try is counted under."""

    print: str
    free: int


class TooSoon(Exception):
    """Nothing was looked at: there were too many tries."""

    def __init__(self, wait: timedelta) -> None:
        self.wait = wait


def by_account(secrecy: Secrecy, who: str, what: str = "password") -> Counted:
    """`who`: the print of the mail address that was typed, whether or not it is anybody's."""
    return Counted(secrecy.fingerprint(who, f"tries {what}"), FREE_BY_ACCOUNT)


def by_address(secrecy: Secrecy, address: str, what: str = "address") -> Counted:
    return Counted(secrecy.fingerprint(_network(address), f"tries {what}"), FREE_BY_ADDRESS)


def by_receiver(secrecy: Secrecy, who: str, kind: str) -> Counted:
    """For mail that anybody can have sent to anybody: never forgiven, so that no mailbox is filled with it."""
    return Counted(secrecy.fingerprint(who, f"mails {kind}"), FREE_MAILS)


def _network(address: str) -> str:
    """Of IPv6 one subscriber has billions."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ipaddress.ip_network((known, 64), strict=False)) if known.version == 6 else str(known)


def by_invited(secrecy: Secrecy, who: str, inviter: str) -> Counted:
    return Counted(secrecy.fingerprint(f"{who} {inviter}", "invitations"), FREE_BY_ACCOUNT)


async def count_try(database: Database, *counted: Counted) -> None:
    """Raises TooSoon where one of them has to wait; then none is counted."""
    # Looked at without holding it first: ten thousand guesses then keep nobody from writing.
    async with database.reading() as session:
        moments = select(FailedTry.not_before).where(col(FailedTry.print).in_([one.print for one in counted]))
        _refuse_who_must_wait((await session.exec(moments)).all(), clock.now())
    async with database.writing(SYSTEM) as session:
        held = await _held(session, counted, clock.now())
        now = clock.now()  # after it is held: who was before us counted at an earlier moment
        _refuse_who_must_wait([one.not_before for one in held.values()], now)
        for one in counted:
            record = held[one.print]
            record.tries = 1 if now - record.last_at > FORGOTTEN_AFTER else record.tries + 1
            record.last_at = now
            record.not_before = now + wait_after(record.tries, one.free)


def _refuse_who_must_wait(moments: Iterable[datetime], now: datetime) -> None:
    waits = [moment - now for moment in moments]
    # One longer than there is was given before the clock was put back.
    if wait := max((wait for wait in waits if timedelta(0) < wait <= LONGEST_WAIT), default=None):
        raise TooSoon(wait)


def wait_after(tries: int, free: int) -> timedelta:
    if tries < free:
        return timedelta(0)
    doublings: int = 2 ** min(tries - free, 20)
    return min(FIRST_WAIT * doublings, LONGEST_WAIT)


async def _held(session: AsyncSession, counted: Sequence[Counted], now: datetime) -> dict[str, FailedTry]:
    """Two that try at once count after each other. What is there is written as it is: that holds it, where doing
    nothing would leave it to be forgiven before it is read."""
    prints = sorted(one.print for one in counted)
    rows = [{"print": one, "tries": 0, "last_at": now, "not_before": now} for one in prints]
    held = insert_into(session, FailedTry).values(rows)
    await session.exec(held.on_conflict_do_update(index_elements=["print"], set_={"tries": col(FailedTry.tries)}))
    return await _locked(session, prints)


async def _locked(session: AsyncSession, prints: Sequence[str]) -> dict[str, FailedTry]:
    """In one order, so that no two wait for each other."""
    found = await session.exec(
        select(FailedTry).where(col(FailedTry.print).in_(prints)).order_by(FailedTry.print).with_for_update()
    )
    return {record.print: record for record in found.all()}


async def forgive(session: AsyncSession, account: Counted | None, address: Counted | None = None) -> None:
    """The account begins anew; of the address only this try was no failure, or one account of their own would do for
    somebody who tries those of others."""
    held = await _locked(session, [one.print for one in (account, address) if one is not None])
    if account is not None and account.print in held:
        await session.delete(held[account.print])
    if address is not None and address.print in held:
        record = held[address.print]
        record.tries, record.not_before = max(record.tries - 1, 0), clock.now()


async def forget_old(session: AsyncSession) -> None:
    await session.exec(delete(FailedTry).where(col(FailedTry.last_at) < clock.now() - FORGOTTEN_AFTER))
