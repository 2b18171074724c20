"""Reads for the provider's page: five questions to the database, whatever the number of offers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import and_
from sqlalchemy.orm import joinedload
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from portal import clock
from portal.finding.offers import OfferGroup, is_public, offer_groups
from portal.finding.question import Question
from portal.indexing import ProviderRecords
from portal.indexing.records import forms_at
from portal.model import (
    Contract,
    ContractLine,
    FormerSlug,
    IntakeStop,
    Location,
    Measurement,
    MeasurementAudience,
    Offer,
    Provider,
    ProviderFunction,
    TariffGroup,
)
from portal.model.columns import Texts
from portal.model.visibility import ShownPlace, children_live_at, shown_place
from portal.plain_rows import read_plain
from portal.regions import RegionData


class ContractState(StrEnum):
    RUNNING = "running"
    TO_COME = "to_come"
    ENDED = "ended"
    UNKNOWN = "unknown"  # named by a source, but no contract is known


@dataclass(frozen=True)
class ContractShown:
    state: ContractState
    starts: date | None = None
    ends: date | None = None


@dataclass(frozen=True)
class Places:
    """Where a provider is, as finely as may be shown."""

    addresses: tuple[ShownPlace, ...]
    places: tuple[tuple[str, int], ...]  # place, number of locations of which no more is shown
    elsewhere: int  # locations of which not even the place is shown


@dataclass(frozen=True)
class Staff:
    """One tariff group at work here. Numbers of people, never who they are."""

    group: TariffGroup
    people: int | None
    functions: tuple[tuple[Texts, int | None], ...]


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

    def groups(self, question: Question) -> tuple[OfferGroup, ...]:
        """The offers that visitors see here; none under a contract that has ended."""
        return () if self.contract.state == ContractState.ENDED else offer_groups(self.records, question)


async def provider_by_slug(session: AsyncSession, slug: str, region: RegionData) -> ProviderFound | None:
    """Only a provider that the region has, had or names."""
    # The few stops come along: each question to the database costs more than they do.
    about: Any = (
        select(Provider, IntakeStop)
        .join(
            IntakeStop,
            and_(col(IntakeStop.provider_id) == Provider.id, col(IntakeStop.region_id) == region.id),
            isouter=True,
        )
        .where(Provider.slug == slug)
        .options(joinedload(Provider.locations))  # type: ignore[arg-type]
    )
    rows = (await session.exec(about)).unique().all()
    if not rows:
        return None
    provider = rows[0][0]
    contracts, lines = await _contracts(session, provider.id, region.id)
    if not contracts:
        return None
    offers = await _offers(session, provider.id)
    records = ProviderRecords(
        provider,
        locations=sorted(provider.locations, key=lambda location: location.key),
        contracts=contracts,
        lines=lines,
        offers=[offer for offer in offers if offer.published and offer.region_id == region.id],
        forms_at=forms_at(offers),
        stops=[stop for _, stop in rows if stop is not None],
    )
    return ProviderFound(
        records,
        contract_shown(contracts, clock.today()),
        places_shown(records.locations, offers, region),
        await _staff(session, provider.id, region),
        await _measurements(session, provider.id, region.id),
    )


async def offers_shown(session: AsyncSession, slug: str, region: RegionData) -> frozenset[str]:
    """Keys of the offers on the provider's page: of any other nobody here may say that it exists."""
    found = await provider_by_slug(session, slug, region)
    groups = found.groups(Question(region)) if found else ()
    return frozenset(offer.key for group in groups for offer in group.offers)


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


async def _contracts(
    session: AsyncSession, provider_id: int, region_id: int
) -> tuple[list[Contract], list[ContractLine]]:
    statement: Any = (
        select(Contract, ContractLine)
        .join(ContractLine, col(ContractLine.contract_id) == Contract.id, isouter=True)
        .where(Contract.provider_id == provider_id, Contract.region_id == region_id)
        .order_by(col(Contract.key), col(ContractLine.key))
    )
    rows = (await session.exec(statement)).all()
    contracts = {contract.id: contract for contract, _ in rows}
    return list(contracts.values()), [line for _, line in rows if line is not None]


async def _offers(session: AsyncSession, provider_id: int) -> Sequence[Offer]:
    """Unpublished ones and those of other regions too: children live at a location whoever is told of it."""
    statement: Any = (
        select(Offer)
        .where(Offer.provider_id == provider_id)
        .options(
            joinedload(Offer.location),  # type: ignore[arg-type]
            joinedload(Offer.availability),  # type: ignore[arg-type]
            joinedload(Offer.lines),  # type: ignore[arg-type]
        )
        .order_by(col(Offer.key))
    )
    offers: Sequence[Offer] = (await session.exec(statement)).unique().all()
    return offers


async def _measurements(session: AsyncSession, provider_id: int, region_id: int) -> tuple[Measurement, ...]:
    statement = select(Measurement).where(
        Measurement.provider_id == provider_id,
        Measurement.region_id == region_id,
        Measurement.audience == MeasurementAudience.PUBLIC,
    )
    return tuple(await read_plain(session, Measurement, statement))


async def _staff(session: AsyncSession, provider_id: int, region: RegionData) -> tuple[Staff, ...]:
    statement = select(ProviderFunction).where(ProviderFunction.provider_id == provider_id)
    by_group: dict[str, list[ProviderFunction]] = {}
    for row in (await session.exec(statement)).all():
        by_group.setdefault(row.tariff_group, []).append(row)
    return tuple(
        _of_group(group, by_group[key], region) for key, group in region.tariff_groups.items() if key in by_group
    )


def _of_group(group: TariffGroup, rows: list[ProviderFunction], region: RegionData) -> Staff:
    named = [row for row in rows if row.function in region.functions]
    whole = next((row.people for row in rows if not row.function), None)
    numbers = [row.people for row in named]
    if whole is None and numbers and None not in numbers:
        whole = sum(number for number in numbers if number is not None)
    functions = sorted(named, key=lambda row: region.functions[row.function].position)
    return Staff(group, whole, tuple((region.functions[row.function].names, row.people) for row in functions))


def contract_shown(contracts: Sequence[Contract], today: date) -> ContractShown:
    """The one that runs; else the first to come; else the last that was."""
    known = [contract for contract in contracts if contract.known]
    if not known:
        return ContractShown(ContractState.UNKNOWN)
    started = [c for c in known if c.starts is None or c.starts <= today]
    running = [c for c in started if c.ends is None or c.ends >= today]
    if running:
        return _contract(ContractState.RUNNING, max(running, key=lambda c: c.ends or date.max))
    to_come = [c for c in known if c not in started]
    if to_come:
        return _contract(ContractState.TO_COME, min(to_come, key=lambda c: c.starts or date.min))
    if len(known) < len(contracts):
        return ContractShown(ContractState.UNKNOWN)
    return _contract(ContractState.ENDED, max(started, key=lambda c: c.ends or date.min))


def _contract(state: ContractState, contract: Contract) -> ContractShown:
    return ContractShown(state, contract.starts, contract.ends)


def places_shown(locations: Sequence[Location], offers: Sequence[Offer], region: RegionData) -> Places:
    """Not at all listed is a location that serves restricted offers, or those of other regions, and no others."""
    addresses: list[ShownPlace] = []
    places: dict[str, int] = {}
    elsewhere = 0
    for location in locations:
        here = [offer for offer in offers if offer.location_id == location.id]
        if here and not any(offer.region_id == region.id and is_public(offer, region) for offer in here):
            continue
        lives = children_live_at((offer.form for offer in here), region.forms)
        place = shown_place(location, children_live_here=lives)
        if place.street:
            addresses.append(place)
        elif place.place:
            places[place.place] = places.get(place.place, 0) + 1
        else:
            elsewhere += 1
    return Places(tuple(addresses), tuple(sorted(places.items())), elsewhere)
