"""Was there a choice? (source 003, bijlage 5, result 1) What may be said of it: per municipality and in all, with no
small group to be read or computed."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from portal.model import NoChoice, WhoChose
from portal.model.small_groups import without_small_groups
from portal.model.statistics import TOO_FEW, per_hundred
from portal.referral.counts import (
    DECIDED,
    DECISION_DAYS,
    DECLINED,
    NO_CHOICE,
    NOTICE,
    OPTIONS,
    WHO_CHOSE,
    Counts,
    Place,
)
from portal.referral.counts import quarter_of as quarter_of_day

QUARTERS = 8  # that can be looked back


@dataclass
class Cell:
    """Of portal/model/small_groups.py: the people behind one figure."""

    key: str
    n: int
    period_from: date
    period_to: date
    product: str = ""  # the part, such as a municipality; empty: all
    indicator: str = "choice"
    category: str = ""
    informant: str = ""
    frame: str = ""
    instrument: str = ""
    responded: int | None = None


@dataclass(frozen=True)
class Choosing:
    """Of one municipality, or of all. Shares are of those of whom it is known, out of 100."""

    municipality: str  # empty: all
    notices: int
    known: int  # of how many it was told who chose
    options: float | None  # median
    shares: Mapping[WhoChose, int]
    why_not: Mapping[NoChoice, int]  # counts; only where they are enough


@dataclass(frozen=True)
class Quarter:
    name: str
    whole: Choosing | None  # None: too few
    rows: Sequence[tuple[str, Choosing | None]]  # municipality
    decided: "Decided | None" = None


@dataclass(frozen=True)
class Decided:
    """Requests to the toegang, of the whole region."""

    number: int
    days: float  # on average
    outcomes: Mapping[str, int]


def quarters(today: date) -> list[str]:
    """This one first."""
    found = []
    first = date(today.year, today.month - (today.month - 1) % 3, 1)
    for _ in range(QUARTERS):
        found.append(quarter_of_day(first))
        first = (first - timedelta(days=1)).replace(day=1)
        first = date(first.year, first.month - (first.month - 1) % 3, 1)
    return found


def chosen_in(name: str, counts: Mapping[Place, Counts], municipalities: Iterable[str]) -> Quarter:
    """`municipalities`: in the order in which they are shown."""
    own = {town: counts.get((town, name), Counter()) for town in municipalities}
    whole: Counts = sum(own.values(), Counter())
    first, last = _days_of(name)
    cells = [Cell(town or "*", _known(of), first, last, town) for town, of in (("", whole), *own.items())]
    shown = {cell.product for cell in without_small_groups(cells, {})}
    return Quarter(
        name,
        _choosing("", whole) if "" in shown else None,
        [(town, _choosing(town, of) if town in shown else None) for town, of in own.items()],
        _decided(whole),
    )


def _known(of: Counts) -> int:
    return sum(number for (what, about), number in of.items() if what == WHO_CHOSE and about)


def _choosing(town: str, of: Counts) -> Choosing:
    known = _known(of)
    without = of[WHO_CHOSE, WhoChose.NO_CHOICE]
    return Choosing(
        town,
        sum(number for (what, _), number in of.items() if what == NOTICE),
        known,
        _median({int(about): number for (what, about), number in of.items() if what == OPTIONS}),
        {who: per_hundred(of[WHO_CHOSE, who] / known) for who in WhoChose},
        {why: of[NO_CHOICE, why] for why in NoChoice if of[NO_CHOICE, why]} if without >= TOO_FEW else {},
    )


def _median(numbers: Mapping[int, int]) -> float | None:
    """Of how often each was."""
    total = sum(numbers.values())
    if total < TOO_FEW:
        return None
    each = [one for one, times in sorted(numbers.items()) for _ in range(times)]
    return (each[(total - 1) // 2] + each[total // 2]) / 2


def _decided(of: Counts) -> Decided | None:
    outcomes = {about: number for (what, about), number in of.items() if what == DECIDED}
    number = sum(outcomes.values())
    return Decided(number, of[DECISION_DAYS, ""] / number, outcomes) if number >= TOO_FEW else None


def declined_in(name: str, counts: Mapping[Place, Counts]) -> Mapping[str, int]:
    """Per ground, of the whole region; nothing where they are few."""
    found: Counter[str] = Counter()
    for (_, quarter), own in counts.items():
        if quarter == name:
            found.update({about: number for (what, about), number in own.items() if what == DECLINED})
    return found if found.total() >= TOO_FEW else {}


def _days_of(name: str) -> tuple[date, date]:
    year, number = int(name[:4]), int(name[-1])
    first = date(year, number * 3 - 2, 1)
    after = date(year + 1, 1, 1) if number == 4 else date(year, number * 3 + 1, 1)
    return first, after - timedelta(days=1)
