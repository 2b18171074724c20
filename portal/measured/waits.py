"""Days until help really began → what is said of them. Numbers in, numbers out: no records here."""

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

WEEK = 7
# How far a stated wait lies beyond the measured span before the provider is asked to look again: ours, no norm exists.
CONTRADICTED_FROM = 2 * WEEK


@dataclass(frozen=True)
class Waited:
    """Of one start: when it was asked or allocated, when the first real help was, and the days in between that the
    family itself asked for."""

    asked_on: date
    started_on: date
    patient_days: int = 0

    @property
    def days(self) -> int | None:
        """None where it was allocated afterwards: how long they waited before is not known."""
        days = (self.started_on - self.asked_on).days
        return max(days - self.patient_days, 0) if days >= 0 else None


@dataclass(frozen=True)
class Measured:
    """`low` and `high`: of ten, one began sooner than the first and one later than the second."""

    number: int
    median: int  # days
    low: int
    high: int
    since: date  # first and last day on which one of them started
    until: date


def measured(waits: Sequence[Waited], least: int) -> Measured | None:
    """None where too few started. Quantiles lie linearly between the two nearest (Hyndman and Fan, The American
    Statistician 50, 1996, definition 7); the span is rounded outwards, so that it never promises more than was
    measured."""
    found = [(one.days, one.started_on) for one in waits if one.days is not None]
    if len(found) < max(least, 2):
        return None
    days = sorted(number for number, _ in found)
    tenths = statistics.quantiles(days, n=10, method="inclusive")
    starts = [day for _, day in found]
    return Measured(
        len(days),
        math.floor(statistics.median(days) + 0.5),
        math.floor(round(tenths[0], 6)),
        math.ceil(round(tenths[-1], 6)),
        min(starts),
        max(starts),
    )


@dataclass(frozen=True)
class InWeeks:
    """As it is said: the middle to the nearest week, the span outwards."""

    median: int
    low: int
    high: int


def in_weeks(median: int, low: int, high: int) -> InWeeks:
    return InWeeks(math.floor(median / WEEK + 0.5), low // WEEK, math.ceil(high / WEEK))


def contradicts(stated_weeks: int, low: int, high: int) -> bool:
    """Whether families were told something else than what happened: two weeks or more outside of what eight of ten
    waited, in days."""
    stated = stated_weeks * WEEK
    return low - stated >= CONTRADICTED_FROM or stated - high >= CONTRADICTED_FROM
