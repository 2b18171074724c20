"""Saying of several offers at once: what is written, what is refused, and who is told what."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import col, select

from portal import clock
from portal.availability import Happened, SayRow
from portal.availability.saying import NOTHING_SEEN
from portal.database import Database
from portal.model import AuditEntry, Availability, AvailabilityChange, IndexMark, IntakeStatus, Offer, SaidBy
from tests.availability.sayers import (
    ANGST,
    GEZIN,
    MIEKE,
    OF_ES,
    PIET,
    said,
    saying,
    standing_of,
    tidy,
    waits,
)

TOMORROW = timedelta(days=1)


async def test_a_save_is_there_with_its_history_its_audit_and_its_marks(database: Database) -> None:
    await tidy(database)
    rows = [SayRow(GEZIN, said(intake_wait=8), seen=1), SayRow(ANGST, said(IntakeStatus.FULL, 0), seen=1)]
    outcome = await saying(database, rows)
    assert outcome.saved
    assert [row.happened for row in outcome.rows] == [Happened.CHANGED, Happened.CHANGED]
    assert [row.stands.version for row in outcome.rows if row.stands] == [2, 2]
    async with database.reading() as session:
        stands = (await session.exec(select(Availability).order_by(col(Availability.offer_id)).limit(2))).all()
        history = (await session.exec(select(AvailabilityChange).order_by(col(AvailabilityChange.offer_id)))).all()
        audit = (await session.exec(select(AuditEntry).order_by(col(AuditEntry.id)))).all()
        marks = (await session.exec(select(IndexMark.what, IndexMark.subject_id).order_by(IndexMark.subject_id))).all()
    assert [(one.intake_wait, one.said_by, one.version) for one in stands] == [(8, "person", 2), (3, "person", 2)]
    assert [(one.status, one.free_places, one.actor) for one in history] == [
        ("open", 2, PIET.name),
        ("full", 0, PIET.name),
    ]
    assert {one.said_at for one in history} == {outcome.at} == {one.confirmed_at for one in stands}
    assert [(one.actor, one.capacity, one.action, one.subject_key) for one in audit] == [
        (PIET.name, PIET.capacity, "changed", "offer:1"),
        (PIET.name, PIET.capacity, "changed", "offer:2"),
    ]
    assert audit[0].before["intake_wait"], audit[0].after["intake_wait"] == (3, 8)
    assert audit[1].after["status"] == "full"
    assert marks == [("offer", 1), ("offer", 2)]


async def test_what_was_never_said_is_said_for_the_first_time(database: Database) -> None:
    async with database.writing(PIET) as session:
        await session.delete((await session.exec(select(Availability).where(Availability.offer_id == 1))).one())
    outcome = await saying(database, [SayRow(GEZIN, said(), seen=NOTHING_SEEN)])
    assert outcome.saved
    assert outcome.rows[0].stands is not None
    assert outcome.rows[0].stands.version == 1
    async with database.reading() as session:
        added = (await session.exec(select(AuditEntry).order_by(col(AuditEntry.id).desc()).limit(1))).one()
    assert (added.action, added.before, added.after["intake_wait"]) == ("added", {}, 3)


async def test_still_right_gives_what_stands_the_day_of_today(database: Database) -> None:
    now = clock.now()
    with clock.stopped_at(now + TOMORROW):
        outcome = await saying(database, [SayRow(GEZIN, None, seen=1)])
        today = clock.today()
    assert [row.happened for row in outcome.rows] == [Happened.CONFIRMED]
    stands = await standing_of(database, GEZIN)
    assert stands is not None
    assert (stands.reference_date, stands.intake_wait, stands.confirmed_at) == (today, 3, now + TOMORROW)


async def test_what_changes_nothing_writes_nothing(database: Database) -> None:
    await tidy(database)
    outcome = await saying(database, [SayRow(GEZIN, said(), seen=1), SayRow(ANGST, None)])
    assert outcome.saved
    assert [row.happened for row in outcome.rows] == [Happened.UNCHANGED, Happened.UNCHANGED]
    async with database.reading() as session:
        for kind in (AvailabilityChange, AuditEntry, IndexMark):
            assert (await session.exec(select(kind))).all() == []


@pytest.mark.parametrize(
    ("row", "happened"),
    [
        (SayRow(OF_ES, said(intake_wait=9)), Happened.UNKNOWN),
        (SayRow("nowhere", said(intake_wait=9)), Happened.UNKNOWN),
        (SayRow(GEZIN, said(intake_wait=9)), Happened.TWICE),
        (SayRow(ANGST, said(intake_wait=9), seen=4), Happened.CONFLICT),
        (SayRow(ANGST, None, seen=NOTHING_SEEN), Happened.CONFLICT),
        (SayRow(ANGST, said(places=7)), Happened.TOO_MANY_PLACES),
    ],
)
async def test_one_bad_row_and_nothing_changes(database: Database, row: SayRow, happened: Happened) -> None:
    async with database.writing(PIET) as session:
        (await session.exec(select(Offer).where(Offer.key == ANGST))).one().capacity = 6
    await tidy(database)
    outcome = await saying(database, [SayRow(GEZIN, said(intake_wait=9), seen=1), row])
    assert not outcome.saved
    assert [one.happened for one in outcome.rows] == [Happened.CHANGED, happened]
    assert [one.offer for one in outcome.refused] == [row.offer]
    assert set((await waits(database)).values()) == {3}
    async with database.reading() as session:
        assert (await session.exec(select(AuditEntry))).all() == []


async def test_where_asked_the_good_rows_are_saved_all_the_same(database: Database) -> None:
    rows = [SayRow(GEZIN, said(intake_wait=9)), SayRow(OF_ES, said(intake_wait=9))]
    outcome = await saying(database, rows, partly=True)
    assert outcome.saved
    assert await waits(database) == {GEZIN: 9, ANGST: 3, OF_ES: 3}


async def test_nothing_was_said_so_it_cannot_be_still_right(database: Database) -> None:
    async with database.writing(PIET) as session:
        await session.delete((await session.exec(select(Availability).where(Availability.offer_id == 1))).one())
    outcome = await saying(database, [SayRow(GEZIN, None)])
    assert [row.happened for row in outcome.rows] == [Happened.NOTHING_STANDS]


async def test_the_second_of_two_people_sees_what_the_first_changed(database: Database) -> None:
    at = datetime(2026, 11, 25, 9, tzinfo=UTC)
    with clock.stopped_at(at):
        await saying(database, [SayRow(GEZIN, said(intake_wait=8), seen=1)], MIEKE)
        second = await saying(database, [SayRow(GEZIN, said(intake_wait=5), seen=1), SayRow(ANGST, None, seen=1)])
    assert not second.saved
    stands = second.rows[0].stands
    assert stands is not None
    assert (stands.intake_wait, stands.version, stands.said_by) == (8, 2, SaidBy.PERSON)
    assert (stands.actor, stands.confirmed_at, stands.reference_date) == (MIEKE.name, at, date(2026, 11, 25))
    third = await saying(database, [SayRow(GEZIN, said(intake_wait=5), seen=stands.version)])
    assert third.saved
    async with database.reading() as session:
        history = (await session.exec(select(AvailabilityChange.intake_wait).order_by(AvailabilityChange.id))).all()
    assert history == [8, 5]


async def test_who_says_what_somebody_just_said_is_in_nobodys_way(database: Database) -> None:
    row = SayRow(GEZIN, said(intake_wait=8), seen=1)
    assert (await saying(database, [row], MIEKE)).saved
    again = await saying(database, [row])
    assert [one.happened for one in again.rows] == [Happened.UNCHANGED]
