"""What a figure says against the region's norm. No norm: no verdict."""

from portal.model.outcome import Indicator, Measurement, Norm
from portal.model.small_groups import answers
from portal.model.statistics import Span, Verdict, against_norm, mean_interval, share_interval

LOWEST_MARK, HIGHEST_MARK = 1.0, 10.0


def verdict(measurement: Measurement, indicator: Indicator, norm: Norm | None) -> Verdict:
    """A norm in another unit than the indicator's says nothing about it."""
    value = float(norm.value) if norm is not None and norm.unit == indicator.unit else None
    span = interval(measurement)
    return against_norm(answers(measurement), span, value, lower_is_better=indicator.lower_is_better)


def interval(measurement: Measurement) -> Span | None:
    """95%, of a share (0 to 1) or a mark (1 to 10). None where it cannot be known."""
    n = measurement.n
    if measurement.numerator is not None:
        return share_interval(measurement.numerator, n) if n > 0 else None
    if n < 2 or measurement.mean is None or measurement.deviation is None:
        return None
    span = mean_interval(float(measurement.mean), float(measurement.deviation), n)
    return Span(max(span.low, LOWEST_MARK), min(span.high, HIGHEST_MARK))
