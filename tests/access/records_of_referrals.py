"""Referrals that the table's routes are about: at De Wilgenhof, or at De Populier in the other region."""

from typing import Any

from portal import clock
from portal.model import Account, AgeBand, FitQuestion, Role
from portal.web.house import House
from tests.referral.records import a_referral, asked
from tests.staff import FEMKE_HERSELF, POPULIER, WILGENHOF, a_key

SLUGS = {1: WILGENHOF, 2: POPULIER}


async def application(house: House, owner: Account, number: int) -> tuple[str, ...]:
    about: dict[str, Any] = {"region_id": number, "made_by": owner.id, "municipality": f"{number}001"}
    made = await asked(house, a_referral(**about), provider_id=number)
    return (SLUGS[number], made.key)


async def question(house: House, owner: Account, number: int) -> tuple[str, ...]:
    key = a_key()
    async with house.database.writing(FEMKE_HERSELF) as session:
        session.add(
            FitQuestion(
                key=key,
                region_id=number,
                provider_id=number,
                offer="iets",
                role=Role.HUISARTS,
                asked_by=owner.id or 0,
                asked_at=clock.now(),
                age_band=AgeBand.TO_11,
            )
        )
    return (SLUGS[number], key)
