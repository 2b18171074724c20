"""After midnight: mark what time alone has changed, so that stored waits and stops stay true."""

from datetime import date, timedelta

from sqlalchemy import ColumnElement
from sqlmodel import col, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from portal import clock
from portal.database import SYSTEM, Database
from portal.index_marks import leave_marks
from portal.model import Availability, Contract, ContractLine, InstallationFact, IntakeStop, Offer
from portal.regions import Regions

NIGHT = "last_night"  # the InstallationFact that says up to which day this was done


async def mark_the_night(database: Database, regions: Regions) -> int:
    """Also makes up for nights that were missed; the number of marks left."""
    today = clock.today()
    async with database.writing(SYSTEM) as session:
        fact = await session.get(InstallationFact, NIGHT)
        since = date.fromisoformat(fact.value["day"]) if fact else today
        if fact is not None and since >= today:
            return 0
        marks: set[tuple[str, int]] = set()
        for region in regions.by_key.values():
            marks |= await _faded(session, region.id, since, today, region.terms.wait_ageing_days)
        marks |= await _begun_or_over(session, since, today)
        await session.run_sync(lambda sync: leave_marks(sync, marks) if marks else None)
        if fact is None:
            session.add(InstallationFact(name=NIGHT, value={"day": today.isoformat()}))
        else:
            fact.value = {"day": today.isoformat()}
    return len(marks)


async def _faded(
    session: AsyncSession, region_id: int, since: date, today: date, believed_days: int
) -> set[tuple[str, int]]:
    """Waits believed until yesterday, and those that begin to count today."""
    first, last = since - timedelta(days=believed_days + 1), today - timedelta(days=believed_days + 1)
    said = col(Availability.reference_date)
    statement = (
        select(Availability.offer_id)
        .join(Offer, col(Offer.id) == col(Availability.offer_id))
        .where(Offer.region_id == region_id, or_((said > first) & (said <= last), (said > since) & (said <= today)))
    )
    return {("offer", number) for number in (await session.exec(statement)).all()}


async def _begun_or_over(session: AsyncSession, since: date, today: date) -> set[tuple[str, int]]:
    def crossed(record: type[IntakeStop | Contract | ContractLine]) -> ColumnElement[bool]:
        starts, ends = col(record.starts), col(record.ends)
        return or_((starts > since) & (starts <= today), (ends >= since) & (ends < today))

    statements = (
        select(IntakeStop.provider_id).where(crossed(IntakeStop)),
        select(Contract.provider_id).where(crossed(Contract)),
        select(Contract.provider_id)
        .join(ContractLine, col(ContractLine.contract_id) == col(Contract.id))
        .where(crossed(ContractLine)),
    )
    return {("provider", n) for statement in statements for n in (await session.exec(statement)).all()}
