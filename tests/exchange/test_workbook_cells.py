"""Excel's habits, cell by cell: what people see in their sheet is what is meant."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from portal.exchange.workbook.cells import WrongCell, parse, plain
from portal.exchange.workbook.figure_sheets import SHEETS

UNDERSTOOD: list[tuple[str, str, object, object]] = [
    # KvK and AGB: Excel takes the zeros in front, and makes numbers of them
    ("Aanbieders", "KvK", 1234567, "01234567"),
    ("Aanbieders", "KvK", 1234567.0, "01234567"),
    ("Aanbieders", "KvK", "1234567", "01234567"),
    ("Aanbieders", "KvK", " 01234567 ", "01234567"),
    ("Aanbieders", "KvK", "01.234.567", "01234567"),
    ("Aanbieders", "AGB", 98021, "00098021"),
    ("Aanbieders", "Telefoon", 384567890, "0384567890"),
    ("Aanbieders", "Telefoon", "000-1234567", "000-1234567"),
    ("Locaties", "Gemeente", 193, "0193"),
    ("Locaties", "Gemeente", "GM0193", "0193"),
    ("Aanbod", "Komt in gemeenten", 193, ["0193"]),
    ("Aanbod", "Komt in gemeenten", "0193; 150 ;;0193", ["0193", "0150"]),
    # dates: real ones, text, serial numbers
    ("Contracten", "Vanaf", datetime(2026, 1, 31), date(2026, 1, 31)),
    ("Contracten", "Vanaf", date(2026, 1, 31), date(2026, 1, 31)),
    ("Contracten", "Vanaf", "31-01-2026", date(2026, 1, 31)),
    ("Contracten", "Vanaf", "1-2-2026", date(2026, 2, 1)),
    ("Contracten", "Vanaf", "31/01/2026", date(2026, 1, 31)),
    ("Contracten", "Vanaf", "31.01.2026", date(2026, 1, 31)),
    ("Contracten", "Vanaf", "2026-01-31", date(2026, 1, 31)),
    ("Contracten", "Vanaf", "2026-01-31 00:00:00", date(2026, 1, 31)),
    ("Contracten", "Vanaf", 46053, date(2026, 1, 31)),
    ("Contracten", "Vanaf", "46053", date(2026, 1, 31)),
    # ja and nee
    *(("Aanbod", "Gepubliceerd", word, True) for word in ("ja", "JA", " Ja ", "j", "true", "WAAR", True, 1, "1", "x",
     "X")),
    *(("Aanbod", "Gepubliceerd", word, False) for word in ("nee", "Nee", "n", "false", "ONWAAR", False, 0, "0")),
    # numbers
    ("Metingen", "Gemiddelde", "7,8", Decimal("7.8")),
    ("Metingen", "Gemiddelde", "7.8", Decimal("7.8")),
    ("Metingen", "Gemiddelde", 7.8, Decimal("7.8")),
    ("Metingen", "Gemiddelde", 7, Decimal(7)),
    ("Aanbod", "Leeftijd vanaf", "4", 4),
    ("Aanbod", "Leeftijd vanaf", 4.0, 4),
    ("Aanbod", "Leeftijd vanaf", "4,0", 4),
    ("Metingen", "Aantal (n)", "1 200", 1200),
    # text
    ("Aanbieders", "Naam", " De\u00a0Wilgenhof \n", "De Wilgenhof"),
    ("Aanbieders", "Naam", 113.0, "113"),
    ("Aanbieders", "Naam", "Cafe\u0301 Jeugd", "Café Jeugd"),
    ("Aanbieders", "Wat zij doen (nl)", "Een.\r\nTwee.\x07", "Een.\nTwee."),
    ("Aanbieders", "Sleutel", "De-Wilgenhof", "de-wilgenhof"),
    ("Aanbieders", "Website", "www.wilgenhof.example", "https://www.wilgenhof.example"),
    ("Locaties", "Postcode", "8011sa", "8011 SA"),
    ("Locaties", "Postcode", 8011, "8011"),
    # lists and choices
    ("Locaties", "Zichtbaarheid", "Plaats ", "place"),
    ("Locaties", "Zichtbaarheid", "region", "region"),
    ("Aanbod", "Waar", "Thuis; online", ["home", "online"]),
    ("Aanbieders", "Talen", "nl; Turks;AR", ["nl", "tr", "ar"]),
    ("Aanbieders", "Functies", "tg4=3; orthopedagoog", [("tg4", 3), ("orthopedagoog", None)]),
    ("Aanbod", "Methoden", "EMDR*; Buiten  leren ;EMDR *", [("EMDR", True), ("Buiten leren", False)]),
]  # fmt: skip

NOT_UNDERSTOOD: list[tuple[str, str, object, str]] = [
    ("Aanbieders", "KvK", "123", "not-eight-digits"),
    ("Aanbieders", "KvK", "123456789", "not-eight-digits"),
    ("Aanbieders", "KvK", "1,23E+07", "not-eight-digits"),
    ("Aanbieders", "KvK", "#N/B", "cell-error"),
    ("Aanbieders", "Sleutel", "de wilgenhof", "not-a-key"),
    ("Aanbieders", "Sleutel", "-", "not-a-key"),
    ("Aanbieders", "Sleutel", "a" * 81, "not-a-key"),
    ("Aanbieders", "Naam", "a" * 201, "too-long"),
    ("Aanbieders", "E-mail", "info", "not-an-email"),
    ("Aanbieders", "Website", "javascript:alert(1)", "not-a-website"),
    ("Aanbieders", "Talen", "nl;elfs", "not-a-language"),
    ("Aanbieders", "Functies", "tg4=veel", "not-a-function"),
    ("Locaties", "Postcode", "0123 AB", "not-a-postcode"),
    ("Locaties", "Zichtbaarheid", "overal", "not-a-choice"),
    ("Contracten", "Vanaf", "31-02-2026", "not-a-date"),
    ("Contracten", "Vanaf", "voorjaar 2026", "not-a-date"),
    ("Contracten", "Vanaf", 2026, "not-a-date"),
    ("Contracten", "Bekend", "misschien", "not-a-choice"),
    ("Aanbod", "Leeftijd vanaf", "vier", "not-whole"),
    ("Aanbod", "Leeftijd vanaf", 4.5, "not-whole"),
    ("Aanbod", "Leeftijd tot en met", 24, "out-of-range"),
    ("Aanbod", "Plaatsen", -1, "out-of-range"),
    ("Beschikbaarheid", "Aanmeldwachttijd", 261, "out-of-range"),
    ("Metingen", "Gemiddelde", "goed", "not-a-number"),
    ("Metingen", "Gemiddelde", "nan", "not-a-number"),
    ("Metingen", "Gemiddelde", 11, "out-of-range"),
    ("Metingen", "Aantal (n)", 0, "out-of-range"),
]


def meant(sheet: str, header: str, raw: object) -> object:
    column = next(column for column in SHEETS[sheet].columns if column.header == header)
    return parse(column, raw, plain(raw))


@pytest.mark.parametrize(("sheet", "header", "raw", "expected"), UNDERSTOOD)
def test_a_cell_is_read_as_it_was_meant(sheet: str, header: str, raw: object, expected: object) -> None:
    assert meant(sheet, header, raw) == expected


@pytest.mark.parametrize(("sheet", "header", "raw", "code"), NOT_UNDERSTOOD)
def test_a_cell_that_can_mean_anything_is_refused(sheet: str, header: str, raw: object, code: str) -> None:
    with pytest.raises(WrongCell) as refused:
        meant(sheet, header, raw)
    assert refused.value.code == code


def test_no_two_columns_of_a_sheet_are_written_alike() -> None:
    for sheet in SHEETS.values():
        headers = [column.header for column in sheet.columns]
        assert len(headers) == len(set(headers))


def test_each_column_is_a_field_of_its_row() -> None:
    for sheet in SHEETS.values():
        assert {column.name for column in sheet.columns} | {"number"} == set(sheet.row.__dataclass_fields__)
