"""Many offers at once: all of them or none, and once, however often the same request is sent."""

import hashlib
from datetime import timedelta
from typing import Any

from litestar import Response, post
from sqlalchemy.exc import IntegrityError
from sqlmodel import col, delete, select
from sqlmodel.ext.asyncio.session import AsyncSession

from portal import clock, secrecy
from portal.availability import Happened, SayRow, say
from portal.database import Database
from portal.model import AnsweredOnce, SaidBy, Scope
from portal.push.api import bodies
from portal.push.api.offers import BY_KEY
from portal.push.api.outcomes import refused
from portal.push.api.reading import Asking, answered, body_of, key_of, pointer, read
from portal.push.api.refusals import OtherBody, SentAtOnce, WrongHeader
from portal.push.keys import Held, still_holds
from portal.web.house import House

LARGEST_BODY = 5_000_000  # bytes
REMEMBERED = timedelta(hours=24)
LONGEST_NAME = 255
ONCE = "idempotency-key"
AGAIN = {"idempotency-replayed": "true"}


@post("/api/v1/beschikbaarheid", name="push.say_many", opt=BY_KEY, status_code=200, request_max_body_size=LARGEST_BODY)
async def say_many(request: Asking) -> Response[bytes]:
    held = await key_of(request, Scope.SAY_AVAILABILITY)
    once = _once_in(request, held)
    body = await body_of(request)
    house: House = request.app.state.house
    if once and (before := await _answered_before(house.database, once, body)) is not None:
        return answered(before, AGAIN)
    said = read(bodies.Many, body)
    try:
        return answered(await _say(house.database, held, said, once, body))
    except IntegrityError as problem:  # the same request, in this very moment, got there first
        before = await _answered_before(house.database, once, body) if once else None
        if before is None:
            raise SentAtOnce from problem
        return answered(before, AGAIN)


def _once_in(request: Asking, held: Held) -> str:
    """The print of what the sender calls this request; empty if they call it nothing. Raises WrongHeader."""
    name = request.headers.get(ONCE, "")
    if len(name) > LONGEST_NAME or (name and not name.isprintable()):
        raise WrongHeader
    return secrecy.token_print(f"{held.key} {name}") if name else ""


async def _answered_before(database: Database, once: str, body: bytes) -> bodies.ManyDone | None:
    """Raises OtherBody."""
    async with database.reading() as session:
        statement = select(AnsweredOnce).where(AnsweredOnce.print == once, col(AnsweredOnce.until) > clock.now())
        found = (await session.exec(statement)).first()
    if found is None:
        return None
    if found.body_print != _print_of(body):
        raise OtherBody
    return bodies.ManyDone(**found.answer)


async def _say(database: Database, held: Held, said: bodies.Many, once: str, body: bytes) -> bodies.ManyDone:
    """Raises Refusal or NoKey; then nothing was changed, and the same request may be sent again."""
    rows = [SayRow(row.offer, row, row.seen) for row in said.rows]
    async with database.writing(held.actor) as session:
        await still_holds(session, held)
        remembered = await _remember(session, once, body) if once else None
        outcome = await say(session, rows, SaidBy.KEY, [held.provider_id])
        if not outcome.saved:
            wrong = [(number, row) for number, row in enumerate(outcome.rows) if not row.well]
            raise refused([row for _, row in wrong], [pointer("rijen", number) for number, _ in wrong])
        counted: dict[str, Any] = {
            "rows": len(rows),
            "changed": outcome.count(Happened.CHANGED),
            "confirmed": outcome.count(Happened.CONFIRMED),
            "unchanged": outcome.count(Happened.UNCHANGED),
        }
        if remembered is not None:
            remembered.answer = counted
    return bodies.ManyDone(**counted)


async def _remember(session: AsyncSession, once: str, body: bytes) -> AnsweredOnce:
    """First of all: of two who send the same at once the second waits here, and then finds it answered."""
    now = clock.now()
    await session.exec(delete(AnsweredOnce).where(col(AnsweredOnce.print) == once, col(AnsweredOnce.until) <= now))
    remembered = AnsweredOnce(print=once, body_print=_print_of(body), until=now + REMEMBERED)
    session.add(remembered)
    await session.flush()
    return remembered


def _print_of(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


async def forget_answered(session: AsyncSession) -> None:
    await session.exec(delete(AnsweredOnce).where(col(AnsweredOnce.until) < clock.now()))
