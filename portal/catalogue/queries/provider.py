"""Reads for pages about providers: five questions to the database, for one provider as for three."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import and_
from sqlalchemy.orm import joinedload
from sqlmodel import SQLModel, col, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from portal import clock
from portal.catalogue.queries.shown import (
    ContractShown,
    ContractState,
    Places,
    Staff,
    contract_shown,
    places_shown,
    staff_shown,
)
from portal.finding.offers import ShownOffer, shown_offers
from portal.finding.question import Question
from portal.indexing import ProviderRecords
from portal.indexing.records import forms_at
from portal.model import (
    Contract,
    ContractLine,
    FormerSlug,
    IntakeStop,
    Measurement,
    MeasurementAudience,
    Offer,
    Provider,
    ProviderFunction,
)
from portal.plain_rows import read_plain
from portal.regions import RegionData, Regions

Row = TypeVar("Row", bound=SQLModel)


@dataclass(frozen=True)
class ProviderFound:
    records: ProviderRecords
    contract: ContractShown
    places: Places
    staff: tuple[Staff, ...]
    measurements: tuple[Measurement, ...]  # public ones, those of small groups too: to be shown by finding.figures only

    @property
    def provider(self) -> Provider:
        return self.records.provider

    @property
    def checked_on(self) -> date | None:
        try:
            return date.fromisoformat(self.provider.checked_on)
        except ValueError:  # not stated
            return None

    def offers(self, question: Question, regions: Regions) -> tuple[ShownOffer, ...]:
        """What visitors see here; nothing under a contract that has ended."""
        ended = self.contract.state == ContractState.ENDED
        return () if ended else shown_offers(self.records, question, regions)


async def provider_by_slug(session: AsyncSession, slug: str, region: RegionData) -> ProviderFound | None:
    """Only a provider that the region has, had or names. By its present slug."""
    found = (await providers_by_slug(session, [slug], region)).get(slug)
    return found if found is not None and found.provider.slug == slug else None


async def providers_by_slug(
    session: AsyncSession, slugs: Sequence[str], region: RegionData
) -> dict[str, ProviderFound]:
    """By the slug they were asked with, which may be one that they had before."""
    named = await _named(session, slugs, region.id)
    ids = sorted({provider.id for provider, _ in named.values() if provider.id is not None})
    contracts, lines = await _contracts(session, ids, region.id) if ids else ({}, {})
    if not (in_region := list(contracts)):
        return {}
    offers = await _offers(session, in_region)
    measurements = await _measurements(session, in_region, region.id)
    staff = await _staff(session, in_region)
    found: dict[int | None, ProviderFound] = {}
    for provider, stops in named.values():
        number = provider.id or 0
        if number not in contracts or number in found:
            continue
        own = offers.get(number, [])
        records = ProviderRecords(
            provider,
            locations=sorted(provider.locations, key=lambda location: location.key),
            contracts=contracts[number],
            lines=lines.get(number, []),
            offers=[offer for offer in own if offer.published and offer.region_id == region.id],
            forms_at=forms_at(own),
            stops=stops,
        )
        found[number] = ProviderFound(
            records,
            contract_shown(contracts[number], clock.today()),
            places_shown(records.locations, own, region),
            staff_shown(staff.get(number, []), region),
            tuple(measurements.get(number, ())),
        )
    return {slug: found[provider.id] for slug, (provider, _) in named.items() if provider.id in found}


async def names_by_slug(session: AsyncSession, slugs: Sequence[str], region: RegionData) -> dict[str, str]:
    """In the same order; only who has a contract with the region, or had one."""
    statement = (
        select(Provider.slug, Provider.name)
        .join(Contract, col(Contract.provider_id) == Provider.id)
        .where(col(Provider.slug).in_(slugs), Contract.region_id == region.id)
    )
    names = dict((await session.exec(statement)).all())
    return {slug: names[slug] for slug in slugs if slug in names}


async def offers_shown(session: AsyncSession, slug: str, region: RegionData) -> frozenset[str]:
    """Keys of the offers on the provider's page: of any other nobody here may say that it exists."""
    found = await provider_by_slug(session, slug, region)
    return frozenset(offer.key for offer in found.offers(Question(region), Regions())) if found else frozenset()


async def slug_now(session: AsyncSession, former: str, region: RegionData) -> str | None:
    """The present slug of a provider of the region that once had this one."""
    statement = (
        select(Provider.slug)
        .join(FormerSlug, col(FormerSlug.provider_id) == Provider.id)
        .join(Contract, col(Contract.provider_id) == Provider.id)
        .where(FormerSlug.slug == former, Contract.region_id == region.id)
    )
    return (await session.exec(statement)).first()


async def provider_in_region(session: AsyncSession, slug: str, region: RegionData) -> int | None:
    statement = (
        select(Provider.id)
        .join(Contract, col(Contract.provider_id) == Provider.id)
        .where(Provider.slug == slug, Contract.region_id == region.id)
    )
    return (await session.exec(statement)).first()


async def _named(
    session: AsyncSession, slugs: Sequence[str], region_id: int
) -> dict[str, tuple[Provider, list[IntakeStop]]]:
    """By the slug asked with. The few stops come along: each question to the database costs more than they do."""
    had = and_(col(FormerSlug.provider_id) == Provider.id, col(FormerSlug.slug).in_(slugs))
    stopped = and_(col(IntakeStop.provider_id) == Provider.id, col(IntakeStop.region_id) == region_id)
    about: Any = (
        select(Provider, FormerSlug.slug, IntakeStop)
        .outerjoin(FormerSlug, had)
        .outerjoin(IntakeStop, stopped)
        .where(or_(col(Provider.slug).in_(slugs), col(FormerSlug.slug).is_not(None)))
        .options(joinedload(Provider.locations))  # type: ignore[arg-type]
    )
    found: dict[str, tuple[Provider, list[IntakeStop]]] = {}
    for provider, former, stop in (await session.exec(about)).unique().all():
        for slug in {provider.slug, former}.intersection(slugs):
            stops = found.setdefault(slug, (provider, []))[1]
            if stop is not None and stop not in stops:
                stops.append(stop)
    return found


async def _contracts(
    session: AsyncSession, provider_ids: Sequence[int], region_id: int
) -> tuple[dict[int, list[Contract]], dict[int, list[ContractLine]]]:
    statement: Any = (
        select(Contract, ContractLine)
        .join(ContractLine, col(ContractLine.contract_id) == Contract.id, isouter=True)
        .where(col(Contract.provider_id).in_(provider_ids), Contract.region_id == region_id)
        .order_by(col(Contract.key), col(ContractLine.key))
    )
    rows = (await session.exec(statement)).all()
    contracts = {contract.id: contract for contract, _ in rows}
    lines: dict[int, list[ContractLine]] = {}
    for contract, line in rows:
        if line is not None:
            lines.setdefault(contract.provider_id, []).append(line)
    return _by_provider(contracts.values()), lines


async def _offers(session: AsyncSession, provider_ids: Sequence[int]) -> dict[int, list[Offer]]:
    """Unpublished ones and those of other regions too: children live at a location whoever is told of it."""
    statement: Any = (
        select(Offer)
        .where(col(Offer.provider_id).in_(provider_ids))
        .options(
            joinedload(Offer.location),  # type: ignore[arg-type]
            joinedload(Offer.availability),  # type: ignore[arg-type]
            joinedload(Offer.lines),  # type: ignore[arg-type]
        )
        .order_by(col(Offer.key))
    )
    return _by_provider((await session.exec(statement)).unique().all())


async def _measurements(
    session: AsyncSession, provider_ids: Sequence[int], region_id: int
) -> dict[int, list[Measurement]]:
    statement = select(Measurement).where(
        col(Measurement.provider_id).in_(provider_ids),
        Measurement.region_id == region_id,
        Measurement.audience == MeasurementAudience.PUBLIC,
    )
    return _by_provider(await read_plain(session, Measurement, statement))


async def _staff(session: AsyncSession, provider_ids: Sequence[int]) -> dict[int, list[ProviderFunction]]:
    statement = select(ProviderFunction).where(col(ProviderFunction.provider_id).in_(provider_ids))
    return _by_provider((await session.exec(statement)).all())


def _by_provider(rows: Iterable[Row]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = {}
    for row in rows:
        found.setdefault(row.provider_id, []).append(row)  # type: ignore[attr-defined]
    return found
