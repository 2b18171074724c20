"""A database that cannot be written unsigned, and in which no write is lost."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime

import pytest
from sqlmodel import col, func, select

from portal.database import Actor, Database
from portal.model import (
    AuditEntry,
    Availability,
    Contract,
    ContractLine,
    Facility,
    FacilityKind,
    IndexMark,
    Offer,
    Provider,
    Region,
)

PIET = Actor("piet@wilgenhof.example", "provider editor")


@pytest.fixture
async def database(own_database_url: str) -> AsyncIterator[Database]:
    database = Database(own_database_url)
    yield database
    await database.close()


async def an_offer(database: Database) -> int:
    async with database.writing(PIET) as session:
        region = Region(key="oost")
        provider = Provider(key="wilgenhof", slug="wilgenhof", name="De Wilgenhof")
        session.add_all([region, provider])
        await session.flush()
        assert region.id is not None
        assert provider.id is not None
        contract = Contract(key="wilgenhof-1", region_id=region.id, provider_id=provider.id)
        offer = Offer(key="wilgenhof-gezin", region_id=region.id, provider_id=provider.id, help_kind="gezin")
        session.add_all([contract, offer])
        await session.flush()
        assert offer.id is not None
        session.add(ContractLine(key="wilgenhof-1-tg3", contract_id=contract.id or 0, product="tg3"))
        session.add(Facility(key="spreekuur", region_id=region.id, kind=FacilityKind.JGZ))
        session.add(
            Availability(
                offer_id=offer.id,
                free_places=0,
                reference_date=date(2026, 11, 1),
                confirmed_at=datetime(2026, 11, 1, 9, tzinfo=UTC),
            )
        )
        return offer.id


async def clear_marks(database: Database) -> None:
    async with database.writing(PIET) as session:
        for mark in (await session.exec(select(IndexMark))).all():
            await session.delete(mark)


async def test_a_write_needs_an_actor(database: Database) -> None:
    with pytest.raises(ValueError, match="actor"):
        async with database.writing(Actor("", "nobody")):
            pass


async def test_every_change_is_audited_from_what_to_what(database: Database) -> None:
    offer_id = await an_offer(database)
    async with database.writing(PIET) as session:
        said = (await session.exec(select(Availability).where(Availability.offer_id == offer_id))).one()
        said.free_places = 3
    async with database.reading() as session:
        entry = (await session.exec(select(AuditEntry).order_by(col(AuditEntry.id).desc()).limit(1))).one()
        said = (await session.exec(select(Availability))).one()
    assert (entry.actor, entry.capacity, entry.action) == (PIET.name, "provider editor", "changed")
    assert (entry.subject_type, entry.subject_key) == ("Availability", f"offer:{offer_id}")
    assert (entry.before, entry.after) == ({"free_places": 0}, {"free_places": 3})
    assert said.version == 2


async def test_what_fails_leaves_neither_change_nor_audit_nor_mark(database: Database) -> None:
    await an_offer(database)
    await clear_marks(database)
    async with database.reading() as session:
        before = (await session.exec(select(func.count(col(AuditEntry.id))))).one()
    with pytest.raises(RuntimeError):
        async with database.writing(PIET) as session:
            provider = (await session.exec(select(Provider))).one()
            provider.name = "Iets anders"
            await session.flush()
            raise RuntimeError
    async with database.reading() as session:
        assert (await session.exec(select(Provider.name))).one() == "De Wilgenhof"
        assert (await session.exec(select(func.count(col(AuditEntry.id))))).one() == before
        assert (await session.exec(select(IndexMark))).all() == []


@pytest.mark.parametrize(
    ("record", "field", "value", "what"),
    [
        (Availability, "intake_wait", 4, "offer"),
        (Offer, "age_to", 12, "provider"),
        (Provider, "name", "Wilgenhof Jeugdhulp", "provider"),
        (Contract, "ends", date(2026, 12, 31), "provider"),
        (ContractLine, "ends", date(2026, 12, 31), "provider"),
        (Region, "is_default", True, "region"),
        (Facility, "phone", "000-1234567", "facility"),
    ],
)
async def test_a_change_marks_what_visitors_see_of_it(
    database: Database, record: type[Offer], field: str, value: object, what: str
) -> None:
    await an_offer(database)
    await clear_marks(database)
    async with database.writing(PIET) as session:
        setattr((await session.exec(select(record))).one(), field, value)
    async with database.reading() as session:
        assert [mark.what for mark in (await session.exec(select(IndexMark))).all()] == [what]


async def test_a_second_change_raises_the_mark(database: Database) -> None:
    await an_offer(database)
    await clear_marks(database)
    for places in (1, 2, 3):
        async with database.writing(PIET) as session:
            (await session.exec(select(Availability))).one().free_places = places
    async with database.reading() as session:
        assert (await session.exec(select(IndexMark))).one().version == 3


async def test_eight_at_once_each_fetch_and_write_a_hundred_times_and_none_fails(database: Database) -> None:
    """Without BEGIN IMMEDIATE most of these fail on SQLite; without a row lock they overwrite each other."""
    await an_offer(database)

    async def one_visitor() -> None:
        for _ in range(100):
            async with database.writing(PIET) as session:
                said = (await session.exec(select(Availability).with_for_update())).one()
                said.free_places = (said.free_places or 0) + 1

    await asyncio.gather(*(one_visitor() for _ in range(8)))
    async with database.reading() as session:
        said = (await session.exec(select(Availability))).one()
        changes = (
            await session.exec(
                select(func.count(col(AuditEntry.id))).where(
                    AuditEntry.subject_type == "Availability", AuditEntry.action == "changed"
                )
            )
        ).one()
    assert (said.free_places, said.version, changes) == (800, 801, 800)


async def test_eight_processes_worth_of_connections_write_without_failing(own_database_url: str) -> None:
    """As above, each with a database of its own: then only the file lock or the row lock keeps order."""
    databases = [Database(own_database_url) for _ in range(8)]
    await an_offer(databases[0])

    async def one_process(database: Database) -> None:
        for _ in range(100):
            async with database.writing(PIET) as session:
                said = (await session.exec(select(Availability).with_for_update())).one()
                said.free_places = (said.free_places or 0) + 1

    await asyncio.gather(*map(one_process, databases))
    async with databases[0].reading() as session:
        assert (await session.exec(select(Availability))).one().free_places == 800
    await asyncio.gather(*(database.close() for database in databases))
