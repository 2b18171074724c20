"""Which providers have a page that search engines may know."""

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from portal import clock
from portal.model import Contract, Provider
from portal.model.lasting import lasts
from portal.regions import RegionData


async def provider_pages(session: AsyncSession, region: RegionData) -> list[str]:
    """Not of those whose contract has ended: their page only says so."""
    lasting = lasts(Contract, clock.today())
    statement = (
        select(Provider.slug)
        .join(Contract, col(Contract.provider_id) == col(Provider.id))
        .where(Contract.region_id == region.id, lasting)
        .distinct()
        .order_by(col(Provider.slug))
    )
    return [f"/aanbieders/{slug}" for slug in (await session.exec(statement)).all()]
