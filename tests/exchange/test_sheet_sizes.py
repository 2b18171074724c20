"""Sheets that are larger than what stands in them, by a stray cell or on purpose: read well, or refused while small."""

import io
import time
import zipfile
from pathlib import Path

import openpyxl
import pytest

from portal.exchange.monitor import Extract, extract_of, read_extract
from portal.exchange.workbook import Workbook, read_workbook
from portal.exchange.workbook.grid import LAST_COLUMN, LAST_ROW

PROVIDERS = ("Sleutel", "Naam")
ALLOCATIONS = ("Aanbieder", "Zorgproduct(en)", "Datum toewijzing")
ALLOCATED = ("wilgenhof", "tg3", "01-06-2026")
QUICK = 60  # seconds, on a machine that does much else; unmended it takes minutes and gigabytes


def row(cells: tuple[str, ...], number: int | str = "") -> str:
    at = f' r="{number}"' if number else ""
    return f"<row{at}>" + "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in cells) + "</row>"


def packed(path: Path, *rows: str, title: str = "Aanbieders", looks: str = "") -> Path:
    """A workbook with these rows, and ways in which cells look, as no library would write them."""
    book = openpyxl.Workbook()
    book.active.title = title
    book.save(made := io.BytesIO())
    with zipfile.ZipFile(made) as given, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name in given.namelist():
            content = given.read(name).decode()
            for end, more in (("</sheetData>", "".join(rows)), ("</cellXfs>", looks)):
                content = content.replace(end, more + end)
            file.writestr(name, content)
    return path


def problems(book: Workbook | Extract) -> list[tuple[str, int]]:
    return [(problem.code, problem.row) for problem in book.problems]


@pytest.fixture(autouse=True)
def quick():
    began = time.monotonic()
    yield
    assert time.monotonic() - began < QUICK


@pytest.mark.parametrize("stray", ['<c r="XFD{0}" s="1"/>', '<c r="XFD{0}"><v></v></c>', ""])
@pytest.mark.parametrize("last", [150_000, LAST_ROW, 2_000_000_000])
def test_a_last_row_that_only_looks_like_something_is_nothing(tmp_path: Path, stray: str, last: int) -> None:
    far = f'<row r="{last}">{stray.format(last)}</row>'
    book = read_workbook(packed(tmp_path / "a.xlsx", row(PROVIDERS), row(("es", "De Es")), far))
    assert problems(book) == []
    assert [(one.key, one.number) for one in book.rows["Aanbieders"]] == [("es", 2)]


def test_a_cell_that_strayed_is_told_where_it_is(tmp_path: Path) -> None:
    far = '<row r="150000"><c r="XFD150000" t="inlineStr"><is><t>hier</t></is></c></row>'
    book = read_workbook(packed(tmp_path / "a.xlsx", row(PROVIDERS), row(("es", "De Es")), far))
    assert problems(book) == [("required", 150_000), ("required", 150_000)]


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        (['<row r="2000000000"><c t="str"><v>x</v></c></row>'], "too-many-rows"),
        (['<row r="999999999999999999999"><c t="str"><v>x</v></c></row>'], "too-many-rows"),
        ([row(("es", "De Es"), LAST_ROW + 1)], "too-many-rows"),
        (['<row r="2"><c r="XFE2" t="str"><v>x</v></c></row>'], "too-many-columns"),
        ([f'<row r="{n}"><c r="XFD{n}" t="str"><v>x</v></c></row>' for n in range(2, 2_000)], "too-many-cells"),
        (["<row/>" * (LAST_ROW + 1)], "too-many-rows"),
        (["<row>" + "<c/>" * 11_000_000 + "</row>"], "too-many-cells"),
        ([row(("es", "De Es"), 5), row(("beuk", "De Beuk"), 4)], "file-unreadable"),
    ],
    ids=["far", "farther", "one too far", "wide", "wide and long", "rows of nothing", "cells of nothing", "turned"],
)
def test_what_no_spreadsheet_holds_is_refused(tmp_path: Path, rows: list[str], code: str) -> None:
    book = read_workbook(packed(tmp_path / "a.xlsx", row(PROVIDERS), *rows))
    assert [problem.code for problem in book.problems] == [code]
    assert book.problems[0].render("nl")


def test_what_has_no_end_beside_the_sheets_is_refused(tmp_path: Path) -> None:
    book = read_workbook(packed(tmp_path / "a.xlsx", row(PROVIDERS), looks="<xf/>" * 8_000_000))
    assert problems(book) == [("too-many-cells", 0)]


def test_an_extract_whose_last_row_only_has_a_look_is_read(tmp_path: Path) -> None:
    rows = [row(ALLOCATIONS), *[row(ALLOCATED)] * 500, f'<row r="{LAST_ROW}" s="1"><c r="A{LAST_ROW}" s="1"/></row>']
    extract = read_extract(packed(tmp_path / "a.xlsx", *rows, title="Uitdraai"))
    assert problems(extract) == []
    assert len(extract.lines) == 500


def test_an_extract_of_which_every_row_has_a_look_is_read(tmp_path: Path) -> None:
    looks = [f'<row r="{n}" s="1" ht="15" customFormat="1"/>' for n in range(502, LAST_ROW + 1)]
    rows = [row(ALLOCATIONS), *[row(ALLOCATED)] * 500, *looks]
    assert len(read_extract(packed(tmp_path / "a.xlsx", *rows, title="Uitdraai")).lines) == 500


def test_rows_left_open_do_not_count(tmp_path: Path) -> None:
    rows = [row(ALLOCATIONS), row(ALLOCATED), row(ALLOCATED, 900_000)]
    extract = read_extract(packed(tmp_path / "a.xlsx", *rows, title="Uitdraai"))
    assert [line.number for line in extract.lines] == [2, 900_000]
    csv = ";".join(ALLOCATIONS) + "\n" * 500_000 + ";".join(ALLOCATED) + "\n;;\n" * 200_000
    assert [line.number for line in extract_of(csv.encode()).lines] == [500_001]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (";".join(ALLOCATIONS) + "\n" * (LAST_ROW + 2), "too-many-rows"),
        (";".join(ALLOCATIONS) + "\na" * 100_001, "too-many-rows"),
        (";".join(ALLOCATIONS) + ";a" * LAST_COLUMN, "too-many-columns"),
        (";" * 10_000_000, "too-many-columns"),
    ],
    ids=["nothing", "rows", "columns", "nothing beside"],
)
def test_a_file_of_text_that_no_spreadsheet_can_show_is_refused(data: str, code: str) -> None:
    assert [problem.code for problem in extract_of(data.encode()).problems] == [code]


def test_of_a_hundred_thousand_wrong_rows_the_first_are_told_and_the_others_counted() -> None:
    wrong = ";".join(ALLOCATIONS) + "\n;;gisteren" * 99_999
    found = extract_of(wrong.encode()).problems
    assert found.number == 3 * 99_999
    assert len(found) == 1_000
    assert (found[0].row, found[-1].row) == (2, 335)
