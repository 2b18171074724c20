"""Intervals as published elsewhere, and levels that need a difference that has been shown."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as any_

from portal.model.statistics import (
    T95,
    Span,
    Verdict,
    against_norm,
    is_indicative,
    mean_interval,
    per_hundred,
    share_interval,
    t95,
)


@pytest.mark.parametrize(
    ("numerator", "n", "low", "high"),
    [
        # R.G. Newcombe, Two-sided confidence intervals for the single proportion, Statistics in Medicine 17 (1998),
        # 857-872, table I, method 3: the score interval without continuity correction.
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilsons_interval_of_a_share_as_published(numerator: int, n: int, low: float, high: float) -> None:
    span = share_interval(numerator, n)
    assert (round(span.low, 4), round(span.high, 4)) == (low, high)


@pytest.mark.parametrize(
    ("mean", "deviation", "n", "low", "high"),
    [
        # OpenIntro Statistics (Diez, Çetinkaya-Rundel and Barr, 4th edition, 2019), 7.1: mercury in Risso's dolphins.
        (4.4, 2.3, 19, 3.29, 5.51),
        # OpenStax, Introductory Statistics (Illowsky and Dean, 2013), example 8.8: acupuncture against pain.
        (8.2267, 1.6722, 15, 7.30, 9.15),
    ],
)
def test_students_interval_of_a_mean_as_published(
    mean: float, deviation: float, n: int, low: float, high: float
) -> None:
    span = mean_interval(mean, deviation, n)
    assert (round(span.low, 2), round(span.high, 2)) == (low, high)


def test_every_row_of_the_table_leaves_a_fortieth_above_it() -> None:
    """The density of Student's t, added up in small steps by Simpson's rule."""
    for degrees, quantile in T95.items():
        peak = math.exp(math.lgamma((degrees + 1) / 2) - math.lgamma(degrees / 2)) / math.sqrt(degrees * math.pi)
        steps = 4_000
        heights = [peak * (1 + (quantile * i / steps) ** 2 / degrees) ** (-(degrees + 1) / 2) for i in range(steps + 1)]
        inner = 4 * math.fsum(heights[1:-1:2]) + 2 * math.fsum(heights[2:-1:2])
        assert 0.5 + (heights[0] + inner + heights[-1]) * quantile / steps / 3 == pytest.approx(0.975, abs=5e-5)


def test_between_two_rows_an_interval_is_rather_too_wide() -> None:
    assert t95(35) == t95(30) > t95(40)
    assert t95(5_000) == t95(120)
    with pytest.raises(ValueError, match="no spread"):
        t95(0)


@given(any_.integers(1, 2_000).flatmap(lambda n: any_.tuples(any_.integers(0, n), any_.just(n))))
def test_the_share_itself_lies_in_its_interval_and_the_interval_between_none_and_all(share: tuple[int, int]) -> None:
    span = share_interval(*share)
    assert 0 <= span.low <= share[0] / share[1] <= span.high <= 1
    turned = share_interval(share[1] - share[0], share[1])
    assert (turned.low, turned.high) == (pytest.approx(1 - span.high), pytest.approx(1 - span.low))


@pytest.mark.parametrize(("numerator", "n"), [(0, 0), (5, 4), (-1, 4)])
def test_what_is_no_share_has_no_interval(numerator: int, n: int) -> None:
    with pytest.raises(ValueError, match="is no share"):
        share_interval(numerator, n)


@pytest.mark.parametrize(
    ("n", "span", "norm", "lower_is_better", "said"),
    [
        (9, Span(0.8, 0.9), 0.5, False, Verdict.TOO_FEW),
        (10, Span(0.8, 0.9), 0.5, False, Verdict.BETTER),
        (10, Span(0.8, 0.9), None, False, Verdict.NO_NORM),
        (10, None, 0.5, False, Verdict.NO_NORM),
        (10, Span(0.8, 0.9), 0.8, False, Verdict.ABOUT_EQUAL),
        (10, Span(0.8, 0.9), 0.9, True, Verdict.ABOUT_EQUAL),
        (10, Span(0.8, 0.9), 0.95, False, Verdict.WORSE),
        (10, Span(0.8, 0.9), 0.95, True, Verdict.BETTER),
        (10, Span(0.8, 0.9), 0.5, True, Verdict.WORSE),
    ],
)
def test_a_level_needs_answers_a_norm_and_a_difference(
    n: int, span: Span | None, norm: float | None, lower_is_better: bool, said: Verdict
) -> None:
    assert against_norm(n, span, norm, lower_is_better=lower_is_better) == said


def test_ten_to_twenty_nine_answers_give_a_first_idea() -> None:
    assert [n for n in range(50) if is_indicative(n)] == list(range(10, 30))


@pytest.mark.parametrize(
    ("share", "told"),
    [(0, 0), (0.001, 1), (0.125, 13), (0.494, 49), (0.495, 50), (0.995, 99), (0.9999, 99), (1, 100)],
)
def test_only_all_is_a_hundred_and_only_none_is_nothing(share: float, told: int) -> None:
    assert per_hundred(share) == told
