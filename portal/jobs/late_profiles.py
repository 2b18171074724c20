"""Proposals that a region has not answered within its own term: the contract manager is told, once."""

from collections.abc import Mapping, Sequence

from sqlalchemy import ColumnElement
from sqlmodel import col, select

from portal import clock
from portal.database import SYSTEM, Database
from portal.model import ProfileState, ProfileVersion, Provider
from portal.model.lasting import works_for
from portal.profile.telling import tell_late
from portal.regions import RegionData, Regions
from portal.settings import Settings


async def tell_of_late_profiles(database: Database, settings: Settings, regions: Regions) -> int:
    """The number of proposals. Told and written down in one transaction each: neither without the other, and nobody
    who saves something waits for all of them."""
    by_number = {region.id: region for region in regions.by_key.values()}
    async with database.reading() as session:
        asked = select(ProfileVersion.id).where(*_late(), col(ProfileVersion.region_id).in_(by_number))
        late = (await session.exec(asked.order_by(col(ProfileVersion.id)))).all()
    return sum([await _tell(database, settings, by_number, number or 0) for number in late])


def _late() -> Sequence[ColumnElement[bool]]:
    return (
        col(ProfileVersion.state) == ProfileState.SENT,
        col(ProfileVersion.due) < clock.today(),
        col(ProfileVersion.late_told).is_(False),
        # Where the contract is over the region cannot answer.
        works_for(col(ProfileVersion.provider_id), col(ProfileVersion.region_id), clock.today()),
    )


async def _tell(database: Database, settings: Settings, regions: Mapping[int, RegionData], number: int) -> int:
    """Unless it was answered or told meanwhile."""
    one = (
        select(ProfileVersion, Provider)
        .join(Provider, col(Provider.id) == col(ProfileVersion.provider_id))
        .where(ProfileVersion.id == number, *_late())
        .with_for_update(of=ProfileVersion)
    )
    async with database.writing(SYSTEM) as session:
        found = (await session.exec(one)).first()
        if found is None:
            return 0
        version, provider = found
        await tell_late(session, settings, regions[version.region_id], provider, version)
        version.late_told = True
    return 1
