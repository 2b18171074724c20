"""What a family takes back by its code: what it agreed to, or everything that is still open."""

from collections.abc import Sequence

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from portal import clock
from portal.model import Consent
from portal.referral.consent import Purpose
from portal.referral.download import referrals_of
from portal.referral.events import By, What, leave_event
from portal.referral.withdrawing import TakingBack, is_theirs_to_withdraw, withdraw_from, withdraw_whole
from portal.regions import RegionData
from portal.shortlist.actions import A_FAMILY
from portal.web.house import House


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
            taking = TakingBack(session, house.settings, region, By.FAMILY)
            await withdraw_from(taking, referral, consent.receiver)
    return True


async def withdraw_open(house: House, region: RegionData, keys: Sequence[str]) -> int:
    """How many notices were. Of help that has begun nothing changes, nor of what the GI decides."""
    async with house.database.writing(A_FAMILY) as session:
        found = await referrals_of(session, region, keys, hold=True)
        theirs = [one for one in found if is_theirs_to_withdraw(one)]
        for one in theirs:
            await withdraw_whole(TakingBack(session, house.settings, region, By.FAMILY), one)
    return len(theirs)


async def count_open(session: AsyncSession, region: RegionData, keys: Sequence[str]) -> int:
    """Of those that the family may withdraw."""
    found = await referrals_of(session, region, keys) if keys else ()
    return sum(is_theirs_to_withdraw(one) for one in found)
