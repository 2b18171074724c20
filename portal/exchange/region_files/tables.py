"""A CSV file → typed rows, or the cells that are wrong."""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic.fields import FieldInfo

from portal.exchange.region_files.problem import Problem
from portal.exchange.region_files.rows import Row

AnyRow = TypeVar("AnyRow", bound=Row)


def read_table(path: Path, kind: type[AnyRow]) -> tuple[tuple[AnyRow, ...], list[Problem]]:
    try:
        text = path.read_text("utf-8-sig")  # spreadsheets put a mark before UTF-8
    except FileNotFoundError:
        return (), [Problem(path.name, None, "", "", "this file, in UTF-8")]
    except UnicodeDecodeError as wrong:
        return (), [Problem(path.name, None, "", f"byte {wrong.start}", "UTF-8")]
    try:
        lines = list(csv.reader(io.StringIO(text, newline="")))
    except csv.Error as wrong:  # a quote that nobody closed takes all that follows into one cell
        return (), [Problem(path.name, None, "", str(wrong), "every quote closed, and no cell of more than a page")]
    header = [column.strip() for column in lines[0]] if lines else []
    if problems := list(wrong_header(path.name, header, kind)):
        return (), problems
    rows: list[AnyRow] = []
    for number, cells in enumerate(lines[1:], start=2):
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(header):
            expected = f"{len(header)} cells, as in the header; a text with a comma stands in double quotes"
            problems.append(Problem(path.name, number, "", f"{len(cells)} cells", expected))
            continue
        try:
            rows.append(kind.model_validate(record(kind, dict(zip(header, cells, strict=True)), number - 1)))
        except ValidationError as wrong:
            problems += [cell_problem(path.name, number, kind, error) for error in wrong.errors()]
    return tuple(rows), problems


def columns(kind: type[Row]) -> dict[str, FieldInfo]:
    return {
        name: field
        for name, field in kind.model_fields.items()
        if name not in kind.filled_in and name not in kind.text_columns
    }


def text_prefix(kind: type[Row], column: str) -> tuple[str, str] | None:
    """name_nl → ("names", "nl"), where the row has texts in columns that start with name."""
    for field, start in kind.text_columns.items():
        if found := re.fullmatch(rf"{start}_([a-z]{{2}})" if start else r"([a-z]{2})", column):
            return field, found[1]
    return None


def dutch_column(kind: type[Row], field: str) -> str:
    start = kind.text_columns[field]
    return f"{start}_nl" if start else "nl"


def wrong_header(file: str, header: list[str], kind: type[Row]) -> Iterator[Problem]:
    plain = columns(kind)
    must = [name for name, field in plain.items() if field.is_required()]
    must += [dutch_column(kind, name) for name in kind.text_columns if kind.model_fields[name].is_required()]
    known = ", ".join([*plain, *(dutch_column(kind, name) for name in kind.text_columns)])
    if len(header) == 1 and ";" in header[0]:
        yield Problem(file, 1, "", header[0], "commas between the columns, not semicolons")
        return
    for column in must:
        if column not in header:
            yield Problem(file, 1, column, "", f"this column; the columns are {known}")
    for place, column in enumerate(header):
        if column in header[:place]:
            yield Problem(file, 1, column, column, "each column once")
        elif column not in plain and text_prefix(kind, column) is None:
            yield Problem(file, 1, column, column, f"one of the columns {known}")


def record(kind: type[Row], cells: dict[str, str], position: int) -> dict[str, Any]:
    """Empty cells are left out, so that what may be unknown is unknown and what must be there is missed."""
    filled: dict[str, Any] = {"position": position}
    for column, cell in cells.items():
        if text := text_prefix(kind, column):
            if cell.strip():
                filled.setdefault(text[0], {})[text[1]] = cell.strip()
        elif cell.strip():
            filled[column] = cell.strip()
        elif kind.model_fields[column].is_required() and may_be_none(kind.model_fields[column]):
            filled[column] = None
    return filled


def may_be_none(field: FieldInfo) -> bool:
    return type(None) in getattr(field.annotation, "__args__", ())


def cell_problem(file: str, number: int, kind: type[Row], error: Any) -> Problem:
    field = str(error["loc"][0])
    column = dutch_column(kind, field) if field in kind.text_columns else field
    value = "" if error["type"] == "missing" or isinstance(error["input"], dict) else str(error["input"])
    return Problem(file, number, column, value[:80], expected(kind, field, error))


def expected(kind: type[Row], field: str, error: Any) -> str:
    if error["type"] in ("enum", "literal_error"):
        return "one of " + str(error["ctx"]["expected"]).replace("'", "").replace(" or ", ", ")
    if error["type"] in ("bool_parsing", "bool_type"):
        return "yes or no"
    said = kind.model_fields[field].description if field in kind.model_fields else None
    if said is None and error["type"] == "missing":
        return "a value"
    return said or {"int_parsing": "a whole number"}.get(error["type"], str(error["msg"]))
