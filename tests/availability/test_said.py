"""What can be said of an offer, and in which words it is refused."""

from datetime import UTC, date, datetime

import pytest
from pydantic import ValidationError

from portal import clock
from portal.availability import Said
from portal.availability.said import FULL_WITH_PLACES, NOT_YET, STOP_WITH_PLACES, TOO_LONG_AGO

# Half past midnight in the Netherlands: in UTC it is still the day before.
EARLY = datetime(2026, 11, 24, 23, 30, tzinfo=UTC)


def test_it_is_about_today_where_no_day_is_given() -> None:
    with clock.stopped_at(EARLY):
        assert Said(status="open").reference_date == date(2026, 11, 25)


@pytest.mark.parametrize(
    ("values", "field", "problem"),
    [
        ({"free_places": -1}, "free_places", "greater_than_equal"),
        ({"free_places": 1000}, "free_places", "less_than_equal"),
        ({"intake_wait": 261}, "intake_wait", "less_than_equal"),
        ({"treatment_wait": -3}, "treatment_wait", "greater_than_equal"),
        ({"intake_wait": "six"}, "intake_wait", "int_parsing"),
        ({"intake_wait": "2.5"}, "intake_wait", "int_parsing"),
        ({"status": "half"}, "status", "enum"),
        ({"reference_date": "2026-11-26"}, "reference_date", NOT_YET),
        ({"reference_date": "2019-12-31"}, "reference_date", TOO_LONG_AGO),
        ({"reference_date": "2026-02-30"}, "reference_date", "date_from_datetime_parsing"),
        ({"status": "full", "free_places": 1}, "free_places", FULL_WITH_PLACES),
        ({"status": "stop", "free_places": 1}, "free_places", STOP_WITH_PLACES),
        ({"remark": "ring us"}, "remark", "extra_forbidden"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(values: dict[str, object], field: str, problem: str) -> None:
    with clock.stopped_at(EARLY), pytest.raises(ValidationError) as raised:
        Said.model_validate({"status": "open", **values})
    (error,) = raised.value.errors()
    assert error["loc"] == (field,)
    assert problem in (error["type"], str(error.get("ctx", {}).get("error", "")))


@pytest.mark.parametrize("values", [{"status": "full", "free_places": 0}, {"status": "stop"}, {"intake_wait": 260}])
def test_the_edges_can_be_said(values: dict[str, object]) -> None:
    assert Said.model_validate({"status": "open", **values})
