"""Workbook ⇄ a folder of CSV files with the names of the sheets."""

import codecs
import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

from portal.exchange.workbook.contents import Cell, Workbook, to_grid
from portal.exchange.workbook.figure_sheets import SHEETS
from portal.exchange.workbook.grid import LAST_ROW, OPEN, Grid, WrongFile, within
from portal.exchange.workbook.xlsx import UNPACKED_MB
from portal.web.spreadsheet import FORMULA_SIGNS

DELIMITERS = (";", ",", "\t")
# A spreadsheet program works out what begins like this; our quote before it keeps it text.
GUARDED = re.compile(r"'+[=+\-@\t\r]")

LAST = "the-last-row"

csv.field_size_limit(1_000_000)


def read_csv_folder(folder: Path) -> list[tuple[str, Grid]]:
    """Raises WrongFile."""
    return [
        (path.stem, read_csv(path))
        for path in sorted(folder.iterdir())
        if path.suffix.lower() == ".csv" and not path.name.startswith((".", "~"))
    ]


def read_csv(path: Path) -> Grid:
    """Raises WrongFile."""
    if path.stat().st_size > UNPACKED_MB * 1_000_000:
        raise WrongFile("file-too-large", limit=str(UNPACKED_MB))
    return cells_of(path.read_bytes())


def cells_of(data: bytes, most: int = LAST_ROW) -> Grid:
    """Of one CSV file. `most`: rows in which something stands; what follows is not read. Raises WrongFile."""
    text = decoded(data)
    lines = io.StringIO(text, newline=None)  # line by line: a million texts of a few signs take much room
    said = re.fullmatch(r'"?sep=(.)"?', next(lines, "").strip())
    lines.seek(0)
    delimiter = said[1] if said else _delimiter(lines)
    try:
        # One more row than there is: a quote that nobody closed takes all that follows into one cell.
        lines_and_last = io.StringIO(f"{text}\n{LAST}", newline="")
        cells = ([_unguarded(cell) for cell in row] for row in csv.reader(lines_and_last, delimiter=delimiter))
        rows = list(within(cells, most + 1))
    except (csv.Error, TypeError, ValueError) as broken:
        raise WrongFile("file-unreadable") from broken
    if rows.pop() != [LAST]:
        raise WrongFile("quote-open")
    # Emptied, not dropped: the rows below keep their number.
    return [OPEN, *rows[1:]] if said else rows


def decoded(data: bytes) -> str:
    """UTF-8 or UTF-16 with or without a mark, else what older Windows programs write. Raises WrongFile."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", errors="replace")
    if b"\0" in data[:200]:
        return data.decode("utf-16-be" if data[:1] == b"\0" else "utf-16-le", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    # Signs beyond ASCII that are right in UTF-8 are so by intent: then this is no older program's, but damaged.
    as_utf8 = data.decode("utf-8-sig", errors="replace")
    damaged = as_utf8.count("\ufffd")
    if data.startswith(codecs.BOM_UTF8) or sum(sign > "\x7f" for sign in as_utf8) > 2 * damaged:
        raise WrongFile("wrong-signs")
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        raise WrongFile("wrong-signs") from None


def _delimiter(lines: Iterable[str]) -> str:
    """The sign that stands most often between the headers."""
    headers = next((re.sub(r'"[^"]*"', "", line) for line in lines if line.strip()), "")
    return max(DELIMITERS, key=headers.count)


def _unguarded(cell: str) -> str:
    return cell[1:] if GUARDED.match(cell) else cell


def write_csv_folder(workbook: Workbook, folder: Path) -> None:
    """Semicolons, decimal commas and a mark before UTF-8: what a Dutch Excel opens without asking."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, sheet in SHEETS.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file, delimiter=";")
            writer.writerows(_as_text(cells) for cells in to_grid(sheet, workbook.rows.get(name, ())))


def _as_text(cells: Sequence[Cell]) -> list[str]:
    return [_cell(cell) for cell in cells]


def _cell(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value).replace(".", ",")
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA_SIGNS) or GUARDED.match(text) else text
