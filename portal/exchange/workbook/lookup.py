"""What people write for the things of a region → our keys: the key itself, or a name."""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from functools import cached_property

from portal.exchange.workbook.contents import Workbook, folded
from portal.exchange.workbook.figure_sheets import SHEETS
from portal.exchange.workbook.from_records import by_name
from portal.exchange.workbook.problems import Problem
from portal.exchange.workbook.rows import OfferRow, ProviderRow, Row
from portal.exchange.workbook.sheets import Column, Kind
from portal.regions import RegionData


class Lookup:
    def __init__(self, region: RegionData) -> None:
        self.region = region
        self._lists: dict[str, dict[str, str]] = {}

    @cached_property
    def functions(self) -> dict[str, str]:
        """Functions and tariff groups; where a word is both, the group."""
        return self.words("functions") | self.words("tariff_groups")

    def words(self, name: str) -> dict[str, str]:
        """Folded key or name → key, for one list of RegionData."""
        if name not in self._lists:
            items = getattr(self.region, name)
            words: dict[str, str] = {}
            for key, item in items.items():
                names = [item.name] if name == "municipalities" else item.names.values()
                for word in names:
                    words.setdefault(folded(word), key)
            self._lists[name] = words | {folded(key): key for key in items}
        return self._lists[name]

    def resolve(self, workbook: Workbook) -> Iterator[Problem]:
        """Turns names into keys, in place; what the region does not know stays as it was and is told."""
        for name, rows in workbook.rows.items():
            for column in SHEETS[name].columns:
                words = self._words_for(column)
                if words is not None:
                    for row in rows:
                        yield from self._resolve_cell(name, column, row, words)
        _sort_what_has_no_order(workbook)

    def _words_for(self, column: Column) -> dict[str, str] | None:
        if column.kind == Kind.FUNCTIONS:
            return self.functions
        if column.kind == Kind.MUNICIPALITY:
            return self.words("municipalities")
        return self.words(column.refers) if column.refers and column.refers not in SHEETS else None

    def _resolve_cell(self, name: str, column: Column, row: Row, words: dict[str, str]) -> Iterator[Problem]:
        value = getattr(row, column.name)
        if not value:
            return
        if isinstance(value, str):
            if column.kind == Kind.MUNICIPALITY and value.isdigit():
                return  # may lie outside the region
            setattr(row, column.name, words.get(folded(value), value))
            if folded(value) not in words:
                yield self._unknown(name, column, row, value, words)
            return
        parts = [part if isinstance(part, tuple) else (part,) for part in value]
        for part in parts:
            if folded(part[0]) not in words:
                yield self._unknown(name, column, row, part[0], words)
        known = [(words.get(folded(part[0]), part[0]), *part[1:]) for part in parts]
        setattr(row, column.name, [part if len(part) > 1 else part[0] for part in dict.fromkeys(known)])

    def _unknown(self, name: str, column: Column, row: Row, value: str, words: Iterable[str]) -> Problem:
        if column.kind == Kind.MUNICIPALITY:
            return Problem("not-a-municipality", name, row.number, column.header, value)
        near = get_close_matches(folded(value), list(words), 1, 0.6)
        nearest = f" ({self._words_for(column)[near[0]]}?)" if near else ""  # type: ignore[index]
        details = {"what": column.header, "nearest": nearest}
        return Problem("not-in-region", name, row.number, column.header, value, details)


def _sort_what_has_no_order(workbook: Workbook) -> None:
    for row in workbook.rows.get("Aanbod", ()):
        if isinstance(row, OfferRow):
            row.lines.sort()
    for row in workbook.rows.get("Aanbieders", ()):
        if isinstance(row, ProviderRow):
            row.functions.sort(key=by_name)
