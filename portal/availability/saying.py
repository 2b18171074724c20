"""Saying of many offers at once whether there is room: all of it or nothing, and nothing over what one did not see."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import Session
from sqlmodel.ext.asyncio.session import AsyncSession

from portal import clock
from portal.availability.said import Said
from portal.availability.stands import VALUES, Known, Stands, known_offers, with_actor
from portal.availability.writing import Written, write
from portal.model import SaidBy

NOTHING_SEEN = 0  # the version of what was never said


class Happened(StrEnum):
    """To one row. Of rows that were not saved: what would have."""

    CHANGED = "changed"
    CONFIRMED = "confirmed"  # the same, on another day
    UNCHANGED = "unchanged"
    CONFLICT = "conflict"  # somebody said something else since it was seen
    UNKNOWN = "unknown"  # no such offer, or not theirs
    TWICE = "twice"  # the same offer in an earlier row
    NOTHING_STANDS = "nothing_stands"  # so it cannot be "still right"
    TOO_MANY_PLACES = "too_many_places"  # more are free than there are


WELL = frozenset({Happened.CHANGED, Happened.CONFIRMED, Happened.UNCHANGED})


@dataclass(frozen=True, slots=True)
class SayRow:
    """`said` None: what stands is still right today. `seen`: the version that the sayer had before them, NOTHING_SEEN
    if there was none; None if they say it whatever stands."""

    offer: str
    said: Said | None
    seen: int | None = None


@dataclass(frozen=True, slots=True)
class RowOutcome:
    """`stands`: what stands now, after a save that went well; of a conflict with who said it."""

    offer: str
    happened: Happened
    stands: Stands | None = None
    offer_id: int | None = None
    capacity: int | None = None

    @property
    def well(self) -> bool:
        return self.happened in WELL


@dataclass(frozen=True, slots=True)
class Outcome:
    """In the order of the rows. `saved` False: nothing was written, for something is wrong with a row."""

    rows: Sequence[RowOutcome]
    saved: bool
    at: datetime

    @property
    def refused(self) -> list[RowOutcome]:
        return [row for row in self.rows if not row.well]

    def count(self, happened: Happened) -> int:
        return sum(row.happened == happened for row in self.rows)


async def say(
    session: AsyncSession,
    rows: Sequence[SayRow],
    said_by: SaidBy,
    providers: Collection[int],
    *,
    partly: bool = False,
) -> Outcome:
    """In a session that writes, by whoever it is signed by. `providers`: those of whose offers they may say something.
    `partly`: what is right is saved, whatever is wrong with other rows."""
    return await session.run_sync(lambda plain: _say(plain, rows, said_by, providers, partly))


def _say(
    session: Session, rows: Sequence[SayRow], said_by: SaidBy, providers: Collection[int], partly: bool
) -> Outcome:
    moment = clock.now()
    known = known_offers(session, sorted({row.offer for row in rows}), providers)
    outcomes: list[RowOutcome] = []
    written: list[Written] = []
    before: set[str] = set()
    for row in rows:
        offer = known.get(row.offer)
        happened, said = _look_at(row, offer, row.offer in before)
        before.add(row.offer)
        outcome = RowOutcome(row.offer, happened)
        if offer is not None:
            outcome = replace(outcome, stands=offer.stands, offer_id=offer.id, capacity=offer.capacity)
            if said is not None and happened in (Happened.CHANGED, Happened.CONFIRMED):
                written.append(Written(offer.id, offer.stands, said, said_by, moment))
        outcomes.append(outcome)
    saved = partly or all(outcome.well for outcome in outcomes)
    after = write(session, written) if saved else {}
    return Outcome(_told(session, outcomes, after), saved, moment)


def _look_at(row: SayRow, offer: Known | None, twice: bool) -> tuple[Happened, Said | None]:
    """What it comes to, and what is then written."""
    if offer is None:
        return Happened.UNKNOWN, None
    if twice:
        return Happened.TWICE, None
    stands, said = offer.stands, row.said
    if said is None and stands is None:
        return Happened.NOTHING_STANDS, None
    moved_on = row.seen is not None and row.seen != (stands.version if stands else NOTHING_SEEN)
    # Who says what stands already is in nobody's way: a request that is sent twice comes to the same.
    if moved_on and (said is None or stands is None or not stands.same_as(said)):
        return Happened.CONFLICT, None
    if said is None:
        assert stands is not None
        said = Said.model_construct(**{name: getattr(stands, name) for name in VALUES}, reference_date=clock.today())
    elif offer.capacity is not None and (said.free_places or 0) > offer.capacity:
        return Happened.TOO_MANY_PLACES, None
    if stands is None or not stands.same_as(said):
        return Happened.CHANGED, said
    return (Happened.UNCHANGED if stands.reference_date == said.reference_date else Happened.CONFIRMED), said


def _told(session: Session, outcomes: list[RowOutcome], after: dict[int, Stands]) -> list[RowOutcome]:
    in_the_way = [
        (outcome.offer_id, outcome.stands)
        for outcome in outcomes
        if outcome.happened == Happened.CONFLICT and outcome.offer_id is not None and outcome.stands is not None
    ]
    now = after | (with_actor(session, in_the_way) if in_the_way else {})
    return [
        replace(outcome, stands=now[outcome.offer_id]) if outcome.offer_id in now else outcome for outcome in outcomes
    ]
