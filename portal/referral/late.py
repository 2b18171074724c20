"""What has no answer in time, whatever was asked: from seven on a working day who is to answer is reminded, and after
as many working days again who waits for it is told. What is told, and to whom, stands with each."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel.ext.asyncio.session import AsyncSession

from portal import clock
from portal.database import SYSTEM, Database
from portal.regions import RegionData, Regions
from portal.settings import Settings
from portal.trouble import alone
from portal.working_days import is_working_day

FIRST_HOUR = 7


@dataclass(frozen=True)
class Late:
    """One that waits for an answer. `told_from`: of one that was reminded, the day from which others are told."""

    number: int
    region_id: int
    provider_id: int
    due: date
    told_from: date | None


Work = dict[tuple[int, int], list[int]]  # region and provider → what waits there
# How many it told of: what of these still waits, at this provider.
Step = Callable[[AsyncSession, Settings, RegionData, int, list[int]], Awaitable[int]]


@dataclass(frozen=True)
class Awaited:
    """One kind of what waits for an answer: those that could be late, and what is told of them."""

    find: Callable[[AsyncSession, Mapping[int, RegionData]], Awaitable[Sequence[Late]]]
    remind: Step
    tell: Step


async def tell_of_late(database: Database, settings: Settings, regions: Regions, awaited: Awaited) -> int:
    """How many were told of. As often as you like."""
    if not _is_time():
        return 0
    by_id = {region.id: region for region in regions.by_key.values()}
    async with database.reading() as session:
        found = await awaited.find(session, by_id)
    remind, tell = plan(found, clock.today())
    return await _tell_each(database, settings, by_id, ((remind, awaited.remind), (tell, awaited.tell)))


def _is_time() -> bool:
    """Somebody is there to read it."""
    now = clock.local(clock.now())
    return now.hour >= FIRST_HOUR and is_working_day(now.date())


def plan(found: Iterable[Late], today: date) -> tuple[Work, Work]:
    """What to remind of, and what to tell others."""
    remind: Work = {}
    tell: Work = {}
    for one in found:
        about = (one.region_id, one.provider_id)
        if one.told_from is None:
            if one.due < today:
                remind.setdefault(about, []).append(one.number)
        elif one.told_from <= today:
            tell.setdefault(about, []).append(one.number)
    return remind, tell


async def _tell_each(
    database: Database, settings: Settings, regions: Mapping[int, RegionData], steps: Iterable[tuple[Work, Step]]
) -> int:
    """Each provider in a transaction of its own: one that fails holds up no other."""
    told = 0
    for work, step in steps:
        for (region_id, provider_id), numbers in sorted(work.items()):
            with alone("late_answers_not_told"):
                async with database.writing(SYSTEM) as session:
                    told += await step(session, settings, regions[region_id], provider_id, numbers)
    return told
