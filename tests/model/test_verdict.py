"""Verdicts against a norm, and the intervals behind them."""

from datetime import date
from decimal import Decimal

import pytest

from portal.model import Indicator, Measurement, Norm
from portal.model.verdict import Verdict, interval, verdict


def measured(numerator: int | None, n: int, mean: str | None = None, deviation: str | None = None) -> Measurement:
    return Measurement(
        key="m", region_id=1, provider_id=1, indicator="i", numerator=numerator, n=n,
        mean=Decimal(mean) if mean else None, deviation=Decimal(deviation) if deviation else None,
        period_from=date(2025, 1, 1), period_to=date(2025, 12, 31),
    )  # fmt: skip


def norm(value: str) -> Norm:
    return Norm(region_id=1, key="n", subject="i", value=Decimal(value), unit="share")


@pytest.mark.parametrize(
    ("numerator", "n", "low", "high"),
    [
        # Newcombe 1998 (Statistics in Medicine 17:857-872), table I, method 3: score without continuity correction
        (81, 263, "0.2553", "0.3662"),
        (15, 148, "0.0624", "0.1605"),
        (0, 20, "0.0000", "0.1611"),
        (1, 29, "0.0061", "0.1718"),
    ],
)
def test_wilsons_interval_as_published(numerator: int, n: int, low: str, high: str) -> None:
    span = interval(measured(numerator, n))
    assert span is not None
    assert tuple(round(bound, 4) for bound in span) == (Decimal(low), Decimal(high))


@pytest.mark.parametrize(
    ("measurement", "value", "lower_is_better", "said"),
    [
        (measured(5, 9), "0.5", False, Verdict.TOO_FEW),
        (measured(90, 100), None, False, Verdict.NO_NORM),
        (measured(90, 100), "0.70", False, Verdict.BETTER),
        (measured(90, 100), "0.90", False, Verdict.ABOUT_EQUAL),
        (measured(50, 100), "0.70", False, Verdict.WORSE),
        (measured(5, 100), "0.20", True, Verdict.BETTER),
        (measured(40, 100), "0.20", True, Verdict.WORSE),
        (measured(None, 50, "8.2", "1.0"), "7.5", False, Verdict.BETTER),
        (measured(None, 50, "8.2"), "7.5", False, Verdict.NO_NORM),
    ],
)
def test_a_verdict_needs_answers_a_norm_and_a_difference(
    measurement: Measurement, value: str | None, lower_is_better: bool, said: Verdict
) -> None:
    indicator = Indicator(region_id=1, key="i", lower_is_better=lower_is_better)
    assert verdict(measurement, indicator, norm(value) if value else None) == said
