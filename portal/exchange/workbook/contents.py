"""A workbook in memory: typed rows per sheet, and grids of cells ⇄ those rows."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from portal.exchange.workbook.cells import WrongCell, parse, plain
from portal.exchange.workbook.figure_sheets import EXPLANATION, SHEETS
from portal.exchange.workbook.grid import Grid
from portal.exchange.workbook.problems import Problem, Problems
from portal.exchange.workbook.rows import Row
from portal.exchange.workbook.sheets import Column, Kind, Sheet

SEARCHED_FOR_HEADERS = 10  # rows; people like a title above their table

Cell = str | int | Decimal | date | None


@dataclass
class Workbook:
    """Sheet name → rows. `columns` names the fields that each sheet has: what is not there is left as it is."""

    rows: dict[str, list[Row]] = field(default_factory=dict)
    columns: dict[str, frozenset[str]] = field(default_factory=dict)
    problems: Problems = field(default_factory=Problems)
    notices: list[Problem] = field(default_factory=list)

    def put(self, name: str, rows: list[Row]) -> None:
        """A sheet made here, so with every column."""
        self.rows[name] = rows
        self.columns[name] = frozenset(column.name for column in SHEETS[name].columns)


def folded(name: str) -> str:
    """Headers and sheet names are the same whatever their case, spaces and punctuation."""
    return "".join(sign for sign in plain(name).casefold() if sign.isalnum())


def sheet_named(name: str) -> Sheet | None:
    return next((sheet for sheet in SHEETS.values() if folded(sheet.name) == folded(name)), None)


def from_grids(grids: Iterable[tuple[str, Grid]]) -> Workbook:
    """Each grid with the name of its sheet or file."""
    workbook = Workbook()
    for name, grid in grids:
        sheet = sheet_named(name)
        if sheet is None:
            if folded(name) != folded(EXPLANATION):
                workbook.notices.append(Problem("sheet-ignored", name))
        elif sheet.name in workbook.rows:
            workbook.problems.append(Problem("sheet-twice", sheet.name))
        else:
            read_sheet(workbook, sheet, grid)
    if not workbook.rows and not workbook.problems:
        workbook.problems.append(Problem("no-sheet", details={"sheets": ", ".join(SHEETS)}))
    return workbook


def read_sheet(workbook: Workbook, sheet: Sheet, grid: Grid) -> None:
    """Its rows, and what is wrong with them, into the workbook."""
    numbered = enumerate(grid, start=1)
    places: dict[int, Column] = {}
    for number, cells in numbered:
        places = _headers(workbook, sheet, cells, number)
        if places or number == SEARCHED_FOR_HEADERS:
            break
    workbook.rows[sheet.name] = []
    workbook.columns[sheet.name] = frozenset(column.name for column in places.values())
    missing = [column for column in sheet.columns if column.required and column not in places.values()]
    workbook.problems.extend(Problem("column-missing", sheet.name, 1, column.header) for column in missing)
    if missing:
        return
    workbook.rows[sheet.name] = [
        _read_row(workbook, sheet, places, number, cells)
        for number, cells in numbered
        if any(cell is not None and plain(cell) for cell in cells)
    ]


def _headers(workbook: Workbook, sheet: Sheet, cells: Sequence[object], row: int) -> dict[int, Column]:
    """Place → column, wherever the columns were moved to; empty if this row holds no headers."""
    known = _header_names(sheet)
    headers = {place: plain(cell) for place, cell in enumerate(cells) if plain(cell)}
    # "Bekend (ja/nee)" is Bekend: people write down what may be filled in.
    found = {
        place: (header, known.get(folded(header)) or known.get(folded(header.split("(")[0])))
        for place, header in headers.items()
    }
    columns = [column for _, column in found.values() if column is not None]
    if sum(column.required for column in columns) == 0:
        return {}
    places: dict[int, Column] = {}
    for place, (header, column) in found.items():
        if column is None:
            workbook.notices.append(Problem("column-ignored", sheet.name, row, header, header))
        elif column in places.values():
            workbook.problems.append(Problem("column-twice", sheet.name, row, header, header))
        else:
            places[place] = column
    return places


def _header_names(sheet: Sheet) -> dict[str, Column]:
    """Folded header → column; also without its remark in brackets, where that is clear enough."""
    names = {folded(column.header): column for column in sheet.columns}
    bare = [folded(column.header.split("(")[0]) for column in sheet.columns]
    return names | {name: sheet.columns[place] for place, name in enumerate(bare) if bare.count(name) == 1}


def _read_row(workbook: Workbook, sheet: Sheet, places: dict[int, Column], number: int, cells: Sequence[object]) -> Row:
    values: dict[str, object] = {}
    for place, column in places.items():
        raw = cells[place] if place < len(cells) else None
        if raw is None or not (text := plain(raw)):
            if column.required:
                workbook.problems.append(Problem("required", sheet.name, number, column.header))
            continue
        try:
            values[column.name] = parse(column, raw, text)
        except WrongCell as wrong:
            workbook.problems.append(Problem(wrong.code, sheet.name, number, column.header, text, wrong.details))
    return sheet.row(number=number, **values)  # type: ignore[arg-type]


def to_grid(sheet: Sheet, rows: Iterable[Row]) -> Iterator[list[Cell]]:
    """Headers, then rows: what `from_grids` reads back as the same rows."""
    yield [column.header for column in sheet.columns]
    for row in rows:
        yield [_written(column, getattr(row, column.name)) for column in sheet.columns]


def shown(column: Column, value: object) -> str:
    """A field as its cell reads."""
    written = _written(column, value)
    return "" if written is None else str(written)


def _written(column: Column, value: object) -> Cell:
    if column.many:
        return ";".join(_written_part(column, part) for part in value) or None  # type: ignore[attr-defined]
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if column.kind == Kind.CHOICE:
        return _word(column, value)
    if isinstance(value, int | Decimal | date):
        return value
    return str(value) if value else None


def _written_part(column: Column, part: object) -> str:
    if column.kind == Kind.CHOICES:
        return _word(column, part)
    if isinstance(part, tuple):
        name, more = part
        if column.kind == Kind.METHODS:
            return f"{name}*" if more else name
        return name if more is None else f"{name}={more}"
    return str(part)


def _word(column: Column, value: object) -> str:
    plain_value = value.value if isinstance(value, StrEnum) else value
    return next((word for word, meant in column.choices.items() if meant == plain_value), str(plain_value or ""))
