"""Where the staff of a region arrive: whose availability is true, and the way to what they keep."""

from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path

import httpx
import pytest
from sqlmodel import select

from portal import clock
from portal.model import Availability, Contract, IntakeStatus, Offer, Provider, Role
from portal.web.house import House
from portal.web.outer import Outer
from tests.catalogue.reading import text_of
from tests.staff import FEMKE_HERSELF, a_safe_house, an_account, safe_app, signed_in

# name → how many days ago each of its offers was last stated; None: never
STATED: dict[str, list[int | None]] = {
    "De Esdoorn": [1, 2],
    "De Kastanje": [None, 60, 10],  # one fades within a week
    "Eenzaam": [],
}


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with a_safe_house(tmp_path) as house:
        async with house.database.writing(FEMKE_HERSELF) as session:
            for number, (name, days) in enumerate(STATED.items(), 11):
                slug = name.lower().replace(" ", "-")
                session.add(Provider(id=number, key=slug, slug=slug, name=name))
                await session.flush()
                session.add(Contract(key=slug, region_id=1, provider_id=number))
                session.add_all(
                    Offer(key=f"{slug}-{turn}", region_id=1, provider_id=number, help_kind="opvoedhulp")
                    for turn in range(len(days))
                )
        await _state(house)
        yield house


async def _state(house: House) -> None:
    async with house.database.reading() as session:
        offers = {offer.key: offer.id or 0 for offer in (await session.exec(select(Offer))).all()}
    async with house.database.writing(FEMKE_HERSELF) as session:
        for name, stated in STATED.items():
            for turn, days in enumerate(stated):
                if days is not None:
                    key = f"{name.lower().replace(' ', '-')}-{turn}"
                    session.add(_said(offers[key], clock.today() - timedelta(days=days)))


def _said(offer: int, day: date) -> Availability:
    return Availability(offer_id=offer, status=IntakeStatus.OPEN, reference_date=day, confirmed_at=clock.now())


@pytest.fixture
def app(house: House) -> Outer:
    return safe_app(house)


@pytest.fixture
async def ilse(house: House, app: Outer) -> AsyncIterator[httpx.AsyncClient]:
    async with signed_in(app, await an_account(house, "ilse", Role.REGION_EDITOR)) as browser:
        yield browser


async def test_who_leaves_most_unknown_stands_first(ilse: httpx.AsyncClient) -> None:
    page = (await ilse.get("/regio")).text
    names = ["De Kastanje", "De Esdoorn", "De Wilgenhof", "Eenzaam"]
    assert sorted(names, key=page.index) == names
    assert "De Populier" not in page  # of another region
    shown = text_of(page)
    assert "3 van 5" in shown.replace("\xa0", " ")


async def test_a_provider_is_found_by_a_part_of_its_name(ilse: httpx.AsyncClient) -> None:
    page = (await ilse.get("/regio?naam=kast")).text
    assert "De Kastanje" in page
    assert "De Esdoorn" not in page
    assert "De Kastanje" not in (await ilse.get("/regio?naam=%25")).text  # it is no pattern


@pytest.mark.parametrize("said", ["0", "999", "-1", "x", "9" * 30])
async def test_a_page_that_is_not_there_is_the_nearest(ilse: httpx.AsyncClient, said: str) -> None:
    answer = await ilse.get("/regio", params={"pagina": said})
    assert answer.status_code == 200
    assert "De Kastanje" in answer.text


async def test_the_menu_leads_there_and_not_to_my_offers(ilse: httpx.AsyncClient) -> None:
    page = (await ilse.get("/mijn/account")).text
    assert 'href="/regio"' in page
    assert 'href="/aanbieder"' not in page


async def test_an_editor_sees_no_way_to_the_people(ilse: httpx.AsyncClient, house: House, app: Outer) -> None:
    assert "/regio/mensen" not in (await ilse.get("/regio")).text
    async with signed_in(app, await an_account(house, "noor", Role.CONTRACT_MANAGER)) as noor:
        assert "/regio/mensen" in (await noor.get("/regio")).text
