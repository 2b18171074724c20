"""The empty workbook, with a sheet that explains every column."""

from collections.abc import Collection, Iterator
from pathlib import Path

import openpyxl
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from portal.exchange.workbook.figure_sheets import EXPLANATION, SHEETS
from portal.exchange.workbook.sheets import Column, Kind, Sheet
from portal.exchange.workbook.xlsx import BOLD, DUTCH_DATE

PREPARED_ROWS = 2_000
AS_TEXT = {Kind.KEY, Kind.EIGHT_DIGITS, Kind.POSTCODE, Kind.PHONE, Kind.MUNICIPALITY, Kind.MUNICIPALITIES}
HEADERS = ("Blad", "Kolom", "Verplicht", "Wat u invult", "Toegestaan", "Voorbeeld")

ALLOWED = {
    Kind.KEY: "kleine letters, cijfers en streepjes",
    Kind.KEYS: "sleutels of namen, met ; ertussen",
    Kind.LINE: "tekst",
    Kind.LINES: "teksten, met ; ertussen",
    Kind.TEXT: "tekst",
    Kind.DATE: "datum: dd-mm-jjjj",
    Kind.FLAG: "ja of nee",
    Kind.EIGHT_DIGITS: "8 cijfers",
    Kind.POSTCODE: "1234 AB of 1234",
    Kind.PHONE: "telefoonnummer",
    Kind.EMAIL: "e-mailadres",
    Kind.WEBSITE: "adres dat begint met https://",
    Kind.LANGUAGES: "taalcodes of namen van talen, met ; ertussen",
    Kind.FUNCTIONS: "functie of tariefgroep, met =aantal als dat bekend is, met ; ertussen",
    Kind.METHODS: "namen, met ; ertussen; een * achter een erkende methode",
    Kind.MUNICIPALITY: "CBS-code of naam van een gemeente",
    Kind.MUNICIPALITIES: "CBS-codes of namen van gemeenten, met ; ertussen",
}


def template_workbook(path: Path) -> None:
    write_template(path, SHEETS.values())


def write_template(path: Path, sheets: Collection[Sheet]) -> None:
    book = openpyxl.Workbook()
    for page in book.worksheets:
        book.remove(page)
    _explain(book.create_sheet(EXPLANATION), sheets)
    for sheet in sheets:
        _prepare(book.create_sheet(sheet.name), sheet)
    book.save(path)


def allowed(column: Column) -> str:
    """What a cell of this column may hold, in Dutch."""
    if column.choices:
        words = ", ".join(column.choices)
        return f"één of meer van: {words}; met ; ertussen" if column.many else f"één van: {words}"
    if column.kind in (Kind.WHOLE, Kind.DECIMAL):
        what = "heel getal" if column.kind == Kind.WHOLE else "getal"
        return f"{what} van {column.low} tot en met {column.high}"
    if column.kind == Kind.KEY and column.refers:
        return f"sleutel uit blad {column.refers}" if column.refers in SHEETS else "sleutel of naam, zoals in de regio"
    return ALLOWED[column.kind]


def _explain(page: Worksheet, sheets: Collection[Sheet]) -> None:
    for line in _explanation(sheets):
        page.append(line)
    for cell in page[1]:
        cell.font = BOLD
    for row in page.iter_rows(min_row=2):
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.number_format = "@"
    page.freeze_panes = "A2"
    for letter, width in zip("ABCDEF", (16, 22, 10, 60, 40, 34), strict=True):
        page.column_dimensions[letter].width = width


def _explanation(sheets: Collection[Sheet]) -> Iterator[list[str]]:
    yield list(HEADERS)
    for sheet in sheets:
        yield [sheet.name, "", "", sheet.explanation, "", ""]
        for column in sheet.columns:
            needed = "ja" if column.required else "nee"
            yield [sheet.name, column.header, needed, column.explanation, allowed(column), column.example]


def _prepare(page: Worksheet, sheet: Sheet) -> None:
    page.append([column.header for column in sheet.columns])
    page.freeze_panes = "B2"
    for place, column in enumerate(sheet.columns, start=1):
        letter = get_column_letter(place)
        page[f"{letter}1"].font = BOLD
        page.column_dimensions[letter].width = max(14, len(column.header) + 2)
        # Excel takes the zeros in front of a number, and makes dates of what looks like one.
        if column.kind in AS_TEXT:
            page.column_dimensions[letter].number_format = "@"
        elif column.kind == Kind.DATE:
            page.column_dimensions[letter].number_format = DUTCH_DATE
        if (words := _closed(column)) is not None:
            choice = DataValidation(type="list", formula1=f'"{",".join(words)}"', allow_blank=not column.required)
            choice.errorTitle, choice.error = column.header, f"Kies: {', '.join(words)}"
            choice.add(f"{letter}2:{letter}{PREPARED_ROWS}")
            page.add_data_validation(choice)


def _closed(column: Column) -> list[str] | None:
    if column.kind == Kind.FLAG:
        return ["ja", "nee"]
    return list(column.choices) if column.kind == Kind.CHOICE else None
