"""Families whom De Es helped before: referred, accepted and started by what the pages do, each on a day of its own."""

from datetime import timedelta

from sqlmodel import col, select

from portal import clock
from portal.finding.things import things
from portal.model import AgeBand, Application, Referral, WhoChose
from portal.referral.answering import Said, Seen, answer
from portal.referral.desks import desks_of
from portal.referral.grounds import Answer
from portal.referral.making import Wanted, make_referral
from portal.referral.sending import To
from portal.referral.starting import start
from tests.journeys.at_work import LONG_BEFORE, AtWork
from tests.referral.conftest import RAALTE
from tests.staff import a_key

BEFORE = ((10, 7), (30, 14), (50, 28), (65, 35))  # days after LONG_BEFORE that it was sent, and days until it began


async def helped_before(place: AtWork) -> None:
    """One too few to say anything of."""
    house, region, today = place.house, place.region, place.time.at
    place.time.at = LONG_BEFORE
    bram, els = [await place.without_window(name) for name in ("bram", "els")]
    async with house.database.reading() as session:
        desk = (await desks_of(session, bram, region))[0]
    for after, waited in BEFORE:
        place.time.at = LONG_BEFORE + timedelta(days=after)
        to = To("es-gezin", WhoChose.FAMILY, given=("parents",))
        wanted = Wanted(a_key(), desk, things(region)["gezinsbehandeling"], RAALTE, AgeBand.TO_11, to)
        key = await make_referral(house, bram, region, wanted)
        begins = clock.today() + timedelta(days=waited)
        await answer(house, els, region, await _seen(place, key), Said(Answer.ACCEPT, first_date=begins))
        place.time.at += timedelta(days=waited)
        await start(house, els, region, await _seen(place, key), begins, 0)
    place.time.at = today


async def _seen(place: AtWork, referral: str) -> Seen:
    async with place.house.database.reading() as session:
        asked = select(Application).join(Referral, col(Referral.id) == col(Application.referral_id))
        application = (await session.exec(asked.where(Referral.key == referral))).one()
    return Seen("de-es", application.key, application.version)
