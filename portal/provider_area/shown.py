"""The grid as it is drawn: what stands in each field, and what is the matter with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from portal.availability import Happened, Outcome, RowOutcome
from portal.availability.said import NAMES, too_many_places
from portal.model import Availability
from portal.provider_area.forms import Asked, SentRow, written_as
from portal.provider_area.queries import Grid, GridRow
from portal.web.visit import Visit


class InSearch(StrEnum):
    """Of what was just saved: whether visitors find it so."""

    YES = "yes"
    UNDER_WAY = "under_way"
    NOT_SHOWN = "not_shown"  # nothing of this provider is


@dataclass(frozen=True)
class RowShown:
    number: int
    row: GridRow
    typed: Mapping[str, str]
    was: str
    errors: Mapping[str, str] = field(default_factory=dict)
    conflict: bool = False
    ticked: bool = False
    in_search: InSearch | None = None


@dataclass(frozen=True)
class Sheet:
    grid: Grid
    rows: Sequence[RowShown]
    gone: int = 0  # rows of offers that are theirs no longer

    @property
    def wrong(self) -> list[RowShown]:
        return [row for row in self.rows if row.errors]

    @property
    def conflicts(self) -> list[RowShown]:
        return [row for row in self.rows if row.conflict]


@dataclass(frozen=True)
class Typed:
    """The grid as it was sent, and what came of it; without an outcome something is wrong with what was typed."""

    rows: Sequence[SentRow] = ()
    asked: Asked = field(default_factory=Asked)
    outcome: Outcome | None = None

    @property
    def saved(self) -> bool:
        return self.outcome is not None and self.outcome.saved

    @property
    def waiting(self) -> int:
        """Rows that were changed and not saved: another button was pressed."""
        return len(self.asked.waiting) if self.saved else 0

    def errors_of(self, offer: str, visit: Visit) -> Mapping[str, str]:
        refused = self._refused().get(offer)
        if refused is not None and refused.happened == Happened.TOO_MANY_PLACES:
            return {"free_places": too_many_places(visit, refused.capacity or 0)}
        return self.asked.errors.get(offer, {})

    def is_conflict(self, offer: str) -> bool:
        refused = self._refused().get(offer)
        return refused is not None and refused.happened == Happened.CONFLICT

    @property
    def gone(self) -> int:
        return sum(row.happened == Happened.UNKNOWN for row in self._refused().values())

    def values_of(self, row: GridRow) -> Mapping[str, str]:
        """What they typed, as long as it is not saved; else what stands."""
        mine = self._by_offer.get(row.key)
        kept = mine is not None and mine.touched and (not self.saved or row.key in self.asked.waiting)
        return mine.typed if mine is not None and kept else values_of(row.stands)

    def is_ticked(self, offer: str) -> bool:
        mine = self._by_offer.get(offer)
        return mine is not None and mine.ticked and not self.saved

    @cached_property
    def _by_offer(self) -> dict[str, SentRow]:
        return {row.offer: row for row in self.rows}

    def _refused(self) -> Mapping[str, RowOutcome]:
        if self.outcome is None or self.saved:
            return {}
        return {row.offer: row for row in self.outcome.refused}


def sheet_of(grid: Grid, visit: Visit, typed: Typed) -> Sheet:
    rows = [
        RowShown(
            number,
            row,
            typed.values_of(row),
            written_as(values_of(row.stands)),
            typed.errors_of(row.key, visit),
            typed.is_conflict(row.key),
            typed.is_ticked(row.key),
            _in_search(grid, row),
        )
        for number, row in enumerate(grid.rows, start=1)
    ]
    return Sheet(grid, rows, typed.gone)


def values_of(stands: Availability | None) -> dict[str, str]:
    """As they stand in the fields. Of what is too old to be believed the old numbers: they are soon put right."""
    if stands is None:
        return dict.fromkeys(NAMES, "")
    values = {name: getattr(stands, name) for name in NAMES}
    return {name: "" if value is None else str(value) for name, value in values.items()}


def _in_search(grid: Grid, row: GridRow) -> InSearch | None:
    if row.id not in grid.just_saved:
        return None
    if not grid.in_search:
        return InSearch.NOT_SHOWN
    return InSearch.UNDER_WAY if row.id in grid.under_way else InSearch.YES
