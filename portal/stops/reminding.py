"""Before a stop of a provider ends: will it be longer, or do they open again?"""

from datetime import date, timedelta

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from portal import clock
from portal.database import SYSTEM, Database
from portal.model import InstallationFact, IntakeStop, Location, Offer, Provider
from portal.regions import RegionData, Regions
from portal.settings import Settings
from portal.stops.help import help_of
from portal.stops.telling import News, tell_of_coming_end

REMINDED = "stops_reminded"  # the InstallationFact that says on which day this was done last
MORNING = 7  # o'clock: nobody is to find it among the mails of the night


async def remind_of_ends(database: Database, settings: Settings, regions: Regions) -> int:
    """Once a day, and each end once, however often it is called. The number of mails written."""
    today = clock.today()
    if clock.local(clock.now()).hour < MORNING:
        return 0
    async with database.reading() as session:
        if await _done(session, today):
            return 0
    async with database.writing(SYSTEM) as session:
        if await _done(session, today):
            return 0
        written = 0
        for region in regions.by_key.values():
            for news in await _ending(session, region, today):
                written += await tell_of_coming_end(session, settings, news)
        fact = await session.get(InstallationFact, REMINDED)
        if fact is None:
            session.add(InstallationFact(name=REMINDED, value={"day": today.isoformat()}))
        else:
            fact.value = {"day": today.isoformat()}
    return written


async def _done(session: AsyncSession, today: date) -> bool:
    """A day to come was written down before the clock was put back: no reason to tell nobody until then."""
    fact = await session.get(InstallationFact, REMINDED)
    return fact is not None and fact.value["day"] == today.isoformat()


async def _ending(session: AsyncSession, region: RegionData, today: date) -> list[News]:
    """What was decided today needs no reminder today."""
    midnight = clock.start_of(today)
    statement = (
        select(IntakeStop, Provider, Offer, Location)
        .join(Provider, col(Provider.id) == col(IntakeStop.provider_id))
        .outerjoin(Offer, col(Offer.id) == col(IntakeStop.offer_id))
        .outerjoin(Location, col(Location.id) == col(Offer.location_id))
        .where(
            IntakeStop.region_id == region.id,
            col(IntakeStop.imposed).is_(False),
            col(IntakeStop.ended_at).is_(None),
            col(IntakeStop.starts) <= today,
            col(IntakeStop.ends) >= today,
            col(IntakeStop.ends) <= today + timedelta(days=region.terms.stop_reminder_days),
            col(IntakeStop.decided_at).is_(None) | (col(IntakeStop.decided_at) < midnight),
        )
        .order_by(col(IntakeStop.id))
    )
    return [
        News(stop, provider, help_of(stop, offer, location, region), region)
        for stop, provider, offer, location in (await session.exec(statement)).all()
    ]
