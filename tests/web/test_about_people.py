"""A BSN and a date of birth are told from other numbers and days."""

from datetime import UTC, datetime, timedelta

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
        ("BSN 111\u00a0222\u00a0333", BSN),  # as a letter has it
        ("BSN 111  222  333", BSN),
        ("BSN 111\u2013222\u2013333", BSN),
        ("BSN 111/222/333", BSN),
        ("KvK 12345678", ""),
        ("Bel 088 - 123 45 67", ""),
        ("Jongen, 12\u00a0maart\u00a02014", BIRTH_DATE),
        ("Jongen, 12e maart 2014", BIRTH_DATE),
        ("Jongen, 12 mei \u201914", BIRTH_DATE),
        ("Jongen, 12 - 5 - 2014", BIRTH_DATE),
        ("Op 1 juni 10 plekken minder.", ""),
        ("Open vanaf 3-4-2027", ""),
    ],
)
def test_what_may_not_be_kept_is_told(typed: str, problem: str) -> None:
    with clock.stopped_at(NOW):
        assert problem_in(typed) == problem


def test_what_may_have_begun_in_the_last_year_is_told_from_a_birth() -> None:
    with clock.stopped_at(NOW):
        assert problem_in("Sinds 1 mei 2026 is de locatie dicht.", recent=timedelta(days=365)) == ""
        assert problem_in("geb. 1 mei 2026", recent=timedelta(days=365)) == BIRTH_DATE
