"""What a family takes back by its code: what it agreed to, or everything that is still open."""

from collections.abc import Sequence

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from portal import clock
from portal.model import (
    Application,
    ApplicationState,
    Consent,
    Provider,
    Referral,
    ReferralState,
)
from portal.referral.consent import Purpose
from portal.referral.counts import applications_of
from portal.referral.download import referrals_of
from portal.referral.events import By, What, leave_event
from portal.referral.standing import put, stand
from portal.referral.states import AFTER, APPLICATION_AFTER
from portal.referral.telling import News, tell_provider, tell_referrer
from portal.regions import RegionData
from portal.shortlist.actions import A_FAMILY
from portal.web.house import House

A, R = ApplicationState, ReferralState


async def withdraw_consent(house: House, region: RegionData, keys: Sequence[str], consent_key: str) -> bool:
    """`keys`: of the notices that their list knows. False where it is none of theirs, or taken back already.

    What goes to a provider stops there, unless its help has begun: then there is a treatment, with rules of its own.
    """
    async with house.database.writing(A_FAMILY) as session:
        held = {one.id: one for one in await referrals_of(session, region, keys, hold=True)}
        asked = select(Consent).where(Consent.key == consent_key, col(Consent.referral_id).in_(held))
        consent = (await session.exec(asked.with_for_update())).first()
        if consent is None or consent.withdrawn_at is not None:
            return False
        referral = held[consent.referral_id]
        consent.withdrawn_at = clock.now()
        session.add(consent)
        leave_event(session, referral, What.CONSENT_WITHDRAWN, By.FAMILY)
        if consent.purpose == Purpose.HEAR:
            # From now on it hears of no decline; what is its own task goes on.
            referral.tell_toegang = False
            session.add(referral)
        else:
            await _stop_at(house, session, referral, consent.receiver, region)
    return True


async def _stop_at(house: House, session: AsyncSession, referral: Referral, key: str, region: RegionData) -> None:
    provider = (await session.exec(select(Provider).where(Provider.key == key))).first()
    applications = (await applications_of(session, [referral.id])).get(referral.id or 0, ())
    theirs = [one for one in applications if provider is not None and one.provider_id == provider.id]
    stopped = _withdraw(session, theirs)
    if stopped:
        put(referral, applications, region.terms, clock.today())
        leave_event(session, referral, What.WITHDRAWN, By.FAMILY)
        await _tell(house, session, referral, stopped, region)


async def withdraw_open(house: House, region: RegionData, keys: Sequence[str]) -> int:
    """How many notices were. Of help that has begun nothing changes."""
    done = 0
    async with house.database.writing(A_FAMILY) as session:
        found = await referrals_of(session, region, keys, hold=True)
        theirs = await applications_of(session, [one.id for one in found])
        for one in found:
            if R.WITHDRAWN not in AFTER[one.state]:
                continue
            stopped = _withdraw(session, theirs.get(one.id or 0, ()))
            stand(one, R.WITHDRAWN, clock.today())
            leave_event(session, one, What.WITHDRAWN, By.FAMILY)
            await _tell(house, session, one, stopped, region)
            done += 1
    return done


async def _tell(
    house: House, session: AsyncSession, referral: Referral, stopped: Sequence[Application], region: RegionData
) -> None:
    """Who had it, and who referred."""
    about = None
    for one in stopped:
        about = await session.get_one(Provider, one.provider_id)
        news = News(What.WITHDRAWN, referral, about, one.key, region)
        await tell_provider(session, house.settings, news, one.key)
    once = stopped[0].key if stopped else referral.key
    await tell_referrer(session, house.settings, News(What.WITHDRAWN, referral, about, once, region))


async def count_open(session: AsyncSession, region: RegionData, keys: Sequence[str]) -> int:
    found = await referrals_of(session, region, keys) if keys else ()
    return sum(R.WITHDRAWN in AFTER[one.state] for one in found)


def _withdraw(session: AsyncSession, applications: Sequence[Application]) -> list[Application]:
    """Those that could be."""
    able = [one for one in applications if A.WITHDRAWN in APPLICATION_AFTER[one.state]]
    for one in able:
        one.state = A.WITHDRAWN
        session.add(one)
    return able
