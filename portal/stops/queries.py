"""The stops there are, for who decides on them or is to know of them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import col, func, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from portal import clock
from portal.model import (
    Account,
    Contract,
    ContractLine,
    IntakeStop,
    Location,
    Membership,
    Offer,
    OfferLine,
    Provider,
)
from portal.model.lasting import lasts
from portal.regions import RegionData
from portal.stops import rules
from portal.stops.grounds import message_of
from portal.stops.help import Help, help_of

PAGE = 50
MOST_IN_FILE = 10_000
BY_ACCOUNT = "account:"


@dataclass(frozen=True)
class StopShown:
    """A stop in words. Who decided on it has a name only for colleagues."""

    key: str
    version: int
    provider: str
    slug: str
    help: Help
    imposed: bool
    starts: date
    ends: date | None
    ground: str  # a message id, or the words of a workbook
    explanation: str
    public_text: Mapping[str, str]
    decided_at: datetime | None
    ended_at: datetime | None
    decided_by: str = ""
    ended_by: str = ""
    near_longest: bool = False

    @property
    def over(self) -> bool:
        return self.ended_at is not None or (self.ends is not None and self.ends < clock.today())

    @property
    def coming(self) -> bool:
        return not self.over and self.starts > clock.today()

    @property
    def withdrawn(self) -> bool:
        """It never stood for a day."""
        return self.ended_at is not None and clock.local(self.ended_at).date() <= self.starts


@dataclass(frozen=True)
class OfProvider:
    standing: Sequence[StopShown]
    over: Sequence[StopShown]


@dataclass(frozen=True)
class Wanted:
    """What is asked of the list of a region; empty is everything."""

    provider: str = ""
    whose: str = ""  # "aanbieder" or "regio"
    product: str = ""
    number: int = 1  # of the page


@dataclass(frozen=True)
class OfRegion:
    stops: Sequence[StopShown]
    found: int
    number: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.found // PAGE))


async def of_provider(session: AsyncSession, provider: Provider, region: RegionData) -> OfProvider:
    statement = _statement(region).where(IntakeStop.provider_id == provider.id)
    rows = (await session.exec(statement)).all()
    names = await _colleagues(session, provider.id or 0, rows)
    shown = [_shown(row, region, names) for row in rows]
    return OfProvider(
        sorted((one for one in shown if not one.over), key=_soonest),
        sorted((one for one in shown if one.over), key=lambda one: (one.ends or date.max, one.key), reverse=True),
    )


async def of_region(session: AsyncSession, region: RegionData, wanted: Wanted, most: int = PAGE) -> OfRegion:
    """Those that stand and those to come, the first to end first."""
    conditions = [_standing(), *_asked(region, wanted)]
    counted = (
        select(func.count(col(IntakeStop.id)))
        .join(Provider, col(Provider.id) == col(IntakeStop.provider_id))
        .where(IntakeStop.region_id == region.id, *conditions)
    )
    found = (await session.exec(counted)).one()
    number = max(1, min(wanted.number, -(-found // PAGE))) if most == PAGE else 1
    statement = (
        _statement(region)
        .where(*conditions)
        .order_by(col(IntakeStop.ends).is_(None), col(IntakeStop.ends), col(IntakeStop.id))
        .offset((number - 1) * most)
        .limit(most)
    )
    rows = (await session.exec(statement)).all()
    own = await _own_of(session, region, {stop.provider_id for stop, *_ in rows})
    near = [rules.near_its_end(row[0], own[_on(row[0])], region.terms) for row in rows]
    shown = [replace(_shown(row, region, {}), near_longest=one) for row, one in zip(rows, near, strict=True)]
    return OfRegion(shown, found, number)


async def providers_of(session: AsyncSession, region: RegionData) -> Sequence[tuple[str, str]]:
    """On whom a stop can be imposed: slug and name of who has a contract."""
    running = lasts(Contract, clock.today())
    contracted = select(Contract.provider_id).where(Contract.region_id == region.id, running)
    statement = select(Provider.slug, Provider.name).where(col(Provider.id).in_(contracted))
    return (await session.exec(statement.order_by(Provider.name, Provider.slug))).all()


async def providers_with_stops(session: AsyncSession, region: RegionData) -> Sequence[tuple[str, str]]:
    stopped = select(IntakeStop.provider_id).where(IntakeStop.region_id == region.id, _standing())
    statement = select(Provider.slug, Provider.name).where(col(Provider.id).in_(stopped))
    return (await session.exec(statement.order_by(Provider.name, Provider.slug))).all()


def _standing() -> ColumnElement[bool]:
    lasting = lasts(IntakeStop, clock.today())
    return col(IntakeStop.ended_at).is_(None) & lasting


def _asked(region: RegionData, wanted: Wanted) -> Sequence[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.provider:
        conditions.append(col(Provider.slug) == wanted.provider)
    if wanted.whose:
        conditions.append(col(IntakeStop.imposed).is_(wanted.whose == "regio"))
    if wanted.product:
        conditions.append(_touches(region, wanted.product))
    return conditions


def _touches(region: RegionData, product: str) -> ColumnElement[bool]:
    """On the product, on an offer under it, or on all help of who has it by contract."""
    under = (
        select(OfferLine.offer_id)
        .join(ContractLine, col(ContractLine.id) == col(OfferLine.contract_line_id))
        .where(ContractLine.product == product)
    )
    holds = (
        select(Contract.provider_id)
        .join(ContractLine, col(ContractLine.contract_id) == col(Contract.id))
        .where(Contract.region_id == region.id, ContractLine.product == product)
    )
    whole = (col(IntakeStop.product) == "") & col(IntakeStop.offer_id).is_(None)
    return or_(
        col(IntakeStop.product) == product,
        col(IntakeStop.offer_id).in_(under),
        whole & col(IntakeStop.provider_id).in_(holds),
    )


def _statement(region: RegionData) -> Any:
    return (
        select(IntakeStop, Provider, Offer, Location)
        .join(Provider, col(Provider.id) == col(IntakeStop.provider_id))
        .outerjoin(Offer, col(Offer.id) == col(IntakeStop.offer_id))
        .outerjoin(Location, col(Location.id) == col(Offer.location_id))
        .where(IntakeStop.region_id == region.id)
    )


def _shown(row: tuple[IntakeStop, Provider, Any, Any], region: RegionData, names: Mapping[str, str]) -> StopShown:
    stop, provider, offer, location = row
    return StopShown(
        stop.key,
        stop.version,
        provider.name,
        provider.slug,
        help_of(stop, offer, location, region),
        stop.imposed,
        stop.starts,
        stop.ends,
        message_of(stop.ground),
        stop.explanation,
        stop.public_text,
        stop.decided_at,
        stop.ended_at,
        names.get(stop.decided_by, ""),
        names.get(stop.ended_by, ""),
    )


def _soonest(one: StopShown) -> tuple[bool, date, date, str]:
    """The region's stand above."""
    return not one.imposed, one.starts, one.ends or date.max, one.key


async def _colleagues(session: AsyncSession, provider_id: int, rows: Sequence[Any]) -> dict[str, str]:
    """Who belongs or belonged to the provider, as the audit knows them: nobody of the region is named."""
    keys = {actor.removeprefix(BY_ACCOUNT) for stop, *_ in rows for actor in (stop.decided_by, stop.ended_by) if actor}
    if not keys:
        return {}
    statement = (
        select(Account.key, Account.name)
        .join(Membership, col(Membership.account_id) == col(Account.id))
        .where(col(Account.key).in_(sorted(keys)), Membership.provider_id == provider_id)
    )
    return {f"{BY_ACCOUNT}{key}": name for key, name in (await session.exec(statement)).all()}


async def _own_of(session: AsyncSession, region: RegionData, providers: set[int]) -> Mapping[Any, list[IntakeStop]]:
    """By what they are on."""
    statement = select(IntakeStop).where(
        IntakeStop.region_id == region.id,
        col(IntakeStop.provider_id).in_(sorted(providers)),
        col(IntakeStop.imposed).is_(False),
    )
    found: dict[Any, list[IntakeStop]] = defaultdict(list)
    for stop in (await session.exec(statement)).all():
        found[_on(stop)].append(stop)
    return found


def _on(stop: IntakeStop) -> tuple[int, str, int | None]:
    return stop.provider_id, stop.product, stop.offer_id
