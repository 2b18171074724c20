"""The rows that pages about providers and their offers are made of: five questions to the database at most, for one
provider as for ten."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, and_, bindparam, union
from sqlmodel import col, select

from portal.finding.agreed_rows import PROVIDERS, REGION, Agreed, by_provider, read_agreed, read_offers
from portal.indexing import ProviderRecords
from portal.indexing.records import forms_at
from portal.model import (
    FormerSlug,
    IntakeStop,
    Location,
    Measurement,
    MeasurementAudience,
    Offer,
    Picture,
    Provider,
    ProviderFunction,
)
from portal.plain_rows import Asked
from portal.regions import RegionData


@dataclass
class Named:
    """A provider with the few rows that come along: each question to the database costs more than they do."""

    provider: Provider
    locations: list[Location] = field(default_factory=list)
    stops: list[IntakeStop] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)  # those that visitors see; never what they look like

    @property
    def id(self) -> int:
        return self.provider.id or 0

    def add(self, location: Location | None, stop: IntakeStop | None, picture: Picture | None) -> None:
        if location is not None and location not in self.locations:
            self.locations.append(location)
        if stop is not None and stop not in self.stops:
            self.stops.append(stop)
        if picture is not None and picture not in self.pictures:
            self.pictures.append(picture)


_SLUGS: Any = bindparam("slugs", expanding=True)
_KEYS: Any = bindparam("keys", expanding=True)

_had = and_(col(FormerSlug.provider_id) == Provider.id, col(FormerSlug.slug).in_(_SLUGS))
# Not "the one slug or the other": then every provider would be looked at.
_of_slugs: Any = union(
    select(Provider.id).where(col(Provider.slug).in_(_SLUGS)),
    select(FormerSlug.provider_id).where(col(FormerSlug.slug).in_(_SLUGS)),
)
_of_offers: Any = select(Offer.provider_id).where(col(Offer.key).in_(_KEYS), Offer.region_id == REGION)
_stopped = and_(
    col(IntakeStop.provider_id) == Provider.id,
    col(IntakeStop.region_id) == REGION,
    col(IntakeStop.ended_at).is_(None),
)
_pictured = and_(col(Picture.provider_id) == Provider.id, col(Picture.shown).is_(True))


def _named_by(asked_for: Any) -> Asked:
    return Asked(
        (Provider, FormerSlug, Location, IntakeStop, Picture),
        select(Provider)
        .outerjoin(FormerSlug, _had)
        .outerjoin(IntakeStop, _stopped)
        .outerjoin(Location, col(Location.provider_id) == Provider.id)
        .outerjoin(Picture, _pictured)
        .where(col(Provider.id).in_(asked_for))
        .order_by(col(Location.key), col(Picture.position), col(Picture.key)),
    )


_NAMED, _OFFERING = _named_by(_of_slugs), _named_by(_of_offers)


def _named(connection: Connection, slugs: Sequence[str], region_id: int) -> dict[str, Named]:
    """By the slug asked with."""
    found: dict[str, Named] = {}
    for provider, former, *more in _NAMED.rows(connection, slugs=slugs, region=region_id):
        for slug in {provider.slug, former.slug if former else ""}.intersection(slugs):
            found.setdefault(slug, Named(provider)).add(*more)
    return found


def _offering(connection: Connection, keys: Sequence[str], region_id: int) -> dict[str, Named]:
    """By slug, those that these offers are of."""
    found: dict[str, Named] = {}
    for provider, _, *more in _OFFERING.rows(connection, keys=keys, slugs=(), region=region_id):
        found.setdefault(provider.slug, Named(provider)).add(*more)
    return found


_MEASURED = Asked(
    (Measurement,),
    select(Measurement).where(
        col(Measurement.provider_id).in_(PROVIDERS),
        Measurement.region_id == REGION,
        Measurement.audience == MeasurementAudience.PUBLIC,
    ),
)


def _measurements(connection: Connection, provider_ids: Sequence[int], region_id: int) -> dict[int, list[Measurement]]:
    rows = _MEASURED.rows(connection, providers=provider_ids, region=region_id)
    return by_provider(measurement for (measurement,) in rows)


_AT_WORK = Asked((ProviderFunction,), select(ProviderFunction).where(col(ProviderFunction.provider_id).in_(PROVIDERS)))


def _staff(connection: Connection, provider_ids: Sequence[int]) -> dict[int, list[ProviderFunction]]:
    return by_provider(function for (function,) in _AT_WORK.rows(connection, providers=provider_ids))


@dataclass
class Read:
    """Of each provider asked for that has, had or is named in a contract with the region."""

    named: dict[str, Named]
    agreed: Agreed = field(default_factory=Agreed)
    offers: dict[int, list[Offer]] = field(default_factory=dict)
    measurements: dict[int, list[Measurement]] = field(default_factory=dict)
    staff: dict[int, list[ProviderFunction]] = field(default_factory=dict)


def read_providers(connection: Connection, slugs: Sequence[str], region_id: int) -> Read:
    return _read(connection, _named(connection, slugs, region_id), region_id)


def read_offering(connection: Connection, keys: Sequence[str], region_id: int) -> Read:
    """The providers that these offers are of."""
    return _read(connection, _offering(connection, keys, region_id), region_id)


def _read(connection: Connection, named: dict[str, Named], region_id: int) -> Read:
    ids = sorted({one.id for one in named.values()})
    agreed = read_agreed(connection, ids, region_id) if ids else Agreed()
    if not (in_region := list(agreed.contracts)):
        return Read(named)
    locations = [place for one in named.values() for place in one.locations]
    return Read(
        named,
        agreed,
        read_offers(connection, in_region, region_id, agreed, locations),
        _measurements(connection, in_region, region_id),
        _staff(connection, in_region),
    )


def records_of(one: Named, read: Read, region: RegionData) -> ProviderRecords:
    """As the index reads it too. Of one that has, had or is named in a contract with the region."""
    own = read.offers.get(one.id, [])
    return ProviderRecords(
        one.provider,
        locations=one.locations,
        contracts=read.agreed.contracts[one.id],
        lines=read.agreed.lines.get(one.id, []),
        offers=[offer for offer in own if offer.published and offer.region_id == region.id],
        forms_at=forms_at(own),
        stops=one.stops,
        measurements=read.measurements.get(one.id, []),
    )
