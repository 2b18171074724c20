"""Who is told of what, and when: by days of the calendar, without a database."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from portal.model import IntakeStatus, Rhythm, Terms
from portal.reminders.rules import (
    Fading,
    Told,
    Wish,
    counts,
    fading_of,
    is_told,
    is_working_day,
    next_turn,
    reminded_until,
    tells_managers,
    tells_region,
    turn_of,
    turn_of_region,
    working_day_from,
)

DAY = timedelta(days=1)
MONDAY = date(2026, 11, 23)
LONG_AGO = date(2026, 1, 1)
EASTER_MONDAY = date(2027, 3, 29)
WEEKLY, FORTNIGHTLY, MONTHLY, NEVER = (Wish(rhythm) for rhythm in Rhythm)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (MONDAY, True),
        (date(2026, 11, 28), False),  # Saturday
        (date(2026, 12, 25), False),
        (EASTER_MONDAY, False),
        (date(2027, 4, 27), False),  # King's Day
        (date(2027, 5, 5), True),  # free once in five years
    ],
)
def test_mails_go_on_days_that_people_work(day: date, works: bool) -> None:
    assert is_working_day(day) is works


def test_what_would_go_at_christmas_goes_after_it() -> None:
    assert working_day_from(date(2026, 12, 25)) == date(2026, 12, 28)


@pytest.mark.parametrize(
    ("wish", "last", "today", "turn"),
    [
        (WEEKLY, None, MONDAY, MONDAY),
        (WEEKLY, MONDAY - 7 * DAY, MONDAY, MONDAY),
        (WEEKLY, MONDAY, MONDAY, None),
        (WEEKLY, MONDAY, MONDAY + DAY, None),
        (WEEKLY, MONDAY - 7 * DAY, MONDAY + 2 * DAY, MONDAY),  # the runner was away
        (WEEKLY, MONDAY - 7 * DAY, MONDAY + 3 * DAY, None),
        (Wish(weekday=3), None, MONDAY, None),
        (Wish(weekday=3), None, MONDAY + 3 * DAY, MONDAY + 3 * DAY),
        (Wish(weekday=1), MONDAY, MONDAY + DAY, None),  # another day is not another mail in a week
        (Wish(weekday=1), MONDAY, MONDAY + 8 * DAY, MONDAY + 8 * DAY),
        (FORTNIGHTLY, MONDAY - 7 * DAY, MONDAY, None),
        (FORTNIGHTLY, MONDAY - 14 * DAY, MONDAY, MONDAY),
        (MONTHLY, MONDAY - 21 * DAY, MONDAY, None),
        (MONTHLY, MONDAY - 28 * DAY, MONDAY, MONDAY),
        (NEVER, None, MONDAY, None),
        (WEEKLY, MONDAY + 365 * DAY, MONDAY, MONDAY),  # the clock was a year ahead
        (WEEKLY, MONDAY + 7 * DAY, MONDAY, None),
        (WEEKLY, None, EASTER_MONDAY, None),
        (WEEKLY, None, EASTER_MONDAY + DAY, EASTER_MONDAY),
        (WEEKLY, EASTER_MONDAY, EASTER_MONDAY + 7 * DAY, EASTER_MONDAY + 7 * DAY),  # a day later is no other rhythm
    ],
)
def test_whose_turn_it_is(wish: Wish, last: date | None, today: date, turn: date | None) -> None:
    assert turn_of(wish, last, LONG_AGO, today) == turn


def test_who_began_today_is_not_told_at_once() -> None:
    assert turn_of(WEEKLY, None, MONDAY, MONDAY) is None
    assert turn_of(WEEKLY, None, MONDAY, MONDAY + DAY) is None
    assert turn_of(WEEKLY, None, MONDAY, MONDAY + 7 * DAY) == MONDAY + 7 * DAY


@pytest.mark.parametrize("rhythm", [Rhythm.WEEKLY, Rhythm.FORTNIGHTLY, Rhythm.MONTHLY])
@pytest.mark.parametrize("weekday", range(5))
def test_in_two_years_nobody_is_told_more_often_than_they_wish(rhythm: Rhythm, weekday: int) -> None:
    wish, last, turns = Wish(rhythm, weekday), None, []
    for number in range(730):
        today = LONG_AGO + number * DAY
        if turn := turn_of(wish, last, LONG_AGO - DAY, today):
            assert is_working_day(today)
            assert last is None or next_turn(wish, last, LONG_AGO - DAY, last + DAY) == today
            last = turn
            turns.append(turn)
    apart = {Rhythm.WEEKLY: 7, Rhythm.FORTNIGHTLY: 14, Rhythm.MONTHLY: 28}[rhythm]
    assert {(later - earlier).days for earlier, later in pairwise(turns)} == {apart}


def test_never_holds_only_while_somebody_else_is_told() -> None:
    assert counts(NEVER, [WEEKLY]) == NEVER
    assert counts(NEVER, [NEVER, MONTHLY]) == NEVER
    assert counts(NEVER, []) == MONTHLY
    assert counts(NEVER, [NEVER]) == MONTHLY
    assert counts(WEEKLY, [NEVER]) == WEEKLY


@pytest.mark.parametrize(
    ("status", "waits", "fading"),
    [
        (IntakeStatus.OPEN, True, Fading(MONDAY + 14 * DAY, MONDAY + 60 * DAY)),
        (IntakeStatus.FULL, False, Fading(MONDAY + 14 * DAY, None)),
        (IntakeStatus.STOP, False, Fading(MONDAY + 60 * DAY, None)),
    ],
)
def test_room_fades_before_waits_and_a_stop_stays_until_it_is_lifted(
    status: IntakeStatus, waits: bool, fading: Fading
) -> None:
    assert fading_of(Terms(), status, MONDAY, states_wait=waits) == fading


@pytest.mark.parametrize(
    ("room", "wish", "told"),
    [
        (MONDAY + 6 * DAY, WEEKLY, True),
        (MONDAY + 7 * DAY, WEEKLY, False),  # it is seen until and including the day of the next mail
        (MONDAY + 7 * DAY, FORTNIGHTLY, True),
        (MONDAY + 28 * DAY, MONTHLY, False),
        (MONDAY - 30 * DAY, WEEKLY, True),
        (None, WEEKLY, True),
    ],
)
def test_what_fades_before_the_next_mail_is_told_in_this_one(room: date | None, wish: Wish, told: bool) -> None:
    assert is_told(Fading(room, None) if room else None, reminded_until(wish, MONDAY)) is told


@pytest.mark.parametrize(
    ("told", "room", "days", "tells"),
    [
        (None, MONDAY, 100, False),
        (Told(MONDAY), MONDAY + 3 * DAY, 10, False),
        (Told(MONDAY), MONDAY + 3 * DAY, 11, True),
        (Told(MONDAY), MONDAY - 300 * DAY, 6, False),  # nobody had been asked until then
        (Told(MONDAY), MONDAY - 300 * DAY, 7, True),
        (Told(MONDAY), None, 7, True),
        (Told(MONDAY, MONDAY + 11 * DAY), MONDAY, 50, False),
    ],
)
def test_managers_are_told_when_it_is_unknown_for_a_week_and_nobody_answered(
    told: Told | None, room: date | None, days: int, tells: bool
) -> None:
    fading = Fading(room, None) if room else None
    assert tells_managers(Terms(), told, fading, MONDAY + days * DAY) is tells


def test_the_region_is_told_a_week_after_the_managers_and_on_mondays() -> None:
    told = Told(MONDAY, MONDAY + 7 * DAY)
    assert not tells_region(Terms(), Told(MONDAY), MONDAY + 90 * DAY)
    assert not tells_region(Terms(), told, MONDAY + 13 * DAY)
    assert tells_region(Terms(), told, MONDAY + 14 * DAY)
    assert not tells_region(Terms(remind_region_after_days=10), told, MONDAY + 14 * DAY)
    assert [turn_of_region(MONDAY + number * DAY) for number in (0, 1, 2, 3, 4)] == [MONDAY] * 3 + [None] * 2


def test_a_clock_that_was_a_year_ahead_keeps_nobody_waiting_for_a_year() -> None:
    assert next_turn(WEEKLY, MONDAY + 365 * DAY, LONG_AGO, MONDAY + DAY) == MONDAY + 7 * DAY
