"""What a record of a measurement says against a norm of its region."""

from datetime import date
from decimal import Decimal

import pytest

from portal.model import Indicator, Measurement, Norm
from portal.model.statistics import Span, Verdict
from portal.model.verdict import interval, verdict


def measured(numerator: int | None, n: int, mean: str | None = None, deviation: str | None = None) -> Measurement:
    return Measurement(
        key="m", region_id=1, provider_id=1, indicator="i", numerator=numerator, n=n,
        mean=Decimal(mean) if mean else None, deviation=Decimal(deviation) if deviation else None,
        period_from=date(2025, 1, 1), period_to=date(2025, 12, 31),
    )  # fmt: skip


def norm(value: str, unit: str = "share") -> Norm:
    return Norm(region_id=1, key="n", subject="i", value=Decimal(value), unit=unit)


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
    unit = "share" if measurement.mean is None else "mark"
    indicator = Indicator(region_id=1, key="i", unit=unit, lower_is_better=lower_is_better)
    assert verdict(measurement, indicator, norm(value, unit) if value else None) == said


def test_a_norm_in_another_unit_says_nothing() -> None:
    assert verdict(measured(90, 100), Indicator(region_id=1, key="i"), norm("70", "%")) == Verdict.NO_NORM


def test_ten_goals_of_three_children_are_three_answers() -> None:
    few = measured(9, 10)
    few.responded = 3
    assert verdict(few, Indicator(region_id=1, key="i"), norm("0.5")) == Verdict.TOO_FEW


def test_a_mark_lies_probably_between_one_and_ten() -> None:
    assert interval(measured(None, 10, "9.8", "1.5")) == Span(pytest.approx(8.727, abs=0.001), 10)  # type: ignore[arg-type]
    assert interval(measured(None, 1, "9.8", "0")) is None
