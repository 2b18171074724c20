"""Two at the same moment, and ten thousand at once."""

import asyncio

from sqlmodel import col, func, select

from portal.availability import Happened, SayRow
from portal.database import Database
from portal.model import AuditEntry, AvailabilityChange, IndexMark, Offer
from tests.availability.sayers import ANGST, GEZIN, MIEKE, PIET, WILGENHOF, said, saying, tidy, waits

MANY = 10_000


async def test_of_two_at_the_same_moment_one_is_told_of_the_other(database: Database) -> None:
    rows = ([SayRow(GEZIN, said(intake_wait=8), 1), SayRow(ANGST, said(intake_wait=8), 1)],)
    rows += ([SayRow(ANGST, said(intake_wait=5), 1), SayRow(GEZIN, said(intake_wait=5), 1)],)
    both = await asyncio.gather(saying(database, rows[0], PIET), saying(database, rows[1], MIEKE))
    assert sorted(outcome.saved for outcome in both) == [False, True]
    won, lost = sorted(both, key=lambda outcome: not outcome.saved)
    weeks = {row.stands.intake_wait for row in won.rows if row.stands}
    assert [row.happened for row in lost.rows] == [Happened.CONFLICT, Happened.CONFLICT]
    assert {row.stands.intake_wait for row in lost.rows if row.stands} == weeks
    now = await waits(database)
    assert {now[GEZIN], now[ANGST]} == weeks


async def test_of_two_who_say_it_for_the_first_time_neither_fails(database: Database) -> None:
    async with database.writing(PIET) as session:
        session.add(Offer(key="new", region_id=1, provider_id=WILGENHOF, help_kind="gezin"))
    both = await asyncio.gather(
        saying(database, [SayRow("new", said(intake_wait=8))], PIET),
        saying(database, [SayRow("new", said(intake_wait=5))], MIEKE),
    )
    assert all(outcome.saved for outcome in both)
    async with database.reading() as session:
        history = (await session.exec(select(AvailabilityChange.intake_wait).order_by(AvailabilityChange.id))).all()
    assert sorted(history) == [5, 8]
    assert (await waits(database))["new"] == history[-1]


async def test_ten_thousand_rows_and_one_is_bad(database: Database) -> None:
    keys = [f"o-{number}" for number in range(MANY)]
    async with database.writing(PIET) as session:
        session.add_all([Offer(key=key, region_id=1, provider_id=WILGENHOF, help_kind="gezin") for key in keys])
    await tidy(database)
    rows = [SayRow(key, said(places=None), 0) for key in keys]
    refused = await saying(database, [*rows, SayRow("es-gezin", said())])
    assert [row.offer for row in refused.refused] == ["es-gezin"]
    again = [SayRow(key, said(places=number % 9), 1) for number, key in enumerate(keys)]
    for some in (rows, again):
        assert (await saying(database, some)).saved
    async with database.reading() as session:
        counts = [
            (await session.exec(select(func.count(col(kind.id))))).one()
            for kind in (AvailabilityChange, AuditEntry, IndexMark)
        ]
    assert counts == [2 * MANY, 2 * MANY, MANY]
