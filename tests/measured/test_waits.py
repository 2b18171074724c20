"""Median and span, against tables that were worked out by hand."""

from datetime import date, timedelta

import pytest

from portal.measured.waits import InWeeks, Waited, contradicts, in_weeks, measured

FIRST = date(2026, 6, 1)


def waited(*days: int) -> list[Waited]:
    return [Waited(FIRST, FIRST + timedelta(days=number)) for number in days]


@pytest.mark.parametrize(
    ("days", "median", "low", "high"),
    [
        # By hand, definition 7: position 1 + (n - 1) * p.
        ((7, 14, 21, 28, 35), 21, 9, 33),  # 10%: 7 + 0.4 * 7 = 9.8; 90%: 28 + 0.6 * 7 = 32.2
        ((10, 10, 10, 10, 10), 10, 10, 10),
        ((0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 100), 0, 0, 0),  # 11: the second and the tenth
        ((1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11), 6, 2, 10),
        ((1, 2, 3, 4, 5, 6, 7, 8, 9, 10), 6, 1, 10),  # 5.5 is 6; 1.9 and 9.1 outwards
        ((63, 28, 105, 70, 49, 63), 63, 38, 88),  # sorted 28 49 63 63 70 105: 38.5 and 87.5
        ((300, 5, 5, 5, 5, 5, 5, 5, 5, 5), 5, 5, 35),  # 90%: 5 + 0.1 * 295 = 34.5
    ],
)
def test_median_and_span_are_as_worked_out(days: tuple[int, ...], median: int, low: int, high: int) -> None:
    found = measured(waited(*days), 5)
    assert found is not None
    assert (found.number, found.median, found.low, found.high) == (len(days), median, low, high)


def test_days_that_the_family_asked_for_do_not_count() -> None:
    longer = [Waited(FIRST, FIRST + timedelta(days=40), 30)] * 5
    found = measured(longer, 5)
    assert found is not None
    assert (found.median, found.low, found.high) == (10, 10, 10)
    assert Waited(FIRST, FIRST + timedelta(days=3), 9).days == 0


def test_what_was_allocated_afterwards_is_unknown_and_not_nought() -> None:
    afterwards = Waited(FIRST, FIRST - timedelta(days=1))
    assert afterwards.days is None
    assert measured([*waited(1, 2, 3, 4), afterwards], 5) is None
    found = measured([*waited(1, 2, 3, 4, 5), afterwards], 5)
    assert found is not None
    assert found.number == 5


def test_of_too_few_nothing_is_said() -> None:
    assert measured(waited(1, 2, 3, 4), 5) is None
    assert measured([], 0) is None
    assert measured(waited(1), 1) is None


def test_the_time_is_that_of_the_starts() -> None:
    found = measured(waited(5, 1, 9, 2, 3), 5)
    assert found is not None
    assert (found.since, found.until) == (date(2026, 6, 2), date(2026, 6, 10))


@pytest.mark.parametrize(
    ("median", "low", "high", "weeks"),
    [
        (63, 28, 105, InWeeks(9, 4, 15)),
        (3, 0, 8, InWeeks(0, 0, 2)),
        (4, 1, 7, InWeeks(1, 0, 1)),
        (66, 34, 106, InWeeks(9, 4, 16)),
    ],
)
def test_weeks_are_rounded_so_that_nobody_is_promised_more(median: int, low: int, high: int, weeks: InWeeks) -> None:
    assert in_weeks(median, low, high) == weeks


@pytest.mark.parametrize(
    ("stated", "low", "high", "asked"),
    [
        (6, 28, 105, False),
        (2, 28, 105, True),  # families were told two weeks, and nearly all waited four or more
        (3, 28, 105, False),
        (17, 28, 105, True),
        (16, 28, 105, False),
        (0, 13, 20, False),
        (0, 14, 20, True),
    ],
)
def test_a_stated_wait_that_the_measured_one_contradicts_is_told(stated: int, low: int, high: int, asked: bool) -> None:
    assert contradicts(stated, low, high) is asked
