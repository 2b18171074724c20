"""Reads for pages about providers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from sqlmodel import col, select
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
from portal.finding.judging import shown_offers
from portal.finding.offers import ShownOffer
from portal.finding.provider_rows import Named, Read, read_providers, records_of
from portal.finding.question import Question
from portal.indexing import ProviderRecords
from portal.measured.shown import MeasuredShown, WaitsOf, measured_shown
from portal.model import Contract, FormerSlug, Measurement, Offer, Picture, Provider
from portal.regions import RegionData, Regions
from portal.sqlite_visits import in_one_visit
from portal.web.previewing import PageRows

Edit = Callable[[PageRows], None]


@dataclass(frozen=True)
class ProviderFound:
    records: ProviderRecords
    contract: ContractShown
    places: Places
    staff: tuple[Staff, ...]
    pictures: tuple[Picture, ...] = ()
    waits: WaitsOf = field(default_factory=dict)  # measured

    def measured(self, region: RegionData) -> dict[str, MeasuredShown]:
        """By key of the offer; nothing under a contract that has ended."""
        found = {offer.key: self.measured_of(offer, region) for offer in self.records.offers}
        return {key: one for key, one in found.items() if one is not None}

    def measured_of(self, offer: Offer, region: RegionData) -> MeasuredShown | None:
        ended = self.contract.state == ContractState.ENDED
        return None if ended or not self.waits else measured_shown(offer, self.waits, region)

    @property
    def provider(self) -> Provider:
        return self.records.provider

    @property
    def measurements(self) -> Sequence[Measurement]:
        """Public ones, those of small groups too: to be shown by finding.figures only."""
        return self.records.measurements

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


async def provider_by_slug(
    session: AsyncSession, slug: str, region: RegionData, edit: Edit | None = None
) -> ProviderFound | None:
    """Only a provider that the region has, had or names. By its present slug."""
    found = (await providers_by_slug(session, [slug], region, edit)).get(slug)
    return found if found is not None and found.provider.slug == slug else None


async def providers_by_slug(
    session: AsyncSession, slugs: Sequence[str], region: RegionData, edit: Edit | None = None
) -> dict[str, ProviderFound]:
    """By the slug they were asked with, which may be one that they had before. `edit` changes what was read, for a
    preview."""
    read = await in_one_visit(session, partial(read_providers, slugs=slugs, region_id=region.id))
    if edit is not None:
        for one in read.named.values():
            edit(_rows_of(one, read))
    agreed = read.agreed
    found: dict[int, ProviderFound] = {}
    for one in read.named.values():
        if one.id not in agreed.contracts or one.id in found:
            continue
        records = records_of(one, read, region)
        found[one.id] = ProviderFound(
            records,
            contract_shown(records.contracts, clock.today()),
            places_shown(records.locations, read.offers.get(one.id, []), region),
            staff_shown(read.staff.get(one.id, []), region),
            tuple(one.pictures),
            agreed.waits.get(one.id, {}),
        )
    return {slug: found[one.id] for slug, one in read.named.items() if one.id in found}


def _rows_of(one: Named, read: Read) -> PageRows:
    """The lists themselves: what is put in them is shown."""
    offers, staff = read.offers.get(one.id, []), read.staff.setdefault(one.id, [])
    return PageRows(one.provider, one.locations, offers, staff, one.pictures)


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
