"""The contract manager reads the monitor extract in: what it would change is seen first."""

import io
import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path
from typing import Any

import httpx
import openpyxl
import pytest
from sqlmodel import select

from portal import clock
from portal.model import Account, MeasuredWait, MonitorRow, Role
from portal.web.house import House
from portal.web.outer import Outer
from tests.accounts.test_kept_form import after_signing_in_again, end_sessions, sends_again
from tests.staff import a_safe_house, an_account, safe_app, signed_in
from tests.web.house import FROM_HERE

PAGE = "/regio/monitor"
HEAD = "Aanbieder;Gemeente;Zorgproduct(en);Soort hulp;Verwijzer;Datum toewijzing;Datum start zorg\n"
NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)


def rows(*waits: int) -> str:
    started = NOON.date() - timedelta(days=20)
    lines = (f"De Wilgenhof;1001;begeleiding;;gemeente;{started - timedelta(days=days)};{started}" for days in waits)
    return HEAD + "\n".join(lines)


async def sends(browser: httpx.AsyncClient, path: str, **files: tuple[str | None, bytes]) -> httpx.Response:
    token = field((await browser.get(PAGE)).text, "sleutel")
    return await browser.post(path, headers=FROM_HERE, files={"sleutel": (None, token.encode()), **files})


def field(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, page
    return unescape(found[1])


async def held(house: House) -> list[MonitorRow]:
    async with house.database.reading() as session:
        return list((await session.exec(select(MonitorRow))).all())


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with a_safe_house(tmp_path) as house:
        yield house


@pytest.fixture
def app(house: House) -> Outer:
    return safe_app(house)


@pytest.fixture
async def noor(house: House) -> Account:
    return await an_account(house, "noor", Role.CONTRACT_MANAGER, password_hash="x")


async def test_a_file_is_seen_before_it_is_saved_and_measured_at_once(house: House, app: Outer, noor: Account) -> None:
    with clock.stopped_at(NOON):
        async with signed_in(app, noor) as browser:
            shown = await sends(browser, PAGE, bestand=("uitdraai.csv", rows(7, 14, 21, 28, 35).encode()))
            assert shown.status_code == 200, shown.text
            assert "Rijen in het bestand" in shown.text
            assert await held(house) == []
            sealed = field(shown.text, "rijen")
            saved = await sends(browser, f"{PAGE}/bewaren", rijen=(None, sealed.encode()))
            assert (saved.status_code, saved.headers["location"]) == (303, f"{PAGE}?gedaan=bewaard&nieuw=5&gewijzigd=0")
            assert "Nieuwe rijen: 5" in (await browser.get(saved.headers["location"])).text
            again = await sends(browser, f"{PAGE}/bewaren", rijen=(None, sealed.encode()))
            assert again.headers["location"].endswith("nieuw=0&gewijzigd=0")
            same = await sends(browser, PAGE, bestand=("uitdraai.csv", rows(7, 14, 21, 28, 35).encode()))
            assert "/bewaren" not in same.text
            log = (await browser.get("/regio/logboek?soort=MonitorExtract")).text
            assert log.count("Toegevoegd: Uitdraai van de monitor") == 1
            assert "Nieuwe rijen: <bdi>5</bdi>" in log
    assert len(await held(house)) == 5
    async with house.database.reading() as session:
        (wait,) = (await session.exec(select(MeasuredWait))).all()
    assert (wait.subject_type, wait.subject, wait.median_days) == ("product", "begeleiding", 21)


async def test_of_a_file_with_nothing_right_the_first_are_told_and_the_others_counted(
    app: Outer, noor: Account
) -> None:
    async with signed_in(app, noor) as browser:
        answer = await sends(browser, PAGE, bestand=("uitdraai.csv", (HEAD + ";;;;;gisteren;\n" * 2_000).encode()))
    assert answer.status_code == 422
    assert answer.text.count("Monitor, rij ") == 200
    assert "5800" in answer.text


async def test_what_is_wrong_is_told_in_the_visitors_language(house: House, app: Outer, noor: Account) -> None:
    wrong = HEAD + "Onbekend;1001;begeleiding;;;01-06-2026;\n"
    async with signed_in(app, noor) as browser:
        answer = await sends(browser, PAGE, bestand=("a.csv", wrong.encode()))
        assert answer.status_code == 422
        assert "Monitor, rij 2, kolom Aanbieder" in answer.text
        english = await sends(browser, "/en/regio/monitor", bestand=("a.csv", wrong.encode()))
        assert "Monitor, row 2, column Aanbieder" in english.text
        for data in (b"", b"PK\x03\x04", HEAD.encode()):
            assert (await sends(browser, PAGE, bestand=("a.csv", data))).status_code == 422
    assert await held(house) == []


async def test_a_bsn_is_refused_and_nowhere_repeated(house: House, app: Outer, noor: Account) -> None:
    with_bsn = HEAD.replace("\n", ";Opmerking\n") + "De Wilgenhof;1001;begeleiding;;;01-06-2026;;111222333\n"
    async with signed_in(app, noor) as browser:
        answer = await sends(browser, PAGE, bestand=("a.csv", with_bsn.encode()))
    assert answer.status_code == 422
    assert "een getal dat een BSN kan zijn" in answer.text
    assert "111222333" not in answer.text


async def test_rows_of_nobody_are_not_saved(house: House, app: Outer, noor: Account) -> None:
    async with signed_in(app, noor) as browser:
        for sent in (b"", b"iets", b'[1, [["x"]]]'):
            assert (await sends(browser, f"{PAGE}/bewaren", rijen=(None, sent))).status_code == 400
    far = await an_account(house, "ver", Role.CONTRACT_MANAGER, tied={"region_id": 2}, password_hash="x")
    async with signed_in(app, far) as browser:
        assert (await browser.get(PAGE)).status_code == 404


async def test_the_empty_file_can_be_had(app: Outer, noor: Account) -> None:
    async with signed_in(app, noor) as browser:
        answer = await browser.get(f"{PAGE}/leeg")
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert "Monitor" in book.sheetnames
    assert answer.headers["cache-control"] == "no-store"


async def test_after_signing_in_again_the_file_is_chosen_again(house: House, app: Outer, noor: Account) -> None:
    with clock.stopped_at(NOON):
        async with signed_in(app, noor) as browser:
            token = field((await browser.get(PAGE)).text, "sleutel")
            await end_sessions(house)
            sent: Any = {"sleutel": (None, token.encode()), "bestand": ("uitdraai.csv", rows(7).encode())}
            refused = await browser.post(PAGE, headers=FROM_HERE, files=sent)
            async with after_signing_in_again(house, app, noor, refused) as (again, kept):
                assert "Kies uw bestand opnieuw" in kept
                answer = await sends_again(again, kept)
                assert answer.status_code == 422
                assert "een bestand bewaren we niet. Kies het opnieuw" in answer.text
                shown = await sends(again, PAGE, bestand=("uitdraai.csv", rows(7).encode()))
                assert "Rijen in het bestand" in shown.text
