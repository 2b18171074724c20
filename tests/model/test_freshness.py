"""A stated number fades: fresh, ageing, unknown."""

from datetime import date, timedelta

import pytest

from portal.model import Terms
from portal.model.freshness import (
    Freshness,
    places_believed_until,
    places_freshness,
    wait_believed_until,
    wait_freshness,
)

TODAY = date(2026, 11, 23)
TERMS = Terms()


@pytest.mark.parametrize(
    ("age", "places", "wait"),
    [
        (0, Freshness.FRESH, Freshness.FRESH),
        (7, Freshness.FRESH, Freshness.FRESH),
        (8, Freshness.AGEING, Freshness.FRESH),
        (14, Freshness.AGEING, Freshness.FRESH),
        (15, Freshness.UNKNOWN, Freshness.FRESH),
        (35, Freshness.UNKNOWN, Freshness.FRESH),
        (36, Freshness.UNKNOWN, Freshness.AGEING),
        (60, Freshness.UNKNOWN, Freshness.AGEING),
        (61, Freshness.UNKNOWN, Freshness.UNKNOWN),
        (-1, Freshness.UNKNOWN, Freshness.UNKNOWN),
    ],
)
def test_numbers_fade_with_their_age(age: int, places: Freshness, wait: Freshness) -> None:
    said = TODAY - timedelta(days=age)
    assert places_freshness(TERMS, said, TODAY) == places
    assert wait_freshness(TERMS, said, TODAY) == wait


def test_the_last_believed_day_is_the_last_that_is_not_unknown() -> None:
    for believed, freshness in ((places_believed_until, places_freshness), (wait_believed_until, wait_freshness)):
        last = believed(TERMS, TODAY)
        assert freshness(TERMS, TODAY, last) == Freshness.AGEING
        assert freshness(TERMS, TODAY, last + timedelta(days=1)) == Freshness.UNKNOWN


def test_a_region_sets_its_own_terms() -> None:
    strict = Terms(places_fresh_days=1, places_ageing_days=2)
    assert places_freshness(strict, TODAY - timedelta(days=3), TODAY) == Freshness.UNKNOWN
