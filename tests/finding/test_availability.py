"""What is stated about room and waits fades: fresh, then with a warning, then unknown."""

from datetime import timedelta

import pytest

from portal import clock
from portal.finding.availability import Room, Shown, Statement, shown
from portal.model import Terms
from portal.model.freshness import Freshness
from search_index import FOREVER
from tests.people import FRIDAY

TODAY = clock.day_number(FRIDAY)
TERMS = Terms()  # places 7 and 14 days, waits 35 and 60


def seen(days_ago: int, **said: object) -> Shown:
    statement = Statement(**{"status": "open", "said_on": TODAY - days_ago, **said})  # type: ignore[arg-type]
    return shown(statement, TERMS, TODAY)


@pytest.mark.parametrize(
    ("days_ago", "room", "age"),
    [
        (-1, Room.UNKNOWN, Freshness.UNKNOWN),
        (0, Room.PLACES, Freshness.FRESH),
        (7, Room.PLACES, Freshness.FRESH),
        (8, Room.PLACES, Freshness.AGEING),
        (14, Room.PLACES, Freshness.AGEING),
        (15, Room.UNKNOWN, Freshness.UNKNOWN),
    ],
)
def test_free_places_are_shown_for_two_weeks(days_ago: int, room: Room, age: Freshness) -> None:
    found = seen(days_ago, places=2)
    assert (found.room, found.room_age) == (room, age)


@pytest.mark.parametrize(
    ("days_ago", "wait", "age"),
    [
        (0, 6, Freshness.FRESH),
        (35, 6, Freshness.FRESH),
        (36, 6, Freshness.AGEING),
        (60, 6, Freshness.AGEING),
        (61, None, Freshness.UNKNOWN),
    ],
)
def test_waits_are_shown_for_two_months(days_ago: int, wait: int | None, age: Freshness) -> None:
    found = seen(days_ago, intake=2, treatment=4)
    assert (found.wait, found.wait_age) == (wait, age)


def test_a_region_decides_for_itself_how_long_it_believes() -> None:
    strict = Terms(places_fresh_days=1, places_ageing_days=2, wait_fresh_days=3, wait_ageing_days=4)
    said = Statement(status="open", places=1, intake=1, said_on=TODAY - 5)
    assert shown(said, strict, TODAY).nothing_known


@pytest.mark.parametrize(
    ("status", "places", "room"),
    [
        ("open", 3, Room.PLACES),
        ("limited", 1, Room.PLACES),
        ("open", None, Room.OPEN),
        ("limited", None, Room.LIMITED),
        ("open", 0, Room.FULL),
        ("full", None, Room.FULL),
        ("full", 2, Room.FULL),
        ("", None, Room.UNKNOWN),
        ("of a later build", None, Room.UNKNOWN),
    ],
)
def test_a_status_and_a_number_make_one_word(status: str, places: int | None, room: Room) -> None:
    assert seen(1, status=status, places=places).room == room


def test_one_of_the_two_waits_is_better_than_none() -> None:
    assert seen(1, intake=3).wait == 3
    assert seen(1, treatment=0).wait == 0
    assert seen(1).wait is None


def test_nothing_stated_is_unknown() -> None:
    assert shown(Statement(), TERMS, TODAY) == Shown()


def test_a_stop_hides_places_and_waits_until_it_ends() -> None:
    found = seen(1, places=4, intake=1, stops=[(TODAY - 3, TODAY + 30)])
    assert (found.room, found.wait, found.places) == (Room.STOP, None, 0)
    assert found.stop is not None
    assert found.stop.ends == TODAY + 30


def test_a_stop_lasts_through_its_last_day() -> None:
    assert seen(1, places=4, stops=[(TODAY - 3, TODAY)]).closed
    assert not seen(1, places=4, stops=[(TODAY - 3, TODAY - 1)]).closed


def test_of_two_stops_the_longest_counts() -> None:
    found = seen(1, stops=[(TODAY - 3, TODAY + 5), (TODAY - 1, FOREVER)])
    assert found.stop is not None
    assert found.stop.ends is None


def test_a_coming_stop_is_announced_a_month_ahead() -> None:
    soon = seen(1, places=1, stops=[(TODAY + 30, FOREVER)])
    assert soon.room == Room.PLACES
    assert soon.stop is not None
    assert not soon.stop.running
    assert seen(1, places=1, stops=[(TODAY + 31, FOREVER)]).stop is None


def test_a_stop_is_shown_where_nothing_else_was_ever_said() -> None:
    assert shown(Statement(stops=[(TODAY, FOREVER)]), TERMS, TODAY).closed


def test_a_stated_stop_is_believed_as_long_as_a_wait() -> None:
    assert seen(60, status="stop").closed
    assert seen(61, status="stop").nothing_known


def test_a_shown_day_is_the_day_it_was_true_for() -> None:
    assert seen(3, places=1).said_on == clock.day_number(FRIDAY - timedelta(days=3))
