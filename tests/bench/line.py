"""One line of the table, and the table."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

HEADERS = ("what", "measured", "beside", "ratio", "bound", "met")
ROUNDS = 5


class NotMeasured(Exception):
    """One line that says why."""


@dataclass(frozen=True)
class Line:
    what: str
    measured: str
    bound: str
    met: bool | None  # None: only told, no bound
    beside: str = ""  # the floor or the peer
    ratio: str = ""

    def cells(self) -> tuple[str, ...]:
        met = {True: "yes", False: "NO", None: ""}[self.met]
        return (self.what, self.measured, self.beside, self.ratio, self.bound, met)


def table(lines: Sequence[Line]) -> str:
    """Markdown, so that it can be put in a document as it is."""
    rows = [HEADERS, *(line.cells() for line in lines)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADERS))]
    written = [" | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows]
    rule = "-|-".join("-" * width for width in widths)
    return "\n".join(f"| {row} |" for row in (written[0], rule, *written[1:])).replace(f"| {rule} |", f"|-{rule}-|")


def spread(values: Sequence[float], shown: Callable[[float], str]) -> str:
    """The median, and between which two the others lie."""
    if len(values) == 1:
        return f"{shown(values[0])} (once)"
    return f"{shown(median(values))} ({shown(min(values))}–{shown(max(values))})"


def times(value: float) -> str:
    return f"{value:.1f}×" if value < 20 else f"{value:.0f}×"


def milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms"


def seconds(value: float) -> str:
    return f"{value:.2f} s" if value < 10 else f"{value:.0f} s"


def per_second(value: float) -> str:
    return f"{value:,.0f}/s"


def percent(value: float) -> str:
    return f"{value * 100:.0f}%"
