"""Workbook ⇄ XLSX. Text stays text: nothing that we write can be taken for a formula."""

import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import repeat, zip_longest
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.worksheet._reader import DATA_TAG, ROW_TAG, WorkSheetParser
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.xml.functions import iterparse

from portal.exchange.workbook.cells import CONTROL
from portal.exchange.workbook.contents import Cell, Workbook, to_grid
from portal.exchange.workbook.figure_sheets import SHEETS
from portal.exchange.workbook.grid import LAST_ROW, MOST_CELLS, OPEN, Grid, WrongFile, within
from portal.web.spreadsheet import FORMULA_SIGNS

UNPACKED_MB = 400  # 50,000 offers with everything are about 100 MB
MOST_OF_ROW = 500_000  # elements that cells of one row are made of
MOST_BESIDE = 5_000_000  # tags of what is no sheet: texts that cells share, and how they look
LONGEST_CELL = 32_767  # characters, Excel's own limit
SHEETS_LIE_IN = "xl/worksheets/"
OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"  # the container of .xls and of workbooks with a password

DUTCH_DATE = "dd-mm-yyyy"
NOT_WORKED_OUT = "#VALUE!"  # one of the errors that cells.py knows
BOLD = Font(bold=True)


def read_xlsx(path: Path) -> list[tuple[str, Grid]]:
    """Raises WrongFile."""
    _look_inside(path)
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
        if not _works_things_out(path):
            return [(sheet.title, _rows(sheet)) for sheet in book.worksheets]
        asked = openpyxl.load_workbook(path, read_only=True, data_only=False, keep_links=False)
        return [(sheet.title, _worked_out(_rows(sheet), _rows(asked[sheet.title]))) for sheet in book.worksheets]
    except Exception as broken:  # openpyxl raises whatever its parser met
        raise WrongFile("file-unreadable") from broken


def _rows(sheet: Any) -> Iterator[Sequence[object]]:
    try:
        yield from within(_from_first_to_last(sheet))
    except WrongFile:
        raise
    except Exception as broken:
        raise WrongFile("file-unreadable") from broken


def _from_first_to_last(sheet: Any) -> Iterator[Sequence[object]]:
    """At their places, and nothing behind what stands in them: one cell that has a look and no content makes openpyxl
    fill a million rows up to it."""
    before = 0
    for number, cells in _parsed(sheet):
        width = max((cell["column"] for cell in cells if cell["value"] is not None), default=0)
        if not width:
            continue
        if number <= before:
            raise WrongFile("file-unreadable")
        if number > LAST_ROW:
            raise WrongFile("too-many-rows", most=str(LAST_ROW))
        yield from repeat(OPEN, number - before - 1)
        before = number
        row = [None] * width
        for cell in cells:
            if cell["value"] is not None:
                row[cell["column"] - 1] = cell["value"]
        yield row


def _parsed(sheet: Any) -> Iterator[tuple[int, list[dict[str, Any]]]]:
    """Each row that the file names, with the cells that it names: as openpyxl reads them, and no further than what a
    sheet can hold."""
    book = sheet.parent
    with sheet._get_source() as source:
        parser = WorkSheetParser(
            source,
            sheet._shared_strings,
            data_only=book.data_only,
            epoch=book.epoch,
            date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        )
        rows = loose = 0
        for _, element in iterparse(source):
            loose += 1
            if element.tag == ROW_TAG:
                rows, loose = rows + 1, 0
                yield parser.parse_row(element)
                parser.row_dimensions.clear()
                element.clear()
            elif element.tag == DATA_TAG:
                break
            if rows > LAST_ROW:
                raise WrongFile("too-many-rows", most=str(LAST_ROW))
            if loose > MOST_OF_ROW:
                raise WrongFile("too-many-cells", most=str(MOST_CELLS))
        while source.read(1_000_000):  # to the end: only there it is known that it is whole
            pass


def _worked_out(values: Grid, asked: Grid) -> Iterator[Sequence[object]]:
    """A formula whose answer was never saved, as other programs than Excel leave it, is not an empty cell."""
    for row, formulas in zip_longest(values, asked, fillvalue=OPEN):
        pairs = zip_longest(row, formulas)
        yield [NOT_WORKED_OUT if value is None and formula is not None else value for value, formula in pairs]


def _works_things_out(path: Path) -> bool:
    with zipfile.ZipFile(path) as packed:
        return any(
            _holds(packed, member.filename, (b"<f>", b"<f "))
            for member in packed.infolist()
            if member.filename.startswith(SHEETS_LIE_IN) and not member.is_dir()
        )


def _holds(packed: zipfile.ZipFile, name: str, marks: tuple[bytes, ...]) -> bool:
    before = b""
    with packed.open(name) as part:
        while piece := part.read(1_000_000):
            if any(mark in before + piece for mark in marks):
                return True
            before = piece[-10:]
    return False


def _tags(packed: zipfile.ZipFile, name: str) -> int:
    with packed.open(name) as part:
        return sum(piece.count(b"<") for piece in iter(lambda: part.read(1_000_000), b""))


def _look_inside(path: Path) -> None:
    """A zip bomb, a password, or an XML document type (which no spreadsheet program writes) is refused unread. So is
    what has no end beside the sheets: openpyxl reads all of it before any cell."""
    with path.open("rb") as file:
        if file.read(4) == OLD_OR_LOCKED:
            raise WrongFile("file-locked")
    try:
        with zipfile.ZipFile(path) as packed:
            members = packed.infolist()
            if sum(member.file_size for member in members) > UNPACKED_MB * 1_000_000:
                raise WrongFile("file-too-large", limit=str(UNPACKED_MB))
            for member in members:
                if member.filename.endswith((".xml", ".rels")):
                    with packed.open(member) as part:
                        if b"<!DOCTYPE" in part.read(2_000):
                            raise WrongFile("file-unreadable")
                    if not member.filename.startswith(SHEETS_LIE_IN) and _tags(packed, member.filename) > MOST_BESIDE:
                        raise WrongFile("too-many-cells", most=str(MOST_CELLS))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as broken:
        raise WrongFile("file-unreadable") from broken


def write_xlsx(workbook: Workbook, path: Path) -> None:
    book = openpyxl.Workbook(write_only=True)
    for name, sheet in SHEETS.items():
        page = book.create_sheet(name)
        page.freeze_panes = "B2"
        grid = to_grid(sheet, workbook.rows.get(name, ()))
        page.append(bold(page, next(grid)))
        for cells in grid:
            page.append([safe(page, cell) for cell in cells])
    book.save(path)


def bold(page: Worksheet, texts: Iterable[Cell]) -> list[Any]:
    cells: list[Any] = [WriteOnlyCell(page, value=str(text)) for text in texts]
    for cell in cells:
        cell.font = BOLD
    return cells


def safe(page: Worksheet, value: Cell) -> object:
    """A cell that shows this value and never works anything out."""
    if isinstance(value, str):
        text = CONTROL.sub("", value)[:LONGEST_CELL]
        if not text.startswith(FORMULA_SIGNS):
            return text
        cell = WriteOnlyCell(page, value=text)
        cell.data_type = "s"  # openpyxl takes "=" for a formula
        cell.quotePrefix = True  # and so does Excel, when someone steps into the cell
        return cell
    if isinstance(value, date):
        cell = WriteOnlyCell(page, value=value)  # type: ignore[arg-type]
        cell.number_format = DUTCH_DATE
        return cell
    return float(value) if isinstance(value, Decimal) else value
