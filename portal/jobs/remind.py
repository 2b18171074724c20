"""From eight on a working day: tells people what is about to fade, and whoever comes after them.

A mail is written in the transaction in which it is written down that they were told, so that a runner that is killed
anywhere, or two at the same time, tell nobody twice.
"""

import asyncio
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

import structlog
from sqlmodel import col, insert
from sqlmodel.ext.asyncio.session import AsyncSession

from portal import clock
from portal.database import SYSTEM, Database
from portal.mail.writing import Row, write_ready
from portal.model import OfferReminder, OneTimeLink, ReminderTurn
from portal.regions import Regions
from portal.reminders.due import OfferHeld, read_known
from portal.reminders.letters import Maker, Ready
from portal.reminders.plan import REMINDER, TO_MANAGERS, TO_REGION, Letter, Plan, plan_of
from portal.reminders.rules import FIRST_HOUR, Told
from portal.settings import Settings
from portal.upserting import insert_into
from portal.working_days import is_working_day

AT_ONCE = 50  # mails in one transaction
ROWS = 500  # in one statement

log = structlog.get_logger()


async def remind(database: Database, settings: Settings, regions: Regions) -> int:
    """The number of mails written."""
    now = clock.local(clock.now())
    if now.hour < FIRST_HOUR or not is_working_day(now.date()):
        return 0
    async with database.reading() as session:
        known = await read_known(session, regions)
    by_id = {region.id: region for region in regions.by_key.values()}
    terms = {number: region.terms for number, region in by_id.items()}
    plan = await asyncio.to_thread(plan_of, known, terms, now.date())
    work = _Telling(database, plan, Maker(settings, known, by_id), {offer.id: offer for offer in known.offers})
    counted = {
        "reminders": await work.remind(),
        "managers": await work.tell_managers(),
        "regions": await work.tell_regions(),
    }
    if any(counted.values()) or work.unreachable:
        log.info("reminded", **counted, unreachable=work.unreachable)
    return sum(counted.values())


class _Telling:
    def __init__(self, database: Database, plan: Plan, maker: Maker, offers: dict[int, OfferHeld]) -> None:
        self._database = database
        self._plan = plan
        self._maker = maker
        self._offers = offers
        self.unreachable = 0  # people whose address cannot be read, or written to

    async def remind(self) -> int:
        written = 0
        for some in _chunks(self._letters(REMINDER), AT_ONCE):
            ready = await self._made(some)
            async with self._database.writing(SYSTEM) as session:
                written += await _write(session, ready)
                await _upsert(session, ReminderTurn, _turns(some, self._plan.today), ("account_id", "provider_id"))
                told = {offer.id: Told(self._plan.today) for letter in some for offer in letter.offers}
                await self._write_down(session, told, anew=True)
        return written

    async def tell_managers(self) -> int:
        """All in one: an offer may have several managers, who are told of several offers."""
        letters = self._letters(TO_MANAGERS)
        ready = await self._made(letters)
        of_nobody = {offer.id: self._plan.told[offer.id] for offer in self._plan.nobody}
        told = {n: told for n, told in self._plan.told.items() if told.managers == self._plan.today} | of_nobody
        if not told:
            return 0
        async with self._database.writing(SYSTEM) as session:
            await self._write_down(session, told)
            return await _write(session, ready)

    async def tell_regions(self) -> int:
        written = 0
        letters = self._letters(TO_REGION)
        for region in sorted({letter.region_id for letter in letters}):
            some = [letter for letter in letters if letter.region_id == region]
            ready = await self._made(some)
            new = {one.id for one in some[0].offers if self._plan.told[one.id].region == self._plan.today}
            async with self._database.writing(SYSTEM) as session:
                now = await _write(session, ready)
                if now or not ready:  # told this week already: what is new waits for the next
                    await self._write_down(session, {number: self._plan.told[number] for number in new})
                written += now
        return written

    def _letters(self, kind: str) -> list[Letter]:
        return [letter for letter in self._plan.letters if letter.kind == kind]

    async def _made(self, letters: Iterable[Letter]) -> list[Ready]:
        """Before the database waits for it; and between two of them the runner does its other work."""
        made = []
        for letter in letters:
            if (ready := self._maker.make(letter)) is None:
                self.unreachable += 1
            else:
                made.append(ready)
            await asyncio.sleep(0)
        return made

    async def _write_down(self, session: AsyncSession, told: dict[int, Told], *, anew: bool = False) -> None:
        """`anew`: only of what stands since; who was told of that stays told."""
        rows = [
            {
                "offer_id": number,
                "about": self._offers[number].version,
                "reminded_on": one.reminded,
                "managers_on": one.managers,
                "region_on": one.region,
            }
            for number, one in sorted(told.items())
        ]
        await _upsert(session, OfferReminder, rows, ("offer_id",), only_where_other="about" if anew else "")


async def _write(session: AsyncSession, ready: Sequence[Ready]) -> int:
    """The links of a mail that another runner wrote go with it: nobody has them."""
    written: set[str] = set()
    for some in _chunks(ready, AT_ONCE):
        written |= await write_ready(session, [one.mail for one in some])
    links = [row for one in ready if one.mail["key"] in written for row in one.links]
    if links:
        await (await session.connection()).execute(insert(OneTimeLink), links)
    return len(written)


def _turns(letters: Iterable[Letter], today: date) -> list[Row]:
    return [
        {"account_id": letter.person.id, "provider_id": provider, "day": day, "sent_on": today}
        for letter in letters
        for provider, day in sorted(letter.turns.items())
    ]


async def _upsert(
    session: AsyncSession, kind: Any, rows: Sequence[Row], key: Sequence[str], *, only_where_other: str = ""
) -> None:
    statement = insert_into(session, kind)
    values = {name: statement.excluded[name] for name in (rows[0] if rows else {}) if name not in key}
    which = col(getattr(kind, only_where_other)) != statement.excluded[only_where_other] if only_where_other else None
    upsert = statement.on_conflict_do_update(index_elements=list(key), set_=values, where=which) if rows else statement
    for some in _chunks(rows, ROWS):
        await (await session.connection()).execute(upsert, list(some))


def _chunks(of: Sequence[Any], most: int) -> Iterator[tuple[Any, ...]]:
    for start in range(0, len(of), most):
        yield tuple(of[start : start + most])
