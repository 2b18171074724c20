"""Referrals to try with, as they stand halfway: of Bram's practice, about a child in the first municipality."""

from datetime import date
from typing import Any

from portal import clock
from portal.model import AgeBand, Application, ApplicationState, Referral, ReferralState, Role
from portal.web.house import House
from tests.staff import FEMKE_HERSELF, a_key

KIND = ("help_kind", "diagnostiek")


def a_referral(**about: Any) -> Referral:
    now = clock.now()
    values: dict[str, Any] = {
        "key": a_key(),
        "number": a_key()[:8],
        "region_id": 1,
        "municipality": "1001",
        "role": Role.HUISARTS,
        "made_by": 1,
        "made_at": now,
        "subject_type": KIND[0],
        "subject": KIND[1],
        "age_band": AgeBand.TO_11,
        "route": "direct",
        "state": ReferralState.CHOOSING,
        "since": clock.today(),
    }
    return Referral(**{**values, **about})


def an_application(referral: Referral, **about: Any) -> Application:
    values: dict[str, Any] = {
        "key": a_key(),
        "referral_id": referral.id,
        "provider_id": 1,
        "region_id": referral.region_id,
        "offer": "wilgenhof-diagnostiek",
        "state": ApplicationState.ASKED,
        "sent_at": clock.now(),
    }
    return Application(**{**values, **about})


async def asked(house: House, referral: Referral, clock_from: date | None = None, **about: Any) -> Application:
    """The referral lies with De Wilgenhof, unless `about` says otherwise. Both are written."""
    referral.state = ReferralState.ASKED
    async with house.database.writing(FEMKE_HERSELF) as session:
        session.add(referral)
        await session.flush()
        application = an_application(referral, clock_from=clock_from, **about)
        session.add(application)
    return application
