"""From what a worker counted to the database: once a minute and at a graceful stop, in short transactions.

What the database does not take now waits here, added up by provider and day, and is tried again. That is bounded: a
number that has no row here yet is left out when there are too many.
"""

import asyncio
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date, timedelta
from typing import Any, NamedTuple

import structlog
from sqlmodel import and_, col, delete, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from portal import clock
from portal.database import SYSTEM, Database, is_away
from portal.model import FormerSlug, Provider, Region, SeenAs, SeenCount, Terms
from portal.upserting import insert_into
from portal.web.sights import Sight, Sights

EVERY = 60.0  # seconds
AT_ONCE = 500  # rows in one transaction: others write too
MOST_WAITING = 50_000  # rows, some ten megabytes
LAST_PATIENCE = 3.0  # seconds, at a stop

log = structlog.get_logger()


class Seen(NamedTuple):
    """What one row of the database is about. Sorted, so that two workers never wait for each other in a circle."""

    slug: str
    region_id: int
    day: date
    what: SeenAs
    question: str


class Counting:
    """One per worker."""

    def __init__(self, database: Database, sights: Sights, *, most_waiting: int = MOST_WAITING) -> None:
        self._database = database
        self._sights = sights
        self._most_waiting = most_waiting
        self._waiting: dict[Seen, int] = {}
        self._stopping = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._task = asyncio.create_task(self._go_on())

    async def stop(self) -> None:
        """With what was counted until now, unless the database takes longer than a stop may."""
        self._stopping.set()
        try:
            await asyncio.wait_for(self._task or self._go_on(), LAST_PATIENCE)
        except TimeoutError:
            log.warning("sights_lost", rows=len(self._waiting))

    async def _go_on(self) -> None:
        """Never cut short while it writes, unless at a stop that lasts too long: what was written would be written
        again."""
        while True:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), EVERY)
            await self._bring_all()
            if self._stopping.is_set():
                return

    async def _bring_all(self) -> None:
        try:
            await self.bring()
        except Exception as problem:
            if is_away(problem):
                log.warning("sights_wait", reason=type(problem).__name__, rows=len(self._waiting))
            else:
                log.exception("sights_failed")

    async def bring(self) -> None:
        """What cannot be written now is kept."""
        self._add(self._sights.take())
        rows = sorted(self._waiting)
        for start in range(0, len(rows), AT_ONCE):
            some = rows[start : start + AT_ONCE]
            await write_seen(self._database, {row: self._waiting[row] for row in some})
            for row in some:
                del self._waiting[row]

    def _add(self, taken: Mapping[Sight, int]) -> None:
        for sight, times in taken.items():
            for slug in sight.slugs:
                seen = Seen(slug, sight.region_id, sight.day, sight.what, sight.question)
                if seen in self._waiting or len(self._waiting) < self._most_waiting:
                    self._waiting[seen] = self._waiting.get(seen, 0) + times
                else:
                    self._sights.left_out += times


async def write_seen(database: Database, seen: Mapping[Seen, int]) -> None:
    """One transaction: whoever counted the same is added to."""
    async with database.writing(SYSTEM) as session:
        numbers = await _numbers_of(session, {row.slug for row in seen})
        added: dict[tuple[int, int, date, SeenAs, str], int] = {}
        for row, times in seen.items():
            if row.slug in numbers:  # a slug that was, and the present one, are the same provider
                key = (numbers[row.slug], row.region_id, row.day, row.what, row.question)
                added[key] = added.get(key, 0) + times
        if added:
            await session.exec(_upsert(session), params=[_as_row(*key, times) for key, times in sorted(added.items())])


def _as_row(
    provider_id: int, region_id: int, day: date, what: SeenAs, question: str, number: int
) -> dict[str, int | date | SeenAs | str]:
    return {
        "provider_id": provider_id,
        "region_id": region_id,
        "day": day,
        "what": what,
        "question": question,
        "number": number,
    }


def _upsert(session: AsyncSession) -> Any:
    made = insert_into(session, SeenCount)
    return made.on_conflict_do_update(
        index_elements=["provider_id", "region_id", "day", "what", "question"],
        set_={"number": col(SeenCount.number) + made.excluded.number},
    )


async def _numbers_of(session: AsyncSession, slugs: Iterable[str]) -> dict[str, int]:
    asked = sorted(slugs)
    former = select(FormerSlug.slug, FormerSlug.provider_id).where(col(FormerSlug.slug).in_(asked))
    present = select(Provider.slug, Provider.id).where(col(Provider.slug).in_(asked))
    found = dict((await session.exec(former)).all())
    return found | {slug: number for slug, number in (await session.exec(present)).all() if number is not None}


async def forget_seen(session: AsyncSession) -> None:
    """Older than the region keeps it."""
    kept = {region.id: Terms(**region.terms).seen_kept_days for region in (await session.exec(select(Region))).all()}
    today = clock.today()
    old = [
        and_(col(SeenCount.region_id) == region_id, col(SeenCount.day) < today - timedelta(days=days))
        for region_id, days in kept.items()
    ]
    if old:
        await session.exec(delete(SeenCount).where(or_(*old)))
