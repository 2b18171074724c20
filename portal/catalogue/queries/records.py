"""The rows that pages about providers are made of: five questions to the database, for one provider as for three."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sqlalchemy import Connection, and_, bindparam, case, union
from sqlmodel import SQLModel, col, select

from portal.measured.measuring import FORM, HELP_KIND, PRODUCT
from portal.model import (
    Availability,
    Contract,
    ContractLine,
    FormerSlug,
    IntakeStop,
    Location,
    MeasuredWait,
    Measurement,
    MeasurementAudience,
    Offer,
    OfferLine,
    Picture,
    Provider,
    ProviderFunction,
)
from portal.plain_rows import Asked

Row = TypeVar("Row", bound=SQLModel)
Waits = dict[tuple[str, str], MeasuredWait]  # by kind of subject and subject


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
_PROVIDERS: Any = bindparam("providers", expanding=True)
_REGION: Any = bindparam("region")

_had = and_(col(FormerSlug.provider_id) == Provider.id, col(FormerSlug.slug).in_(_SLUGS))
# Not "the one slug or the other": then every provider would be looked at.
_asked_for: Any = union(
    select(Provider.id).where(col(Provider.slug).in_(_SLUGS)),
    select(FormerSlug.provider_id).where(col(FormerSlug.slug).in_(_SLUGS)),
)
_stopped = and_(
    col(IntakeStop.provider_id) == Provider.id,
    col(IntakeStop.region_id) == _REGION,
    col(IntakeStop.ended_at).is_(None),
)
_pictured = and_(col(Picture.provider_id) == Provider.id, col(Picture.shown).is_(True))
_NAMED = Asked(
    (Provider, FormerSlug, IntakeStop, Location, Picture),
    select(Provider)
    .outerjoin(FormerSlug, _had)
    .outerjoin(IntakeStop, _stopped)
    .outerjoin(Location, col(Location.provider_id) == Provider.id)
    .outerjoin(Picture, _pictured)
    .where(col(Provider.id).in_(_asked_for))
    .order_by(col(Location.key), col(Picture.position), col(Picture.key)),
)


def _named(connection: Connection, slugs: Sequence[str], region_id: int) -> dict[str, Named]:
    """By the slug asked with."""
    found: dict[str, Named] = {}
    for provider, former, stop, location, picture in _NAMED.rows(connection, slugs=slugs, region=region_id):
        for slug in {provider.slug, former.slug if former else ""}.intersection(slugs):
            found.setdefault(slug, Named(provider)).add(location, stop, picture)
    return found


@dataclass
class Agreed:
    contracts: dict[int, list[Contract]] = field(default_factory=dict)  # with the region, by provider
    lines: dict[int, list[ContractLine]] = field(default_factory=dict)  # of these
    of_offer: dict[int, list[ContractLine]] = field(default_factory=dict)  # also of other regions
    waits: dict[int, Waits] = field(default_factory=dict)  # measured, by provider


# Measured waits come along with what they are of: at most one for a line and one for an offer.
_of_line = and_(
    col(MeasuredWait.region_id) == _REGION,
    col(MeasuredWait.provider_id) == Contract.provider_id,
    col(MeasuredWait.subject_type) == PRODUCT,
    col(MeasuredWait.subject) == ContractLine.product,
)
_AGREED = Asked(
    (Contract, ContractLine, OfferLine, MeasuredWait),
    select(Contract)
    .outerjoin(ContractLine, col(ContractLine.contract_id) == Contract.id)
    .outerjoin(OfferLine, col(OfferLine.contract_line_id) == ContractLine.id)
    .outerjoin(MeasuredWait, _of_line)
    .where(col(Contract.provider_id).in_(_PROVIDERS))
    .order_by(col(Contract.key), col(ContractLine.key)),
)


def _agreed(connection: Connection, provider_ids: Sequence[int], region_id: int) -> Agreed:
    rows = _AGREED.rows(connection, providers=provider_ids, region=region_id)
    here = [(contract, line) for contract, line, _, _ in rows if contract.region_id == region_id]
    found = Agreed(_by_provider({contract.id: contract for contract, _ in here}.values()))
    for contract, line in {line.id: (contract, line) for contract, line in here if line}.values():
        found.lines.setdefault(contract.provider_id, []).append(line)
    for _, line, under, wait in rows:
        # A product may be in two contracts, one after the other, and a line comes once for each of its offers.
        if under is not None:
            found.of_offer.setdefault(under.offer_id, []).append(line)
        _keep_wait(found.waits, wait)
    return found


def _keep_wait(waits: dict[int, Waits], wait: MeasuredWait | None) -> None:
    if wait is not None:
        waits.setdefault(wait.provider_id, {})[wait.subject_type, wait.subject] = wait


_of_offer = and_(
    col(MeasuredWait.region_id) == _REGION,
    col(MeasuredWait.provider_id) == Offer.provider_id,
    col(MeasuredWait.subject_type) == case((col(Offer.help_kind) != "", HELP_KIND), else_=FORM),
    col(MeasuredWait.subject) == case((col(Offer.help_kind) != "", col(Offer.help_kind)), else_=col(Offer.form)),
)
_OFFERS = Asked(
    (Offer, Availability, MeasuredWait),
    select(Offer)
    .outerjoin(Availability, col(Availability.offer_id) == Offer.id)
    .outerjoin(MeasuredWait, _of_offer)
    .where(col(Offer.provider_id).in_(_PROVIDERS))
    .order_by(col(Offer.key)),
)


def _offers(
    connection: Connection, providers: Sequence[int], region: int, agreed: Agreed, locations: Iterable[Location]
) -> dict[int, list[Offer]]:
    """Unpublished ones and those of other regions too: children live at a location whoever is told of it."""
    located = {location.id: location for location in locations}
    found = []
    for offer, availability, wait in _OFFERS.rows(connection, providers=providers, region=region):
        _keep_wait(agreed.waits, wait)
        offer.availability = availability
        offer.location = located.get(offer.location_id)
        offer.lines = sorted(agreed.of_offer.get(offer.id, ()), key=lambda line: line.key)
        found.append(offer)
    return _by_provider(found)


_MEASURED = Asked(
    (Measurement,),
    select(Measurement).where(
        col(Measurement.provider_id).in_(_PROVIDERS),
        Measurement.region_id == _REGION,
        Measurement.audience == MeasurementAudience.PUBLIC,
    ),
)


def _measurements(connection: Connection, provider_ids: Sequence[int], region_id: int) -> dict[int, list[Measurement]]:
    rows = _MEASURED.rows(connection, providers=provider_ids, region=region_id)
    return _by_provider(measurement for (measurement,) in rows)


_AT_WORK = Asked((ProviderFunction,), select(ProviderFunction).where(col(ProviderFunction.provider_id).in_(_PROVIDERS)))


def _staff(connection: Connection, provider_ids: Sequence[int]) -> dict[int, list[ProviderFunction]]:
    return _by_provider(function for (function,) in _AT_WORK.rows(connection, providers=provider_ids))


@dataclass
class Read:
    """Of each provider asked for that has, had or is named in a contract with the region."""

    named: dict[str, Named]
    agreed: Agreed = field(default_factory=Agreed)
    offers: dict[int, list[Offer]] = field(default_factory=dict)
    measurements: dict[int, list[Measurement]] = field(default_factory=dict)
    staff: dict[int, list[ProviderFunction]] = field(default_factory=dict)


def read_providers(connection: Connection, slugs: Sequence[str], region_id: int) -> Read:
    named = _named(connection, slugs, region_id)
    ids = sorted({one.id for one in named.values()})
    agreed = _agreed(connection, ids, region_id) if ids else Agreed()
    if not (in_region := list(agreed.contracts)):
        return Read(named)
    locations = [place for one in named.values() for place in one.locations]
    return Read(
        named,
        agreed,
        _offers(connection, in_region, region_id, agreed, locations),
        _measurements(connection, in_region, region_id),
        _staff(connection, in_region),
    )


def _by_provider(rows: Iterable[Row]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = {}
    for row in rows:
        found.setdefault(row.provider_id, []).append(row)  # type: ignore[attr-defined]
    return found
