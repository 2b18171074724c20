"""No answer in time: from seven on a working day who screens is reminded, and after as many working days again who
referred and who contracts are told.

What is told is claimed in the statement that writes it down, in the transaction of the mails: killed anywhere it is
done whole or not at all, and of two runners one tells it. Nobody's version is raised by it: whoever fills in an answer
just then may send it.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from sqlmodel import col, or_, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from portal import clock
from portal.database import Database
from portal.model import Application, ApplicationState, Provider, Referral
from portal.referral.events import By, What, leave_event
from portal.referral.late import Awaited, Late, tell_of_late
from portal.referral.telling import News, tell_of_due, tell_of_overdue, tell_referrer
from portal.referral.terms import due, told_from
from portal.regions import RegionData, Regions
from portal.settings import Settings

ASKED = ApplicationState.ASKED

_REMINDED = col(Application.reminded_on).is_not(None)


async def tell_of_late_answers(database: Database, settings: Settings, regions: Regions) -> int:
    """How many applications were told of. As often as you like."""
    return await tell_of_late(database, settings, regions, Awaited(_late, _remind, _tell))


async def _late(session: AsyncSession, regions: Mapping[int, RegionData]) -> list[Late]:
    """Those that could be due. What was sent and not begun is, at the earliest, as many days after it was sent as there
    are working days."""
    shortest = min((region.terms.screening_days for region in regions.values()), default=0)
    sent_before = clock.now() - timedelta(days=shortest)
    asked = select(Application).where(
        Application.state == ASKED,
        or_(
            col(Application.answer_by) < clock.today(),
            col(Application.answer_by).is_(None) & (col(Application.sent_at) < sent_before),
        ),
        col(Application.referrer_told_on).is_(None),
        col(Application.region_id).in_(regions),
    )
    rows = (await session.exec(asked.order_by(col(Application.id)))).all()
    return [_as_late(one, regions[one.region_id]) for one in rows]


def _as_late(one: Application, region: RegionData) -> Late:
    last = due(one.answer_by, one.sent_at, region.terms)
    tell = told_from(one.reminded_on, region.terms) if one.reminded_on else None
    return Late(one.id or 0, one.region_id, one.provider_id, last, tell)


async def _remind(
    session: AsyncSession, settings: Settings, region: RegionData, provider_id: int, numbers: list[int]
) -> int:
    today = clock.today()
    values = {"reminded_on": today}
    claimed = await _claim(session, numbers, col(Application.reminded_on).is_(None), values)
    if not claimed:
        return 0
    provider = await session.get_one(Provider, provider_id)
    for application, referral in claimed:
        leave_event(session, referral, What.REMINDED, By.TIME, organisation=provider.name, application=application)
    once = f"{claimed[0][0].key}:{today}"
    await tell_of_due(session, settings, region, provider, [of.number for _, of in claimed], once)
    return len(claimed)


async def _tell(
    session: AsyncSession, settings: Settings, region: RegionData, provider_id: int, numbers: list[int]
) -> int:
    today = clock.today()
    values = {"referrer_told_on": today}
    claimed = await _claim(session, numbers, _REMINDED & col(Application.referrer_told_on).is_(None), values)
    if not claimed:
        return 0
    provider = await session.get_one(Provider, provider_id)
    for application, referral in claimed:
        leave_event(session, referral, What.OVERDUE, By.TIME, organisation=provider.name, application=application)
        news = News(What.OVERDUE, referral, provider, f"{application.key}:{today}", region)
        await tell_referrer(session, settings, news)
    await tell_of_overdue(session, settings, region, provider, len(claimed), f"{claimed[0][0].key}:{today}")
    return len(claimed)


async def _claim(
    session: AsyncSession, numbers: list[int], untold: Any, values: Mapping[str, date]
) -> Sequence[tuple[Application, Referral]]:
    """Those that nobody answered or told of meanwhile, and that got no new last day. Referrals are held first, as by
    whoever answers: else each would wait for the other."""
    of = select(Application.referral_id).where(col(Application.id).in_(numbers))
    held = select(col(Referral.id)).where(col(Referral.id).in_(of)).order_by(col(Referral.id)).with_for_update()
    await session.exec(held)
    day = col(Application.answer_by)
    mine = update(Application).where(
        col(Application.id).in_(numbers),
        col(Application.state) == ASKED,
        or_(day.is_(None), day < clock.today()),
        untold,
    )
    done = await session.exec(mine.values(**values).returning(col(Application.id)))
    claimed = sorted(done.scalars())
    asked = (
        select(Application, Referral)
        .join(Referral, col(Referral.id) == col(Application.referral_id))
        .where(col(Application.id).in_(claimed))
        .order_by(col(Application.id))
    )
    return (await session.exec(asked)).all() if claimed else []
