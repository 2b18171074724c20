"""No answer in time to a question about fit: the provider is reminded once, and after as many working days again who
asked is told that none came, and whom to call.

Claimed in the statement that writes it down, in the transaction of the mails, as in overdue.py: told whole or not at
all, and once.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from portal import clock
from portal.database import Database
from portal.model import FitQuestion, Provider
from portal.referral.fit import due_on, told_from
from portal.referral.late import Awaited, Late, tell_of_late
from portal.referral.telling_of_questions import tell_of_due_questions, tell_of_no_answer
from portal.regions import RegionData, Regions
from portal.settings import Settings

_UNREMINDED, _UNTOLD = col(FitQuestion.reminded_on).is_(None), col(FitQuestion.asker_told_on).is_(None)


async def tell_of_late_questions(database: Database, settings: Settings, regions: Regions) -> int:
    """How many questions were told of. As often as you like."""
    return await tell_of_late(database, settings, regions, Awaited(_late, _remind, _tell))


async def _late(session: AsyncSession, regions: Mapping[int, RegionData]) -> list[Late]:
    """Those that could be due: at the earliest as many days after they were asked as there are working days."""
    shortest = min((region.terms.fit_question_days for region in regions.values()), default=0)
    asked = select(FitQuestion).where(
        FitQuestion.answer == "",
        col(FitQuestion.asked_at) < clock.now() - timedelta(days=shortest),
        _UNTOLD,
        col(FitQuestion.region_id).in_(regions),
    )
    rows = (await session.exec(asked.order_by(col(FitQuestion.id)))).all()
    return [_as_late(one, regions[one.region_id]) for one in rows]


def _as_late(one: FitQuestion, region: RegionData) -> Late:
    return Late(one.id or 0, one.region_id, one.provider_id, due_on(one, region), told_from(one, region))


async def _remind(
    session: AsyncSession, settings: Settings, region: RegionData, provider_id: int, numbers: list[int]
) -> int:
    today = clock.today()
    claimed = await _claim(session, numbers, _UNREMINDED, {"reminded_on": today})
    if claimed:
        provider = await session.get_one(Provider, provider_id)
        await tell_of_due_questions(session, settings, region, provider, f"{claimed[0].key}:{today}")
    return len(claimed)


async def _tell(
    session: AsyncSession, settings: Settings, region: RegionData, provider_id: int, numbers: list[int]
) -> int:
    """Who asked several hears of them in one mail."""
    today = clock.today()
    claimed = await _claim(session, numbers, ~_UNREMINDED & _UNTOLD, {"asker_told_on": today})
    if claimed:
        provider = await session.get_one(Provider, provider_id)
        askers = sorted({one.asked_by for one in claimed})
        await tell_of_no_answer(session, settings, region, provider, askers, f"{claimed[0].key}:{today}")
    return len(claimed)


async def _claim(
    session: AsyncSession, numbers: list[int], untold: Any, values: Mapping[str, date]
) -> Sequence[FitQuestion]:
    """Those that nobody answered or told of meanwhile. Held in their order: two runners would else wait for each other.
    No version is raised: who fills in an answer just then may send it."""
    these = select(col(FitQuestion.id)).where(col(FitQuestion.id).in_(numbers))
    await session.exec(these.order_by(col(FitQuestion.id)).with_for_update())
    mine = update(FitQuestion).where(col(FitQuestion.id).in_(numbers), col(FitQuestion.answer) == "", untold)
    done = await session.exec(mine.values(**values).returning(col(FitQuestion.id)))
    claimed = sorted(done.scalars())
    asked = select(FitQuestion).where(col(FitQuestion.id).in_(claimed)).order_by(col(FitQuestion.id))
    return (await session.exec(asked)).all() if claimed else []
