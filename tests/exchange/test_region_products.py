"""Which help there is, in a region's files: a wrong cell is named with what may stand there."""

from pathlib import Path

import pytest

from tests.exchange.breaking import LAST, Case, add, change, must_be_named

BROKEN: dict[str, Case] = {
    "a unit nobody knows": (
        change("products.csv", "ambulante-jeugdhulp,hour", "ambulante-jeugdhulp,week"),
        "products.csv", 2, "unit", "week", "one of hour, day, task",
    ),
    "a category that does not exist": (
        change("products.csv", ",ambulante-jeugdhulp,hour", ",ambulant,hour"),
        "products.csv", 2, "category", "ambulant", "one of ambulante-jeugdhulp, crisisfunctie",
    ),
    "an audience nobody knows": (
        change("products.csv", ",restricted,", ",secret,"),
        "products.csv", 22, "audience", "secret", "one of public, restricted",
    ),
    "a norm in another unit than its indicator": (
        add("norms.csv", "doelen,Doelen,Goals,doelen-bereikt,70,percent,contract,in_use,source,001"),
        "norms.csv", LAST, "unit", "percent", "share, as the indicator doelen-bereikt",
    ),
    "a sentence without a place for its number": (
        add("texts.csv", "indicator,match,rests_on,Over antwoorden.,About {number} answers."),
        "texts.csv", LAST, "nl", "Over antwoorden.", "{number} once",
    ),
    "a tariff group that does not exist": (
        change("functions.csv", ",tg1,", ",tg8,"),
        "functions.csv", 2, "tariff_group", "tg8", "one of tg1, tg2",
    ),
    "a basis nobody knows": (
        change("functions.csv", ",inferred,", ",guessed,"),
        "functions.csv", 2, "basis", "guessed", "one of stated, inferred",
    ),
    "an age in words": (
        change("forms.csv", "living,,pleegzorg,,0,17", "living,,pleegzorg,,nul,17"),
        "forms.csv", 2, "age_from", "nul", "an age of 0 to 23",
    ),
    "an age above what help is for": (
        change("forms.csv", "living,,pleegzorg,,0,17,23", "living,,pleegzorg,,0,17,27"),
        "forms.csv", 2, "extends_to", "27", "an age of 0 to 23",
    ),
    "from older than to": (
        change("forms.csv", "living,,pleegzorg,,0,17", "living,,pleegzorg,,18,17"),
        "forms.csv", 2, "age_from", "18", "at most age_to, which is 17",
    ),
    "help that goes on until before 18": (
        change("forms.csv", "living,,pleegzorg,,0,17,23", "living,,pleegzorg,,0,17,16"),
        "forms.csv", 2, "extends_to", "16", "an age of at least 18",
    ),
    "a place to live that nobody knows": (
        change("forms.csv", "0,17,23,family_form,", "0,17,23,villa,"),
        "forms.csv", 2, "lives_with", "villa", "one of network, family_form, group",
    ),
    "neither yes nor no": (
        change("forms.csv", ",yes,public", ",misschien,public"),
        "forms.csv", 2, "children_live_here", "misschien", "yes or no",
    ),
    "a form under itself": (
        change("forms.csv", "living,,pleegzorg,", "living,pleegzorg,pleegzorg,"),
        "forms.csv", 2, "parent", "pleegzorg", "another form",
    ),
    "an amount in words": (
        change("budgets.csv", "750.00", "driekwart duizend"),
        "budgets.csv", 2, "amount", "driekwart duizend", "euro as in 1500.00",
    ),
    "a decimal comma": (
        change("budgets.csv", "750.00", '"750,00"'),
        "budgets.csv", 2, "amount", "750,00", "euro as in 1500.00",
    ),
    "a text about nothing": (
        add("texts.csv", "form,logeerhuis,what,Een huis.,A house."),
        "texts.csv", LAST, "key", "logeerhuis", "of forms.csv",
    ),
    "a text without Dutch": (
        add("texts.csv", "form,gezinshuis,week,,A week."),
        "texts.csv", LAST, "nl", "", "a Dutch text",
    ),
    "a product without a text": (
        change("texts.csv", "product,pleegzorg,how_long,", "product,pleegzorg,how_short,"),
        "texts.csv", None, "field", "how_long", "a row for product pleegzorg with field how_long",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", BROKEN)
def test_a_wrong_product_form_or_budget_is_named(folder: Path, case: str) -> None:
    must_be_named(BROKEN[case], folder)
