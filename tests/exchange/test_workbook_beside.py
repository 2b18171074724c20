"""An import while others write: what was acknowledged to them is not lost, whoever was first."""

import asyncio

import pytest
from sqlmodel import select

from portal import clock
from portal.database import Database
from portal.exchange.workbook import apply_import
from portal.model import Availability, AvailabilityChange, Offer, Provider, SaidBy
from portal.regions import RegionData
from tests.exchange.importing import all_of, edit, imported, one_of, planned
from tests.exchange.workbook_of_two import EXCEL, PIET, Book, cells

pytestmark = pytest.mark.usefixtures("twenty_november")


async def say(database: Database, offer: str, places: int) -> None:
    """As the portal does when a provider tells how many places are free, today."""
    async with database.writing(PIET) as session:
        statement = select(Availability).join(Offer).where(Offer.key == offer).with_for_update()
        said = (await session.exec(statement)).one()
        said.free_places, said.reference_date, said.said_by = places, clock.today(), SaidBy.PERSON
        said.confirmed_at = clock.now()
        session.add(
            AvailabilityChange(
                offer_id=said.offer_id, status=said.status, free_places=places, reference_date=said.reference_date,
                said_at=said.confirmed_at, said_by=said.said_by, actor=PIET.name,
            )
        )  # fmt: skip


async def places_of(database: Database, offer: str) -> int | None:
    number = (await one_of(database, Offer, offer)).id
    places: int | None = next(a.free_places for a in await all_of(database, Availability) if a.offer_id == number)
    return places


def with_older_places(title: str) -> Book:
    """News for the offer, and of its places what was true days before."""
    book = cells()
    book["Aanbod"][0]["Titel (nl)"] = title
    for row in book["Beschikbaarheid"]:
        row["Vrije plaatsen"], row["Peildatum"] = 1, "16-11-2026"
    return book


async def test_what_is_said_between_plan_and_import_stays(database: Database, oost: RegionData) -> None:
    await imported(database, oost, cells())
    plan = await planned(database, oost, with_older_places("Anders"))
    await say(database, "es-gezinshuis", 3)
    done = await apply_import(database, plan, EXCEL)
    assert [notice.code for notice in done.notices] == ["availability-older"]
    assert await places_of(database, "es-gezinshuis") == 3
    assert await places_of(database, "wilgenhof-gezin") == 1


async def test_writers_and_imports_at_the_same_time_lose_nothing(database: Database, oost: RegionData) -> None:
    await imported(database, oost, cells())
    await say(database, "es-gezinshuis", 0)
    acknowledged: list[int] = []
    importing = True
    other = Database(database.url.render_as_string(hide_password=False))

    async def writer() -> None:
        while importing or len(acknowledged) < 20:
            await say(other, "es-gezinshuis", len(acknowledged) + 1)
            acknowledged.append(len(acknowledged) + 1)

    async def importer() -> None:
        nonlocal importing
        try:
            for number in range(4):
                await imported(database, oost, with_older_places(f"Titel {number}"))
        finally:
            importing = False

    await asyncio.gather(writer(), importer())
    await other.close()
    assert await places_of(database, "es-gezinshuis") == acknowledged[-1]
    logged = {change.free_places for change in await all_of(database, AvailabilityChange) if change.actor == PIET.name}
    assert set(acknowledged) <= logged
    assert (await one_of(database, Offer, "wilgenhof-gezin")).title["nl"] == "Titel 3"


async def test_what_was_begun_before_the_plan_and_acknowledged_after_it_stays(
    database: Database, oost: RegionData
) -> None:
    """On PostgreSQL two write at once, and the one who began first may be done last."""
    if database.is_sqlite:
        pytest.skip("SQLite has one writer at a time")
    await imported(database, oost, cells())
    async with database.writing(PIET) as slow:
        (await slow.exec(select(Provider).where(Provider.key == "wilgenhof"))).one().phone = "000-7654321"
        await slow.flush()
        await edit(database, Provider, "es", phone="000-1111111")
        book = cells()
        book["Aanbieders"][0]["Telefoon"] = "000-2222222"
        book["Aanbieders"][1]["Telefoon"] = "000-1111111"
        plan = await planned(database, oost, book)
    done = await apply_import(database, plan, EXCEL)
    assert [notice.code for notice in done.notices] == ["edited-in-portal"]
    assert (await one_of(database, Provider, "wilgenhof")).phone == "000-7654321"
