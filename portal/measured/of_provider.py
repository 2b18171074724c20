"""What is measured beside what a provider states, offer by offer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select as rows_of
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from portal import clock
from portal.measured.shown import MeasuredShown, shown_of, wait_of
from portal.measured.waits import contradicts
from portal.model import Availability, ContractLine, IntakeStatus, MeasuredWait, Offer, OfferLine, Terms
from portal.model.freshness import Freshness, wait_freshness
from portal.regions import RegionData


@dataclass(frozen=True)
class _Line:
    product: str


@dataclass
class Beside:
    """An offer with its stated and its measured wait."""

    offer: Offer
    stated: int | None  # weeks; None: nothing that is believed
    help_kind: str = ""
    form: str = ""
    lines: list[_Line] = field(default_factory=list)
    row: MeasuredWait | None = None

    @property
    def contradicted(self) -> bool:
        return (
            self.row is not None
            and self.stated is not None
            and contradicts(self.stated, self.row.low_days, self.row.high_days)
        )


def stated_weeks(said: Availability | None, terms: Terms) -> int | None:
    """As visitors are told it today."""
    if said is None or said.status == IntakeStatus.STOP:
        return None
    weeks = [number for number in (said.intake_wait, said.treatment_wait) if number is not None]
    believed = wait_freshness(terms, said.reference_date, clock.today()) != Freshness.UNKNOWN
    return sum(weeks) if weeks and believed else None


async def beside_each_other(
    session: AsyncSession, region: RegionData, providers: Sequence[int]
) -> Mapping[int, Sequence[Beside]]:
    """Published offers with a measured wait, by provider."""
    asked = select(MeasuredWait).where(
        MeasuredWait.region_id == region.id, col(MeasuredWait.provider_id).in_(providers)
    )
    waits: dict[int, dict[tuple[str, str], MeasuredWait]] = {}
    for row in (await session.exec(asked)).all():
        waits.setdefault(row.provider_id, {})[row.subject_type, row.subject] = row
    if not waits:
        return {}
    offers = await _offers(session, region, list(waits))
    found: dict[int, list[Beside]] = {}
    for one in offers:
        one.row = wait_of(one, waits[one.offer.provider_id])
        if one.row is not None:
            found.setdefault(one.offer.provider_id, []).append(one)
    return found


async def _offers(session: AsyncSession, region: RegionData, providers: Sequence[int]) -> list[Beside]:
    asked: Any = (
        rows_of(Offer, Availability, ContractLine.product)  # type: ignore[call-overload]
        .outerjoin(Availability, col(Availability.offer_id) == col(Offer.id))
        .outerjoin(OfferLine, col(OfferLine.offer_id) == col(Offer.id))
        .outerjoin(ContractLine, col(ContractLine.id) == col(OfferLine.contract_line_id))
        .where(
            col(Offer.region_id) == region.id,
            col(Offer.provider_id).in_(providers),
            col(Offer.published).is_(True),
        )
        .order_by(col(Offer.key))
    )
    found: dict[int, Beside] = {}
    for offer, said, product in (await session.exec(asked)).all():
        own = Beside(offer, stated_weeks(said, region.terms), offer.help_kind, offer.form)
        one = found.setdefault(offer.id or 0, own)
        if product:
            one.lines.append(_Line(product))
    return list(found.values())


async def measured_beside(
    session: AsyncSession, region: RegionData, provider_id: int
) -> dict[int, tuple[MeasuredShown, bool]]:
    """For the provider's own grid, by offer; and whether what is stated is contradicted by it."""
    found = (await beside_each_other(session, region, [provider_id])).get(provider_id, ())
    return {one.offer.id or 0: (shown_of(one.row, region), one.contradicted) for one in found if one.row is not None}
