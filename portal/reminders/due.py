"""What has to be known to tell who is reminded of what: read at once, however many offers and people there are."""

import asyncio
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import and_, col, or_, select, true
from sqlmodel.ext.asyncio.session import AsyncSession

from portal import clock
from portal.access.permissions import Permission, Reach, roles_with
from portal.model import (
    Account,
    Availability,
    Contract,
    IntakeStatus,
    Location,
    Membership,
    Offer,
    OfferReminder,
    Provider,
    ReminderTurn,
    ReminderWish,
    Role,
)
from portal.model.columns import Texts
from portal.model.lasting import lasts
from portal.regions import RegionData, Regions
from portal.reminders.rules import Fading, Told, Wish, fading_of

REMINDED = frozenset(roles_with(Permission.CHANGE_AVAILABILITY, Reach.OWN_PROVIDER))
MANAGING = frozenset(roles_with(Permission.INVITE_COLLEAGUE, Reach.OWN_PROVIDER))
CONTRACTING = frozenset(roles_with(Permission.INVITE_PROVIDER, Reach.OWN_REGION))


@dataclass(frozen=True, slots=True)
class OfferHeld:
    """An offer that visitors can find, what stands of it, and until when that is believed."""

    id: int
    provider_id: int
    region_id: int
    thing: Texts
    title: Texts
    place: str
    towns: tuple[str, ...]
    status: IntakeStatus | None
    free_places: int | None
    intake_wait: int | None
    treatment_wait: int | None
    reference: date | None
    version: int
    fading: Fading | None

    @property
    def order(self) -> tuple[Any, ...]:
        """What fades first; what is unknown before all else."""
        return (self.fading.room if self.fading else date.min, self.thing.get("nl", ""), self.place, self.id)


@dataclass(frozen=True, slots=True)
class Person:
    id: int
    key: str
    name: str
    language: str
    email_sealed: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Works:
    """A person at a provider, or for a region."""

    person: Person
    role: Role
    since: date
    provider_id: int = 0
    region_id: int = 0

    @property
    def manages(self) -> bool:
        return self.role in MANAGING


@dataclass(frozen=True, slots=True)
class Turn:
    """The last one of somebody, and the day on which the mail of it went."""

    day: date
    sent_on: date


@dataclass(frozen=True)
class Known:
    offers: Sequence[OfferHeld]
    providers: Mapping[int, tuple[str, str]]  # name, slug
    works: Sequence[Works]
    contracts: Sequence[Works] = ()
    wishes: Mapping[tuple[int, int], Wish] = field(default_factory=dict)  # by account and provider
    turns: Mapping[tuple[int, int], Turn] = field(default_factory=dict)
    told: Mapping[int, Told] = field(default_factory=dict)  # by offer; of what stands now only


async def read_known(session: AsyncSession, regions: Regions, provider_id: int | None = None) -> Known:
    """Of all providers, or of one."""
    offers = await read_offers(session, regions, provider_id)
    of_them = {offer.provider_id for offer in offers}
    named = select(Provider.id, Provider.name, Provider.slug).where(_is(Provider.id, provider_id))
    return Known(
        offers,
        {number: (name, slug) for number, name, slug in await session.exec(named) if number in of_them},
        await _works(session, REMINDED, _is(Membership.provider_id, provider_id)),
        await _works(session, CONTRACTING, true()) if provider_id is None else (),
        await _wishes(session, provider_id),
        await _turns(session, provider_id),
        await _told(session, offers) if provider_id is None else {},
    )


async def read_offers(session: AsyncSession, regions: Regions, provider_id: int | None) -> list[OfferHeld]:
    """What visitors can find, of all providers or of one."""
    by_id = {region.id: region for region in regions.by_key.values()}
    today = clock.today()
    contracted = select(Contract.id).where(
        Contract.provider_id == Offer.provider_id,
        Contract.region_id == Offer.region_id,
        lasts(Contract, today),
    )
    offer, stands = _table(Offer), _table(Availability)
    asked = (
        select(  # type: ignore[call-overload]
            offer.c.id, offer.c.provider_id, offer.c.region_id, offer.c.help_kind, offer.c.form, offer.c.title,
            offer.c.comes_to, Location.name, Location.place, stands.c.status, stands.c.free_places,
            stands.c.intake_wait, stands.c.treatment_wait, stands.c.reference_date, stands.c.version,
        )
        .select_from(offer)
        .outerjoin(stands, stands.c.offer_id == offer.c.id)
        .outerjoin(Location, col(Location.id) == offer.c.location_id)
        .where(col(Offer.published).is_(True), contracted.exists(), _is(Offer.provider_id, provider_id))
    )  # fmt: skip
    rows = (await session.exec(asked)).all()
    # Aside: of ten thousand offers this takes a while, in which the runner brings changes to the index.
    return await asyncio.to_thread(lambda: [_held(row, by_id[row.region_id]) for row in rows if row.region_id in by_id])


def _held(row: Any, region: RegionData) -> OfferHeld:
    kind = region.help_kinds.get(row.help_kind) or region.forms.get(row.form)
    waits = row.intake_wait is not None or row.treatment_wait is not None
    fading = None
    if row.status is not None:
        fading = fading_of(region.terms, row.status, row.reference_date, states_wait=waits)
    return OfferHeld(
        row.id,
        row.provider_id,
        region.id,
        kind.names if kind else {"nl": row.help_kind or row.form},
        row.title or {},
        ", ".join(part for part in (row.name, row.place) if part),
        tuple(sorted(region.municipalities[code].name for code in row.comes_to if code in region.municipalities)),
        row.status,
        row.free_places,
        row.intake_wait,
        row.treatment_wait,
        row.reference_date,
        row.version or 0,
        fading,
    )


async def _works(session: AsyncSession, roles: Collection[Role], which: ColumnElement[bool]) -> list[Works]:
    now = clock.now()
    one, who = _table(Membership), _table(Account)
    asked = (
        select(  # type: ignore[call-overload]
            who.c.id, who.c.key, who.c.name, who.c.language, who.c.email_sealed, one.c.role, one.c.since,
            one.c.provider_id, one.c.region_id,
        )
        .select_from(one)
        .join(who, who.c.id == one.c.account_id)
        .where(
            which,
            one.c.role.in_(roles),
            one.c.since <= now,
            or_(one.c.until.is_(None), one.c.until > now),
            who.c.ended.is_(None),
        )
        .order_by(one.c.id)
    )  # fmt: skip
    return [
        Works(Person(*person), role, clock.local(since).date(), provider or 0, region or 0)
        for *person, role, since, provider, region in (await session.exec(asked)).all()
    ]


async def _wishes(session: AsyncSession, provider_id: int | None) -> dict[tuple[int, int], Wish]:
    wish = _table(ReminderWish)
    asked = select(wish.c.account_id, wish.c.provider_id, wish.c.rhythm, wish.c.weekday)
    found = await session.exec(asked.where(_is(ReminderWish.provider_id, provider_id)))
    return {(account, provider): Wish(rhythm, weekday) for account, provider, rhythm, weekday in found.all()}


async def _turns(session: AsyncSession, provider_id: int | None) -> dict[tuple[int, int], Turn]:
    turn = _table(ReminderTurn)
    asked = select(turn.c.account_id, turn.c.provider_id, turn.c.day, turn.c.sent_on)
    found = await session.exec(asked.where(_is(ReminderTurn.provider_id, provider_id)))
    return {(account, provider): Turn(day, sent_on) for account, provider, day, sent_on in found.all()}


async def _told(session: AsyncSession, offers: Iterable[OfferHeld]) -> dict[int, Told]:
    """What was told of something that stands no more counts for nothing."""
    now = {offer.id: offer.version for offer in offers}
    told = _table(OfferReminder)
    asked = select(told.c.offer_id, told.c.about, told.c.reminded_on, told.c.managers_on, told.c.region_on)  # type: ignore[call-overload]
    found = (await session.exec(asked)).all()
    return {number: Told(*days) for number, about, *days in found if now.get(number) == about}


def _is(column: Any, number: int | None) -> ColumnElement[bool]:
    return true() if number is None else and_(col(column) == number)


def _table(kind: Any) -> Any:
    return kind.__table__
