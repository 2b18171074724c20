"""Proposals that a region has not answered within its own term: the contract manager is told, once."""

from sqlmodel import col, select

from portal import clock
from portal.database import SYSTEM, Database
from portal.model import ProfileState, ProfileVersion, Provider
from portal.profile.telling import tell_late
from portal.regions import Regions
from portal.settings import Settings


async def tell_of_late_profiles(database: Database, settings: Settings, regions: Regions) -> int:
    """The number of proposals. Told and written down in one transaction: neither without the other."""
    by_number = {region.id: region for region in regions.by_key.values()}
    late = (
        select(ProfileVersion, Provider)
        .join(Provider, col(Provider.id) == col(ProfileVersion.provider_id))
        .where(
            ProfileVersion.state == ProfileState.SENT,
            col(ProfileVersion.due) < clock.today(),
            col(ProfileVersion.late_told).is_(False),
            col(ProfileVersion.region_id).in_(by_number),
        )
        .order_by(col(ProfileVersion.id))
    )
    async with database.reading() as session:
        if (await session.exec(late.limit(1))).first() is None:
            return 0
    async with database.writing(SYSTEM) as session:
        found = (await session.exec(late.with_for_update(of=ProfileVersion))).all()
        for version, provider in found:
            await tell_late(session, settings, by_number[version.region_id], provider, version)
            version.late_told = True
    return len(found)
