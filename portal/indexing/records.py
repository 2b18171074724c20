"""Reads all that a provider's documents are made of, in a handful of queries for any number of providers."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy
from sqlmodel import col, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from portal.model import (
    Audience,
    Availability,
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
from portal.plain_rows import read_plain
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
    forms_at: dict[int, set[str]] = field(default_factory=dict)  # by location id: forms of living and stay there
    stops: list[IntakeStop] = field(default_factory=list)
    measurements: list[Measurement] = field(default_factory=list)  # public ones only


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
    providers = await read_plain(session, Provider, select(Provider).where(col(Provider.id).in_(in_region)))
    found = {provider.id or 0: ProviderRecords(provider) for provider in providers}
    of_these: dict[str, tuple[type[Any], Any]] = {
        "locations": (Location, select(Location).order_by(col(Location.key))),
        "contracts": (Contract, select(Contract).where(Contract.region_id == region_id)),
        "offers": (Offer, _shown_offers(region_id).order_by(col(Offer.key))),
        "stops": (
            IntakeStop,
            select(IntakeStop).where(IntakeStop.region_id == region_id, col(IntakeStop.ended_at).is_(None)),
        ),
        "measurements": (
            Measurement,
            select(Measurement).where(
                Measurement.region_id == region_id, Measurement.audience == MeasurementAudience.PUBLIC
            ),
        ),
    }
    for part, (kind, statement) in of_these.items():
        for record in await read_plain(session, kind, statement.where(kind.provider_id.in_(in_region))):
            getattr(found[record.provider_id], part).append(record)
    await _read_lines(session, found)
    await _complete_offers(session, region_id, found)
    await _read_outlines(session, region_id, found)
    return found


def forms_at(offers: Sequence[Offer]) -> dict[int, set[str]]:
    """Of all offers, shown or not: without it the address of a gezinshuis would count as any other."""
    found: dict[int, set[str]] = {}
    for offer in offers:
        if offer.location_id is not None and offer.form:
            found.setdefault(offer.location_id, set()).add(offer.form)
    return found


def _shown_offers(region_id: int) -> Any:
    return select(Offer).where(Offer.region_id == region_id, col(Offer.published).is_(True))


async def _complete_offers(session: AsyncSession, region_id: int, found: dict[int, ProviderRecords]) -> None:
    """The location, availability and contract lines of each offer."""
    shown = _shown_offers(region_id).where(col(Offer.provider_id).in_(found)).with_only_columns(Offer.id)
    said = select(Availability).where(col(Availability.offer_id).in_(shown))
    availability = {each.offer_id: each for each in await read_plain(session, Availability, said)}
    under: dict[int, list[int]] = {}
    pairs = select(OfferLine).where(col(OfferLine.offer_id).in_(shown))
    for pair in await read_plain(session, OfferLine, pairs):
        under.setdefault(pair.offer_id, []).append(pair.contract_line_id)
    for records in found.values():
        locations = {location.id: location for location in records.locations}
        lines = {line.id: line for line in records.lines}
        for offer in records.offers:
            offer.location = locations.get(offer.location_id)
            offer.availability = availability.get(offer.id or 0)
            under_these = (lines[number] for number in under.get(offer.id or 0, ()))
            offer.lines = sorted(under_these, key=lambda line: line.key)


async def _read_outlines(session: AsyncSession, region_id: int, found: dict[int, ProviderRecords]) -> None:
    """What is no longer shown, and where children live: also by an offer that is not shown, or of another region."""
    names = ("provider_id", "region_id", "published", "key", "location_id", "form")
    outlines: Any = sqlalchemy.select(*(getattr(Offer, name) for name in names)).where(
        col(Offer.provider_id).in_(found), or_(col(Offer.published).is_(False), col(Offer.form) != "")
    )
    for provider_id, region, published, key, location_id, form in await session.exec(outlines):
        if not published and region == region_id:
            found[provider_id].unpublished.append(key)
        if form and location_id is not None:
            found[provider_id].forms_at.setdefault(location_id, set()).add(form)


async def _read_lines(session: AsyncSession, found: dict[int, ProviderRecords]) -> None:
    owner = {c.id: records for records in found.values() for c in records.contracts}
    statement = select(ContractLine).where(col(ContractLine.contract_id).in_(owner)).order_by(col(ContractLine.key))
    for line in await read_plain(session, ContractLine, statement):
        owner[line.contract_id].lines.append(line)
