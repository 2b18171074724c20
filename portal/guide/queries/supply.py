"""How many providers offer a kind of help, form or product now, and how long they say one waits for it.

Three questions to the database, and the same rules as the search: what is counted here is what is listed there.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache
from statistics import median_low
from typing import Any

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from portal import clock
from portal.finding.availability import Shown, Statement, shown, spans_of
from portal.finding.question import with_kinds_of
from portal.guide.queries.explained import Explained
from portal.indexing.times import line_span
from portal.model import Audience, Availability, Contract, ContractLine, IntakeStop, Offer, OfferLine
from portal.model.freshness import Freshness
from portal.model.lasting import lasts
from portal.model.stopping import covers
from portal.plain_rows import read_plain
from portal.regions import RegionData


@dataclass(frozen=True)
class Supply:
    providers: int = 0
    offers: int = 0
    several: int = 0  # of these providers, those that hold more than one intensity by contract
    waits: tuple[int, ...] = ()  # weeks, the shortest first: of each offer whose wait was stated lately
    closed: int = 0  # offers that take nobody new

    @property
    def unknown(self) -> int:
        """Offers of which no wait was stated lately."""
        return self.offers - self.closed - len(self.waits)

    @property
    def typical(self) -> int:
        """At least half of the waits are no longer than this."""
        return median_low(self.waits)


@dataclass
class _Offered:
    id: int
    provider: int
    subject: tuple[str, str]  # kind, form
    public: bool
    said: tuple[Any, ...]
    products: set[str] = field(default_factory=set)
    spans: list[tuple[int, int]] = field(default_factory=list)


async def supply_of(session: AsyncSession, found: Explained) -> Supply:
    region, today = found.region, clock.day_number(clock.today())
    lists = cache(region.lists)  # hundreds of offers, of a few kinds and products
    counted = [
        offer
        for offer in await _offered(session, found)
        if offer.public
        and lists(*offer.subject, frozenset(offer.products))
        and min(first for first, _ in offer.spans) <= today <= max(last for _, last in offer.spans)
    ]
    if not counted:
        return Supply()
    providers = {offer.provider for offer in counted}
    stops = await _stops(session, region, providers)
    states = [_state(offer, stops, region, today) for offer in counted]
    return Supply(
        len(providers),
        len(counted),
        await _several(session, found, providers),
        tuple(sorted(s.wait for s in states if s.wait is not None and s.wait_age == Freshness.FRESH)),
        sum(state.closed for state in states),
    )


async def _offered(session: AsyncSession, found: Explained) -> Sequence[_Offered]:
    bought = (
        select(OfferLine.offer_id)
        .join(ContractLine, col(ContractLine.id) == col(OfferLine.contract_line_id))
        .where(ContractLine.product == found.key)
    )
    wanted = {
        "soort": col(Offer.help_kind) == found.key,
        "vorm": col(Offer.form).in_(with_kinds_of((found.key,), found.region)),
        "product": col(Offer.id).in_(bought),
    }[found.asked]
    said = (Availability.status, Availability.free_places, Availability.intake_wait, Availability.treatment_wait)
    columns = (
        Offer.id, Offer.provider_id, Offer.help_kind, Offer.form, Offer.audience, ContractLine.product,
        ContractLine.starts, Contract.starts, ContractLine.ends, Contract.ends, *said, Availability.reference_date,
    )  # fmt: skip
    statement: Any = (
        select(*columns)  # type: ignore[call-overload]
        .join(OfferLine, col(OfferLine.offer_id) == col(Offer.id))
        .join(ContractLine, col(ContractLine.id) == col(OfferLine.contract_line_id))
        .join(Contract, col(Contract.id) == col(ContractLine.contract_id))
        .join(Availability, col(Availability.offer_id) == col(Offer.id), isouter=True)
        .where(Offer.region_id == found.region.id, col(Offer.published).is_(True), wanted)
    )
    offers: dict[int, _Offered] = {}
    connection = await session.connection()  # plain rows: as records they are made three times as slowly
    for number, provider, kind, form, audience, product, *rest in await connection.execute(statement):
        is_public = audience == Audience.PUBLIC
        offer = offers.setdefault(number, _Offered(number, provider, (kind, form), is_public, tuple(rest[4:])))
        offer.products.add(product)
        offer.spans.append(_span(*rest[:4]))
    return list(offers.values())


@lru_cache(1024)
def _span(
    line_starts: date | None, contract_starts: date | None, line_ends: date | None, contract_ends: date | None
) -> tuple[int, int]:
    """Remembered: most contracts of a region begin and end on the same days."""
    return line_span((line_starts, contract_starts), (line_ends, contract_ends))


async def _stops(session: AsyncSession, region: RegionData, providers: set[int]) -> dict[int, list[IntakeStop]]:
    """By provider. Those of the whole region, which are few."""
    lasting = lasts(IntakeStop, clock.today())
    statement = select(IntakeStop).where(IntakeStop.region_id == region.id, lasting, col(IntakeStop.ended_at).is_(None))
    found: dict[int, list[IntakeStop]] = {}
    for stop in await read_plain(session, IntakeStop, statement):
        if stop.provider_id in providers:
            found.setdefault(stop.provider_id, []).append(stop)
    return found


def _state(offer: _Offered, stops: dict[int, list[IntakeStop]], region: RegionData, today: int) -> Shown:
    on_it = [stop for stop in stops.get(offer.provider, ()) if covers(stop, offer.id, offer.products)]
    status, places, intake, treatment, reference = offer.said
    said_on = None if reference is None else clock.day_number(reference)
    return shown(Statement(status or "", places, intake, treatment, said_on, spans_of(on_it)), region.terms, today)


async def _several(session: AsyncSession, found: Explained, providers: set[int]) -> int:
    listed = [step.product.key for step in found.intensities if step.product.audience == Audience.PUBLIC]
    if len(listed) < 2:
        return 0
    days = (ContractLine.starts, Contract.starts, ContractLine.ends, Contract.ends)
    columns = (Contract.provider_id, ContractLine.product, *days)
    statement: Any = (
        select(*columns)  # type: ignore[call-overload]
        .join(ContractLine, col(ContractLine.contract_id) == col(Contract.id))
        .where(Contract.region_id == found.region.id, col(ContractLine.product).in_(listed))
    )
    today = clock.day_number(clock.today())
    held: dict[int, set[str]] = {}
    for provider, product, *bounds in await session.exec(statement):
        first, last = _span(*bounds)
        if provider in providers and first <= today <= last:
            held.setdefault(provider, set()).add(product)
    return sum(len(products) > 1 for products in held.values())
