"""A second region proves that no code knows a region by name."""

from portal.exchange.region_files import RegionFiles

# 002, chapter 1
MUNICIPALITIES = ["Apeldoorn", "Brummen", "Epe", "Hattem", "Heerde", "Lochem", "Voorst", "Zutphen"]


def test_the_eight_municipalities(second_region: RegionFiles) -> None:
    assert [row.name for row in second_region.municipalities] == MUNICIPALITIES
    codes = [row.code for row in second_region.municipalities]
    assert codes == ["0200", "0213", "0232", "0244", "0246", "0262", "0285", "0301"]


def test_it_answers_under_its_own_name_and_looks_different(ijsselland: RegionFiles, second_region: RegionFiles) -> None:
    assert ijsselland.region.hosts == ("ijsselland.hulpkeuze.example",)
    assert second_region.region.hosts == ("mijov.hulpkeuze.example",)
    assert (ijsselland.region.is_default, second_region.region.is_default) == (True, False)
    assert set(ijsselland.region.look) == set(second_region.region.look)
    assert ijsselland.region.look != second_region.region.look


def test_it_takes_nothing_over_from_the_first(second_region: RegionFiles) -> None:
    """Its source has no tariff groups, budgets or norms, and no route for living elsewhere or dyslexia."""
    assert not second_region.tariff_groups + second_region.functions + second_region.budgets + second_region.norms
    assert not any("001" in route.source for route in second_region.routes)
    open_questions = [route for route in second_region.routes if route.subject in ("wonen-verblijf", "dyslexiezorg")]
    assert open_questions
    assert {(route.answer, route.state) for route in open_questions} == {("unknown", "unknown")}


def test_the_regions_share_no_municipality_and_no_postcode(ijsselland: RegionFiles, second_region: RegionFiles) -> None:
    assert not ijsselland.keys("municipalities") & second_region.keys("municipalities")
    first, second = (
        {area.pc4 for area in region.postal_areas if area.municipality} for region in (ijsselland, second_region)
    )
    assert first
    assert second
    assert not first & second


def test_thresholds_are_the_portals_proposal(ijsselland: RegionFiles, second_region: RegionFiles) -> None:
    for region in (ijsselland, second_region):
        assert region.region.terms_basis == "ours"
        assert region.region.terms["places_fresh_days"] == 7
        assert region.region.terms["wait_ageing_days"] == 60
