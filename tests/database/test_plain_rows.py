"""Rows that are only read say what the record says, on both databases."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime

import pytest
from sqlmodel import select

from portal.database import Actor, Database
from portal.model import Availability, IntakeStatus, Offer, Provider, Region
from portal.plain_rows import read_plain

PIET = Actor("piet@wilgenhof.example", "provider editor")


@pytest.fixture
async def database(own_database_url: str) -> AsyncIterator[Database]:
    database = Database(own_database_url)
    yield database
    await database.close()


async def test_a_plain_row_holds_every_column_as_the_record_does(database: Database) -> None:
    async with database.writing(PIET) as session:
        region = Region(key="oost", names={"nl": "Oost"})
        provider = Provider(key="wilgenhof", slug="wilgenhof", name="De Wilgenhof", languages=["ar", "pl"])
        session.add_all([region, provider])
        await session.flush()
        offer = Offer(
            key="gezin",
            region_id=region.id or 0,
            provider_id=provider.id or 0,
            help_kind="gezin",
            title={"nl": "Dagje"},
        )
        session.add(offer)
        await session.flush()
        said = Availability(
            offer_id=offer.id or 0,
            status=IntakeStatus.LIMITED,
            reference_date=date(2026, 11, 1),
            confirmed_at=datetime(2026, 11, 1, 9, tzinfo=UTC),
        )
        session.add(said)
    async with database.reading() as session:
        for kind in (Region, Provider, Offer, Availability):
            record = (await session.exec(select(kind))).one()
            (row,) = await read_plain(session, kind, select(kind))
            columns = kind.__table__.columns.keys()  # type: ignore[attr-defined]
            assert {name: getattr(row, name) for name in columns} == {name: getattr(record, name) for name in columns}
        (row,) = await read_plain(session, Availability, select(Availability))
        assert row.status is IntakeStatus.LIMITED
        assert row.confirmed_at.tzinfo is not None


async def test_what_is_set_on_a_plain_row_is_never_written(database: Database) -> None:
    async with database.writing(PIET) as session:
        session.add(Region(key="oost"))
    async with database.writing(PIET) as session:
        (row,) = await read_plain(session, Region, select(Region))
        row.key = "west"
    async with database.reading() as session:
        assert (await session.exec(select(Region.key))).one() == "oost"
