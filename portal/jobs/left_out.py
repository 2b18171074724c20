"""What cannot be indexed: it is tried again with ever longer pauses, and named where an operator looks."""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import structlog
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from portal.database import SYSTEM, Database
from portal.model import IndexMark, InstallationFact, Offer, Provider
from portal.model.upkeep import NOT_INDEXED

FIRST_PAUSE, LONGEST_PAUSE = 5.0, 900.0  # seconds

AsLeft = tuple[int | None, str, int, datetime]

log = structlog.get_logger()


def as_left(mark: IndexMark) -> AsLeft:
    """What makes a mark that mark: SQLite gives the id of one that is gone to another."""
    return mark.id, mark.what, mark.subject_id, mark.marked_at


@dataclass
class _Waiting:
    version: int
    pause: float
    due: float


class Waiting:
    """Marks of what could not be indexed. They stay in the table; a change of the record makes them due at once."""

    def __init__(self, seconds: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._waiting: dict[AsLeft, _Waiting] = {}
        self._named: dict[int, str] = {}  # provider id → the kind of error
        self._told: dict[int, str] | None = None  # what was last written down of these

    def __len__(self) -> int:
        return len(self._waiting)

    def due(self, mark: IndexMark) -> bool:
        waiting = self._waiting.get(as_left(mark))
        return waiting is None or waiting.version != mark.version or waiting.due <= self._seconds()

    def put_off(self, mark: IndexMark) -> None:
        """For twice as long as the last time, unless it changed since."""
        before = self._waiting.get(as_left(mark))
        again = before is not None and before.version == mark.version
        pause = min(before.pause * 2, LONGEST_PAUSE) if before is not None and again else FIRST_PAUSE
        self._waiting[as_left(mark)] = _Waiting(mark.version, pause, self._seconds() + pause)

    def forget(self, marks: Iterable[IndexMark]) -> None:
        for mark in marks:
            self._waiting.pop(as_left(mark), None)

    async def name(self, database: Database, tried: Iterable[int], failed: dict[int, str]) -> None:
        """`failed` of the providers `tried`. Written for `portal doctor` and /healthz when it is not the same as
        before."""
        for number in tried:
            self._named.pop(number, None)
        self._named |= failed
        if self._named == self._told:
            return
        async with database.writing(SYSTEM) as session:
            keys = await session.exec(
                select(col(Provider.id), col(Provider.key)).where(col(Provider.id).in_(self._named))
            )
            named = {key: self._named[number or 0] for number, key in keys.all()}
            fact = await session.get(InstallationFact, NOT_INDEXED)
            if fact is None and named:
                session.add(InstallationFact(name=NOT_INDEXED, value=named))
            elif fact is not None and fact.value != named:
                fact.value = named
        for key in sorted(named):
            log.warning("not_indexed", provider=key, reason=named[key])
        self._told = dict(self._named)


async def providers_of_documents(session: AsyncSession, ids: Sequence[str]) -> set[int]:
    """Search documents are named after an offer, or after a provider without one."""
    plain = [key.removeprefix("provider-") for key in ids]
    of_offers = await session.exec(select(Offer.provider_id).where(col(Offer.key).in_(ids)))
    providers = await session.exec(select(col(Provider.id)).where(col(Provider.key).in_(plain)))
    return {number for number in (*of_offers.all(), *providers.all()) if number is not None}
