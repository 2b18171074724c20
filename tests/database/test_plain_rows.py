"""Rows that are only read say what the record says, on both databases."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from functools import partial

import pytest
from sqlmodel import select

from portal.database import Actor, Database
from portal.finding.provider_rows import read_providers
from portal.model import Availability, Contract, FormerSlug, IntakeStatus, Offer, Provider, Region
from portal.plain_rows import read_plain
from portal.sqlite_visits import in_one_visit

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


async def test_what_a_page_of_a_provider_asks_is_read_by_either_slug(database: Database) -> None:
    async with database.writing(PIET) as session:
        region = Region(key="oost")
        providers = [Provider(key=key, slug=key, name=key) for key in ("wilgenhof", "populier", "linde")]
        session.add_all([region, *providers])
        await session.flush()
        wilgenhof, populier, linde = (one.id or 0 for one in providers)
        session.add(FormerSlug(slug="wilgenhof-jeugd", provider_id=wilgenhof))
        session.add_all(
            [
                Contract(key=f"c{number}", region_id=region.id or 0, provider_id=number)
                for number in (wilgenhof, populier)
            ]
        )
        session.add(Offer(key="gezin", region_id=region.id or 0, provider_id=populier, help_kind="gezin"))
    slugs = ["wilgenhof-jeugd", "populier", "niemand"]
    async with database.reading() as session:
        read = await in_one_visit(session, partial(read_providers, slugs=slugs, region_id=region.id or 0))
    assert {slug: one.provider.name for slug, one in read.named.items()} == {
        "wilgenhof-jeugd": "wilgenhof",
        "populier": "populier",
    }
    assert set(read.agreed.contracts) == {wilgenhof, populier}
    assert [offer.key for offer in read.offers[populier]] == ["gezin"]
    assert linde not in read.agreed.contracts


async def test_what_is_set_on_a_plain_row_is_never_written(database: Database) -> None:
    async with database.writing(PIET) as session:
        session.add(Region(key="oost"))
    async with database.writing(PIET) as session:
        (row,) = await read_plain(session, Region, select(Region))
        row.key = "west"
    async with database.reading() as session:
        assert (await session.exec(select(Region.key))).one() == "oost"
