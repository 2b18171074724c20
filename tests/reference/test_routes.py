"""Who may refer to what, as 001 chapter 4 and the Jeugdwet say it."""

from typing import get_args

import pytest

from portal.exchange.region_files import RegionFiles
from portal.exchange.region_files.rows import Referrer, RouteRow


def rule(region: RegionFiles, referrer: str, subject: str) -> RouteRow:
    found = [route for route in region.routes if (route.referrer, route.subject) == (referrer, subject)]
    assert len(found) == 1, (referrer, subject)
    return found[0]


# referrer, subject, answer, kind of rule, state, budgets, paragraph of the source
TABLE = [
    ("toegang", "ambulante-jeugdhulp", "direct", "contract", "in_use", 13, "001 4.2.1"),
    ("toegang", "wonen-verblijf", "direct", "contract", "in_use", 0, "001 4.2.2"),
    ("toegang", "crisisfunctie", "direct", "contract", "in_use", 0, "001 4.2.3"),
    ("huisarts", "ambulante-jeugdhulp", "direct", "law", "in_use", 2, "001 4.2.1"),
    ("huisarts", "psychologische-hulp-licht", "direct", "advice", "in_use", 1, "001 4.2.1"),
    ("huisarts", "psychologische-hulp-gespecialiseerd", "direct", "advice", "in_use", 1, "001 4.2.1"),
    ("huisarts", "wonen-verblijf", "request", "contract", "in_use", 0, "001 4.2.2"),
    ("huisarts", "jeugdzorgplus", "none", "law", "in_use", 0, "001 3.2.6"),
    ("jeugdarts", "ambulante-jeugdhulp", "direct", "law", "in_use", 0, "Jeugdwet 2.6"),
    ("jeugdarts", "wonen-verblijf", "request", "contract", "in_use", 0, "001 4.2.2"),
    ("medisch-specialist", "ambulante-jeugdhulp", "direct", "law", "in_use", 0, "Jeugdwet 2.6"),
    ("medisch-specialist", "wonen-verblijf", "request", "contract", "in_use", 0, "001 4.2.2"),
    ("gi", "ambulante-jeugdhulp", "together", "contract", "in_use", 1, "001 4.2.1"),
    ("gi", "wonen-verblijf", "together", "contract", "in_use", 0, "001 4.2.2"),
    ("gi", "crisisfunctie", "direct", "contract", "in_use", 0, "001 4.2.3"),
    ("rechter", "jeugdzorgplus", "direct", "law", "in_use", 0, "001 3.2.6"),
    ("aanbieder", "crisisopvolging", "request", "contract", "in_use", 0, "001 4.2.3"),
    ("ouder-of-jeugdige", "ambulante-jeugdhulp", "none", "law", "in_use", 0, "001 3.1.3"),
    ("toegang", "jeugdzorgplus", "together", "law", "in_use", 0, "001 3.2.6"),
    ("huisarts", "crisisfunctie", "request", "contract", "in_use", 0, "001 4.2.3"),
    ("jeugdarts", "jeugdzorgplus", "none", "law", "in_use", 0, "001 3.2.6"),
    ("jeugdarts", "crisisfunctie", "request", "contract", "in_use", 0, "001 4.2.3"),
    ("medisch-specialist", "jeugdzorgplus", "none", "law", "in_use", 0, "001 3.2.6"),
    ("medisch-specialist", "crisisfunctie", "request", "contract", "in_use", 0, "001 4.2.3"),
    ("gi", "jeugdzorgplus", "together", "law", "in_use", 0, "001 3.2.6"),
    ("rechter", "wonen-verblijf", "together", "law", "in_use", 0, "001 4.2.2 punt 1"),
    ("rechter", "ambulante-jeugdhulp", "unknown", "law", "unknown", 0, "001 4.2.1"),
    ("rechter", "crisisfunctie", "unknown", "law", "unknown", 0, "001 4.2.3"),
    ("aanbieder", "ambulante-jeugdhulp", "request", "contract", "in_use", 0, "001 4.2.1 punt 5.2"),
    ("aanbieder", "wonen-verblijf", "request", "contract", "in_use", 0, "001 4.3.2 punt 7"),
    ("aanbieder", "jeugdzorgplus", "none", "law", "in_use", 0, "001 3.2.6"),
    ("aanbieder", "crisisfunctie", "together", "contract", "in_use", 0, "001 4.3.3"),
    ("ouder-of-jeugdige", "wonen-verblijf", "none", "contract", "in_use", 0, "001 4.2.2"),
    ("ouder-of-jeugdige", "jeugdzorgplus", "none", "law", "in_use", 0, "001 3.2.6"),
    ("ouder-of-jeugdige", "crisisfunctie", "request", "contract", "in_use", 0, "001 4.2.3"),
]


@pytest.mark.parametrize(("referrer", "subject", "answer", "kind", "state", "budgets", "source"), TABLE)
def test_the_rule_says_what_the_source_says(
    ijsselland: RegionFiles,
    referrer: str,
    subject: str,
    answer: str,
    kind: str,
    state: str,
    budgets: int,
    source: str,
) -> None:
    found = rule(ijsselland, referrer, subject)
    assert (found.answer, found.basis, found.state, len(found.budgets)) == (answer, kind, state, budgets)
    assert source in found.source


def test_every_rule_but_those_for_dyslexia_is_compared_with_the_source(ijsselland: RegionFiles) -> None:
    compared = {(referrer, subject) for referrer, subject, *_ in TABLE}
    assert {(r.referrer, r.subject) for r in ijsselland.routes if r.subject != "dyslexiezorg"} == compared


def test_no_referrer_and_category_is_left_without_a_rule(ijsselland: RegionFiles) -> None:
    """What the source leaves open is said to be unknown, not left out."""
    said = {(route.referrer, route.subject) for route in ijsselland.routes}
    subjects = {*ijsselland.keys("categories"), "jeugdzorgplus"}
    assert said >= {(referrer, subject) for referrer in get_args(Referrer) for subject in subjects}


def test_a_second_referral_by_the_huisarts_goes_by_the_toegang(ijsselland: RegionFiles) -> None:
    found = rule(ijsselland, "huisarts", "ambulante-jeugdhulp")
    assert "Een tweede verwijzing of verlenging kan niet zonder de toegang." in found.steps["nl"]
    assert "001 bijlage 2" in found.source


def test_a_huisarts_is_advised_recovery_two_or_four(ijsselland: RegionFiles) -> None:
    assert rule(ijsselland, "huisarts", "ambulante-jeugdhulp").budgets == ("herstel-2", "herstel-4")
    assert rule(ijsselland, "huisarts", "psychologische-hulp-licht").budgets == ("herstel-2",)
    assert rule(ijsselland, "huisarts", "psychologische-hulp-gespecialiseerd").budgets == ("herstel-4",)
    assert "hoogstens herstel 4" in rule(ijsselland, "huisarts", "ambulante-jeugdhulp").steps["nl"]


def test_the_gi_always_works_by_offerte(ijsselland: RegionFiles) -> None:
    assert rule(ijsselland, "gi", "ambulante-jeugdhulp").budgets == ("offerte",)


def test_the_followup_of_a_crisis_is_asked_afterwards(ijsselland: RegionFiles) -> None:
    assert "binnen 3 werkdagen" in rule(ijsselland, "aanbieder", "crisisopvolging").steps["nl"]


def test_what_the_source_leaves_open_stays_unknown(ijsselland: RegionFiles) -> None:
    """Dyslexia: 001, note 1 of the introduction, says only that the present way continues."""
    dyslexia = [route for route in ijsselland.routes if route.subject == "dyslexiezorg"]
    assert len(dyslexia) >= 5
    assert {(route.answer, route.state) for route in dyslexia} == {("unknown", "unknown")}


def test_every_subject_of_a_rule_exists(ijsselland: RegionFiles, second_region: RegionFiles) -> None:
    for region in (ijsselland, second_region):
        known = {
            "category": region.keys("categories"),
            "product": region.keys("products"),
            "form": region.keys("forms"),
            "help_kind": region.keys("help_kinds"),
        }
        for route in region.routes:
            assert route.subject in known[route.subject_type]
            assert set(route.budgets) <= region.keys("budgets")


def test_closed_care_is_never_a_direct_way_but_for_the_court(ijsselland: RegionFiles) -> None:
    answers = {route.referrer: route.answer for route in ijsselland.routes if route.subject == "jeugdzorgplus"}
    assert {referrer for referrer, answer in answers.items() if answer == "direct"} == {"rechter"}


# 001, paragraph in the source column: value and unit
NORMS = [
    ("verblijfsbed-beschikbaar", 24, "hours", "001 3.2.6"),
    ("matching-wonen", 3, "months", "001 4.2.2"),
    ("crisis-beoordeling", 4, "hours", "001 3.3.1"),
    ("crisis-hulp", 24, "hours", "001 3.3.1"),
    ("crisisopvolging-toewijzing", 3, "working_days", "001 4.2.3"),
    ("keuzebudget-aanpassing", 8, "weeks", "001 4.2.1"),
    ("hulp-slaat-niet-aan", 6, "months", "001 4.2.1"),
    ("toewijzing-wonen-verblijf", 1, "years", "001 4.2.2"),
    ("groep-wonen", 6, "children", "001 3.2.2"),
]


def test_the_norms_are_those_that_the_source_states_and_no_others(ijsselland: RegionFiles) -> None:
    assert [(norm.key, norm.value, norm.unit) for norm in ijsselland.norms] == [row[:3] for row in NORMS]
    for norm, (_, _, _, source) in zip(ijsselland.norms, NORMS, strict=True):
        assert norm.source.startswith(source)


def test_no_norm_is_set_for_results(ijsselland: RegionFiles) -> None:
    """No source sets one, so no figure of a provider gets a verdict."""
    assert not {norm.subject for norm in ijsselland.norms} & ijsselland.keys("indicators")
