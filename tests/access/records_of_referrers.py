"""Referrals that the table's routes are about: of the practice or municipality of who asks, or of the other region."""

from sqlmodel import select

from portal.model import Account, Membership, ReferralState
from portal.web.house import House
from tests.referral.records import a_referral
from tests.staff import FEMKE_HERSELF


async def notice(house: House, owner: Account, number: int) -> tuple[str, ...]:
    return (await _made(house, owner, number, ReferralState.CHOOSING),)


async def request(house: House, owner: Account, number: int) -> tuple[str, ...]:
    return (await _made(house, owner, number, ReferralState.REQUESTED),)


async def _made(house: House, owner: Account, number: int, state: ReferralState) -> str:
    async with house.database.writing(FEMKE_HERSELF) as session:
        practices = select(Membership.practice_id).where(Membership.account_id == owner.id)
        practice = (await session.exec(practices)).first() if number == 1 else None
        about = {"region_id": number, "municipality": f"{number}001", "made_by": owner.id, "state": state}
        made = a_referral(practice_id=practice, **about)
        session.add(made)
    return made.key
