"""Stops in a workbook, beside what people decided on them in the portal."""

from datetime import UTC, date, datetime

import pytest

from portal.database import Database
from portal.model import IntakeStop
from portal.regions import RegionData
from tests.exchange.importing import edit, imported, one_of
from tests.exchange.workbook_of_two import Book, cells

pytestmark = pytest.mark.usefixtures("twenty_november")

ENDED = {
    "ends": date(2026, 11, 19),
    "ended_at": datetime(2026, 11, 20, 11, tzinfo=UTC),
    "ended_by": "account:femke",
    "explanation": "Kort en goed",
}


def until(day: str) -> Book:
    book = cells()
    book["Stops"][0]["Tot en met"] = day
    return book


async def test_a_stop_that_was_ended_in_the_portal_stays_ended_by_the_same_file(
    database: Database, oost: RegionData
) -> None:
    await imported(database, oost, until("31-12-2026"))
    await edit(database, IntakeStop, "es-stop", **ENDED)
    plan = await imported(database, oost, until("31-12-2026"))
    assert [(n.code, n.sheet) for n in plan.notices] == [("edited-in-portal", "Stops")]
    stop = await one_of(database, IntakeStop, "es-stop")
    assert (stop.ended_by, stop.ends) == ("account:femke", date(2026, 11, 19))


async def test_a_file_that_goes_above_it_makes_it_stand_again_and_leaves_the_explanation(
    database: Database, oost: RegionData
) -> None:
    await imported(database, oost, until("31-12-2026"))
    await edit(database, IntakeStop, "es-stop", **ENDED)
    await imported(database, oost, until("31-01-2027"), overwrite=True)
    stop = await one_of(database, IntakeStop, "es-stop")
    assert (stop.ended_at, stop.ended_by, stop.ends) == (None, "", date(2027, 1, 31))
    assert stop.explanation == "Kort en goed"
