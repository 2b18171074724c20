"""Checks of Metingen and Voorzieningen: a figure that cannot be true is refused, whoever delivered it."""

from collections.abc import Iterator
from typing import Any

from portal.exchange.workbook.problems import Problem
from portal.exchange.workbook.rows import FacilityRow, MeasurementRow
from portal.exchange.workbook.state import State, dutch, turned
from portal.model import Audience

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


def facility(state: State, row: FacilityRow) -> Iterator[Problem]:
    if row.age_from is not None and row.age_to is not None and row.age_to < row.age_from:
        yield state.problem("Voorzieningen", row, "age_to", "ages-turned", low=str(row.age_from))
    lists: dict[str, dict[str, Any]] = {"help_kinds": state.region.help_kinds, "forms": state.region.forms}
    for name, items in lists.items():
        if any(items[key].audience != Audience.PUBLIC for key in getattr(row, name) if key in items):
            yield state.problem("Voorzieningen", row, name, "not-public")
