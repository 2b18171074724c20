"""Who may refer to what: every product × referrer × frame of the real region, as the source says it."""

from copy import copy
from dataclasses import replace

import pytest

from portal.finding.things import of_product
from portal.model import Frame
from portal.model.product import Product
from portal.referral.reasons import NEEDS, REASONS
from portal.referral.routes import Answer, Asked, Decision, decide, thing_of, ways_of
from portal.regions import RegionData

DOCTORS = ("huisarts", "jeugdarts", "medisch-specialist")
REFERRERS = (*DOCTORS, "gi", "toegang")
FREE, FORCED = Frame.VOLUNTARY, Frame.FORCED
DIRECT, REQUEST, TOGETHER, CRISIS, NONE, UNKNOWN = (
    Answer.DIRECT, Answer.REQUEST, Answer.TOGETHER, Answer.CRISIS, Answer.NONE, Answer.UNKNOWN,
)  # fmt: skip

# Category, or a product with an answer of its own → referrer → (voluntary, forced).
TABLE = {
    "ambulante-jeugdhulp": {  # 001 4.2.1
        **dict.fromkeys(DOCTORS, (DIRECT, DIRECT)), "gi": (TOGETHER, TOGETHER), "toegang": (DIRECT, DIRECT),
    },
    "wonen-verblijf": {  # 001 4.2.2 punt 1
        **dict.fromkeys(DOCTORS, (REQUEST, NONE)), "gi": (REQUEST, TOGETHER), "toegang": (DIRECT, NONE),
    },
    "jeugdzorgplus": {  # 001 3.2.6
        **dict.fromkeys(DOCTORS, (NONE, NONE)), "gi": (REQUEST, TOGETHER), "toegang": (TOGETHER, NONE),
    },
    "crisisfunctie": dict.fromkeys(REFERRERS, (CRISIS, CRISIS)),  # 001 4.2.3
    "dyslexiezorg": dict.fromkeys(REFERRERS, (UNKNOWN, UNKNOWN)),  # 001, noot 1
}  # fmt: skip


def decided(region: RegionData, referrer: str, key: str, frame: Frame = FREE, **about: object) -> Decision:
    thing = next(found for kind in ("help_kind", "form", "product") if (found := thing_of(kind, key, region)))
    return decide(Asked(referrer, ways_of(thing), frame, **about), region)  # type: ignore[arg-type]


def row_of(product: Product) -> str:
    return product.key if product.key in TABLE else product.category


@pytest.mark.parametrize("frame", [FREE, FORCED])
@pytest.mark.parametrize("referrer", REFERRERS)
def test_every_product_is_answered_as_the_source_says(ijsselland: RegionData, referrer: str, frame: Frame) -> None:
    assert {row_of(product) for product in ijsselland.products.values()} == set(TABLE)
    for product in ijsselland.products.values():
        found = decide(Asked(referrer, ways_of(of_product(product)), frame), ijsselland)
        assert found.answer is TABLE[row_of(product)][referrer][frame is FORCED], (product.key, referrer, frame)
        assert found.reasons
        assert set(found.reasons) <= set(REASONS)
        assert set(found.needs) <= set(NEEDS)
        sends = found.answer in (DIRECT, REQUEST, TOGETHER)
        if product.key == "jeugdzorgplus":  # a GI asks the toegang; a toegang has nobody to send it to
            sends = sends and referrer == "gi"
        assert found.may_send is sends


@pytest.mark.parametrize("referrer", REFERRERS)
def test_a_kind_or_form_is_answered_as_the_most_careful_of_what_it_can_be_given_as(
    ijsselland: RegionData, referrer: str
) -> None:
    for kind in (*ijsselland.help_kinds, *ijsselland.forms):
        found = decided(ijsselland, referrer, kind)
        category = "jeugdzorgplus" if kind == "jeugdzorgplus" else _category(ijsselland, kind)
        assert found.answer is TABLE[category][referrer][0], kind


def _category(region: RegionData, key: str) -> str:
    kind = region.help_kinds.get(key)
    return kind.category if kind else region.products[region.forms[key].products[0]].category


def test_a_huisarts_has_the_two_budgets_of_the_advice_and_a_limit(ijsselland: RegionData) -> None:
    light = decided(ijsselland, "huisarts", "psychologische-hulp-licht")
    assert (light.budgets, light.limit) == (("herstel-2", "herstel-4"), "herstel-4")
    assert "provider_decides_budget" in light.reasons
    heavy = decided(ijsselland, "huisarts", "psychologische-hulp-gespecialiseerd", budget="herstel-4")
    assert heavy.budgets[0] == "herstel-4"
    assert (heavy.answer, "budget_advised" in heavy.reasons) == (DIRECT, True)


@pytest.mark.parametrize("budget", ["herstel-6", "duurzaam-1", "offerte"])
def test_another_budget_of_a_huisarts_is_for_the_toegang(ijsselland: RegionData, budget: str) -> None:
    found = decided(ijsselland, "huisarts", "opvoedhulp", budget=budget)
    assert (found.answer, "other_budget" in found.reasons, found.asks_toegang) == (REQUEST, True, True)


def test_which_budget_a_jeugdarts_chooses_is_not_known(ijsselland: RegionData) -> None:
    found = decided(ijsselland, "jeugdarts", "opvoedhulp")
    assert (found.answer, found.budgets, found.limit) == (DIRECT, (), "")
    assert "budget_unknown" in found.reasons


@pytest.mark.parametrize("referrer", [*DOCTORS, "gi"])
def test_a_second_budget_beside_a_running_one_is_a_request(ijsselland: RegionData, referrer: str) -> None:
    found = decided(ijsselland, referrer, "opvoedhulp", runs_already=True)
    assert (found.answer, "second_budget" in found.reasons) == (REQUEST, True)


def test_the_toegang_itself_agrees_to_a_second_budget(ijsselland: RegionData) -> None:
    found = decided(ijsselland, "toegang", "opvoedhulp", runs_already=True, budget="duurzaam-3")
    assert (found.answer, found.asks_toegang) == (DIRECT, False)
    assert "second_budget_own" in found.reasons


def test_a_gi_works_by_offer_and_with_its_own_decision(ijsselland: RegionData) -> None:
    at_home = decided(ijsselland, "gi", "gezinsbehandeling", FORCED, budget="offerte")
    assert (at_home.answer, at_home.budgets, at_home.asks_toegang) == (TOGETHER, ("offerte",), False)
    assert at_home.needs == ("gi_decision",)
    elsewhere = decided(ijsselland, "gi", "gezinshuis", FORCED)
    assert (elsewhere.answer, elsewhere.asks_toegang) == (TOGETHER, True)
    assert set(elsewhere.needs) == {"gi_decision", "allocation", "court_placement"}


def test_closed_care_asks_for_the_authorisation_of_the_court(ijsselland: RegionData) -> None:
    assert "court_closed" in decided(ijsselland, "gi", "jeugdzorgplus", FORCED).needs
    assert "court_closed" in decided(ijsselland, "toegang", "jeugdzorgplus").needs
    assert decided(ijsselland, "huisarts", "jeugdzorgplus").needs == ()


@pytest.mark.parametrize(
    ("referrer", "frame", "sends", "told"),
    [
        ("huisarts", FREE, False, {"rule_none", "closed_by_court"}),
        ("gi", FORCED, True, {"rule_together", "at_most_a_year", "closed_by_court", "closed_outside"}),
        ("gi", FREE, True, {"rule_together", "voluntary_living_by_toegang", "at_most_a_year", "closed_by_court",
                            "closed_outside"}),
        ("toegang", FREE, False, {"at_most_a_year", "closed_by_court", "closed_gi_refers", "closed_no_gi"}),
        ("toegang", FORCED, False, {"forced_living_by_gi", "closed_by_court", "closed_gi_refers", "closed_no_gi"}),
    ],
)  # fmt: skip
def test_closed_care_goes_to_the_toegang_and_to_no_provider(
    ijsselland: RegionData, referrer: str, frame: Frame, sends: bool, told: set[str]
) -> None:
    found = decided(ijsselland, referrer, "jeugdzorgplus", frame)
    assert found.closed
    assert (found.may_send, found.asks_toegang or not sends, set(found.reasons)) == (sends, True, told)
    assert not decided(ijsselland, referrer, "driemilieuvoorziening", frame).closed


def test_the_toegang_weighs_help_at_home_before_living_elsewhere(ijsselland: RegionData) -> None:
    found = decided(ijsselland, "toegang", "gezinshuis")
    assert (found.answer, found.needs) == (DIRECT, ("help_at_home_weighed",))


def test_an_explanatory_analysis_is_asked_only_where_that_is_in_use(ijsselland: RegionData) -> None:
    scarce = ijsselland.pathways["essentiele-functies"]
    assert scarce.state == "proposal"
    assert "explanatory_analysis" not in decided(ijsselland, "toegang", "driemilieuvoorziening").needs
    in_use = copy(scarce)
    in_use.state = "in_use"
    there = replace(ijsselland, pathways={**ijsselland.pathways, scarce.key: in_use})
    assert "explanatory_analysis" in decided(there, "toegang", "driemilieuvoorziening").needs
    assert "explanatory_analysis" not in decided(there, "toegang", "gezinshuis").needs


def test_no_notice_is_about_a_whole_category(ijsselland: RegionData) -> None:
    assert thing_of("category", "wonen-verblijf", ijsselland) is None
    assert thing_of("form", "opvoedhulp", ijsselland) is None
