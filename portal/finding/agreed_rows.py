"""The rows of what providers have agreed and what they offer, with what was measured of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sqlalchemy import Connection, and_, bindparam, case
from sqlmodel import SQLModel, col, select

from portal.model import Availability, Contract, ContractLine, Location, MeasuredWait, Offer, OfferLine
from portal.model.measured import FORM, HELP_KIND, PRODUCT
from portal.plain_rows import Asked

Row = TypeVar("Row", bound=SQLModel)
Waits = dict[tuple[str, str], MeasuredWait]  # by kind of subject and subject

PROVIDERS: Any = bindparam("providers", expanding=True)
REGION: Any = bindparam("region")


@dataclass
class Agreed:
    contracts: dict[int, list[Contract]] = field(default_factory=dict)  # with the region, by provider
    lines: dict[int, list[ContractLine]] = field(default_factory=dict)  # of these
    of_offer: dict[int, list[ContractLine]] = field(default_factory=dict)  # also of other regions
    waits: dict[int, Waits] = field(default_factory=dict)  # measured, by provider


# Measured waits come along with what they are of: at most one for a line and one for an offer.
_of_line = and_(
    col(MeasuredWait.region_id) == REGION,
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
    .where(col(Contract.provider_id).in_(PROVIDERS))
    .order_by(col(Contract.key), col(ContractLine.key)),
)


def read_agreed(connection: Connection, provider_ids: Sequence[int], region_id: int) -> Agreed:
    rows = _AGREED.rows(connection, providers=provider_ids, region=region_id)
    here = [(contract, line) for contract, line, _, _ in rows if contract.region_id == region_id]
    found = Agreed(by_provider({contract.id: contract for contract, _ in here}.values()))
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
    col(MeasuredWait.region_id) == REGION,
    col(MeasuredWait.provider_id) == Offer.provider_id,
    col(MeasuredWait.subject_type) == case((col(Offer.help_kind) != "", HELP_KIND), else_=FORM),
    col(MeasuredWait.subject) == case((col(Offer.help_kind) != "", col(Offer.help_kind)), else_=col(Offer.form)),
)
_OFFERS = Asked(
    (Offer, Availability, MeasuredWait),
    select(Offer)
    .outerjoin(Availability, col(Availability.offer_id) == Offer.id)
    .outerjoin(MeasuredWait, _of_offer)
    .where(col(Offer.provider_id).in_(PROVIDERS))
    .order_by(col(Offer.key)),
)


def read_offers(
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
    return by_provider(found)


def by_provider(rows: Iterable[Row]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = {}
    for row in rows:
        found.setdefault(row.provider_id, []).append(row)  # type: ignore[attr-defined]
    return found
