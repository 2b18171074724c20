"""What every flush of a writing session leaves behind: audit entries and index marks.

Records are ended, never deleted, so a mark can always find what it is about.
"""
# Longer than the limit: each kind of record has a line or two of its own here.

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any, NamedTuple

from sqlalchemy import event, inspect
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session
from sqlmodel import SQLModel, col, insert, select

from portal import clock
from portal.audit_owners import Whose
from portal.model import (
    AccessKey,
    Account,
    AnsweredOnce,
    AuditEntry,
    Availability,
    AvailabilityChange,
    Contract,
    ContractLine,
    Counter,
    ExternalIdentity,
    Facility,
    FailedTry,
    IndexedChange,
    IndexMark,
    InstallationFact,
    IntakeStop,
    Invitation,
    KeptForm,
    Lease,
    Location,
    Mail,
    Measurement,
    Membership,
    MistakeReport,
    Offer,
    OfferLine,
    OfferReminder,
    OneTimeLink,
    Passkey,
    Picture,
    PictureFile,
    PostalArea,
    Practice,
    ProfileVersion,
    Provider,
    ProviderFunction,
    RecoveryCode,
    Region,
    ReminderTurn,
    ReminderWish,
    SeenCount,
    Shortlist,
    SignInSession,
    SpentOnce,
    Wording,
)

# Longer than the limit: it names every kind of record, so that none is forgotten.

# Housekeeping of its own, and copies of outside data that are audited as one file.
UNAUDITED = (
    AnsweredOnce,
    AuditEntry,
    AvailabilityChange,
    Counter,
    FailedTry,
    IndexMark,
    IndexedChange,
    InstallationFact,
    KeptForm,
    Lease,
    Mail,
    OfferLine,
    OfferReminder,
    OneTimeLink,
    PictureFile,
    PostalArea,
    ReminderTurn,
    SeenCount,
    Shortlist,  # a family's: nobody reads in a log when they looked at it
    SignInSession,
    SpentOnce,
    Wording,
)

# Of these the audit says that they are there, came, went or changed, and never what they hold.
SECRET = {
    AccessKey: frozenset({"secret_print"}),
    Invitation: frozenset({"email_sealed", "email_print", "token_print"}),
    Account: frozenset({"email_sealed", "email_print", "password_hash", "totp_sealed"}),
    ExternalIdentity: frozenset({"subject_print"}),
    Passkey: frozenset({"credential_id", "public_key"}),
    RecoveryCode: frozenset({"print"}),
    # No secret, but the provider's alone until it is sent in; the version itself keeps what it holds.
    ProfileVersion: frozenset({"content", "base", "remarks"}),
}
HIDDEN = "(hidden)"

# What no visitor sees in a search.
UNMARKED = (
    AccessKey,
    Account,
    Invitation,
    Membership,
    MistakeReport,
    Passkey,
    Practice,
    ProfileVersion,
    RecoveryCode,
    ReminderWish,
)

SIGNED = "signed"  # of a session that writes: actor and capacity


class Entry(NamedTuple):
    """What one change leaves in the audit."""

    action: str
    subject_type: str
    subject_key: str
    before: dict[str, Any]
    after: dict[str, Any]


def keep_books(session: Session, actor: str, capacity: str) -> None:
    """From now on this session audits and marks whatever it flushes."""
    if not actor or not capacity:
        raise ValueError("a write needs an actor")
    session.info[SIGNED] = (actor, capacity)
    event.listen(session, "before_flush", _raise_versions)
    event.listen(session, "after_flush", lambda flushed, _context: _write_books(flushed))


def _raise_versions(session: Session, _context: object, _instances: object) -> None:
    for record in session.dirty:
        if hasattr(record, "version") and session.is_modified(record):
            record.version += 1


def _write_books(session: Session) -> None:
    entries: list[Entry] = []
    whose = Whose()
    marks: set[tuple[str, int]] = set()
    changes = [("added", r) for r in session.new] + [("changed", r) for r in session.dirty if session.is_modified(r)]
    for action, record in changes + [("removed", r) for r in session.deleted]:
        if isinstance(record, UNAUDITED):
            continue
        before, after = _difference(record, action)
        entries.append(Entry(action, type(record).__name__, subject_key(record), before, after))
        whose.ask(record)
        marks |= _marks_of(record)
    marks |= _marks_of_lines(session, {r.contract_id for _, r in changes if isinstance(r, ContractLine)})
    _write(session, entries, whose, marks)


def keep_books_of_offers(session: Session, entries: Sequence[tuple[int, Entry]]) -> None:
    """What a flush would have left behind, for rows written without a record of each, by number of the offer."""
    whose = Whose()
    for offer_id, _ in entries:
        whose.ask_offer(offer_id)
    marks = {("offer", offer_id) for offer_id, _ in entries}
    _write(session, [entry for _, entry in entries], whose, marks)


def _write(session: Session, entries: Sequence[Entry], whose: Whose, marks: set[tuple[str, int]]) -> None:
    if entries:
        actor, capacity = session.info[SIGNED]
        signed = {"at": clock.now(), "actor": actor, "capacity": capacity}
        rows = [{**signed, **entry._asdict()} for entry in entries]
        session.execute(insert(AuditEntry), whose.said_in(session, rows))
    if marks:
        leave_marks(session, marks)


def signed_by(session: Session) -> str:
    """Who writes in this session."""
    return str(session.info[SIGNED][0])


def subject_key(record: Any) -> str:
    """The record's own key; where it has none, what it hangs on."""
    if isinstance(record, Availability):
        return offer_subject(record.offer_id)
    return str(getattr(record, "key", "") or getattr(record, "name", "") or getattr(record, "id", ""))


def offer_subject(offer_id: int) -> str:
    return f"offer:{offer_id}"


def _difference(record: SQLModel, action: str) -> tuple[dict[str, Any], dict[str, Any]]:
    before, after = _changes(record, action)
    secret: frozenset[str] = SECRET.get(type(record), frozenset())
    for values in (before, after):
        values.update({name: HIDDEN for name, value in values.items() if name in secret and value})
    return before, after


def _changes(record: SQLModel, action: str) -> tuple[dict[str, Any], dict[str, Any]]:
    state = inspect(record)
    names = [attribute.key for attribute in state.mapper.column_attrs]
    if action == "added":  # most of an import: no history is asked for
        held = state.dict
        return {}, {n: plain(held[n]) for n in names if held.get(n) not in (None, "", [], {})}
    if action == "removed":
        return {n: plain(getattr(record, n)) for n in names}, {}
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    for name in names:
        past = state.attrs[name].history
        if past.has_changes() and name != "version":
            before[name] = plain(past.deleted[0]) if past.deleted else None
            after[name] = plain(getattr(record, name))
    return before, after


def plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def _marks_of(record: Any) -> set[tuple[str, int]]:
    if isinstance(record, Availability):
        return {("offer", record.offer_id)}
    if isinstance(record, Provider):
        return {("provider", record.id or 0)}
    if isinstance(record, Picture):
        # On its page, and in no document; only where visitors see it.
        return {("provider", record.provider_id)} if record.shown or _was_shown(record) else set()
    if isinstance(record, Offer | Location | Contract | IntakeStop | Measurement | ProviderFunction):
        return {("provider", record.provider_id)}
    if isinstance(record, UNMARKED):
        return set()
    if isinstance(record, Region):
        return {("region", record.id or 0)}
    if isinstance(record, Facility):
        # No document holds it: workers are told, and the index is not built anew for one telephone number.
        return {("facility", record.region_id)}
    region_id = getattr(record, "region_id", None)
    return {("region", region_id)} if region_id else set()


def _was_shown(picture: Picture) -> bool:
    return True in inspect(picture).attrs.shown.history.deleted


def _marks_of_lines(session: Session, contracts: set[int]) -> set[tuple[str, int]]:
    if not contracts:
        return set()
    return {
        ("provider", found)
        for found in session.scalars(select(Contract.provider_id).where(col(Contract.id).in_(contracts)))
    }


def leave_marks(session: Session, marks: set[tuple[str, int]]) -> None:
    """A mark that is there already gets a higher version: whoever is indexing it now must come back."""
    moment = clock.now()
    upsert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    # Sorted, so that two transactions never wait for each other's marks in a circle.
    rows = [
        {"what": what, "subject_id": subject_id, "version": 1, "announced": 0, "marked_at": moment}
        for what, subject_id in sorted(marks)
    ]
    statement = upsert(IndexMark)
    session.execute(
        statement.on_conflict_do_update(
            index_elements=["what", "subject_id"],
            set_={"version": IndexMark.__table__.c.version + 1},  # type: ignore[attr-defined]
        ),
        rows,
    )
