"""Every opening by somebody else stays visible: often is said with a number, and nobody is pushed out by another."""

from datetime import UTC, datetime, timedelta

from portal.shortlist.content import Opening
from portal.shortlist.openings import MOST_OPENINGS, with_opening

MORNING = datetime(2026, 11, 26, 8, tzinfo=UTC)
BRINK, GI = "Praktijk De Brink", "GI Noord"


def opened(*by: tuple[str, datetime]) -> list[Opening]:
    found: list[Opening] = []
    for name, at in by:
        found = with_opening(found, name, at)
    return found


def test_of_one_organisation_a_day_is_one_line_with_how_often() -> None:
    found = opened(*((BRINK, MORNING + timedelta(hours=number)) for number in range(5)))
    assert [(one.by, one.times, one.at) for one in found] == [(BRINK, 5, MORNING + timedelta(hours=4))]


def test_another_day_and_another_organisation_are_lines_of_their_own() -> None:
    found = opened((BRINK, MORNING), (GI, MORNING), (BRINK, MORNING + timedelta(days=1)), (GI, MORNING))
    assert [(one.by, one.times) for one in found] == [(BRINK, 1), (BRINK, 1), (GI, 2)]


def test_a_day_is_one_as_it_is_counted_here() -> None:
    late = datetime(2026, 11, 26, 22, 30, tzinfo=UTC)  # half past eleven at night
    assert len(opened((BRINK, late), (BRINK, late + timedelta(hours=1)))) == 2


def test_who_opens_it_every_day_pushes_nobody_out() -> None:
    days = [(BRINK, MORNING + timedelta(days=number)) for number in range(400)]
    found = opened((GI, MORNING), *days)
    assert len(found) == MOST_OPENINGS
    assert [one.times for one in found if one.by == GI] == [1]
    theirs = [one for one in found if one.by == BRINK]
    assert sum(one.times for one in theirs) == 400
    assert (theirs[0].since, theirs[-1].at) == (MORNING, MORNING + timedelta(days=399))


def test_of_very_many_organisations_the_first_are_told_together() -> None:
    found = opened(*((f"Praktijk {number}", MORNING + timedelta(days=number)) for number in range(70)))
    assert len(found) == MOST_OPENINGS
    assert sum(one.times for one in found) == 70
    assert (found[0].by, found[0].times, found[0].since) == ("", 21, MORNING)
