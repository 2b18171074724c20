"""What is said becomes rows: one statement per table however many they are, with audit and index marks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from sqlalchemy import bindparam, delete, insert, update
from sqlalchemy.orm import Session

from portal.availability.stands import VALUES, Stands, standing
from portal.bookkeeping import Entry, keep_books_of, offer_subject, plain, signed_by
from portal.model import Availability, AvailabilityChange, IntakeStatus, SaidBy


class Values(Protocol):
    """Said now, or said before and brought back."""

    @property
    def status(self) -> IntakeStatus: ...
    @property
    def free_places(self) -> int | None: ...
    @property
    def intake_wait(self) -> int | None: ...
    @property
    def treatment_wait(self) -> int | None: ...
    @property
    def reference_date(self) -> date: ...


@dataclass(frozen=True, slots=True)
class Written:
    """What comes to stand of an offer instead of `before`. `confirmed`: when and by what it was said, where that is not
    here and now: what is brought back was said before."""

    offer_id: int
    before: Stands | None
    said: Values
    said_by: SaidBy
    at: datetime
    confirmed: tuple[datetime, SaidBy] | None = None

    def values(self) -> dict[str, Any]:
        said: dict[str, Any] = {name: getattr(self.said, name) for name in (*VALUES, "reference_date")}
        said["confirmed_at"], said["said_by"] = self.confirmed or (self.at, self.said_by)
        return said


_AVAILABILITY: Any = Availability.__table__  # type: ignore[attr-defined]
_CHANGES: Any = AvailabilityChange.__table__  # type: ignore[attr-defined]
_UPDATE = (
    update(_AVAILABILITY)
    .where(_AVAILABILITY.c.id == bindparam("row"))
    .values(
        {name: bindparam(name) for name in (*VALUES, "reference_date", "confirmed_at", "said_by")}
        | {"version": _AVAILABILITY.c.version + 1}
    )
)


def write(session: Session, rows: Sequence[Written]) -> dict[int, Stands]:
    """What stands after it, by offer."""
    if not rows:
        return {}
    changed = [(row, row.before, row.values()) for row in rows if row.before is not None]
    added = [(row, row.values()) for row in rows if row.before is None]
    connection = session.connection()
    if changed:
        connection.execute(_UPDATE, [{"row": before.id, **values} for _, before, values in changed])
    if added:
        connection.execute(
            insert(_AVAILABILITY), [{"offer_id": row.offer_id, "version": 1, **values} for row, values in added]
        )
    connection.execute(insert(_CHANGES), [_as_said(row, signed_by(session)) for row in rows])
    entries = [_changed(row.offer_id, before, values) for row, before, values in changed]
    entries += [_entry("added", row.offer_id, {}, {"offer_id": row.offer_id, **values}) for row, values in added]
    keep_books_of(session, entries, {("offer", row.offer_id) for row in rows})
    now = {row.offer_id: Stands(before.id, **values, version=before.version + 1) for row, before, values in changed}
    return now | standing(session, [row.offer_id for row, _ in added])


def take_away(session: Session, offers: dict[int, Stands]) -> None:
    """As if nothing had been said of them: nothing had, before what is taken back."""
    if not offers:
        return
    session.connection().execute(
        delete(_AVAILABILITY).where(_AVAILABILITY.c.id == bindparam("row")),
        [{"row": stood.id} for stood in offers.values()],
    )
    names = (*VALUES, "reference_date", "confirmed_at", "said_by")
    entries = [
        _entry("removed", offer, {name: getattr(stood, name) for name in names}, {}) for offer, stood in offers.items()
    ]
    keep_books_of(session, entries, {("offer", offer) for offer in offers})


def _as_said(row: Written, actor: str) -> dict[str, Any]:
    values = {name: value for name, value in row.values().items() if name != "confirmed_at"}
    return {**values, "offer_id": row.offer_id, "said_at": row.at, "said_by": row.said_by, "actor": actor}


def _changed(offer_id: int, before: Stands, values: dict[str, Any]) -> Entry:
    other = {name: value for name, value in values.items() if getattr(before, name) != value}
    return _entry("changed", offer_id, {name: getattr(before, name) for name in other}, other)


def _entry(action: str, offer_id: int, before: dict[str, Any], after: dict[str, Any]) -> Entry:
    return Entry(action, "Availability", offer_subject(offer_id), _plainly(before), _plainly(after))


def _plainly(values: dict[str, Any]) -> dict[str, Any]:
    return {name: plain(value) for name, value in values.items()}
