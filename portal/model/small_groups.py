"""Which figures may be shown beside each other without telling about a small group.

Hiding a figure of few answers is not enough: who knows 48 in all and 40 parents also knows the 8 young people. So
figures are let through one by one, and only those that leave no small group to be computed. What is shown of one
indicator then lies apart or inside each other, never half over each other, and of every figure what remains beside the
shown parts is nobody or enough people. Whatever is added to or taken from each other after that is a sum of such
remainders, so never a small group, also where nobody delivered that group as a figure.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, Protocol, TypeVar

from portal.model.statistics import TOO_FEW


class Cell(Protocol):
    """A measurement, as a record or as a row of a workbook: read, never written."""

    indicator: Any
    category: Any
    product: Any
    informant: Any
    frame: Any
    instrument: Any
    period_from: Any
    period_to: Any
    n: Any
    responded: Any
    key: Any


def answers(cell: Cell) -> int:
    """People, as far as is known: ten goals may be of three children."""
    n = cell.n or 0
    return n if cell.responded is None else min(n, cell.responded)


SomeCell = TypeVar("SomeCell", bound=Cell)


@dataclass(frozen=True)
class _Group(Generic[SomeCell]):
    """The people behind a figure. An empty name means: of every kind."""

    cell: SomeCell
    names: tuple[str, ...]  # category, product, informant, frame, instrument
    first: date
    last: date
    counts: tuple[int, int]  # what was counted, and people

    def holds(self, other: "_Group[SomeCell]") -> bool:
        within = self.first <= other.first and other.last <= self.last
        return within and all(mine in ("", theirs) for mine, theirs in zip(self.names, other.names, strict=True))

    def apart_from(self, other: "_Group[SomeCell]") -> bool:
        if self.last < other.first or other.last < self.first:
            return True
        return any(a != b and a and b for a, b in zip(self.names, other.names, strict=True))


def without_small_groups(cells: Iterable[SomeCell], category_of: Mapping[str, str]) -> list[SomeCell]:
    """The figures of one provider that may be shown, in the order given. `category_of`: by product."""
    given = list(cells)
    by_indicator: dict[str, list[_Group[SomeCell]]] = {}
    for cell in given:
        by_indicator.setdefault(cell.indicator, []).append(_group(cell, category_of))
    shown = {id(group.cell) for groups in by_indicator.values() for group in _let_through(groups)}
    return [cell for cell in given if id(cell) in shown]


def _let_through(groups: Iterable[_Group[SomeCell]]) -> list[_Group[SomeCell]]:
    kept: list[_Group[SomeCell]] = []
    for group in sorted(groups, key=_first_choice):
        if min(group.counts) >= TOO_FEW and _leaves_no_small_group(kept, group):
            kept.append(group)
    return kept


def _first_choice(group: _Group[SomeCell]) -> tuple[Any, ...]:
    """The latest and shortest period; who answered and which frame known rather than mixed; the whole before its
    parts; many before few; never by what was measured."""
    category, product, informant, frame, _ = group.names
    known = bool(informant) + bool(frame)
    parts = bool(category) + bool(product)
    return -group.last.toordinal(), -group.first.toordinal(), -known, parts, -group.counts[0], str(group.cell.key)


def _leaves_no_small_group(kept: Sequence[_Group[SomeCell]], new: _Group[SomeCell]) -> bool:
    around = [group for group in kept if group.holds(new)]
    inside = [group for group in kept if new.holds(group)]
    if any(group in inside for group in around):
        return False  # the same people twice
    if any(group not in around and group not in inside and not group.apart_from(new) for group in kept):
        return False  # half over each other
    together = [*kept, new]
    nearest = [group for group in around if not any(group is not other and group.holds(other) for other in around)]
    return all(_remainder_is_safe(group, together) for group in (new, *nearest))


def _remainder_is_safe(whole: _Group[SomeCell], groups: Sequence[_Group[SomeCell]]) -> bool:
    inside = [group for group in groups if group is not whole and whole.holds(group)]
    parts = [group for group in inside if not any(other is not group and other.holds(group) for other in inside)]
    counted, people = (whole.counts[i] - sum(part.counts[i] for part in parts) for i in (0, 1))
    return counted == 0 or min(counted, people) >= TOO_FEW


def _group(cell: SomeCell, category_of: Mapping[str, str]) -> _Group[SomeCell]:
    category = cell.category or category_of.get(cell.product, "")
    return _Group(
        cell,
        (category, cell.product, cell.informant, cell.frame, cell.instrument),
        cell.period_from,
        cell.period_to,
        (cell.n or 0, answers(cell)),
    )
