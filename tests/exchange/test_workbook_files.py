"""What a spreadsheet program, a mailbox or a stranger may make of a file."""

import csv
import io
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from portal.exchange.workbook import Workbook, read_workbook, template_workbook, write_workbook
from portal.exchange.workbook.figure_sheets import SHEETS
from portal.exchange.workbook.rows import OfferRow, ProviderRow
from tests.exchange.workbook_of_two import BOOK, grid, workbook

KEYS = ["wilgenhof", "es"]


def as_csv(name: str, delimiter: str = ";") -> str:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(
        ["" if cell is None else str(cell) for cell in row] for row in grid(BOOK[name])
    )
    return text.getvalue()


def provider_keys(book: Workbook) -> list[str]:
    return [row.key for row in book.rows.get("Aanbieders", [])]


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_csv_is_read_whatever_program_wrote_it(tmp_path: Path, delimiter: str, encoding: str) -> None:
    text = as_csv("Aanbieders", delimiter).replace("Praktijk De Es", "Praktijk Dé Es")
    (tmp_path / "Aanbieders.csv").write_bytes(text.encode(encoding))
    book = read_workbook(tmp_path)
    assert book.problems == []
    assert [row.label for row in book.rows["Aanbieders"]] == ["De Wilgenhof", "Praktijk Dé Es"]


@pytest.mark.parametrize(
    "change",
    [
        lambda text: "sep=;\n" + text,
        lambda text: text.replace("\r\n", "\r\n;;;;\r\n"),
        lambda text: "Onze aanbieders 2026\r\n\r\n" + text,
        lambda text: text.replace("Sleutel", " SLEUTEL "),
        lambda text: text + "\r\n\r\n   ;;\r\n",
        lambda text: text.replace("Voorbeeld", "Voorbeeld (ja/nee)"),
    ],
    ids=["sep line", "empty rows", "title", "case and blanks", "trailing blanks", "remark in a header"],
)
def test_csv_with_something_more_is_read(tmp_path: Path, change: Callable[[str], str]) -> None:
    (tmp_path / "aanbieders.CSV").write_text(change(as_csv("Aanbieders")), encoding="utf-8", newline="")
    book = read_workbook(tmp_path)
    assert (provider_keys(book), book.problems) == (KEYS, [])


def test_rows_are_numbered_as_the_spreadsheet_numbers_them(tmp_path: Path) -> None:
    text = 'Sleutel;Naam;Wat zij doen (nl)\n\nes;De Es;"Een\nTwee"\n\nwilg;De Wilg;\n'
    (tmp_path / "Aanbieders.csv").write_text(text, encoding="utf-8")
    assert [row.number for row in read_workbook(tmp_path).rows["Aanbieders"]] == [3, 5]


def test_moved_extra_and_missing_columns(tmp_path: Path) -> None:
    (tmp_path / "Aanbieders.csv").write_text("Opmerking;Naam;Sleutel\nmooi;De Es;es\n", encoding="utf-8")
    book = read_workbook(tmp_path)
    assert provider_keys(book) == ["es"]
    assert book.columns["Aanbieders"] == {"name", "key"}
    assert [(notice.code, notice.column) for notice in book.notices] == [("column-ignored", "Opmerking")]


@pytest.mark.parametrize(
    ("header", "codes"),
    [
        ("Naam;Plaats", ["column-missing"]),
        ("Sleutel;Naam;naam", ["column-twice"]),
        ("iets;anders", ["column-missing", "column-missing"]),
    ],
)
def test_headers_that_cannot_be_used(tmp_path: Path, header: str, codes: list[str]) -> None:
    (tmp_path / "Aanbieders.csv").write_text(f"{header}\nes;De Es;x\n", encoding="utf-8")
    assert [problem.code for problem in read_workbook(tmp_path).problems] == codes


def test_only_the_sheets_that_are_there_are_read(tmp_path: Path) -> None:
    (tmp_path / "Aanbieders.csv").write_text(as_csv("Aanbieders"), encoding="utf-8")
    (tmp_path / "Kladblok.csv").write_text("a;b\n", encoding="utf-8")
    book = read_workbook(tmp_path)
    assert list(book.rows) == ["Aanbieders"]
    assert [(notice.code, notice.sheet) for notice in book.notices] == [("sheet-ignored", "Kladblok")]


def test_xlsx_with_the_habits_of_excel(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = "aanbieders "
    page.append(["Naam ", "SLEUTEL", "KvK", "Gecontroleerd op", "Voorbeeld", None, "Talen"])
    page.append(["De Es", "es", 1234567, date(2026, 1, 31), False, "kladje", "nl"])
    page.append([None, None, "  ", None, None, None, None])
    page.append(["De Wilg", "wilg", "01234568", 46053, "NEE"])
    book.create_sheet("Uitleg").append(["Zo vult u dit in"])
    book.save(tmp_path / "a.xlsx")
    read = read_workbook(tmp_path / "a.xlsx")
    assert (read.problems, read.notices) == ([], [])
    es, wilg = read.rows["Aanbieders"]
    assert isinstance(es, ProviderRow)
    assert isinstance(wilg, ProviderRow)
    assert (es.kvk, wilg.kvk) == ("01234567", "01234568")
    assert es.checked_on == wilg.checked_on == date(2026, 1, 31)
    assert [row.number for row in (es, wilg)] == [2, 4]


def bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed, packed.open("xl/big.xml", "w") as part:
        for _ in range(450):
            part.write(b"\0" * 1_000_000)


def with_entities(path: Path) -> None:
    write_workbook(workbook(), path)
    with zipfile.ZipFile(path, "a") as packed:
        packed.writestr("xl/sharedStrings2.xml", '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>')


def cut_off(path: Path) -> None:
    write_workbook(workbook(), path)
    path.write_bytes(path.read_bytes()[:-500])


def broken_inside(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("[Content_Types].xml", "<Types")


UNREADABLE: list[tuple[Callable[[Path], object], str]] = [
    (lambda path: None, "file-missing"),
    (lambda path: path.write_bytes(b""), "file-unreadable"),
    (lambda path: path.write_text("hallo", encoding="utf-8"), "file-unreadable"),
    (lambda path: path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600), "file-locked"),
    (bomb, "file-too-large"),
    (with_entities, "file-unreadable"),
    (cut_off, "file-unreadable"),
    (broken_inside, "file-unreadable"),
    (lambda path: openpyxl.Workbook().save(path), "no-sheet"),
    (lambda path: path.mkdir(), "no-sheet"),
]


@pytest.mark.parametrize(("make", "code"), UNREADABLE)
def test_a_file_that_is_no_workbook_is_one_problem(tmp_path: Path, make: Callable[[Path], object], code: str) -> None:
    path = tmp_path / "aanbieders.xlsx"
    make(path)
    book = read_workbook(path)
    assert [problem.code for problem in book.problems] == [code]
    assert book.problems[0].render("nl")
    assert not any(book.rows.values())


@pytest.mark.parametrize("name", ["out.xlsx", "out"])
def test_what_is_written_is_read_back(tmp_path: Path, name: str) -> None:
    book = workbook()
    write_workbook(book, tmp_path / name)
    assert read_workbook(tmp_path / name).rows == book.rows


@pytest.mark.parametrize("name", ["out.xlsx", "out"])
@pytest.mark.parametrize(
    "text", ["=1+1", "+31", "-3", "@SUM(A1)", "'=1", "''-1", '"x";y', "ja\nnee", "a;b", "é€", "=cmd|' /C'!A0"]
)
def test_text_stays_text(tmp_path: Path, name: str, text: str) -> None:
    book = workbook()
    book.rows["Aanbod"][0].about_nl = text  # type: ignore[attr-defined]
    write_workbook(book, tmp_path / name)
    offer = read_workbook(tmp_path / name).rows["Aanbod"][0]
    assert isinstance(offer, OfferRow)
    assert offer.about_nl == text


def test_no_cell_of_an_export_is_a_formula(tmp_path: Path) -> None:
    book = workbook()
    book.rows["Aanbieders"][0].name = "=HYPERLINK(1)"  # type: ignore[attr-defined]
    write_workbook(book, tmp_path / "out.xlsx")
    write_workbook(book, tmp_path / "out")
    cell = openpyxl.load_workbook(tmp_path / "out.xlsx")["Aanbieders"]["B2"]
    assert (cell.data_type, cell.value, cell.quotePrefix) == ("s", "=HYPERLINK(1)", True)
    assert ";'=HYPERLINK(1);" in (tmp_path / "out" / "Aanbieders.csv").read_text("utf-8-sig")


def test_the_template_explains_every_column_and_can_be_read(tmp_path: Path) -> None:
    template_workbook(tmp_path / "leeg.xlsx")
    read = read_workbook(tmp_path / "leeg.xlsx")
    assert (read.problems, read.notices, list(read.rows)) == ([], [], list(SHEETS))
    book = openpyxl.load_workbook(tmp_path / "leeg.xlsx")
    explained = {(row[0], row[1]) for row in book["Uitleg"].iter_rows(min_row=2, values_only=True) if row[1]}
    assert explained == {(sheet.name, column.header) for sheet in SHEETS.values() for column in sheet.columns}
    for name in SHEETS:
        page = book[name]
        assert page.freeze_panes == "B2"
        assert all(cell.font.bold for cell in page[1])
    choices = {str(choice.formula1) for choice in book["Beschikbaarheid"].data_validations.dataValidation}
    assert choices == {'"open,beperkt,vol,stop"'}
    assert book["Aanbieders"].column_dimensions["D"].number_format == "@"
