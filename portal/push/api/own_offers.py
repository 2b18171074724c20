"""The offers of one provider, as its own systems see them: also those that the public does not."""

from sqlalchemy import ColumnElement
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from portal.model import Availability, Location, Offer
from portal.push.api.bodies import Now, OwnOffer, now_of
from portal.regions import Regions


async def what_stands_of(session: AsyncSession, provider_id: int, key: str) -> Now | None:
    """None if there is no such offer of theirs."""
    statement = (
        select(Offer.key, Availability)
        .outerjoin(Availability, col(Availability.offer_id) == col(Offer.id))
        .where(Offer.key == key, Offer.provider_id == provider_id)
    )
    found = (await session.exec(statement)).first()
    return None if found is None else now_of(*found)


async def own_offers(
    session: AsyncSession, regions: Regions, provider_id: int, after: str, most: int
) -> tuple[list[OwnOffer], bool]:
    """In the order of their keys, those after one; and whether there are more."""
    where: list[ColumnElement[bool]] = [col(Offer.provider_id) == provider_id]
    if after:
        where.append(col(Offer.key) > after)
    statement = (
        select(Offer, Location.key, Availability)
        .outerjoin(Location, col(Location.id) == col(Offer.location_id))
        .outerjoin(Availability, col(Availability.offer_id) == col(Offer.id))
        .where(*where)
        .order_by(col(Offer.key))
        .limit(most + 1)
    )
    found = (await session.exec(statement)).all()
    return [_shown(regions, *row) for row in found[:most]], len(found) > most


def _shown(regions: Regions, offer: Offer, location: str | None, stands: Availability | None) -> OwnOffer:
    region = next((one for one in regions.by_key.values() if one.id == offer.region_id), None)
    kind = (region.help_kinds.get(offer.help_kind) or region.forms.get(offer.form)) if region else None
    return OwnOffer(
        key=offer.key,
        help_kind=offer.help_kind,
        form=offer.form,
        names=offer.title or (kind.names if kind else {}),
        location=location or "",
        public=offer.published,
        capacity=offer.capacity,
        now=now_of(offer.key, stands),
    )
