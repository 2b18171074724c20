"""Sends the mails that wait: claims a batch, sends it outside any transaction, writes down what became of each.

At least once, see docs/decisions/0016-a-mail-is-a-row.md: who is killed between sending and writing that down sends
again, with the same Message-ID.
"""

import asyncio
import time
from collections.abc import Callable, Sequence
from datetime import timedelta

import structlog
from sqlalchemy import ColumnElement
from sqlmodel import col, delete, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from portal import clock
from portal.access import reached
from portal.access.mail_address import print_of
from portal.database import SYSTEM, Database, is_away
from portal.jobs.returned_mail import believe_the_rest
from portal.mail.delivery import NotSent
from portal.mail.letter import opened
from portal.mail.post import Post
from portal.mail.smtp import WHOLE_MAIL
from portal.model import Mail, MailState, MailTrouble
from portal.secrecy import Unreadable

BATCH = 50
IDLE = 1.0  # seconds between looks
AWAY_PAUSE = 5.0  # when no server answers
WRITE_PAUSE = 1.0  # when the database is away just as a mail was sent
LEAST_LEFT = timedelta(seconds=2 * WHOLE_MAIL)  # of a claim, to begin with another mail
KEPT_FOR = timedelta(days=90)  # rows of what has ended; as long the same news is not told twice
FORGET_EVERY = 3600.0  # seconds

log = structlog.get_logger()


class Postman:
    def __init__(self, database: Database, post: Post, stopping: Callable[[], bool] = lambda: False) -> None:
        self._database = database
        self._post = post
        self._stopping = stopping
        self._forgotten = float("-inf")

    async def turn(self) -> float:
        """One batch; how long to wait before the next."""
        if time.monotonic() - self._forgotten > FORGET_EVERY:
            await forget_old(self._database)
            self._forgotten = time.monotonic()
        mails = await self._claim_due()
        if not mails:
            return IDLE
        return 0.0 if await self.send(mails) else AWAY_PAUSE

    async def send_all(self) -> None:
        """Whatever is due now."""
        await forget_old(self._database)
        while mails := await self._claim_due():
            await self.send(mails)

    async def _claim_due(self) -> list[Mail]:
        now = clock.now()
        async with self._database.reading() as session:  # a look every second must not hold up who writes
            if (await session.exec(select(Mail.id).where(_due(now)).limit(1))).first() is None:
                return []
        async with self._database.writing(SYSTEM) as session:
            return await claim(session, _due(now))

    async def send(self, mails: Sequence[Mail], *, again: bool = True) -> bool:
        """False where it would have gone the same way with every other mail. `again`: what can be tried again is."""
        left, away = list(mails), None
        try:
            while left and away is None and not self._stopping() and _long_enough(left[0]):
                problem = await self._try(left[0])
                mail = left.pop(0)
                await self._write_down(mail, problem, again=again)
                await self._remember(mail, problem)
                away = problem if problem is not None and problem.away else None
        finally:
            await self._post.delivery.close()
        for mail in left:
            if away is None:
                await self._change(mail, Mail.give_back)
            else:
                await self._write_down(mail, away, again=again)
        return away is None

    async def _try(self, mail: Mail) -> NotSent | None:
        try:
            await self._post.send(mail)
        except NotSent as problem:
            return problem
        except Unreadable:
            return NotSent(MailTrouble.UNREADABLE)
        except Exception as problem:
            log.error("mail_fault", mail=mail.key, kind=mail.kind, exc_info=problem)
            return NotSent(MailTrouble.FAULT)
        return None

    async def _write_down(self, mail: Mail, problem: NotSent | None, *, again: bool) -> None:
        now = clock.now()
        if problem is None:
            # Whoever else claimed it since: it is sent.
            who = self._whose(mail) if self._post.settings.mail_bounces else ""
            state = await self._change(mail, lambda held: held.was_sent(now, who), whose_ever=True)
        elif problem.final or not again:
            state = await self._change(mail, lambda held: held.fail(problem.trouble))
        else:
            state = await self._change(mail, lambda held: held.put_off(problem.trouble, now))
        if not again:
            return  # whoever asked for it says what happened
        about = {"mail": mail.key, "kind": mail.kind, "attempt": mail.attempts}
        if problem is None:
            log.info("mail_sent", **about)
        elif state is MailState.FAILED:
            log.error("mail_failed", **about, reason=problem.trouble.value, code=problem.code)
        else:
            log.warning("mail_put_off", **about, reason=problem.trouble.value, code=problem.code)

    async def _remember(self, mail: Mail, problem: NotSent | None) -> None:
        """Whether mail arrives at this address. After the mail itself was written down, and never in its way."""
        if problem is not None and not (problem.final and problem.trouble is MailTrouble.ADDRESS):
            return
        if problem is None and self._post.settings.mail_bounces:
            return  # it may come back: portal/jobs/returned_mail.py
        refused_at = None if problem is None else clock.now()
        who = self._whose(mail)
        if not who:
            return
        try:
            async with self._database.reading() as session:
                if not await reached.is_news(session, who, refused_at):
                    return
            async with self._database.writing(SYSTEM) as session:
                await reached.mark(session, who, refused_at)
        except Exception as failure:
            if not is_away(failure):
                raise

    def _whose(self, mail: Mail) -> str:
        """The print of its address; empty where that cannot be read."""
        secrecy = self._post.settings.secrecy()
        try:
            return print_of(secrecy, opened(mail, secrecy).address)
        except Unreadable:
            return ""

    async def _change(
        self, mail: Mail, change: Callable[[Mail], None], *, whose_ever: bool = False
    ) -> MailState | None:
        """None where it is not ours any more."""
        while True:
            try:
                async with self._database.writing(SYSTEM) as session:
                    held = await session.get(Mail, mail.id, with_for_update=True)
                    if held is None or held.has_ended or not (whose_ever or _same_claim(held, mail)):
                        return None
                    change(held)
                    return held.state
            except Exception as problem:
                # What was sent and is not written down is sent again: worth waiting for as long as the claim lasts.
                if not is_away(problem) or self._stopping() or not _long_enough(mail):
                    raise
            await asyncio.sleep(WRITE_PAUSE)


async def claim(session: AsyncSession, which: ColumnElement[bool]) -> list[Mail]:
    """At most a batch, in the order in which they are due; another runner's claims are passed over."""
    now = clock.now()
    waiting = select(Mail).where(which).order_by(col(Mail.due), col(Mail.id)).limit(BATCH)
    ours = []
    for mail in (await session.exec(waiting.with_for_update(skip_locked=True))).all():
        if mail.is_too_late(now):
            mail.fail(MailTrouble.TOO_LATE)
            log.error("mail_failed", mail=mail.key, kind=mail.kind, reason=mail.trouble)
        elif mail.state == MailState.SENDING and mail.tried_until is not None and mail.tried_until < now:
            mail.fail(MailTrouble.FAULT)  # whoever sent it was killed, every time
            log.error("mail_failed", mail=mail.key, kind=mail.kind, reason=mail.trouble)
        else:
            mail.claim(now)
            ours.append(mail)
    return ours


async def forget_old(database: Database) -> None:
    ended = col(Mail.state).in_([MailState.SENT, MailState.FAILED])
    async with database.writing(SYSTEM) as session:
        await believe_the_rest(session)
        await session.exec(delete(Mail).where(ended, col(Mail.written_at) < clock.now() - KEPT_FOR))


def _due(now: object) -> ColumnElement[bool]:
    waiting = (col(Mail.state) == MailState.WAITING) & (col(Mail.due) <= now)
    left = (col(Mail.state) == MailState.SENDING) & (col(Mail.claimed_until) <= now)
    return or_(waiting, left)


def _same_claim(held: Mail, mail: Mail) -> bool:
    return (held.attempts, held.claimed_until) == (mail.attempts, mail.claimed_until)


def _long_enough(mail: Mail) -> bool:
    return mail.claimed_until is not None and clock.now() + LEAST_LEFT < mail.claimed_until
