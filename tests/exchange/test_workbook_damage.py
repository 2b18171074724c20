"""Files that say something else than their maker meant: refused in whole, never read in part."""

from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from portal.exchange.workbook import Workbook, read_workbook

HEADERS = "Sleutel;Naam;KvK;Gecontroleerd op\n"


def read(folder: Path, content: str | bytes) -> Workbook:
    (folder / "Aanbieders.csv").write_bytes(content.encode() if isinstance(content, str) else content)
    return read_workbook(folder)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (HEADERS + 'es;"De Es;12345678;\nbeuk;Beuk;12345679;\n', "quote-open"),
        (HEADERS.encode() + "es;Één Zoë;;\n".encode() + b"beuk;Zo\xeb;;\n", "wrong-signs"),
        (b"\xef\xbb\xbf" + HEADERS.encode() + b"es;Zo\xeb;;\n", "wrong-signs"),
        (HEADERS.encode() + b"es;\x81\x8d;;\n", "wrong-signs"),
    ],
    ids=["a quote without end", "UTF-8 with a piece of something else", "a mark that does not hold", "no encoding"],
)
def test_a_damaged_file_is_refused_in_whole(tmp_path: Path, content: str | bytes, code: str) -> None:
    book = read(tmp_path, content)
    assert [problem.code for problem in book.problems] == [code]
    assert book.rows == {}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", ""])
def test_quotes_and_line_ends_in_cells_are_text(tmp_path: Path, end: str) -> None:
    book = read(tmp_path, HEADERS + f'es;"De ""Es""\nvan Ommen; en meer";12345678;"1-2-2024"{end}')
    assert book.problems == []
    (row,) = book.rows["Aanbieders"]
    assert row.label == 'De "Es" van Ommen; en meer'


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("Gecontroleerd op", "²²²²²", "not-a-date"),
        ("Gecontroleerd op", "9" * 5_000, "not-a-date"),
        ("Gecontroleerd op", "٤٥٠٠٠", "not-a-date"),
        ("KvK", "٠١٢٣٤٥٦٧", "not-eight-digits"),
        ("KvK", "²²²²²²²²", "not-eight-digits"),
        ("KvK", "1,23457E+07", "not-eight-digits"),
    ],
)
def test_signs_that_only_look_like_digits_are_none(tmp_path: Path, column: str, value: str, code: str) -> None:
    book = read(tmp_path, f"Sleutel;Naam;{column}\nes;De Es;{value}\n")
    assert [(problem.code, problem.column) for problem in book.problems] == [(code, column)]


def test_a_day_without_a_day_after_it_is_refused_as_a_date_and_as_text(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "Aanbieders"
    days = [datetime(9999, 12, 31), "31-12-9999", datetime(1900, 1, 1), date(2024, 2, 29)]
    for row in [HEADERS.strip().split(";"), *([f"a{n}", "A", None, day] for n, day in enumerate(days))]:
        book.active.append(row)
    book.save(tmp_path / "dagen.xlsx")
    found = read_workbook(tmp_path / "dagen.xlsx")
    assert [(problem.code, problem.row) for problem in found.problems] == [("not-a-date", 2), ("not-a-date", 3)]


def test_a_formula_that_nobody_worked_out_is_not_an_empty_cell(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "Aanbieders"
    for row in [HEADERS.strip().split(";"), ["es", "De Es", "=12345600+78", None], ["beuk", "Beuk", 12345679.0, None]]:
        book.active.append(row)
    book.save(tmp_path / "formules.xlsx")
    found = read_workbook(tmp_path / "formules.xlsx")
    assert [(problem.code, problem.row, problem.column) for problem in found.problems] == [("cell-error", 2, "KvK")]
