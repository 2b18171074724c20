"""What may be decided about a stop."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from portal.model import IntakeStop, Terms
from portal.stops.rules import (
    Days,
    last_day_when_ended,
    near_its_end,
    same_already,
    wrong_first_day,
    wrong_length,
    wrong_lengthening,
)
from tests.people import FRIDAY

TERMS = Terms()  # 91 days at most, and as far ahead


def day(number: int) -> date:
    return FRIDAY + timedelta(days=number)


def days(first: int, last: int | None) -> Days:
    return Days(day(first), None if last is None else day(last))


def own(first: int, last: int, **about: Any) -> IntakeStop:
    return IntakeStop(key="s", region_id=1, provider_id=1, starts=day(first), ends=day(last), **about)


@pytest.mark.parametrize(
    ("first", "last", "field"),
    [
        (0, 10, ""),
        (91, 92, ""),
        (0, 0, ""),
        (0, None, ""),
        (-1, 10, "starts"),
        (92, 99, "starts"),
        (5, 4, "ends"),
    ],
)
def test_it_begins_today_or_within_the_term_and_ends_after_that(first: int, last: int | None, field: str) -> None:
    wrong = wrong_first_day(days(first, last), FRIDAY, TERMS)
    assert (wrong.where if wrong else "") == field


@pytest.mark.parametrize(
    ("last", "earlier", "allowed"),
    [
        (90, [], True),
        (91, [], False),
        (None, [], False),
        (60, [own(-30, -1)], True),  # 91 together
        (61, [own(-30, -1)], False),
        (90, [own(-30, -2)], True),  # a day between: it is another
        (61, [own(-30, -1, imposed=True)], True),  # what the region imposed is not theirs
        (61, [own(-40, -21), own(-20, -1)], False),  # a chain of three
        (80, [own(-11, -1, ended_at=datetime.combine(day(0), time(9), UTC))], False),  # ended yesterday, and again
        (90, [own(-1, -1, ended_at=datetime.combine(day(-1), time(9), UTC))], True),  # withdrawn on its first day
    ],
)
def test_a_provider_stops_no_longer_than_the_longest_term_with_what_it_joins(
    last: int | None, earlier: list[IntakeStop], allowed: bool
) -> None:
    assert (wrong_length(days(0, last), [earlier], TERMS) is None) is allowed


def test_the_offer_that_has_been_stopped_longest_counts() -> None:
    assert wrong_length(days(0, 61), [[], [own(-30, -1)], []], TERMS) is not None


@pytest.mark.parametrize(("now", "wanted", "allowed"), [(5, 6, True), (5, 5, False), (5, 4, False)])
def test_lengthening_is_to_a_later_day(now: int, wanted: int, allowed: bool) -> None:
    assert (wrong_lengthening(own(-3, now), day(wanted)) is None) is allowed


def test_what_lasts_until_further_notice_cannot_be_longer() -> None:
    stop = own(-3, 5)
    stop.ends = None
    assert wrong_lengthening(stop, day(9)) is not None


@pytest.mark.parametrize(("first", "last", "same"), [(5, 9, True), (10, 12, True), (11, 12, False), (0, 1, False)])
def test_a_second_of_the_same_in_the_same_days_is_none(first: int, last: int, same: bool) -> None:
    assert same_already(days(first, last), [own(2, 10)], FRIDAY) is same


def test_one_that_was_ended_is_in_nobodys_way() -> None:
    ended = own(2, 10, ended_at=datetime(2026, 11, 20, tzinfo=UTC))
    assert not same_already(days(5, 9), [ended], FRIDAY)


@pytest.mark.parametrize(("first", "stood"), [(-5, -1), (0, 0), (4, 4)])
def test_the_last_day_of_one_that_is_ended_is_the_last_on_which_it_stood(first: int, stood: int) -> None:
    assert last_day_when_ended(own(first, 30), FRIDAY) == day(stood)


@pytest.mark.parametrize(("last", "near"), [(86, True), (77, True), (76, False)])
def test_near_the_longest_term_the_region_sees_it(last: int, near: bool) -> None:
    stop = own(0, last)
    assert near_its_end(stop, [stop], TERMS) is near
