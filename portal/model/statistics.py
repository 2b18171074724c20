"""How sure a measured number is, and what it says against a norm. Numbers in, numbers out: no records here."""

import math
from dataclasses import dataclass
from enum import StrEnum

TOO_FEW = 10  # answers below which nothing is said or shown; no national rule exists
INDICATIVE = 30  # answers below which a figure only gives a first idea
Z95 = 1.959964  # of a two-sided 95% interval

# Student's t for a two-sided 95% interval, by degrees of freedom: Fisher and Yates, Statistical Tables for Biological,
# Agricultural and Medical Research (6th edition, 1963), table III.
T95 = {
    1: 12.706, 2: 4.303, 3: 3.182, 4: 2.776, 5: 2.571, 6: 2.447, 7: 2.365, 8: 2.306, 9: 2.262, 10: 2.228,
    11: 2.201, 12: 2.179, 13: 2.160, 14: 2.145, 15: 2.131, 16: 2.120, 17: 2.110, 18: 2.101, 19: 2.093, 20: 2.086,
    21: 2.080, 22: 2.074, 23: 2.069, 24: 2.064, 25: 2.060, 26: 2.056, 27: 2.052, 28: 2.048, 29: 2.045, 30: 2.042,
    40: 2.021, 60: 2.000, 120: 1.980,
}  # fmt: skip


class Verdict(StrEnum):
    BETTER = "better"
    ABOUT_EQUAL = "about_equal"  # the interval holds the norm
    WORSE = "worse"
    TOO_FEW = "too_few"
    NO_NORM = "no_norm"


@dataclass(frozen=True)
class Span:
    """From low to high: most probably what was measured lies between the two."""

    low: float
    high: float

    def holds(self, value: float) -> bool:
        return self.low <= value <= self.high


def t95(degrees: int) -> float:
    """Between two rows of the table the lower one: the interval is then a little too wide, never too narrow."""
    if degrees < 1:
        raise ValueError("one answer has no spread")
    return T95[max(row for row in T95 if row <= degrees)]


def share_interval(numerator: int, n: int) -> Span:
    """95%, Wilson's score interval (E.B. Wilson, Journal of the American Statistical Association 22, 1927, 209-212):
    also right for few answers and near 0 and 1, where the usual one fails."""
    if not 0 <= numerator <= n or n == 0:
        raise ValueError(f"{numerator} of {n} is no share")
    share, square = numerator / n, Z95**2
    middle = (share + square / (2 * n)) / (1 + square / n)
    half = Z95 / (1 + square / n) * math.sqrt(share * (1 - share) / n + square / (4 * n**2))
    # At the ends it is exactly 0 or 1; a rounding of the machine would leave it just beside.
    return Span(0.0 if numerator == 0 else middle - half, 1.0 if numerator == n else middle + half)


def mean_interval(mean: float, deviation: float, n: int) -> Span:
    """95%, with Student's t: the spread is estimated from the same few answers."""
    half = t95(n - 1) * deviation / math.sqrt(n)
    return Span(mean - half, mean + half)


def against_norm(n: int, span: Span | None, norm: float | None, *, lower_is_better: bool) -> Verdict:
    """Three levels. Where the interval holds the norm no difference has been shown: about equal."""
    if n < TOO_FEW:
        return Verdict.TOO_FEW
    if span is None or norm is None:
        return Verdict.NO_NORM
    if span.holds(norm):
        return Verdict.ABOUT_EQUAL
    return Verdict.BETTER if (span.low > norm) != lower_is_better else Verdict.WORSE


def is_indicative(n: int) -> bool:
    return TOO_FEW <= n < INDICATIVE


def per_hundred(share: float) -> int:
    """As people count. Only what is none is 0 and only what is all is 100, whatever rounding would make of it."""
    if share <= 0 or share >= 1:
        return 0 if share <= 0 else 100
    return min(max(math.floor(share * 100 + 0.5), 1), 99)
