"""What every flush of a writing session leaves behind: audit entries, and index marks (portal/index_marks.py)."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any, NamedTuple

from sqlalchemy import event, inspect
from sqlalchemy.orm import Session
from sqlmodel import SQLModel, insert

from portal import clock
from portal.audit_owners import Whose
from portal.index_marks import leave_marks, marks_of, marks_of_lines
from portal.model import (
    AccessKey,
    Account,
    AnsweredOnce,
    Application,
    AuditEntry,
    Availability,
    AvailabilityChange,
    Consent,
    ContractLine,
    Counter,
    ExternalIdentity,
    FailedTry,
    FitQuestion,
    IndexedChange,
    IndexMark,
    InstallationFact,
    Invitation,
    KeptForm,
    Lease,
    Mail,
    MeasuredWait,
    MonitorRow,
    OfferLine,
    OfferReminder,
    OneTimeLink,
    Passkey,
    PictureFile,
    PostalArea,
    ProfileVersion,
    RecoveryCode,
    Referral,
    ReferralCount,
    ReferralEvent,
    ReminderTurn,
    SeenCount,
    Shortlist,
    SignInSession,
    SpentOnce,
    Wording,
)

# Housekeeping of its own, and copies of outside data that are audited as one file.
UNAUDITED = (
    AnsweredOnce,
    Application,  # of referrals: ReferralEvent tells it, and goes with them
    AuditEntry,
    AvailabilityChange,
    Consent,
    Counter,
    FailedTry,
    FitQuestion,
    IndexMark,
    IndexedChange,
    InstallationFact,
    KeptForm,
    Lease,
    Mail,
    MeasuredWait,
    MonitorRow,
    OfferLine,
    OfferReminder,
    OneTimeLink,
    PictureFile,
    PostalArea,
    Referral,
    ReferralCount,
    ReferralEvent,
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
        marks |= marks_of(record)
    marks |= marks_of_lines(session, {r.contract_id for _, r in changes if isinstance(r, ContractLine)})
    _write(session, entries, whose, marks)


def keep_books_of_offers(session: Session, entries: Sequence[tuple[int, Entry]]) -> None:
    """What a flush would have left behind, for rows written without a record of each, by number of the offer."""
    whose = Whose()
    for offer_id, _ in entries:
        whose.ask_offer(offer_id)
    marks = {("offer", offer_id) for offer_id, _ in entries}
    _write(session, [entry for _, entry in entries], whose, marks)


def keep_book_of_region(session: Session, region_id: int, entry: Entry) -> None:
    """Of many rows that are written at once and tell of nobody: that it was done."""
    whose = Whose()
    whose.ask_region(region_id)
    _write(session, [entry], whose, set())


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
