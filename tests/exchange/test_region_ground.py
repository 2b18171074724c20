"""Where a region lies and how it looks, in its files: a wrong cell is named with what may stand there."""

from pathlib import Path

import pytest

from tests.exchange.breaking import LAST, Case, add, change, must_be_named

BROKEN: dict[str, Case] = {
    "a CBS code that lost its zero": (
        change("municipalities.csv", "0148,dalfsen", "148,dalfsen"),
        "municipalities.csv", 2, "code", "148", "a CBS code of four digits",
    ),
    "a postcode range backwards": (
        change("places.csv", "7721-7722", "7722-7721"),
        "places.csv", 2, "postcodes", "7722-7721", "postcodes of four digits or ranges",
    ),
    "a postcode in two municipalities": (
        add("places.csv", "Nergens,0193,7721,inferred,algemene kennis"),
        "places.csv", LAST, "postcodes", "7721", "one municipality; it is also in 0148",
    ),
    "a place in a municipality elsewhere": (
        add("places.csv", "Assen,0106,9401,inferred,algemene kennis"),
        "places.csv", LAST, "municipality", "0106", "one of 0148, 0150",
    ),
    "a municipality without a place": (
        add("municipalities.csv", "0106,assen,Assen,,,,,algemene kennis"),
        "municipalities.csv", 13, "code", "0106", "at least one row in places.csv",
    ),
    "a threshold nothing reads": (
        change("region.toml", "page_size = 20", "page_size = 20\npages = 3"),
        "region.toml", None, "terms", "", "whole numbers of at least 1 for places_fresh_days",
    ),
    "a colour that is more than a colour": (
        change("region.toml", '"#1c5d7a"', '"red; } body { display: none"'),
        "region.toml", None, "look.--region-primary", "red; } body", "plain CSS",
    ),
    "a host with a port": (
        change("region.toml", "ijsselland.hulpkeuze.example", "ijsselland.hulpkeuze.example:8000"),
        "region.toml", None, "hosts.0", "ijsselland.hulpkeuze.example:8000", "a host name",
    ),
    "a region without a name": (
        change("region.toml", 'nl = "IJsselland"\n', ""),
        "region.toml", None, "names", "", "a Dutch text",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", BROKEN)
def test_a_wrong_place_or_setting_is_named(folder: Path, case: str) -> None:
    must_be_named(BROKEN[case], folder)
