"""Which numbers are shown of how often a provider was seen, and which are not."""

from collections.abc import Mapping
from datetime import date, timedelta
from itertools import pairwise

import pytest

from portal.model.statistics import TOO_FEW
from portal.noticed.sums import Period, enough, last_period, named_questions

MONDAY = date(2026, 11, 9)  # a period begins


@pytest.mark.parametrize(
    ("today", "first"),
    [
        (date(2026, 11, 8), date(2026, 9, 14)),
        (MONDAY, date(2026, 10, 12)),
        (MONDAY + timedelta(days=27), date(2026, 10, 12)),
        (MONDAY + timedelta(days=28), MONDAY),
        (date(2026, 1, 5), date(2025, 12, 8)),
        (date(2025, 12, 31), date(2025, 11, 10)),
    ],
)
def test_a_period_is_four_whole_weeks_that_are_over(today: date, first: date) -> None:
    period = last_period(today)
    assert (period.first, period.first.isoweekday()) == (first, 1)
    assert period.last == first + timedelta(days=27)
    assert period.last < today <= period.last + timedelta(days=28)


def test_two_periods_never_share_a_day() -> None:
    day = date(2026, 1, 5)
    seen = {last_period(day + timedelta(days=n)) for n in range(400)} | {Period(date(2025, 12, 8)).before}
    ordered = sorted(seen, key=lambda period: period.first)
    assert all(one.last < other.first for one, other in pairwise(ordered))


@pytest.mark.parametrize(("number", "shown"), [(0, None), (1, None), (9, None), (10, 10), (1234, 1234)])
def test_below_ten_no_number_is_shown(number: int, shown: int | None) -> None:
    assert enough(number) == shown


@pytest.mark.parametrize(
    ("found", "by_question", "named"),
    [
        (0, {}, []),
        (100, {"": 100}, []),
        (100, {"": 60, "soort:a": 40}, ["a"]),
        (100, {"": 60, "soort:a": 31, "soort:b": 9}, ["a"]),  # 9 are too few to name
        (40, {"soort:a": 40}, ["a"]),  # nobody was left over
        (45, {"": 5, "soort:a": 40}, []),  # 45 - 40 would tell of 5
        (49, {"": 5, "soort:a": 30, "vorm:b": 14}, ["a"]),  # 49 - 30 - 14 would
        (18, {"soort:a": 9, "soort:b": 9}, []),
        (29, {"soort:a": 20, "soort:b": 9}, []),  # 29 - 20 would tell of 9
        (60, {"": 15, "soort:a": 25, "soort:b": 20}, ["a", "b"]),
    ],
)
def test_questions_are_named_only_where_no_small_rest_can_be_computed(
    found: int, by_question: Mapping[str, int], named: list[str]
) -> None:
    shown = named_questions(found, by_question)
    assert [question.key for question in shown] == named
    rest = found - sum(question.number for question in shown)
    assert not shown or rest == 0 or rest >= TOO_FEW
