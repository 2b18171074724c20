"""What a provider sees of its own offers."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlmodel import col, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from portal import clock
from portal.availability import LastSave, last_save
from portal.availability.stopped import Stopped, stopped_of
from portal.measured.of_provider import measured_beside
from portal.measured.shown import MeasuredShown
from portal.model import (
    Account,
    Availability,
    AvailabilityChange,
    IndexMark,
    Location,
    Membership,
    Offer,
    Provider,
    ReminderWish,
    SaidBy,
)
from portal.model.columns import Texts
from portal.model.freshness import room_believed_until
from portal.model.lasting import holds
from portal.model.stopping import Ruling
from portal.model.upkeep import REBUILT_FOR
from portal.provider_area.found import found_from
from portal.regions import RegionData

SOON = timedelta(days=7)
BY_ACCOUNT = "account:"


@dataclass(frozen=True, slots=True)
class GridRow:
    """An offer, what stands of it, and how much that is worth today."""

    id: int
    key: str
    thing: Texts
    title: Texts
    place: str
    towns: tuple[str, ...]  # where the help comes to the home
    capacity: int | None
    stands: Availability | None
    believed_until: date | None
    who: str = ""
    stop: Ruling | None = None
    measured: MeasuredShown | None = None
    contradicted: bool = False  # what is stated, by what was measured

    @property
    def version(self) -> int:
        return self.stands.version if self.stands else 0

    @property
    def unknown(self) -> bool:
        return self.believed_until is None or self.believed_until < clock.today()

    @property
    def fades(self) -> bool:
        """Within a week nobody is shown it any more."""
        return self.believed_until is not None and not self.unknown and self.believed_until < clock.today() + SOON

    @property
    def days_ago(self) -> int | None:
        return (clock.today() - self.stands.reference_date).days if self.stands else None


@dataclass(frozen=True)
class Grid:
    rows: Sequence[GridRow]
    saved: LastSave | None = None  # the last that this visitor saved here
    under_way: frozenset[int] = frozenset()  # offers that the search results do not show as they are
    in_search: bool = True  # visitors find this provider
    begins: date | None = None  # when they will, under a contract to come

    @property
    def unknown(self) -> int:
        return sum(row.unknown for row in self.rows)

    @property
    def fading(self) -> int:
        return sum(row.fades for row in self.rows)

    @property
    def just_saved(self) -> frozenset[int]:
        return frozenset(self.saved.offers) if self.saved and self.saved.stands else frozenset()

    @property
    def waits_for_search(self) -> bool:
        return bool(self.just_saved & self.under_way)

    @property
    def imposed(self) -> int:
        """Offers that the region lets nobody in to now."""
        return sum(row.stop is not None and row.stop.running and row.stop.imposed for row in self.rows)

    @property
    def stopped(self) -> int:
        """Those that the provider itself lets nobody in to now."""
        return sum(row.stop is not None and row.stop.running and not row.stop.imposed for row in self.rows)


async def grid_of(session: AsyncSession, provider: Provider, region: RegionData, actor: str) -> Grid:
    assert provider.id is not None
    rows = await _rows(session, provider.id, region)
    names = await _who_said(session, provider.id, region.id)
    stopped = await stopped_of(session, provider.id, region.id)
    in_search, begins = await found_from(session, provider.id, region.id)
    measured = await measured_beside(session, region, provider.id)
    return Grid(
        sorted((_with_wait(_with_stop(_with_name(row, names), stopped), measured) for row in rows), key=_in_order),
        await last_save(session, actor, [provider.id]),
        await _under_way(session, provider.id, [row.id for row in rows]),
        in_search,
        begins,
    )


def _in_order(row: GridRow) -> tuple[str, str, tuple[str, ...], str]:
    return row.thing.get("nl", ""), row.place, row.towns, row.key


async def _rows(session: AsyncSession, provider_id: int, region: RegionData) -> list[GridRow]:
    asked = (
        select(Offer, Availability, Location)
        .outerjoin(Availability, col(Availability.offer_id) == col(Offer.id))
        .outerjoin(Location, col(Location.id) == col(Offer.location_id))
        .where(Offer.region_id == region.id, Offer.provider_id == provider_id, col(Offer.published).is_(True))
    )
    return [_row(*found, region) for found in (await session.exec(asked)).all()]


def _row(offer: Offer, stands: Availability | None, location: Location | None, region: RegionData) -> GridRow:
    kind = region.help_kinds.get(offer.help_kind) or region.forms.get(offer.form)
    towns = [region.municipalities[code].name for code in offer.comes_to if code in region.municipalities]
    until = None if stands is None else room_believed_until(region.terms, stands.status, stands.reference_date)
    return GridRow(
        offer.id or 0,
        offer.key,
        kind.names if kind else {"nl": offer.help_kind or offer.form},
        offer.title,
        ", ".join(part for part in (location.name, location.place) if part) if location else "",
        tuple(sorted(towns)),
        offer.capacity,
        stands,
        until,
    )


def _with_name(row: GridRow, names: Mapping[int, str]) -> GridRow:
    if row.stands is None or row.stands.said_by != SaidBy.PERSON or row.id not in names:
        return row
    return replace(row, who=names[row.id])


def _with_stop(row: GridRow, stopped: Stopped) -> GridRow:
    found = stopped.on(row.id) if stopped.stops else None
    return row if found is None else replace(row, stop=found)


def _with_wait(row: GridRow, measured: Mapping[int, tuple[MeasuredShown, bool]]) -> GridRow:
    found = measured.get(row.id)
    return row if found is None else replace(row, measured=found[0], contradicted=found[1])


async def _who_said(session: AsyncSession, provider_id: int, region_id: int) -> dict[int, str]:
    """By offer: the colleague who said what stands. Of what was taken back, who said it first."""
    told = (
        select(AvailabilityChange.offer_id, AvailabilityChange.actor)
        .join(Offer, col(Offer.id) == col(AvailabilityChange.offer_id))
        .join(
            Availability,
            (col(Availability.offer_id) == col(Offer.id))
            & (col(Availability.confirmed_at) == col(AvailabilityChange.said_at)),
        )
        .where(Offer.region_id == region_id, Offer.provider_id == provider_id)
    )
    actors = {
        offer: actor.removeprefix(BY_ACCOUNT)
        for offer, actor in (await session.exec(told)).all()
        if actor.startswith(BY_ACCOUNT)
    }
    names = await _colleagues(session, provider_id, set(actors.values()))
    return {offer: names[actor] for offer, actor in actors.items() if actor in names}


async def _colleagues(session: AsyncSession, provider_id: int, keys: Collection[str]) -> dict[str, str]:
    """Who belongs or belonged to it: that somebody of the region saw to it is told without a name."""
    if not keys:
        return {}
    asked = (
        select(Account.key, Account.name)
        .join(Membership, col(Membership.account_id) == col(Account.id))
        .where(col(Account.key).in_(keys), Membership.provider_id == provider_id)
    )
    return dict((await session.exec(asked)).all())


async def _under_way(session: AsyncSession, provider_id: int, offers: Collection[int]) -> frozenset[int]:
    """Whatever has a mark is still to be brought into the index."""
    own = select(Offer.id).where(Offer.provider_id == provider_id)
    asked = select(IndexMark.what, IndexMark.subject_id).where(
        or_(
            (col(IndexMark.what) == "offer") & col(IndexMark.subject_id).in_(own),
            (col(IndexMark.what) == "provider") & (col(IndexMark.subject_id) == provider_id),
            col(IndexMark.what).in_(REBUILT_FOR),
        )
    )
    marks = (await session.exec(asked)).all()
    if any(what != "offer" for what, _ in marks):
        return frozenset(offers)
    return frozenset(offer for _, offer in marks) & frozenset(offers)


async def reminded_how(session: AsyncSession, provider: Provider, account_id: int | None) -> ReminderWish | None:
    """How often somebody who works there is reminded, as they wished; None where they do not."""
    asked = (
        select(Membership.id, ReminderWish)
        .outerjoin(
            ReminderWish,
            (col(ReminderWish.account_id) == col(Membership.account_id))
            & (col(ReminderWish.provider_id) == col(Membership.provider_id)),
        )
        .where(
            Membership.account_id == account_id,
            Membership.provider_id == provider.id,
            holds(clock.now()),
        )
    )
    found = (await session.exec(asked.limit(1))).first()
    if found is None:
        return None
    wish: ReminderWish | None = found[1]
    return ReminderWish(account_id=account_id or 0, provider_id=provider.id or 0) if wish is None else wish
