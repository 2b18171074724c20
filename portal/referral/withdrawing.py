"""Taking a referral back, whole or from one provider: whoever does it, who had it is told. The referrer always, and the
toegang where it was to decide: else it looks at what is not there any more."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from portal import clock
from portal.model import Application, ApplicationState, Frame, Provider, Referral, ReferralState
from portal.referral.events import By, What, leave_event
from portal.referral.standing import settle, stand
from portal.referral.states import AFTER, APPLICATION_AFTER
from portal.referral.telling import News, tell_provider, tell_referrer, tell_toegang
from portal.regions import RegionData
from portal.settings import Settings

A, R = ApplicationState, ReferralState
Lying = tuple[Application, Provider]


@dataclass(frozen=True)
class TakingBack:
    """In which session and region, and who does it."""

    session: AsyncSession
    settings: Settings
    region: RegionData
    by: By
    organisation: str = ""


def is_theirs_to_withdraw(referral: Referral) -> bool:
    """The family's. In the forced frame the GI decides."""
    return R.WITHDRAWN in AFTER[referral.state] and referral.frame is not Frame.FORCED


async def withdraw_whole(taking: TakingBack, referral: Referral) -> None:
    """The referral is held. Raises NotNow: of help that has begun nothing is taken back."""
    was_asked = referral.state is R.REQUESTED
    stand(referral, R.WITHDRAWN, clock.today())
    stopped = [pair for pair in await lying_of(taking.session, referral) if _may_stop(pair)]
    await _stop(taking, referral, stopped, referral.key, at_toegang=was_asked)


async def withdraw_from(taking: TakingBack, referral: Referral, provider: str) -> None:
    """By its key; the referral is held. What has begun there goes on: that is a treatment, with rules of its own."""
    there = [pair for pair in await lying_of(taking.session, referral) if pair[1].key == provider]
    stopped = [pair for pair in there if _may_stop(pair)]
    if stopped:
        await _stop(taking, referral, stopped, stopped[0][0].key)
        await settle(taking.session, referral, taking.region)


async def lying_of(session: AsyncSession, referral: Referral) -> Sequence[Lying]:
    """With which providers it lies or lay, in the order in which it was sent. Held."""
    asked = (
        select(Application, Provider)
        .join(Provider, col(Provider.id) == col(Application.provider_id))
        .where(Application.referral_id == referral.id)
        .order_by(col(Application.id))
        .with_for_update(of=Application)
    )
    return (await session.exec(asked)).all()


def _may_stop(pair: Lying) -> bool:
    return A.WITHDRAWN in APPLICATION_AFTER[pair[0].state]


async def _stop(
    taking: TakingBack, referral: Referral, stopped: Sequence[Lying], once: str, *, at_toegang: bool = False
) -> None:
    at_toegang = at_toegang or any(one.state is A.BUDGET for one, _ in stopped)
    leave_event(taking.session, referral, What.WITHDRAWN, taking.by, taking.organisation)
    for application, provider in stopped:
        application.state = A.WITHDRAWN
        news = News(What.WITHDRAWN, referral, provider, application.key, taking.region)
        await tell_provider(taking.session, taking.settings, news, application.key)
    news = News(What.WITHDRAWN, referral, stopped[0][1] if stopped else None, once, taking.region)
    if taking.by is By.FAMILY:
        await tell_referrer(taking.session, taking.settings, news)
    if at_toegang:
        await tell_toegang(taking.session, taking.settings, news)
