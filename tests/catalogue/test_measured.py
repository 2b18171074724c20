"""How long it really took stands beside what is stated, with how many and when."""

from datetime import date
from typing import Any

import httpx
import pytest
from sqlmodel import select

from portal.database import Actor
from portal.model import Availability, MeasuredWait, Offer, OfferLine
from portal.web.house import House
from tests.catalogue.reading import text_of
from tests.people import FRIDAY

TESTER = Actor("tests", "administrator")
PAGE = "/aanbieders/de-wilgenhof"
OFFER = "wilgenhof-gezin"
MEASURED = {
    "number": 23, "median_days": 63, "low_days": 28, "high_days": 105, "since": date(2026, 5, 20),
    "until": date(2026, 10, 30),
}  # fmt: skip


async def measured(house: House, subject_type: str = "", subject: str = "", **about: Any) -> None:
    async with house.database.writing(TESTER) as session:
        offer = (await session.exec(select(Offer).where(Offer.key == OFFER))).one()
        values = {"region_id": offer.region_id, "provider_id": offer.provider_id, **MEASURED, **about}
        subject_type, subject = subject_type or "help_kind", subject or offer.help_kind
        session.add(MeasuredWait(subject_type=subject_type, subject=subject, **values))


async def said(house: House, weeks: int) -> None:
    async with house.database.writing(TESTER) as session:
        offer = (await session.exec(select(Offer).where(Offer.key == OFFER))).one()
        stands = (await session.exec(select(Availability).where(Availability.offer_id == offer.id))).one()
        stands.intake_wait, stands.treatment_wait, stands.reference_date = weeks, 0, FRIDAY


async def test_the_measured_wait_stands_beside_the_stated_one(house: House, samira: httpx.AsyncClient) -> None:
    await measured(house)
    await said(house, 6)
    html = (await samira.get(PAGE)).text
    text = text_of(html)
    assert "Ongeveer 6 weken" in text
    assert "Opgave van 20 november" in text
    assert "Gemeten: meestal ongeveer 9 weken" in text
    assert "8 van de 10 wachtten tussen 4 en 15 weken. 23 keer begonnen, mei 2026 – okt 2026" in text, text
    assert "anders dan de aanbieder opgeeft" not in text
    assert html.count('class="span"') == 1


async def test_a_stated_wait_that_it_contradicts_is_told(house: House, samira: httpx.AsyncClient) -> None:
    await measured(house)
    await said(house, 2)
    assert "Dit is anders dan de aanbieder opgeeft. Vraag ernaar." in text_of((await samira.get(PAGE)).text)


async def test_it_is_compared_too(house: House, samira: httpx.AsyncClient) -> None:
    await measured(house)
    text = text_of((await samira.get("/vergelijk?a=de-wilgenhof&a=de-populier&soort=gezinsbehandeling")).text)
    assert "Gemeten: meestal ongeveer 9 weken" in text, text


async def test_where_only_the_product_is_known_it_says_so(house: House, samira: httpx.AsyncClient) -> None:
    async with house.database.reading() as session:
        offer = (await session.exec(select(Offer).where(Offer.key == OFFER))).one()
        assert len((await session.exec(select(OfferLine).where(OfferLine.offer_id == offer.id))).all()) == 1
    await measured(house, "product", "individueel-tg2", median_days=3, low_days=0, high_days=6)
    await measured(house, "product", "individueel-tg3", median_days=3, low_days=0, high_days=0)
    text = text_of((await samira.get(PAGE)).text)
    assert "Van alle hulp hier binnen Individuele jeugdhulp" in text, text


@pytest.mark.parametrize("elsewhere", [{"provider_id": 2}, {"subject": "vaktherapie"}, {"subject_type": "form"}])
async def test_of_another_provider_or_kind_nothing_is_shown(
    house: House, samira: httpx.AsyncClient, elsewhere: dict[str, Any]
) -> None:
    await measured(house, **elsewhere)
    assert "Gemeten" not in text_of((await samira.get(PAGE)).text)
