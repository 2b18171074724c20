"""Municipalities, places and postcodes of the regions."""

from portal.exchange.region_files import RegionFiles

# 001 hoofdstuk 1 speaks of eleven; names and codes of Statistics Netherlands
IJSSELLAND = {
    "0148": "Dalfsen",
    "0150": "Deventer",
    "0160": "Hardenberg",
    "0166": "Kampen",
    "1773": "Olst-Wijhe",
    "0175": "Ommen",
    "0177": "Raalte",
    "0180": "Staphorst",
    "1708": "Steenwijkerland",
    "1896": "Zwartewaterland",
    "0193": "Zwolle",
}
# Postcodes lie in Overijssel's west, but for the neighbours that are named here.
NEIGHBOURS = {
    "7705": "Drogteropslagen, De Wolden",
    "8051": "Hattem",
    "8052": "Hattem",
    "8351": "Wapserveen, Westerveld",
}


def municipality_of(region: RegionFiles) -> dict[str, str]:
    return {area.pc4: area.municipality for area in region.postal_areas}


def test_the_eleven_municipalities_with_their_codes(ijsselland: RegionFiles) -> None:
    assert {row.code: row.name for row in ijsselland.municipalities} == IJSSELLAND


def test_nothing_is_made_up_about_the_toegang(ijsselland: RegionFiles, second_region: RegionFiles) -> None:
    assert not any(row.toegang for region in (ijsselland, second_region) for row in region.municipalities)


def test_every_postcode_of_the_region_has_a_municipality(ijsselland: RegionFiles) -> None:
    """The ranges of the region's ground, gone through whole, so that no gap stays unseen."""
    areas = municipality_of(ijsselland)
    ranges = [(7411, 7437), (7691, 7739), (7771, 7798), (7951, 7955), (8011, 8066), (8101, 8154), (8261, 8294)]
    ranges += [(7685, 7685), (7946, 7946), (8196, 8198), (8325, 8347), (8355, 8378)]
    within = {pc4 for pc4 in areas for first, last in ranges if first <= int(pc4) <= last}
    assert {pc4 for pc4 in within if not areas[pc4]} == set(NEIGHBOURS) & within
    assert {pc4 for pc4, code in areas.items() if code} <= within


def test_a_postcode_lies_where_it_lies(ijsselland: RegionFiles) -> None:
    areas = municipality_of(ijsselland)
    named = {"8011": "0193", "7411": "0150", "8101": "0177", "8055": "0177", "8146": "0175", "7685": "0175"}
    named |= {"8291": "1896", "8355": "1708", "7715": "0180", "8198": "1773", "8271": "0166", "7776": "0160"}
    assert {pc4: areas[pc4] for pc4 in named} == named
    assert {areas[pc4] for pc4 in ("8051", "7391", "7741", "7941", "1011", "7448")} == {""}


def test_hattem_is_not_zwolle_but_in_the_second_region(second_region: RegionFiles) -> None:
    areas = municipality_of(second_region)
    assert areas["8051"] == areas["8052"] == "0244"
    assert areas["8011"] == ""


def test_every_municipality_has_a_stated_main_place(ijsselland: RegionFiles, second_region: RegionFiles) -> None:
    for region in (ijsselland, second_region):
        stated = {place.municipality for place in region.places if place.basis == "stated"}
        assert stated == {row.code for row in region.municipalities}
        assert {place.basis for place in region.places} == {"stated", "inferred"}


def test_a_place_shares_its_postcode_with_the_country_wide_list(ijsselland: RegionFiles) -> None:
    known = {area.pc4 for area in ijsselland.postal_areas}
    assert len(known) > 4000
    for place in ijsselland.places:
        assert set(place.postcodes) & known, place.name
