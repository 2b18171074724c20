"""Reads all that a provider's documents are made of, in a handful of queries for any number of providers."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import joinedload, selectinload
from sqlmodel import col, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from portal.model import (
    Audience,
    Contract,
    ContractLine,
    IntakeStop,
    Location,
    Measurement,
    MeasurementAudience,
    Offer,
    OfferLine,
    Provider,
)
from portal.regions import RegionData


@dataclass
class ProviderRecords:
    """One provider in one region, with everything visitors of the region may see of it."""

    provider: Provider
    locations: list[Location] = field(default_factory=list)
    contracts: list[Contract] = field(default_factory=list)
    lines: list[ContractLine] = field(default_factory=list)
    offers: list[Offer] = field(default_factory=list)
    unpublished: list[str] = field(default_factory=list)  # keys of offers that are no longer shown
    stops: list[IntakeStop] = field(default_factory=list)
    measurements: list[Measurement] = field(default_factory=list)  # public ones only

    def forms_at(self, location_id: int | None) -> set[str]:
        return {offer.form for offer in self.offers if offer.location_id == location_id and offer.form}


async def provider_ids_of_region(session: AsyncSession, region_id: int) -> Sequence[int]:
    """Every provider the region has or had a contract with, or names."""
    return (
        await session.exec(
            select(Contract.provider_id)
            .where(Contract.region_id == region_id)
            .distinct()
            .order_by(col(Contract.provider_id))
        )
    ).all()


async def provider_ids_with_restricted(session: AsyncSession, region: RegionData) -> Sequence[int]:
    """The few providers that documents.collection_of may put anything of in the restricted collection."""
    public = {
        name: [key for key, item in items.items() if item.audience == Audience.PUBLIC] + [""]
        for name, items in (("kind", region.help_kinds), ("form", region.forms), ("product", region.products))
    }
    statement = (
        select(Offer.provider_id)
        .outerjoin(OfferLine, col(OfferLine.offer_id) == col(Offer.id))
        .outerjoin(ContractLine, col(ContractLine.id) == col(OfferLine.contract_line_id))
        .where(
            Offer.region_id == region.id,
            or_(
                col(Offer.audience) == Audience.RESTRICTED,
                col(Offer.help_kind).not_in(public["kind"]),
                col(Offer.form).not_in(public["form"]),
                col(ContractLine.product).not_in(public["product"]),
            ),
        )
        .distinct()
    )
    return sorted((await session.exec(statement)).all())


async def read_providers(
    session: AsyncSession, region_id: int, provider_ids: Sequence[int]
) -> dict[int, ProviderRecords]:
    """By provider id. A provider without a contract in the region is left out."""
    in_region = set(
        (
            await session.exec(
                select(Contract.provider_id).where(
                    Contract.region_id == region_id, col(Contract.provider_id).in_(provider_ids)
                )
            )
        ).all()
    )
    found: dict[int, ProviderRecords] = {}
    for provider in await _all(session, select(Provider).where(col(Provider.id).in_(in_region))):
        found[provider.id] = ProviderRecords(provider)
    for location in await _all(
        session, select(Location).where(col(Location.provider_id).in_(in_region)).order_by(col(Location.key))
    ):
        found[location.provider_id].locations.append(location)
    for contract in await _all(
        session, select(Contract).where(Contract.region_id == region_id, col(Contract.provider_id).in_(in_region))
    ):
        found[contract.provider_id].contracts.append(contract)
    await _read_lines(session, found)
    for offer in await _all(session, _offers(region_id, in_region)):
        found[offer.provider_id].offers.append(offer)
    for key, provider_id in await session.exec(
        select(Offer.key, Offer.provider_id).where(
            Offer.region_id == region_id,
            col(Offer.published).is_(False),
            col(Offer.provider_id).in_(in_region),
        )
    ):
        found[provider_id].unpublished.append(key)
    for stop in await _all(
        session,
        select(IntakeStop).where(IntakeStop.region_id == region_id, col(IntakeStop.provider_id).in_(in_region)),
    ):
        found[stop.provider_id].stops.append(stop)
    for measurement in await _all(
        session,
        select(Measurement).where(
            Measurement.region_id == region_id,
            Measurement.audience == MeasurementAudience.PUBLIC,
            col(Measurement.provider_id).in_(in_region),
        ),
    ):
        found[measurement.provider_id].measurements.append(measurement)
    return found


def _offers(region_id: int, provider_ids: set[int]) -> Any:
    return (
        select(Offer)
        .where(
            Offer.region_id == region_id,
            col(Offer.published).is_(True),
            col(Offer.provider_id).in_(provider_ids),
        )
        .options(
            joinedload(Offer.location),  # type: ignore[arg-type]
            joinedload(Offer.availability),  # type: ignore[arg-type]
            selectinload(Offer.lines),  # type: ignore[arg-type]
        )
        .order_by(col(Offer.key))
    )


async def _read_lines(session: AsyncSession, found: dict[int, ProviderRecords]) -> None:
    owner = {c.id: records for records in found.values() for c in records.contracts}
    statement = select(ContractLine).where(col(ContractLine.contract_id).in_(owner)).order_by(col(ContractLine.key))
    for line in await _all(session, statement):
        owner[line.contract_id].lines.append(line)


async def _all(session: AsyncSession, statement: Any) -> Sequence[Any]:
    found: Sequence[Any] = (await session.exec(statement)).unique().all()
    return found
