"""Which stops there are on the offers of a provider, for who keeps them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from portal import clock
from portal.model import ContractLine, IntakeStop, Offer, OfferLine
from portal.model.lasting import lasts
from portal.model.stopping import Ruling, covers, ruling


@dataclass(frozen=True)
class Stopped:
    stops: Sequence[IntakeStop] = ()  # that run or are to come
    products: Mapping[int, frozenset[str]] = field(default_factory=dict)  # by offer; empty where there are no stops

    def on(self, offer_id: int) -> Ruling | None:
        held = self.products.get(offer_id, frozenset())
        return ruling((stop for stop in self.stops if covers(stop, offer_id, held)), clock.today())


async def stopped_of(session: AsyncSession, provider_id: int, region_id: int) -> Stopped:
    lasting = lasts(IntakeStop, clock.today())
    asked = select(IntakeStop).where(
        IntakeStop.region_id == region_id,
        IntakeStop.provider_id == provider_id,
        col(IntakeStop.ended_at).is_(None),
        lasting,
    )
    stops = (await session.exec(asked)).all()
    return Stopped(stops, await products_of(session, provider_id, region_id)) if stops else Stopped()


async def products_of(session: AsyncSession, provider_id: int, region_id: int) -> dict[int, frozenset[str]]:
    """By offer of theirs that is published: under which products it is delivered."""
    asked = (
        select(Offer.id, ContractLine.product)
        .outerjoin(OfferLine, col(OfferLine.offer_id) == col(Offer.id))
        .outerjoin(ContractLine, col(ContractLine.id) == col(OfferLine.contract_line_id))
        .where(Offer.region_id == region_id, Offer.provider_id == provider_id, col(Offer.published).is_(True))
    )
    found: dict[int, set[str]] = {}
    for number, product in (await session.exec(asked)).all():
        found.setdefault(number or 0, set()).update({product} if product else ())
    return {number: frozenset(products) for number, products in found.items()}
