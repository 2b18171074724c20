"""Which stop rules an offer, whose, and until when."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from portal.model import IntakeStop
from portal.model.stopping import covers, joined, ruling, run_of
from tests.people import FRIDAY


def day(number: int) -> date:
    return FRIDAY + timedelta(days=number)


def a_stop(first: int, last: int | None, **about: Any) -> IntakeStop:
    ends = None if last is None else day(last)
    return IntakeStop(key="s", region_id=1, provider_id=1, starts=day(first), ends=ends, **about)


@pytest.mark.parametrize(
    ("spans", "run"),
    [
        ([], None),
        ([(1, 4)], None),
        ([(1, 10)], (1, 10)),
        ([(1, 10), (11, 15)], (1, 15)),
        ([(1, 10), (12, 15)], (1, 10)),
        ([(12, 15), (20, 30)], (12, 15)),
        ([(1, 12), (5, 20), (18, 25)], (1, 25)),
        ([(1, 4), (5, 10)], (5, 10)),
    ],
)
def test_stops_that_follow_each_other_are_one_for_who_waits(
    spans: list[tuple[int, int]], run: tuple[int, int] | None
) -> None:
    assert run_of(spans, 8 if run != (5, 10) else 5) == run


def test_days_that_touch_are_joined_on_both_sides() -> None:
    assert joined([(1, 4), (11, 12), (20, 21)], (5, 10)) == (1, 12)


@pytest.mark.parametrize(
    ("about", "covered"),
    [
        ({}, True),
        ({"product": "tg3"}, True),
        ({"product": "tg4"}, False),
        ({"offer_id": 7}, True),
        ({"offer_id": 8}, False),
    ],
)
def test_a_stop_is_on_all_on_one_product_or_on_one_offer(about: dict[str, Any], covered: bool) -> None:
    assert covers(a_stop(0, 1, **about), 7, {"tg3"}) is covered


def test_an_offer_under_two_products_goes_on_when_one_stops() -> None:
    assert not covers(a_stop(0, 1, product="tg3"), 7, {"tg3", "tg4"})


def test_the_regions_stop_stands_above_the_providers_which_stands_on_beneath() -> None:
    found = ruling([a_stop(-5, 40), a_stop(-1, 10, imposed=True, public_text={"nl": "Even niet."})], FRIDAY)
    assert found is not None
    assert (found.imposed, found.ends, found.own_ends) == (True, day(10), day(40))
    assert found.open_again_after == day(40)
    assert found.public_text == {"nl": "Even niet."}


def test_until_further_notice_has_no_last_day() -> None:
    found = ruling([a_stop(-5, 4), a_stop(-1, None, imposed=True)], FRIDAY)
    assert found is not None
    assert (found.ends, found.own_ends, found.open_again_after) == (None, day(4), None)


@pytest.mark.parametrize(("first", "last", "running"), [(-3, 0, True), (0, 0, True), (1, 3, False)])
def test_a_stop_counts_from_its_first_day_through_its_last(first: int, last: int, running: bool) -> None:
    found = ruling([a_stop(first, last)], FRIDAY)
    assert found is not None
    assert found.running is running


def test_what_is_over_or_was_ended_earlier_rules_nothing() -> None:
    ended = a_stop(-3, 9, ended_at=datetime(2026, 11, 20, 12, tzinfo=UTC))
    assert ruling([ended, a_stop(-9, -1)], FRIDAY) is None
