"""Where a referral stands: after a decision on it, or after something happened to one of its applications."""

from collections.abc import Sequence
from datetime import date

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from portal import clock
from portal.model import Application, ApplicationState, Referral, ReferralState
from portal.model.region import Terms
from portal.referral.states import CLOSED, may_become, state_of
from portal.regions import RegionData
from portal.working_days import working_day_after


async def settle(session: AsyncSession, referral: Referral, region: RegionData) -> None:
    """Raises NotNow."""
    await session.flush()
    statement = select(Application).where(Application.referral_id == referral.id)
    put(referral, (await session.exec(statement)).all(), region.terms, clock.today())


def stand(referral: Referral, then: ReferralState, today: date) -> None:
    """From now on it stands there; nobody has a last day yet. Raises NotNow."""
    may_become(referral.state, then)
    referral.state, referral.since, referral.answer_by = then, today, None
    referral.closed_on = today if then in CLOSED else None


def put(referral: Referral, applications: Sequence[Application], terms: Terms, today: date) -> None:
    """Raises NotNow. What has started goes on as long as any of its help does, or is still to begin."""
    then = state_of([one.state for one in applications])
    if referral.state is ReferralState.STARTED and then is not ReferralState.ENDED:
        then = ReferralState.STARTED
    if then is not referral.state:
        stand(referral, then, today)
        if then is ReferralState.BUDGET:
            referral.answer_by = working_day_after(today, terms.request_days)
    if then is not ReferralState.BUDGET:
        referral.answer_by = _last_day(then, applications)


def _last_day(state: ReferralState, applications: Sequence[Application]) -> date | None:
    """Of a provider that screens the day on which it answers, of one that accepted the day on which it begins."""
    if state is ReferralState.ASKED:
        days = [one.answer_by for one in applications if one.state is ApplicationState.ASKED]
    elif state is ReferralState.ACCEPTED:
        days = [one.first_date for one in applications if one.state is ApplicationState.ACCEPTED]
    else:
        days = []
    return min((day for day in days if day), default=None)
