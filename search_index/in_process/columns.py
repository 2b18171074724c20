"""What documents can be narrowed by: per value of a field the set of documents that have it."""

from collections.abc import Callable, Iterator
from typing import TypeAlias

from search_index.document import OfferDocument
from search_index.query import Facet

Value: TypeAlias = str | int | bool | tuple[float, float]
Mark: TypeAlias = tuple[str, Value]

_NUMBERS = (
    "age_from",
    "age_to",
    "bookable_from",
    "bookable_until",
    "stop_from",
    "stop_until",
    "places_until",
    "wait_until",
)
_LISTS = (*tuple(facet.value for facet in Facet), "comes_to")


def marks_of(document: OfferDocument) -> Iterator[Mark]:
    yield "region", document.region
    yield "counted", document.counted
    yield "has_figures", document.has_figures
    yield "free", document.free_places > 0
    for name in _LISTS:
        values = getattr(document, name)
        if isinstance(values, tuple):
            for value in values:
                yield name, value
        elif values is not None:
            yield name, values
    for name in _NUMBERS:
        yield name, getattr(document, name)
    if document.wait is not None:
        yield "wait", document.wait
    if document.lat is not None and document.lng is not None:
        yield "point", (document.lat, document.lng)


class Columns:
    def __init__(self) -> None:
        self._columns: dict[str, dict[Value, int]] = {}

    def add(self, marks: set[Mark], slot: int) -> None:
        bit = 1 << slot
        for name, value in marks:
            column = self._columns.setdefault(name, {})
            column[value] = column.get(value, 0) | bit

    def take(self, marks: set[Mark], slot: int) -> None:
        bit = 1 << slot
        for name, value in marks:
            column = self._columns[name]
            column[value] &= ~bit
            if not column[value]:
                del column[value]

    def having(self, name: str, value: Value) -> int:
        return self._columns.get(name, {}).get(value, 0)

    def values(self, name: str) -> dict[Value, int]:
        return self._columns.get(name, {})

    def at_most(self, name: str, limit: int) -> int:
        return self._any(name, lambda value: value <= limit)

    def at_least(self, name: str, limit: int) -> int:
        return self._any(name, lambda value: value >= limit)

    def _any(self, name: str, fits: Callable[[int], bool]) -> int:
        found = 0
        for value, bits in self._columns.get(name, {}).items():
            if isinstance(value, int) and fits(value):
                found |= bits
        return found
