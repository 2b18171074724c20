"""Checks of Metingen: a figure that cannot be true is refused, whoever delivered it."""

from collections.abc import Iterator

from portal.exchange.workbook.problems import Problem
from portal.exchange.workbook.rows import MeasurementRow
from portal.exchange.workbook.state import State, dutch, turned

SHEET = "Metingen"


def measurement(state: State, row: MeasurementRow) -> Iterator[Problem]:
    yield from turned(state, SHEET, row, "period_from", "period_to")
    for name in ("period_to", "delivered_on"):
        day = getattr(row, name)
        if day and day > state.today:
            yield state.problem(SHEET, row, name, "in-the-future", today=dutch(state.today))
    yield from _at_most(state, row, "numerator", "n")
    yield from _at_most(state, row, "responded", "invited")
    indicator = state.region.indicators.get(row.indicator)
    if indicator is None:
        return
    if indicator.unit == "share" and row.numerator is None:
        yield state.problem(SHEET, row, "numerator", "share-needs-count")
    if indicator.unit == "mark" and row.mean is None:
        yield state.problem(SHEET, row, "mean", "mark-needs-mean")


def _at_most(state: State, row: MeasurementRow, part: str, whole: str) -> Iterator[Problem]:
    low, high = getattr(row, part), getattr(row, whole)
    if low is not None and high is not None and low > high:
        from_column = "Aantal (n)" if whole == "n" else "Uitgenodigd"
        yield state.problem(SHEET, row, part, "more-than", high=str(high), column=from_column)
