"""A BSN and a date of birth are told from other numbers and days."""

from datetime import UTC, datetime

import pytest

from portal import clock
from portal.web.about_people import BIRTH_DATE, BSN, problem_in

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("111222333", BSN),
        ("BSN: 1112.22.333.", BSN),
        ("nummer 123 456 782", BSN),
        ("123456789", ""),  # no number of a person
        ("000000000", ""),
        ("bel 0572-123456", ""),
        ("bel 06 12345678 of +31 612345678", ""),
        ("NL91ABNA0417164300", ""),
        ("geboren op 3-3-2017", BIRTH_DATE),
        ("03/03/17", BIRTH_DATE),
        ("2017-03-03", BIRTH_DATE),
        ("3 maart 2017", BIRTH_DATE),
        ("3 mrt. 2017", BIRTH_DATE),
        ("12 oktober 2026", ""),
        ("geb. 12 oktober 2026", BIRTH_DATE),
        ("op 19-11-2026 gebeld", ""),
        ("intake op 4 januari 2027", ""),
        ("31-2-2017", ""),  # no day
        ("van 8 tot 12 jaar, groep 5", ""),
        ("", ""),
    ],
)
def test_what_may_not_be_kept_is_told(typed: str, problem: str) -> None:
    with clock.stopped_at(NOW):
        assert problem_in(typed) == problem
