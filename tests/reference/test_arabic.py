"""What Arabic readers of IJsselland find in their language: safety, rights, the toegang, the help and its routes."""

import re

import pytest

from portal.exchange.region_files import RegionFiles

ARABIC = re.compile("[\u0621-\u064a]")
NUMBERS = re.compile(r"\b(?:112|113|0800-\d{4}|088-\d{7})\b")


def test_what_to_do_in_danger_is_all_there(ijsselland: RegionFiles) -> None:
    crisis = ijsselland.region.crisis
    assert len(crisis.steps["ar"]) == len(crisis.steps["nl"])
    for person in (*crisis.numbers, *ijsselland.region.contacts):
        assert person.names["ar"], person.key
        assert ARABIC.search(person.about["ar"]), person.key


def test_every_thing_to_choose_or_to_claim_has_a_name(ijsselland: RegionFiles) -> None:
    lists = (ijsselland.categories, ijsselland.products, ijsselland.help_kinds, ijsselland.forms)
    more = (ijsselland.target_groups, ijsselland.sectors, ijsselland.tariff_groups, ijsselland.budgets)
    guide = (ijsselland.situations, ijsselland.rights, ijsselland.pathways, ijsselland.indicators)
    for item in (item for items in (*lists, *more, *guide) for item in items):
        assert ARABIC.search(item.names.get("ar", "")), item.key
    assert all(situation.about.get("ar") for situation in ijsselland.situations)


def test_help_and_rights_are_explained(ijsselland: RegionFiles) -> None:
    for item in (*ijsselland.products, *ijsselland.help_kinds, *ijsselland.forms):
        assert all(item.texts[field].get("ar") for field in ("what", "who_decides")), item.key
    for right in ijsselland.rights:
        assert all(text.get("ar") for text in right.texts.values()), right.key
    assert all(text.get("ar") for text in ijsselland.region.texts.values())


def test_routes_are_told_whole(ijsselland: RegionFiles) -> None:
    for route in ijsselland.routes:
        for texts in (route.steps, route.bring, route.terms):
            assert set(texts) in ({"nl", "en", "ar"}, set()), route.key


def test_numbers_to_call_are_those_of_the_dutch_text(ijsselland: RegionFiles) -> None:
    """One wrong number here would be worse than no translation."""
    pairs = [text.texts for text in ijsselland.texts] + list(ijsselland.region.texts.values())
    pairs += [route.steps for route in ijsselland.routes] + [situation.about for situation in ijsselland.situations]
    steps = ijsselland.region.crisis.steps
    pairs += [{"nl": dutch, "ar": arabic} for dutch, arabic in zip(steps["nl"], steps["ar"], strict=True)]
    translated = [texts for texts in pairs if texts.get("ar")]
    assert len(translated) > 250
    for texts in translated:
        assert sorted(NUMBERS.findall(texts["ar"])) == sorted(NUMBERS.findall(texts["nl"])), texts["ar"]


@pytest.mark.parametrize("sign", ["\u0660", "\u06f0", "?", ";"])
def test_digits_are_those_of_dutch_letters_and_signs_those_of_arabic(ijsselland: RegionFiles, sign: str) -> None:
    """So that an amount, an age or a number can be compared with the letter on the table."""
    signs = [chr(ord(sign) + step) for step in range(10)] if not sign.isascii() else [sign]
    for text in ijsselland.texts:
        assert not [one for one in signs if one in text.texts.get("ar", "")], (text.key, text.field)
