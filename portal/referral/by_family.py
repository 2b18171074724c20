"""What a family does with a referral that it follows, by the keuzecode: withdraw it, choose another, ask for more."""

from dataclasses import dataclass

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from portal import clock
from portal.model import ApplicationState, Frame, Referral, ReferralEvent
from portal.referral.consent import toegang_hears
from portal.referral.events import By, What, leave_event
from portal.referral.standing import settle
from portal.referral.states import NotNow, Overtaken, application_may_become
from portal.referral.telling import News, tell_provider, tell_referrer, tell_toegang
from portal.referral.withdrawing import TakingBack, lying_of, withdraw_whole
from portal.regions import RegionData
from portal.shortlist.actions import A_FAMILY
from portal.web.house import House

A = ApplicationState


@dataclass(frozen=True)
class Wish:
    """About which referral, as the family saw it. `application`: which one, where there may be several."""

    referral: str
    version: int
    application: str = ""


async def withdraw(house: House, region: RegionData, wish: Wish) -> None:
    """All of it: whoever had it is told. Raises Overtaken."""
    async with house.database.writing(A_FAMILY) as session:
        referral = _free(await _held(session, region, wish))
        try:
            await withdraw_whole(TakingBack(session, house.settings, region, By.FAMILY), referral)
        except NotNow as late:
            raise Overtaken from late


async def choose_other(house: House, region: RegionData, wish: Wish) -> None:
    """Not this provider. Raises Overtaken."""
    async with house.database.writing(A_FAMILY) as session:
        referral = _free(await _held(session, region, wish))
        found = [pair for pair in await lying_of(session, referral) if pair[0].key == wish.application]
        if not found:
            raise Overtaken
        application, provider = found[0]
        try:
            application_may_become(application.state, A.CHOSE_OTHER)
            hears = toegang_hears(referral, application.state)
            application.state = A.CHOSE_OTHER
            leave_event(session, referral, What.CHOSE_OTHER, By.FAMILY, application=application)
            await settle(session, referral, region)
        except NotNow as late:
            raise Overtaken from late
        news = News(What.CHOSE_OTHER, referral, provider, application.key, region)
        await tell_provider(session, house.settings, news, application.key)
        await tell_referrer(session, house.settings, news)
        if hears:
            await tell_toegang(session, house.settings, news)


async def ask_for_others(house: House, region: RegionData, wish: Wish) -> None:
    """Who referred is told, once a day at most. Raises Overtaken."""
    async with house.database.writing(A_FAMILY) as session:
        referral = await _held(session, region, wish)
        if await _asked_today(session, referral):
            return
        lying = await lying_of(session, referral)
        leave_event(session, referral, What.ALTERNATIVES, By.FAMILY)
        about = lying[-1][1] if lying else None
        once = f"{referral.key}:{clock.today()}"
        await tell_referrer(session, house.settings, News(What.ALTERNATIVES, referral, about, once, region))


async def _asked_today(session: AsyncSession, referral: Referral) -> bool:
    asked = select(ReferralEvent.id).where(
        ReferralEvent.referral_id == referral.id,
        ReferralEvent.what == What.ALTERNATIVES.value,
        ReferralEvent.at >= clock.start_of(clock.today()),
    )
    return (await session.exec(asked.limit(1))).first() is not None


async def _held(session: AsyncSession, region: RegionData, wish: Wish) -> Referral:
    asked = select(Referral).where(Referral.key == wish.referral, Referral.region_id == region.id).with_for_update()
    referral = (await session.exec(asked)).first()
    if referral is None or referral.version != wish.version:
        raise Overtaken
    return referral


def _free(referral: Referral) -> Referral:
    """In the forced frame the GI decides."""
    if referral.frame is Frame.FORCED:
        raise Overtaken
    return referral
