"""Taking back one's last save."""

from datetime import timedelta

from sqlmodel import select

from portal import clock
from portal.availability import SayRow, Undone, last_save
from portal.database import Database
from portal.model import AuditEntry, Availability, AvailabilityChange, IndexMark, IntakeStatus, Offer
from tests.availability.sayers import (
    ANGST,
    GEZIN,
    MIEKE,
    PIET,
    WILGENHOF,
    said,
    saying,
    standing_of,
    tidy,
    undoing,
    waits,
)


async def before_and_after(database: Database) -> None:
    """Mieke said eight weeks of both; Piet makes it five, and full."""
    await saying(database, [SayRow(GEZIN, said(intake_wait=8)), SayRow(ANGST, said(intake_wait=8))], MIEKE)
    await saying(database, [SayRow(GEZIN, said(intake_wait=5)), SayRow(ANGST, said(IntakeStatus.FULL, 0))])
    await tidy(database)


async def test_all_of_the_last_save_is_as_it_was_and_everybody_hears_of_it(database: Database) -> None:
    await before_and_after(database)
    assert await undoing(database) == (Undone.DONE, 2)
    stands = await standing_of(database, ANGST)
    assert stands is not None
    assert (stands.status, stands.free_places, stands.intake_wait, stands.version) == ("open", 2, 8, 4)
    async with database.reading() as session:
        history = (await session.exec(select(AvailabilityChange).order_by(AvailabilityChange.id))).all()
        assert (await session.exec(select(IndexMark.subject_id).order_by(IndexMark.subject_id))).all() == [1, 2]
        assert len((await session.exec(select(AuditEntry))).all()) == 2
    assert [change.intake_wait for change in history if change.offer_id == 1] == [8, 5, 8]
    assert history[-1].actor == PIET.name
    assert stands.confirmed_at == history[0].said_at  # it was said then, not now


async def test_it_can_be_done_once(database: Database) -> None:
    await before_and_after(database)
    await undoing(database)
    assert await undoing(database) == (Undone.SAID_SINCE, 0)


async def test_not_once_somebody_said_something_of_one_of_them_since(database: Database) -> None:
    await before_and_after(database)
    await saying(database, [SayRow(GEZIN, said(intake_wait=6))], MIEKE)
    assert await undoing(database) == (Undone.SAID_SINCE, 0)
    assert (await waits(database))[GEZIN] == 6
    stands = await standing_of(database, ANGST)
    assert stands is not None
    assert stands.status == IntakeStatus.FULL


async def test_not_after_an_hour_and_not_of_somebody_else(database: Database) -> None:
    await before_and_after(database)
    assert await undoing(database, MIEKE) == (Undone.SAID_SINCE, 0)
    with clock.stopped_at(clock.now() + timedelta(minutes=61)):
        assert await undoing(database) == (Undone.NOTHING, 0)


async def test_what_was_said_for_the_first_time_is_unknown_again(database: Database) -> None:
    async with database.writing(PIET) as session:
        session.add(Offer(key="new", region_id=1, provider_id=WILGENHOF, help_kind="gezin"))
    await saying(database, [SayRow("new", said())])
    await tidy(database)
    assert await undoing(database) == (Undone.DONE, 1)
    assert await standing_of(database, "new") is None
    async with database.reading() as session:
        removed = (await session.exec(select(AuditEntry))).one()
        assert len((await session.exec(select(IndexMark))).all()) == 1
    assert (removed.action, removed.before["intake_wait"], removed.after) == ("removed", 3, {})
    assert (await saying(database, [SayRow("new", said(), 0)])).saved


async def test_what_stood_and_is_not_in_the_history_is_not_guessed(database: Database) -> None:
    await saying(database, [SayRow(GEZIN, said(intake_wait=5))])
    assert await undoing(database) == (Undone.UNKNOWN_BEFORE, 0)
    assert (await waits(database))[GEZIN] == 5


async def test_whether_it_can_be_is_known_without_doing_it(database: Database) -> None:
    await before_and_after(database)
    async with database.reading() as session:
        of_piet = await last_save(session, PIET.name, [WILGENHOF])
        of_mieke = await last_save(session, MIEKE.name, [WILGENHOF])
        stands = (await session.exec(select(Availability).where(Availability.offer_id == 1))).one()
        assert await last_save(session, "account:olaf", [WILGENHOF]) is None
    assert of_piet is not None
    assert of_mieke is not None
    assert (of_piet.offers, of_piet.stands, of_mieke.stands) == ([1, 2], True, False)
    assert stands.intake_wait == 5
