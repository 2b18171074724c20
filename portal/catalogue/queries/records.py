"""The rows that pages about providers are made of: five questions to the database, for one provider as for three."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from sqlalchemy import and_
from sqlmodel import SQLModel, col, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from portal.model import (
    Availability,
    Contract,
    ContractLine,
    FormerSlug,
    IntakeStop,
    Location,
    Measurement,
    MeasurementAudience,
    Offer,
    OfferLine,
    Provider,
    ProviderFunction,
)
from portal.plain_rows import read_plain, read_plain_together

Row = TypeVar("Row", bound=SQLModel)


@dataclass
class Named:
    """A provider with the few rows that come along: each question to the database costs more than they do."""

    provider: Provider
    locations: list[Location] = field(default_factory=list)
    stops: list[IntakeStop] = field(default_factory=list)

    @property
    def id(self) -> int:
        return self.provider.id or 0

    def add(self, location: Location | None, stop: IntakeStop | None) -> None:
        if location is not None and location not in self.locations:
            self.locations.append(location)
        if stop is not None and stop not in self.stops:
            self.stops.append(stop)


async def read_named(session: AsyncSession, slugs: Sequence[str], region_id: int) -> dict[str, Named]:
    """By the slug asked with."""
    had = and_(col(FormerSlug.provider_id) == Provider.id, col(FormerSlug.slug).in_(slugs))
    stopped = and_(col(IntakeStop.provider_id) == Provider.id, col(IntakeStop.region_id) == region_id)
    about = (
        select(Provider)
        .outerjoin(FormerSlug, had)
        .outerjoin(IntakeStop, stopped)
        .outerjoin(Location, col(Location.provider_id) == Provider.id)
        .where(or_(col(Provider.slug).in_(slugs), col(FormerSlug.slug).is_not(None)))
        .order_by(col(Location.key))
    )
    found: dict[str, Named] = {}
    for provider, former, stop, location in await read_plain_together(
        session, (Provider, FormerSlug, IntakeStop, Location), about
    ):
        for slug in {provider.slug, former.slug if former else ""}.intersection(slugs):
            found.setdefault(slug, Named(provider)).add(location, stop)
    return found


@dataclass
class Agreed:
    contracts: dict[int, list[Contract]] = field(default_factory=dict)  # with the region, by provider
    lines: dict[int, list[ContractLine]] = field(default_factory=dict)  # of these
    of_offer: dict[int, list[ContractLine]] = field(default_factory=dict)  # also of other regions


async def read_agreed(session: AsyncSession, provider_ids: Sequence[int], region_id: int) -> Agreed:
    statement = (
        select(Contract)
        .outerjoin(ContractLine, col(ContractLine.contract_id) == Contract.id)
        .outerjoin(OfferLine, col(OfferLine.contract_line_id) == ContractLine.id)
        .where(col(Contract.provider_id).in_(provider_ids))
        .order_by(col(Contract.key), col(ContractLine.key))
    )
    rows = await read_plain_together(session, (Contract, ContractLine, OfferLine), statement)
    here = [(contract, line) for contract, line, _ in rows if contract.region_id == region_id]
    found = Agreed(_by_provider({contract.id: contract for contract, _ in here}.values()))
    for contract, line in {line.id: (contract, line) for contract, line in here if line}.values():
        found.lines.setdefault(contract.provider_id, []).append(line)
    for _, line, under in rows:
        if under is not None:
            found.of_offer.setdefault(under.offer_id, []).append(line)
    return found


async def read_offers(
    session: AsyncSession, provider_ids: Sequence[int], agreed: Agreed, locations: Iterable[Location]
) -> dict[int, list[Offer]]:
    """Unpublished ones and those of other regions too: children live at a location whoever is told of it."""
    statement = (
        select(Offer)
        .outerjoin(Availability, col(Availability.offer_id) == Offer.id)
        .where(col(Offer.provider_id).in_(provider_ids))
        .order_by(col(Offer.key))
    )
    located = {location.id: location for location in locations}
    found = []
    for offer, availability in await read_plain_together(session, (Offer, Availability), statement):
        offer.availability = availability
        offer.location = located.get(offer.location_id)
        offer.lines = sorted(agreed.of_offer.get(offer.id, ()), key=lambda line: line.key)
        found.append(offer)
    return _by_provider(found)


async def read_measurements(
    session: AsyncSession, provider_ids: Sequence[int], region_id: int
) -> dict[int, list[Measurement]]:
    statement = select(Measurement).where(
        col(Measurement.provider_id).in_(provider_ids),
        Measurement.region_id == region_id,
        Measurement.audience == MeasurementAudience.PUBLIC,
    )
    return _by_provider(await read_plain(session, Measurement, statement))


async def read_staff(session: AsyncSession, provider_ids: Sequence[int]) -> dict[int, list[ProviderFunction]]:
    statement = select(ProviderFunction).where(col(ProviderFunction.provider_id).in_(provider_ids))
    return _by_provider(await read_plain(session, ProviderFunction, statement))


def _by_provider(rows: Iterable[Row]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = {}
    for row in rows:
        found.setdefault(row.provider_id, []).append(row)  # type: ignore[attr-defined]
    return found
