"""What a change leaves for the job that keeps the search index: a mark for whatever the index shows otherwise now.

Records are ended, never deleted, so a mark can always find what it is about.
"""

from typing import Any

from sqlalchemy import inspect
from sqlalchemy.orm import Session
from sqlmodel import col, select

from portal import clock
from portal.model import (
    AccessKey,
    Account,
    Availability,
    Contract,
    Facility,
    IndexMark,
    IntakeStop,
    Invitation,
    Location,
    Measurement,
    Membership,
    MistakeReport,
    Offer,
    Passkey,
    Picture,
    Practice,
    ProfileVersion,
    Provider,
    ProviderFunction,
    RecoveryCode,
    Region,
    ReminderWish,
)
from portal.upserting import insert_into

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


def marks_of(record: Any) -> set[tuple[str, int]]:
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


def marks_of_lines(session: Session, contracts: set[int]) -> set[tuple[str, int]]:
    if not contracts:
        return set()
    return {
        ("provider", found)
        for found in session.scalars(select(Contract.provider_id).where(col(Contract.id).in_(contracts)))
    }


def leave_marks(session: Session, marks: set[tuple[str, int]]) -> None:
    """A mark that is there already gets a higher version: whoever is indexing it now must come back."""
    moment = clock.now()
    # Sorted, so that two transactions never wait for each other's marks in a circle.
    rows = [
        {"what": what, "subject_id": subject_id, "version": 1, "announced": 0, "marked_at": moment}
        for what, subject_id in sorted(marks)
    ]
    statement = insert_into(session, IndexMark)
    session.execute(
        statement.on_conflict_do_update(
            index_elements=["what", "subject_id"],
            set_={"version": IndexMark.__table__.c.version + 1},  # type: ignore[attr-defined]
        ),
        rows,
    )
