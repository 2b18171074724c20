"""A file that somebody opens in a spreadsheet program, in which nothing that somebody typed is worked out."""

import csv
import io
from collections.abc import Iterable, Sequence

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


def as_csv(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """With a mark, by which spreadsheet programs know the letters."""
    content = io.StringIO(newline="")
    writer = csv.writer(content, quoting=csv.QUOTE_ALL)
    writer.writerow(heads)
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    return content.getvalue().encode("utf-8-sig")


def guarded(cell: str) -> str:
    """Also behind what a spreadsheet program leaves out before it looks."""
    begins = cell.lstrip(" \n\v\f\u00a0\ufeff'\"")
    return f"'{cell}" if begins.startswith(FORMULA_SIGNS) or cell.startswith(FORMULA_SIGNS) else cell
