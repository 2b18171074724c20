"""What stands of offers, read and held before something is said of them."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import islice
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlmodel import SQLModel, col

from portal.availability.said import Said
from portal.model import Availability, AvailabilityChange, IntakeStatus, Offer, SaidBy

AT_ONCE = 5_000  # keys in one question; both databases stop at about 32,000
VALUES = ("status", "free_places", "intake_wait", "treatment_wait")


@dataclass(frozen=True, slots=True)
class Stands:
    """The availability of one offer. `actor` is asked for only where somebody must be told of it."""

    id: int
    status: IntakeStatus
    free_places: int | None
    intake_wait: int | None
    treatment_wait: int | None
    reference_date: date
    confirmed_at: datetime
    said_by: SaidBy
    version: int
    actor: str = ""

    def same_as(self, said: Said) -> bool:
        """Whatever day it is about."""
        return all(getattr(self, name) == getattr(said, name) for name in VALUES)


@dataclass(frozen=True, slots=True)
class Known:
    """An offer of which something may be said. Without `stands` nothing was ever said of it."""

    id: int
    key: str
    provider_id: int
    capacity: int | None
    stands: Stands | None


def known_offers(session: Session, keys: Sequence[str], providers: Collection[int]) -> dict[str, Known]:
    """Of these providers only. On PostgreSQL nobody else says anything of them until the transaction ends: the offer
    is held, for there may be no availability yet, and what stands is read after that. In one order, so that two who
    say something of the same offers never wait for each other in a circle."""
    offers: list[tuple[Any, ...]] = []
    for chunk in chunks(keys):
        asked = (
            select(*_columns(Offer, "id", "key", "provider_id", "capacity"))
            .where(col(Offer.key).in_(chunk), col(Offer.provider_id).in_(providers))
            .order_by(col(Offer.id))
            .with_for_update(key_share=True)
        )
        offers += [tuple(row) for row in session.execute(asked)]
    stand = standing(session, [number for number, *_ in offers])
    return {key: Known(number, key, owner, places, stand.get(number)) for number, key, owner, places in offers}


def standing(session: Session, offers: Sequence[int], *, hold: bool = True) -> dict[int, Stands]:
    """By offer. Held too: an import holds these and not the offers."""
    found: dict[int, Stands] = {}
    names = [name for name in Stands.__dataclass_fields__ if name != "actor"]
    for chunk in chunks(offers):
        asked = (
            select(*_columns(Availability, "offer_id", *names))
            .where(col(Availability.offer_id).in_(chunk))
            .order_by(col(Availability.offer_id))
        )
        asked = asked.with_for_update() if hold else asked
        found |= {row[0]: Stands(*row[1:]) for row in session.execute(asked)}
    return found


def with_actor(session: Session, stand: Iterable[tuple[int, Stands]]) -> dict[int, Stands]:
    """By offer, and who said it last."""
    by_offer = dict(stand)
    actors = {change.offer_id: change.actor for change in latest_changes(session, list(by_offer))}
    return {offer: replace(one, actor=actors.get(offer, "")) for offer, one in by_offer.items()}


def latest_changes(session: Session, offers: Sequence[int], before: datetime | None = None) -> Iterator[Any]:
    """Of each offer the last that was said, of all that was said before a moment: rows of AvailabilityChange."""
    table = _table(AvailabilityChange)
    for chunk in chunks(offers):
        last = select(func.max(table.c.id)).where(table.c.offer_id.in_(chunk)).group_by(table.c.offer_id)
        if before is not None:
            last = last.where(table.c.said_at < before)
        yield from session.execute(select(table).where(table.c.id.in_(last)))


def chunks(of: Sequence[Any]) -> Iterator[list[Any]]:
    left = iter(of)
    while chunk := list(islice(left, AT_ONCE)):
        yield chunk


def _table(kind: type[SQLModel]) -> Any:
    return kind.__table__  # type: ignore[attr-defined]


def _columns(kind: type[SQLModel], *names: str) -> list[Any]:
    return [_table(kind).c[name] for name in names]
