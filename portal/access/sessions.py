"""Sessions of our own: begun when somebody signs in, known by the print of a token, ended for every worker at once.

Nobody who only looks has one. A token is made here and never taken over from what a browser sends.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam
from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from portal import clock, secrecy
from portal.access.permissions import OF_PRACTICES
from portal.access.visitor import ANONYMOUS, Belonging, SessionHeld, Visitor
from portal.database import SYSTEM, Database, trouble_of
from portal.model import Account, Membership, Passkey, Practice, Role, SignInSession, Terms
from portal.model.lasting import holds
from portal.plain_rows import Asked
from portal.regions import Regions
from portal.sqlite_visits import in_one_visit

MINUTE = timedelta(minutes=1)
FOR_SECOND_FACTOR = timedelta(minutes=10)  # between the password and the second factor


@dataclass(frozen=True)
class Limits:
    """How long a session lasts: without a request, and in all."""

    idle: timedelta
    longest: timedelta

    @property
    def outlasts_browser(self) -> bool:
        """Whether it goes on after the browser was closed: not where others may come to sit at the same screen."""
        return self.longest > timedelta(days=1)


def limits_for(belongings: Sequence[Belonging], regions: Regions) -> Limits:
    """As the regions say to which somebody belongs, the strictest where there are several. Only who is here as a
    family and as nothing else stays signed in for days."""
    of = [r.terms for b in belongings if b.region_id for r in regions.by_key.values() if r.id == b.region_id]
    default = regions.default.terms if regions.default else Terms()
    terms = of or [default]
    if belongings and all(belonging.role == Role.FAMILY for belonging in belongings):
        return Limits(
            timedelta(days=min(one.family_idle_days for one in terms)),
            timedelta(days=min(one.family_session_days for one in terms)),
        )
    return Limits(
        timedelta(minutes=min(one.staff_idle_minutes for one in terms)),
        timedelta(hours=min(one.staff_session_hours for one in terms)),
    )


async def recognise(database: Database, regions: Regions, token: str) -> Visitor:
    """Who comes with this token; anonymous where it is none of ours, or ended, by whatever. Asked at each request,
    and remembered nowhere: what is ended is ended."""
    async with database.reading() as session:
        asked = partial(_KNOWN.rows, token_print=secrecy.token_print(token), now=clock.now())
        rows = await in_one_visit(session, asked)
    if not rows:
        return ANONYMOUS
    held, account, passkey, _, _ = rows[0]
    memberships = {one.id: (one, practice) for *_, one, practice in rows if one is not None}
    belongings = _belongings((one, practice and practice.admitted_at) for one, practice in memberships.values())
    now, limits = clock.now(), limits_for(belongings, regions)
    if now >= min(held.ends, held.began + limits.longest, held.seen + limits.idle):
        return ANONYMOUS
    if now - held.seen >= MINUTE:
        await _note_seen(database, held)
    halfway = bool(account.totp_sealed or passkey) and not held.second_factor
    return Visitor(
        account_id=None if halfway else account.id,
        key=account.key,
        name=account.name,
        belongings=() if halfway else belongings,
        second_factor=held.second_factor,
        mail_refused=account.mail_refused_at is not None,
        session=_held(held),
        halfway_in=account.id if halfway else None,
    )


def _now_of(account: Any, now: Any) -> ColumnElement[bool]:
    return and_(col(Membership.account_id) == account, col(Membership.since) <= now, holds(now))


# Asked at each request of who signed in: of a session, its account with its passkeys, and where it belongs now.
_KNOWN = Asked(
    (SignInSession, Account, Passkey, Membership, Practice),
    select(SignInSession)
    .join(Account, col(Account.id) == col(SignInSession.account_id))
    .outerjoin(Passkey, col(Passkey.account_id) == Account.id)
    .outerjoin(Membership, _now_of(Account.id, bindparam("now")))
    .outerjoin(Practice, col(Practice.id) == col(Membership.practice_id))
    .where(
        col(SignInSession.token_print) == bindparam("token_print"),
        col(SignInSession.ended_at).is_(None),
        col(Account.ended).is_(None),
    )
    .order_by(col(Membership.id)),
)


def _held(record: SignInSession) -> SessionHeld:
    return SessionHeld(record.id or 0, record.key, record.token_print, record.began, record.through)


async def belongings_of(session: AsyncSession, account_id: int) -> tuple[Belonging, ...]:
    """What holds now."""
    statement = (
        select(Membership, Practice.admitted_at)
        .outerjoin(Practice, col(Practice.id) == col(Membership.practice_id))
        .where(_now_of(account_id, clock.now()))
        .order_by(col(Membership.id))
    )
    return _belongings((await session.exec(statement)).all())


def _belongings(found: Iterable[tuple[Membership, datetime | None]]) -> tuple[Belonging, ...]:
    """In a practice that is not admitted (any more) nobody is more than a visitor."""
    return tuple(
        Belonging(one.role, one.region_id, one.provider_id, one.practice_id, one.municipality)
        for one, admitted in found
        if one.role not in OF_PRACTICES or admitted is not None
    )


async def _note_seen(database: Database, held: SignInSession) -> None:
    """Once a minute at most, and no reason to fail: a disk that is full lets people read."""
    now = clock.now()
    noted = (
        update(SignInSession)
        .where(col(SignInSession.id) == held.id, col(SignInSession.seen) <= now - MINUTE)
        .values(seen=now)
    )
    try:
        async with database.writing(SYSTEM) as session:
            await session.exec(noted)
    except Exception as problem:
        if trouble_of(problem) is None:
            raise


async def begin(
    session: AsyncSession,
    account_id: int,
    limits: Limits,
    *,
    second_factor: bool,
    device: str,
    instead_of: SessionHeld | None,
    through: str = "",
) -> str:
    """The token of a new session. The one that the request came with, whosever it was, ends with it: a token from
    before never becomes worth more. `through`: the service that vouched for them; as before where it stays theirs."""
    now = clock.now()
    if instead_of is not None:
        before = await session.get(SignInSession, instead_of.id)
        if before is not None and before.account_id == account_id:
            through = through or before.through
        await end(session, col(SignInSession.id) == instead_of.id)
    token = secrecy.token()
    session.add(
        SignInSession(
            key=secrecy.public_key(),
            token_print=secrecy.token_print(token),
            account_id=account_id,
            began=now,
            seen=now,
            ends=now + limits.longest,
            second_factor=second_factor,
            device=device,
            through=through,
        )
    )
    await session.flush()
    return token


async def end(session: AsyncSession, *which: ColumnElement[bool]) -> int:
    """How many were still open."""
    ended = update(SignInSession).where(col(SignInSession.ended_at).is_(None), *which).values(ended_at=clock.now())
    return (await session.exec(ended)).rowcount


async def end_all_but(session: AsyncSession, account_id: int, kept: Iterable[int] = ()) -> int:
    """Of one account: after another password, or because somebody asks for it."""
    return await end(session, col(SignInSession.account_id) == account_id, col(SignInSession.id).not_in(list(kept)))
