"""When a referral goes: a term after it closed, with all that hangs on it. Only numbers remain.

Killed anywhere, each is there whole or is counted and gone: both in one transaction.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import ColumnElement
from sqlmodel import col, delete, select
from sqlmodel.ext.asyncio.session import AsyncSession

from portal import clock
from portal.database import SYSTEM, Database
from portal.model import (
    Application,
    ApplicationState,
    Consent,
    FitQuestion,
    Referral,
    ReferralEvent,
    ReferralState,
)
from portal.referral.counts import Counts, Place, applications_of, counted, keep_counts, of_questions, place_of
from portal.referral.events import By, What, leave_event
from portal.referral.states import CLOSED, OVER
from portal.regions import RegionData, Regions

AT_ONCE = 200  # referrals per transaction: who writes meanwhile does not wait long


async def forget_referrals(database: Database, regions: Regions) -> None:
    for region in regions.by_key.values():
        for started in (False, True):
            while await _close_some(database, region, started=started):
                pass
        while await _remove_some(database, region):
            pass
        while await _remove_questions(database, region):
            pass


async def _close_some(database: Database, region: RegionData, *, started: bool) -> int:
    """Which somebody forgot to close. Of help that began the end need not be recorded here: it may go on for long."""
    terms, begun = region.terms, col(Referral.state) == ReferralState.STARTED
    before = clock.now() - timedelta(days=terms.started_untouched_days if started else terms.untouched_days)
    touched = (
        select(ReferralEvent.id)
        .where(ReferralEvent.referral_id == Referral.id, col(ReferralEvent.at) >= before)
        .exists()
    )
    async with database.writing(SYSTEM) as session:
        found = await _some(
            session,
            region,
            begun if started else ~begun,
            col(Referral.closed_on).is_(None),
            col(Referral.made_at) < before,
            ~touched,
        )
        theirs = await applications_of(session, [one.id for one in found])
        for one in found:
            _close(session, one, theirs.get(one.id or 0, ()))
    return len(found)


def _close(session: AsyncSession, referral: Referral, applications: Sequence[Application]) -> None:
    """Help that began and of which nobody told the end has ended; all else was taken back."""
    for one in applications:
        if one.state not in OVER:
            began = one.state is ApplicationState.STARTED
            one.state = ApplicationState.ENDED if began else ApplicationState.WITHDRAWN
            session.add(one)
    if referral.state not in CLOSED:
        began = referral.state is ReferralState.STARTED
        referral.state = ReferralState.ENDED if began else ReferralState.WITHDRAWN
    referral.since = referral.closed_on = clock.today()
    referral.answer_by = None
    session.add(referral)
    leave_event(session, referral, What.CLOSED_BY_TIME, By.TIME)


async def _remove_some(database: Database, region: RegionData) -> int:
    last = clock.today() - timedelta(days=region.terms.referral_kept_days)
    async with database.writing(SYSTEM) as session:
        found = await _some(session, region, col(Referral.closed_on) < last)
        await remove_counted(session, region.id, found)
    return len(found)


async def remove_counted(session: AsyncSession, region_id: int, found: Sequence[Referral]) -> None:
    """All that hangs on these, too; they are held. Only numbers remain."""
    if not found:
        return
    ids = [one.id for one in found]
    theirs = await applications_of(session, ids)
    counts: dict[Place, Counts] = {}
    for one in found:
        own = counted(one, theirs.get(one.id or 0, ()), clock.today())
        counts.setdefault(place_of(one), Counter()).update(own)
    await keep_counts(session, region_id, counts)
    # What refers to another goes first.
    for kind in (Consent, ReferralEvent, Application):
        await session.exec(delete(kind).where(col(kind.referral_id).in_(ids)))
    await session.exec(delete(Referral).where(col(Referral.id).in_(ids)))


async def _some(session: AsyncSession, region: RegionData, *conditions: ColumnElement[bool]) -> Sequence[Referral]:
    """Held: two that remove at once would both count them."""
    asked = (
        select(Referral)
        .where(Referral.region_id == region.id, *conditions)
        .order_by(col(Referral.id))
        .limit(AT_ONCE)
        .with_for_update(skip_locked=True)
    )
    return (await session.exec(asked)).all()


async def _remove_questions(database: Database, region: RegionData) -> int:
    before = clock.now() - timedelta(days=region.terms.question_kept_days)
    async with database.writing(SYSTEM) as session:
        asked = (
            select(FitQuestion)
            .where(FitQuestion.region_id == region.id, col(FitQuestion.asked_at) < before)
            .order_by(col(FitQuestion.id))
            .limit(AT_ONCE)
            .with_for_update(skip_locked=True)
        )
        found = (await session.exec(asked)).all()
        await keep_counts(session, region.id, of_questions(found))
        await session.exec(delete(FitQuestion).where(col(FitQuestion.id).in_([one.id for one in found])))
    return len(found)
