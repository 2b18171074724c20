"""What a figure says against the region's norm. No norm: no verdict."""

import math
from decimal import Decimal
from enum import StrEnum

from portal.model.outcome import Indicator, Measurement, Norm

TOO_FEW = 10  # answers below which nothing is said; no national rule exists
Z95 = 1.959964  # of a two-sided 95% interval


class Verdict(StrEnum):
    BETTER = "better"
    ABOUT_EQUAL = "about_equal"  # the interval holds the norm
    WORSE = "worse"
    TOO_FEW = "too_few"
    NO_NORM = "no_norm"


def verdict(measurement: Measurement, indicator: Indicator, norm: Norm | None) -> Verdict:
    """Overlap of interval and norm counts as equal."""
    if measurement.n < TOO_FEW:
        return Verdict.TOO_FEW
    span = interval(measurement)
    if norm is None or span is None:
        return Verdict.NO_NORM
    low, high = span
    if low <= norm.value <= high:
        return Verdict.ABOUT_EQUAL
    above = low > norm.value
    return Verdict.BETTER if above != indicator.lower_is_better else Verdict.WORSE


def interval(measurement: Measurement) -> tuple[Decimal, Decimal] | None:
    """95%: Wilson's score interval for a share (0–1), the normal one for a mean. None where it cannot be known."""
    n = measurement.n
    if n <= 0:
        return None
    if measurement.numerator is not None:
        share = measurement.numerator / n
        middle = (share + Z95**2 / (2 * n)) / (1 + Z95**2 / n)
        half = Z95 / (1 + Z95**2 / n) * math.sqrt(share * (1 - share) / n + Z95**2 / (4 * n**2))
        return Decimal(str(max(middle - half, 0.0))), Decimal(str(min(middle + half, 1.0)))
    if measurement.mean is None or measurement.deviation is None:
        return None
    half_width = Decimal(str(Z95)) * measurement.deviation / Decimal(n).sqrt()
    return measurement.mean - half_width, measurement.mean + half_width
