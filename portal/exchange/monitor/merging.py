"""Which rows of an extract are new, which go on with one that is held, and which are held already. Pure.

No row says whose it is: two allocations of the same product on the same day look alike. An extract that is read half a
year later brings the same allocations with more dates. So rows are taken together that were allocated alike, and within
these each is what it equals, else what it goes on with. What is counted stays right, whoever is whom.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, field
from datetime import date


@dataclass(frozen=True)
class Alike:
    """What does not change of an allocation."""

    provider_id: int
    municipality: str
    product: str
    help_kind: str
    referrer: str
    measure: bool | None
    allocated_on: date


@dataclass(frozen=True)
class Allocation:
    alike: Alike
    started_on: date | None = None
    ended_on: date | None = None
    end_reason: str = ""

    @property
    def later(self) -> tuple[object, ...]:
        """What becomes known as time goes on."""
        return self.started_on, self.ended_on, self.end_reason

    def may_become(self, other: "Allocation") -> bool:
        return all(not mine or mine == theirs for mine, theirs in zip(self.later, other.later, strict=True))


@dataclass(frozen=True)
class HeldRow:
    id: int
    print: str
    allocation: Allocation


@dataclass
class Merge:
    added: list[tuple[str, Allocation]] = field(default_factory=list)  # print
    changed: list[tuple[int, Allocation]] = field(default_factory=list)  # of the row that is held
    same: int = 0

    @property
    def writes(self) -> int:
        return len(self.added) + len(self.changed)


def merged(region_id: int, held: Iterable[HeldRow], told: Iterable[Allocation]) -> Merge:
    merge = Merge()
    standing: dict[Alike, list[HeldRow]] = {}
    for row in held:
        standing.setdefault(row.allocation.alike, []).append(row)
    for alike, rows in _by_alike(told).items():
        _put(merge, region_id, standing.get(alike, []), rows)
    return merge


def _by_alike(told: Iterable[Allocation]) -> Mapping[Alike, list[Allocation]]:
    found: dict[Alike, list[Allocation]] = {}
    for row in told:
        found.setdefault(row.alike, []).append(row)
    for rows in found.values():
        rows.sort(key=_known_first)
    return found


def _known_first(row: Allocation) -> tuple[date, date, str]:
    return row.started_on or date.max, row.ended_on or date.max, row.end_reason


def _put(merge: Merge, region_id: int, held: Sequence[HeldRow], told: Sequence[Allocation]) -> None:
    free, left = list(held), []
    for row in told:  # those that are held as they are
        equal = next((one for one in free if one.allocation == row), None)
        if equal is None:
            left.append(row)
        else:
            free.remove(equal)
            merge.same += 1
    new = []
    for row in left:  # those that go on with one
        before = next((one for one in free if one.allocation.may_become(row)), None)
        # A file with all of them rules: what fits nothing is one of these, mended.
        before = before or (free[0] if free and len(told) >= len(held) else None)
        if before is None:
            new.append(row)
        else:
            free.remove(before)
            merge.changed.append((before.id, row))
    taken = {one.print for one in held}
    number = 0
    for row in new:
        while (own := _print(region_id, row.alike, number)) in taken:
            number += 1
        taken.add(own)
        merge.added.append((own, row))


def _print(region_id: int, alike: Alike, number: int) -> str:
    """Of what does not change and its number among those alike."""
    said = json.dumps([region_id, *astuple(alike), number], default=str)
    return hashlib.sha256(said.encode()).hexdigest()
