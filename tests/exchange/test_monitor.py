"""The region's monitor extract comes in: all of it or nothing, twice the same changes nothing, and never a person."""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from portal import clock
from portal.database import Database
from portal.exchange.monitor import (
    Extract,
    Merge,
    extract_of,
    forget_extract,
    put_extract,
    read_extract,
    resolved,
    template_monitor,
)
from portal.model import MonitorRow
from portal.regions import RegionData
from tests.exchange.conftest import NOW, region_of
from tests.exchange.importing import all_of, imported
from tests.exchange.workbook_of_two import EXCEL, add_region, cells
from tests.servers.databases import Filling

HEADS = (
    "Aanbieder", "Gemeente", "Zorgproduct(en)", "Soort hulp", "Verwijzer", "Maatregel ja/nee", "Datum toewijzing",
    "Datum start zorg", "Datum einde zorg", "Reden einde",
)  # fmt: skip
FIRST = ("wilgenhof", "0193", "tg3", "gezin", "gemeente", "nee", "01-06-2026", "10-07-2026", "", "")
RUNS = ("De Es", "Deventer", "gezinshuis", "", "04", "ja", "02-06-2026", "", "", "")


def file(*rows: tuple[Any, ...], heads: tuple[str, ...] = HEADS) -> bytes:
    return "\n".join(";".join(str(cell) for cell in row) for row in (heads, *rows)).encode()


def with_(row: tuple[Any, ...], **changed: object) -> tuple[Any, ...]:
    names = ("provider", "town", "product", "kind", "referrer", "measure", "allocated", "starts", "ends", "reason")
    return tuple(changed.get(name, cell) for name, cell in zip(names, row, strict=True))


async def with_two_providers(database: Database) -> None:
    with clock.stopped_at(NOW):
        await add_region(database)
        await imported(database, await region_of(database), cells())


@pytest.fixture
async def database(filled_database_url: Callable[[Filling], str]) -> AsyncIterator[Database]:
    database = Database(filled_database_url(with_two_providers))
    yield database
    await database.close()


@pytest.fixture
def filled(database: Database, twenty_november: None) -> Database:
    return database


async def read(database: Database, region: RegionData, data: bytes) -> Extract:
    extract = extract_of(data)
    async with database.reading() as session:
        await resolved(session, region, extract)
    return extract


async def put(database: Database, region: RegionData, data: bytes) -> Merge:
    extract = extract_of(data)
    async with database.reading() as session:
        rows = await resolved(session, region, extract)
    assert not extract.problems, [problem.render() for problem in extract.problems]
    return await put_extract(database, region, rows, EXCEL)


async def starts(database: Database) -> list[date | None]:
    return sorted((row.started_on for row in await all_of(database, MonitorRow)), key=lambda day: day or date.max)


async def test_an_extract_is_kept_as_it_is_meant(filled: Database, oost: RegionData) -> None:
    done = await put(filled, oost, file(FIRST, RUNS))
    assert (len(done.added), len(done.changed), done.same) == (2, 0, 0)
    first, runs = await all_of(filled, MonitorRow)
    assert (first.municipality, first.product, first.help_kind, first.referrer) == ("0193", "tg3", "gezin", "toegang")
    assert (first.measure, first.allocated_on, first.started_on) == (False, date(2026, 6, 1), date(2026, 7, 10))
    assert (runs.municipality, runs.referrer, runs.measure, runs.started_on) == ("0150", "gi", True, None)
    assert first.provider_id != runs.provider_id


async def test_the_same_file_twice_adds_nothing_also_where_rows_are_equal(filled: Database, oost: RegionData) -> None:
    data = file(FIRST, FIRST, RUNS)
    assert len((await put(filled, oost, data)).added) == 3
    again = await put(filled, oost, data)
    assert (again.writes, again.same) == (0, 3)
    assert len(await all_of(filled, MonitorRow)) == 3


async def test_a_later_file_brings_the_same_help_further_and_counts_no_start_twice(
    filled: Database, oost: RegionData
) -> None:
    waits = with_(FIRST, starts="")
    await put(filled, oost, file(FIRST, waits))
    ended = with_(FIRST, ends="01-10-2026", reason="31")
    later = await put(filled, oost, file(ended, with_(FIRST, starts="20-08-2026")))
    assert (len(later.added), len(later.changed)) == (0, 2)
    assert await starts(filled) == [date(2026, 7, 10), date(2026, 8, 20)]
    half = await put(filled, oost, file(with_(FIRST, starts="20-08-2026", ends="01-11-2026")))
    assert (len(half.added), len(half.changed)) == (0, 1)
    other = await put(filled, oost, file(with_(FIRST, starts="01-09-2026")))
    assert (len(other.added), len(other.changed)) == (1, 0)


async def test_a_mended_date_takes_the_place_of_the_wrong_one(filled: Database, oost: RegionData) -> None:
    await put(filled, oost, file(FIRST, RUNS))
    await put(filled, oost, file(with_(FIRST, starts="11-07-2026"), RUNS))
    assert await starts(filled) == [date(2026, 7, 11), None]


async def test_two_who_read_the_same_file_at_once_keep_each_row_once(filled: Database, oost: RegionData) -> None:
    data = file(FIRST, FIRST, RUNS)
    done = await asyncio.gather(*(put(filled, oost, data) for _ in range(3)))
    assert sum(len(merge.added) for merge in done) == 3
    assert len(await all_of(filled, MonitorRow)) == 3


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (file(with_(FIRST, provider="Onbekend")), "rij 2, kolom Aanbieder: “Onbekend”"),
        (file(with_(FIRST, product="tg99")), "rij 2, kolom Zorgproduct(en)"),
        (file(with_(FIRST, kind="koken")), "kolom Soort hulp"),
        (file(with_(FIRST, town="Parijs")), "kolom Gemeente"),
        (file(with_(FIRST, referrer="buurman")), "kolom Verwijzer"),
        (file(with_(FIRST, measure="misschien")), "kolom Maatregel"),
        (file(with_(FIRST, allocated="")), "kolom Datum toewijzing"),
        (file(with_(FIRST, allocated="31-02-2026")), "verwacht: een datum"),
        (file(with_(FIRST, ends="01-07-2026")), "verwacht: een datum op of na 10-07-2026"),
        (file(with_(FIRST, reason="99")), "kolom Reden einde"),
        (file(), "geen rijen"),
        (b"", "kolom Aanbieder"),
        (b"\xd0\xcf\x11\xe0", ""),
        (b"PK\x03\x04 and no workbook", "geen leesbare werkmap"),
        (file(FIRST[:-1], heads=HEADS[1:]), "kolom Aanbieder"),
        (file(FIRST) + b'\n"open', "aanhalingsteken"),
    ],
)
async def test_what_is_wrong_is_told_with_its_place_and_nothing_is_kept(
    filled: Database, oost: RegionData, data: bytes, told: str
) -> None:
    extract = await read(filled, oost, data)
    lines = [problem.render() for problem in extract.problems]
    assert any(told in line for line in lines), lines
    assert await all_of(filled, MonitorRow) == []


@pytest.mark.parametrize(
    "head",
    ["BSN", "Burgerservicenummer", "Naam", "Naam cliënt", "Voornaam", "Geboortedatum", "Cliëntnummer", "Clientnr.",
     "Jeugdige", "Toewijzingsnummer", "E-mail", "Naam verwijzer", "Postcode"],
)  # fmt: skip
async def test_a_file_with_a_column_about_a_person_is_refused_unread(
    filled: Database, oost: RegionData, head: str
) -> None:
    secret = "Jantje van Dalen"
    extract = await read(filled, oost, file((*FIRST, secret), heads=(*HEADS, head)))
    lines = [problem.render() for problem in extract.problems]
    assert len(lines) == 1
    assert head in lines[0]
    assert secret not in lines[0]
    assert extract.lines == []


@pytest.mark.parametrize("head", ["Naam aanbieder", "Gemeentenaam", "Productnaam", "Bedrag"])
async def test_a_column_that_names_no_person_is_only_not_read(filled: Database, oost: RegionData, head: str) -> None:
    extract = await read(filled, oost, file((*FIRST, "iets"), heads=(*HEADS, head)))
    assert extract.problems == []
    assert [notice.column for notice in extract.notices] == [head]


@pytest.mark.parametrize("cell", ["111222333", "1112.22.333", "kind 111222333"])
async def test_a_bsn_in_any_cell_is_refused_and_not_repeated(filled: Database, oost: RegionData, cell: str) -> None:
    extract = await read(filled, oost, file((*FIRST, cell), RUNS, heads=(*HEADS, "Opmerking")))
    lines = [problem.render() for problem in extract.problems]
    assert len(lines) == 1
    assert "rij 2" in lines[0]
    assert cell not in lines[0]


async def test_a_workbook_with_the_habits_of_excel_is_read(filled: Database, oost: RegionData, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Uitdraai"
    sheet.append(["Monitor jeugd, tweede kwartaal"])
    sheet.append([])
    sheet.append(list(HEADS))
    sheet.append([1234567, 193, "Tariefgroep 3", None, 1, False, datetime(2026, 6, 1), 46213, None, None])
    book.save(tmp_path / "uitdraai.xlsx")
    extract = read_extract(tmp_path / "uitdraai.xlsx")
    async with filled.reading() as session:
        rows = await resolved(session, oost, extract)
    assert [problem.render() for problem in extract.problems] == []
    (row,) = rows
    assert (row.alike.municipality, row.alike.product, row.alike.referrer) == ("0193", "tg3", "toegang")
    assert (row.alike.measure, row.alike.allocated_on) == (False, date(2026, 6, 1))
    assert row.started_on == date(1899, 12, 30) + timedelta(days=46213)


async def test_the_empty_file_explains_itself_and_holds_no_rows(tmp_path: Path) -> None:
    template_monitor(tmp_path / "leeg.xlsx")
    book = openpyxl.load_workbook(tmp_path / "leeg.xlsx")
    assert [cell.value for cell in book["Monitor"][1]][:3] == ["Aanbieder", "Gemeente", "Zorgproduct(en)"]
    assert [problem.code for problem in read_extract(tmp_path / "leeg.xlsx").problems] == ["no-rows"]


async def test_ten_thousand_rows_are_read_and_read_again(filled: Database, oost: RegionData) -> None:
    rows = []
    for number in range(10_000):
        allocated = date(2025, 1, 1) + timedelta(days=number % 600)
        started = allocated + timedelta(days=number % 97)
        rows.append(with_(FIRST, allocated=f"{allocated:%d-%m-%Y}", starts=f"{started:%d-%m-%Y}"))
    done = await put(filled, oost, file(*rows))
    again = await put(filled, oost, file(*rows))
    assert (len(done.added), again.writes) == (10_000, 0)


async def test_an_extract_goes_after_its_term(filled: Database, oost: RegionData) -> None:
    await put(filled, oost, file(FIRST))
    for days, left in ((729, 1), (731, 0)):
        with clock.stopped_at(datetime(2026, 11, 20, 12, tzinfo=clock.LOCAL) + timedelta(days=days)):
            async with filled.writing(EXCEL) as session:
                await forget_extract(session, oost)
        assert len(await all_of(filled, MonitorRow)) == left
