"""Which free help comes before specialist help for a question."""

from typing import Any

import pytest

from portal.finding.lighter import Need, lighter_help, lighter_than, need_of
from portal.finding.question import Question
from portal.finding.suggesting import suggester_of
from portal.model import Facility, FacilityKind
from portal.regions import RegionData

RAALTE, DEVENTER = "0177", "0150"


def a_facility(key: str, kind: FacilityKind, **about: Any) -> Facility:
    return Facility(key=key, region_id=1, kind=kind, names={"nl": key}, **about)


FACILITIES = (
    a_facility("huis", FacilityKind.NEIGHBOURHOOD, municipalities=[RAALTE], age_from=6, age_to=18),
    a_facility("plan", FacilityKind.FAMILY_GROUP_PLAN, municipalities=[RAALTE]),
    a_facility("team", FacilityKind.TOEGANG, municipalities=[RAALTE]),
    a_facility("school", FacilityKind.SCHOOL, municipalities=[RAALTE], target_groups=["schooluitval"], age_from=4),
    a_facility("maatjes", FacilityKind.PEER_EXPERT, municipalities=[RAALTE], target_groups=["angst"], age_from=12),
    a_facility("spreekuur", FacilityKind.JGZ, municipalities=[RAALTE], help_kinds=["opvoedhulp"], age_to=12),
    a_facility("jim", FacilityKind.JIM, municipalities=[RAALTE], forms=["leefgroep"]),
    a_facility("team-deventer", FacilityKind.TOEGANG, municipalities=[DEVENTER]),
    a_facility("voor-allen", FacilityKind.OTHER),
)


@pytest.mark.parametrize(
    ("need", "expected"),
    [
        # Nothing said: only what is there for the whole region and for any question.
        (Need(), ["voor-allen"]),
        (Need(ages=(9, 9)), ["voor-allen"]),
        # The toegang comes first where nothing fits more precisely.
        (Need(frozenset({RAALTE})), ["team", "plan", "huis"]),
        (Need(frozenset({DEVENTER})), ["team-deventer", "voor-allen"]),
        (Need(frozenset({RAALTE, DEVENTER})), ["team", "team-deventer", "plan"]),
        (Need(frozenset({RAALTE}), ages=(3, 3)), ["team", "plan", "voor-allen"]),
        # What is for just this comes first.
        (Need(frozenset({RAALTE}), kinds=frozenset({"opvoedhulp"})), ["spreekuur", "team", "plan"]),
        (Need(frozenset({RAALTE}), kinds=frozenset({"vaktherapie"})), ["team", "plan", "huis"]),
        (Need(frozenset({RAALTE}), forms=frozenset({"leefgroep"})), ["jim", "team", "plan"]),
        (Need(frozenset({RAALTE}), target_groups=frozenset({"angst"})), ["maatjes", "team", "plan"]),
        (
            Need(frozenset({RAALTE}), frozenset({"opvoedhulp"}), target_groups=frozenset({"schooluitval", "angst"})),
            ["spreekuur", "school", "maatjes"],
        ),
        # Ages, both ends included.
        (Need(frozenset({RAALTE}), target_groups=frozenset({"angst"}), ages=(11, 11)), ["team", "plan", "huis"]),
        (Need(frozenset({RAALTE}), target_groups=frozenset({"angst"}), ages=(12, 12)), ["maatjes", "team", "plan"]),
        (Need(frozenset({RAALTE}), kinds=frozenset({"opvoedhulp"}), ages=(12, 12)), ["spreekuur", "team", "plan"]),
        (Need(frozenset({RAALTE}), kinds=frozenset({"opvoedhulp"}), ages=(13, 13)), ["team", "plan", "huis"]),
        (Need(frozenset({RAALTE}), kinds=frozenset({"opvoedhulp"}), ages=(0, 0)), ["spreekuur", "team", "plan"]),
        # For another municipality nothing of Raalte.
        (Need(frozenset({DEVENTER}), target_groups=frozenset({"angst"})), ["team-deventer", "voor-allen"]),
    ],
)
def test_at_most_three_that_fit(need: Need, expected: list[str]) -> None:
    assert [one.key for one in lighter_help(FACILITIES, need)] == expected


def test_the_order_of_the_facilities_does_not_matter() -> None:
    need = Need(frozenset({RAALTE}), target_groups=frozenset({"angst"}))
    assert lighter_help(reversed(FACILITIES), need) == lighter_help(FACILITIES, need)


def test_a_question_says_what_is_needed_in_ticks_and_words(ijsselland: RegionData) -> None:
    question = Question(ijsselland, "angst", {"vorm": ("pleegzorg",)}, (RAALTE,), age=9)
    need = need_of(question, suggester_of(ijsselland))
    assert (need.municipalities, need.ages) == (frozenset({RAALTE}), (9, 9))
    assert "angst" in need.target_groups
    assert {"pleegzorg", "pleegzorg-deeltijd"} <= need.forms


def test_without_facilities_the_municipality_is_still_known(ijsselland: RegionData) -> None:
    lighter = lighter_than(Question(ijsselland, municipalities=(RAALTE,)))
    assert lighter.facilities == ()
    assert lighter.town is not None
    assert lighter.town.name == "Raalte"
