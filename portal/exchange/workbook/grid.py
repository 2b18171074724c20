"""The rows of a sheet or a file as they come, and how many cells there may be: a few bytes can stand for billions."""

from collections.abc import Iterable, Iterator, Sequence

# What a spreadsheet program can hold.
LAST_ROW = 1_048_576
LAST_COLUMN = 16_384
MOST_CELLS = 10_000_000  # of one sheet, with those left open before another; 50,000 offers have two million

Grid = Iterable[Sequence[object]]
OPEN: Sequence[object] = ()  # a row in which nothing stands; one for all of them


class WrongFile(Exception):
    """`code` names the message of problems.py."""

    def __init__(self, code: str, **details: str) -> None:
        self.code = code
        self.details = details
        super().__init__(code)


def within(grid: Grid, most: int = LAST_ROW) -> Iterator[Sequence[object]]:
    """The same rows, at the same places. `most`: of those in which something stands. Raises WrongFile."""
    held = cells = 0
    for number, row in enumerate(grid, start=1):
        if len(row) > LAST_COLUMN:
            raise WrongFile("too-many-columns", most=str(LAST_COLUMN))
        is_open = not any(cell is not None and cell != "" for cell in row)
        if not is_open:
            held, cells = held + 1, cells + len(row)
        if held > most or number > LAST_ROW:
            raise WrongFile("too-many-rows", most=str(most))
        if cells > MOST_CELLS:
            raise WrongFile("too-many-cells", most=str(MOST_CELLS))
        yield OPEN if is_open else row
