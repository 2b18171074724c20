"""What is in a document, and what is not."""

from datetime import date, timedelta

import pytest
from sqlmodel import col, select

from portal import clock
from portal.database import Database
from portal.indexing import documents_for, stream_documents
from portal.model import (
    Contract,
    ContractLine,
    Indicator,
    Location,
    Measurement,
    MeasurementAudience,
    Offer,
    OfferLine,
    Provider,
)
from portal.regions import load_regions
from search_index import Collection
from tests.small_region import PIET, add_stop


@pytest.mark.parametrize("field", ["street", "postcode"])
async def test_the_address_of_a_home_is_in_no_document(database: Database, field: str) -> None:
    async with database.writing(PIET) as session:
        offer = (await session.exec(select(Offer).where(Offer.key == "es-gezin"))).one()
        offer.help_kind, offer.form = "", "gezinshuis"
        secret = getattr(
            (await session.exec(select(Location).where(col(Location.id) == offer.location_id))).one(), field
        )
    async with database.reading() as session:
        regions = await load_regions(session)
    documents = [d async for chunk in stream_documents(database, regions, Collection.PUBLIC) for d in chunk]
    assert "es-gezin" in {document.id for document in documents}
    assert all(secret not in repr(document) for document in documents if document.provider == "es")


async def test_a_restricted_product_is_in_no_public_document(database: Database) -> None:
    async with database.writing(PIET) as session:
        provider = (await session.exec(select(Provider).where(Provider.key == "es"))).one()
        offer = (await session.exec(select(Offer).where(Offer.provider_id == provider.id))).one()
        offer.audience = "restricted"  # type: ignore[assignment]
    async with database.reading() as session:
        regions = await load_regions(session)
    public = [d.id async for chunk in stream_documents(database, regions, Collection.PUBLIC) for d in chunk]
    closed = [d.id async for chunk in stream_documents(database, regions, Collection.RESTRICTED) for d in chunk]
    assert public == ["wilgenhof-angst", "wilgenhof-gezin", "provider-es"]
    assert closed == ["es-gezin"]


def test_today_is_the_day_in_the_netherlands() -> None:
    with clock.stopped_at(clock.datetime(2026, 7, 1, 22, 30, tzinfo=clock.UTC)):
        assert clock.today() == date(2026, 7, 2)


async def test_a_figure_is_in_a_document_with_its_n_and_verdict_and_only_if_public(database: Database) -> None:
    figures = [(MeasurementAudience.PUBLIC, 40, "parent"), (MeasurementAudience.REFERRERS, 80, "youth")]
    assert await measured_in_documents(database, figures) == {
        "es-gezin": (True, [["doelen", 40, "no_norm"]]),
        "wilgenhof-angst": (False, []),
        "wilgenhof-gezin": (False, []),
    }


async def test_a_figure_of_few_answers_counts_for_nothing_and_cannot_be_computed(database: Database) -> None:
    few = [(MeasurementAudience.PUBLIC, 9, "youth")]
    assert (await measured_in_documents(database, few))["es-gezin"] == (False, [])
    more = [(MeasurementAudience.PUBLIC, 40, "parent"), (MeasurementAudience.PUBLIC, 49, "")]
    assert (await measured_in_documents(database, more))["es-gezin"] == (True, [["doelen", 40, "no_norm"]])


async def measured_in_documents(
    database: Database, figures: list[tuple[MeasurementAudience, int, str]]
) -> dict[str, tuple[bool, object]]:
    async with database.writing(PIET) as session:
        if not (await session.exec(select(Indicator))).all():
            session.add(Indicator(region_id=1, key="doelen", names={"nl": "Doelen bereikt"}))
        for audience, n, informant in figures:
            session.add(
                Measurement(
                    key=f"doelen-{n}", region_id=1, provider_id=2, indicator="doelen", numerator=n - 1, n=n,
                    period_from=date(2025, 1, 1), period_to=date(2025, 12, 31), informant=informant,
                    audience=audience,
                )
            )  # fmt: skip
    async with database.reading() as session:
        regions = await load_regions(session)
    found = [d async for chunk in stream_documents(database, regions, Collection.PUBLIC) for d in chunk]
    return {d.id: (d.has_figures, d.card["measured"]) for d in found}


async def test_products_stand_in_one_order_whatever_order_the_database_finds_them_in(database: Database) -> None:
    async with database.writing(PIET) as session:
        offer = (await session.exec(select(Offer).where(Offer.key == "es-gezin"))).one()
        contract = (await session.exec(select(Contract).where(Contract.provider_id == offer.provider_id))).one()
        for key, product in (("es-z", "tg9"), ("es-a", "tg1")):
            line = ContractLine(key=key, contract_id=contract.id or 0, product=product)
            session.add(line)
            await session.flush()
            session.add(OfferLine(offer_id=offer.id or 0, contract_line_id=line.id or 0))
    async with database.reading() as session:
        regions = await load_regions(session)
    documents = await documents_for(database, regions, [2])
    assert [d.products for _, each in documents for d in each.put[Collection.RESTRICTED]] == [("tg1", "tg3", "tg9")]


@pytest.mark.parametrize(
    ("starts", "ends", "waits"), [(0, 0, False), (-3, None, False), (1, None, True), (-3, -1, True)]
)
async def test_who_takes_nobody_in_today_is_not_soonest(
    database: Database, starts: int, ends: int | None, waits: bool
) -> None:
    today = clock.today()
    await add_stop(database, 2, today + timedelta(days=starts), None if ends is None else today + timedelta(days=ends))
    async with database.reading() as session:
        regions = await load_regions(session)
    ((_, made),) = await documents_for(database, regions, [2])
    (document,) = made.put[Collection.PUBLIC]
    assert (document.wait is not None, document.free_places > 0) == (waits, waits)
    assert document.card["intake"] == 3  # what was said stands there all the same
