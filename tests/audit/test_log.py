"""What was changed, as a region and a provider read it: their own, all of it, and no more."""

import csv
import io
import re
from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path

import httpx
import pytest
from sqlmodel import select, update

from portal import clock
from portal.database import Actor, Database
from portal.model import AuditEntry, Availability, Contract, ContractLine, Location, Offer, Provider, Region, Role
from portal.web.house import House
from portal.web.outer import Outer
from portal.web.spreadsheet import guarded
from tests.staff import FEMKE_HERSELF, POPULIER, WILGENHOF, a_safe_house, an_account, safe_app, signed_in

OWN, FOREIGN, REGION = f"/aanbieder/{WILGENHOF}/logboek", f"/aanbieder/{POPULIER}/logboek", "/regio/logboek"
PIET = Actor("account:key-piet", "provider_editor")
FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "'=1", "\ufeff=1"]


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with a_safe_house(tmp_path) as house:
        yield house


@pytest.fixture
def app(house: House) -> Outer:
    return safe_app(house)


@pytest.fixture
async def mieke(house: House, app: Outer) -> AsyncIterator[httpx.AsyncClient]:
    await an_account(house, "piet", Role.PROVIDER_EDITOR)
    async with signed_in(app, await an_account(house, "mieke", Role.PROVIDER_MANAGER)) as browser:
        yield browser


@pytest.fixture
async def noor(house: House, app: Outer) -> AsyncIterator[httpx.AsyncClient]:
    async with signed_in(app, await an_account(house, "noor", Role.CONTRACT_MANAGER)) as browser:
        yield browser


async def renames(house: House, number: int, name: str, actor: Actor = PIET) -> None:
    async with house.database.writing(actor) as session:
        provider = await session.get(Provider, number)
        assert provider is not None
        provider.name = name


async def test_a_change_says_who_what_and_from_what_to_what(house: House, mieke: httpx.AsyncClient) -> None:
    await renames(house, 1, "De Nieuwe Wilgenhof")
    page = (await mieke.get("/en" + OWN)).text
    for said in ("Piet", "keeps the page", "Changed: Provider", "De Wilgenhof</bdi> →", "De Nieuwe Wilgenhof"):
        assert said in page
    assert (await mieke.get(OWN)).headers["cache-control"] == "no-store"


async def test_nobody_reads_what_is_of_others(house: House, mieke: httpx.AsyncClient, noor: httpx.AsyncClient) -> None:
    await renames(house, 2, "Geheim van de Populier")
    await renames(house, 1, "Van de Wilgenhof")
    for browser, paths in ((mieke, (OWN,)), (noor, (OWN, REGION))):
        for path in paths:
            for end in ("", "/csv", "?wie=account:key-piet", "?soort=Provider", "?voor=999999"):
                page = (await browser.get(path + end)).text
                assert "Van de Wilgenhof" in page, path + end
                assert "Geheim" not in page
        assert (await browser.get(FOREIGN)).status_code == 404
    assert (await mieke.get(REGION)).status_code == 404


async def test_secrets_and_what_is_sealed_are_on_no_page(
    house: House, mieke: httpx.AsyncClient, noor: httpx.AsyncClient
) -> None:
    for browser in (mieke, noor):
        for path in (OWN, OWN + "/csv"):
            page = (await browser.get(path)).text
            for secret in ("gAAAA", "_sealed", "_print", "password", "totp", "voorbeeld.example"):
                assert secret not in page


async def test_what_somebody_typed_is_text(house: House, mieke: httpx.AsyncClient) -> None:
    await renames(house, 1, '<script>alert(1)</script>"><b onclick=x>')
    page = (await mieke.get(OWN)).text
    assert "<script>alert" not in page
    assert "<b onclick" not in page


async def test_filters_by_day_kind_and_actor(house: House, mieke: httpx.AsyncClient) -> None:
    await renames(house, 1, "Gisteren")
    yesterday = clock.today() - timedelta(days=1)
    async with house.database.writing(FEMKE_HERSELF) as session:
        await session.exec(update(AuditEntry).values(at=clock.now() - timedelta(days=1)))
    await renames(house, 1, "Vandaag", FEMKE_HERSELF)
    asked = {
        f"dag={yesterday}": (True, False),
        f"dag={clock.today()}": (False, True),
        "wie=account:key-piet": (True, False),
        "wie=tests": (False, True),
        "soort=Provider": (True, True),
        "soort=Offer": (False, False),
        "dag=2026-02-31&soort=x&voor=-1": (True, True),
        f"dag={date.max}&voor=99999999999999999999999": (True, True),
        "dag=0001-01-01": (True, True),
        "wie=%27%20OR%201=1--": (False, False),
    }
    for query, (old, new) in asked.items():
        page = (await mieke.get(f"{OWN}/csv?{query}")).text
        assert ('"Gisteren"\r\n' in page, '"Vandaag"\r\n' in page) == (old, new), query


async def test_all_are_there_page_by_page(house: House, mieke: httpx.AsyncClient) -> None:
    for number in range(110):
        await renames(house, 1, f"Naam-{number}.")
    seen, path = "", OWN
    for _ in range(9):
        page = (await mieke.get(path)).text.partition("<main")[2]
        seen += page
        if "voor=" not in page:
            break
        found = re.search(r"voor=(\d+)", page)
        assert found is not None
        path = f"{OWN}?voor={found[1]}"
    assert all(f"Naam-{number}." in seen for number in range(110))


async def test_the_file_has_a_row_for_each_value_and_no_formula(house: House, mieke: httpx.AsyncClient) -> None:
    for text in FORMULAS:
        await renames(house, 1, text)
    answer = await mieke.get(OWN + "/csv")
    assert answer.headers["content-disposition"].startswith("attachment")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))
    assert {len(row) for row in rows} == {9}
    cells = [cell for row in rows for cell in row]
    assert not [cell for cell in cells if cell.lstrip(" \ufeff").startswith(("=", "+", "-", "@", "\t", "\r"))]


@pytest.mark.parametrize("text", FORMULAS)
def test_what_a_spreadsheet_would_work_out_is_text(text: str) -> None:
    assert guarded(text) == f"'{text}"
    assert guarded("10-12 weken") == "10-12 weken"


async def test_each_entry_says_whose_it_is(own_database_url: str) -> None:
    database = Database(own_database_url)
    async with database.writing(FEMKE_HERSELF) as session:
        session.add(Region(id=1, key="rivierland", is_default=True))
        session.add(Provider(id=1, key="w", slug="w", name="W"))
        await session.flush()
        session.add_all([Location(key="l", provider_id=1), Contract(id=1, key="c", region_id=1, provider_id=1)])
        await session.flush()
        session.add_all(
            [
                ContractLine(key="cl", contract_id=1, product="p"),
                Offer(id=1, key="o", region_id=1, provider_id=1, help_kind="h"),
            ]
        )
        await session.flush()
        day = clock.today()
        session.add(Availability(offer_id=1, reference_date=day, confirmed_at=clock.now()))
    async with database.reading() as session:
        found = {e.subject_type: (e.provider_id, e.region_id) for e in (await session.exec(select(AuditEntry))).all()}
    await database.close()
    both = (1, 1)
    assert found == {
        "Region": (None, 1), "Provider": (1, None), "Location": (1, None), "Contract": both, "ContractLine": both,
        "Offer": both, "Availability": both,
    }  # fmt: skip
