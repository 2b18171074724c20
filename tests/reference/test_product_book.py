"""The voorzieningenboek as the implementation plan (001) prints it, row by row."""

from collections import Counter
from decimal import Decimal

from portal.exchange.region_files import RegionFiles
from portal.model.product import Audience

# 001 bijlage 3: heading → voorziening, eenheid
PRODUCT_BOOK = {
    "Ambulante jeugdhulp": [
        ("Individuele jeugdhulp – Tariefgroep 1 (mbo)", "hour"),
        ("Individuele jeugdhulp – Tariefgroep 2 (hbo)", "hour"),
        ("Individuele jeugdhulp – Tariefgroep 3 (hbo+)", "hour"),
        ("Individuele jeugdhulp – Tariefgroep 4 (wo)", "hour"),
        ("Individuele jeugdhulp – Tariefgroep 5 (wo+)", "hour"),
        ("Individuele jeugdhulp – Tariefgroep 6 (wo++)", "hour"),
        ("Individuele jeugdhulp – Tariefgroep 7 (AMS)", "hour"),
        ("Dagverblijf licht", "hour"),
        ("Dagverblijf middel", "hour"),
        ("Dagverblijf middelzwaar", "hour"),
        ("Dagverblijf zwaar", "hour"),
    ],
    "Wonen en verblijf": [
        ("Pleegzorg", "day"),
        ("Wonen-Verblijf zelfstandig", "day"),
        ("Wonen-Verblijf zelfstandig +", "day"),
        ("Wonen-Verblijf gezinshuis", "day"),
        ("Wonen-Verblijf licht", "day"),
        ("Wonen-Verblijf middel", "day"),
        ("Wonen-Verblijf middelzwaar", "day"),
        ("Wonen-Verblijf zwaar", "day"),
        ("Wonen-Verblijf zwaar wakend", "day"),
        ("JeugdzorgPlus", "day"),
    ],
    "Crisisfunctie": [
        ("Crisisfunctie (taakgericht bekostigd)", "task"),
        ("Crisisopvolging", "hour"),
        ("Crisisbed", "day"),
    ],
    "Dyslexiezorg": [("Dyslexiezorg – Diagnose", "hour"), ("Dyslexiezorg – Behandeling", "hour")],
}

# 001 4.2.1: keuze-budget, budget indicatief, voorbeeld herstel, voorbeeld duurzaam
BUDGETS = [
    (1, "750", "Lichte psychologische hulp (8-10 gesprekken)", "Medicatiecontrole"),
    (
        2,
        "1500",
        "Interventieanalyse lichte opvoed- en opgroeihulp",
        "1 dagdeel dagbesteding in de week gedurende een jaar",
    ),
    (
        3,
        "3000",
        "Gemiddelde psychologische hulp; interventieanalyse gemiddelde opvoed- en opgroeihulp",
        "2 dagdelen dagverblijf of 1 uur lichte begeleiding per week gedurende een jaar",
    ),
    (
        4,
        "4500",
        "Interventieanalyse zware psychologische en/of opvoed- en opgroeihulp",
        "1 uur begeleiding per week gedurende een jaar",
    ),
    (5, "7500", "Complexe hulpverleningstrajecten", "2 uur begeleiding per week gedurende het jaar"),
    (6, "12000", "Complexe hulpverleningstrajecten", "2 uur begeleiding per week gedurende het jaar en dagverblijf"),
]


def test_the_products_are_those_of_the_book_in_its_order(ijsselland: RegionFiles) -> None:
    headings = {category.key: category.names["nl"] for category in ijsselland.categories}
    book: dict[str, list[tuple[str, str]]] = {}
    for product in ijsselland.products:
        book.setdefault(headings[product.category], []).append((product.names["nl"], product.unit.value))
    assert book == PRODUCT_BOOK
    assert list(book) == list(PRODUCT_BOOK)
    assert len(ijsselland.products) == 26


def test_intensities_go_from_light_to_heavy(ijsselland: RegionFiles) -> None:
    scales: dict[str, list[tuple[int, str]]] = {}
    for product in ijsselland.products:
        if product.intensity_scale:
            scales.setdefault(product.intensity_scale, []).append((product.intensity_order, product.names["nl"]))
    # 001 4.4.2 (ten) and 4.4.1 (four), each in the order of the book
    assert scales["wonen-verblijf"] == [
        (number, name) for number, (name, _) in enumerate(PRODUCT_BOOK["Wonen en verblijf"], start=1)
    ]
    assert [name for _, name in scales["dagverblijf"]] == [
        name for name, _ in PRODUCT_BOOK["Ambulante jeugdhulp"] if name.startswith("Dagverblijf")
    ]
    assert [order for order, _ in scales["dagverblijf"]] == [1, 2, 3, 4]


def test_no_official_code_is_known_and_the_ijw_category_is_marked_as_inferred(ijsselland: RegionFiles) -> None:
    assert {product.official_code for product in ijsselland.products} == {""}
    assert {product.ijw_basis for product in ijsselland.products} == {"inferred"}
    by_category = Counter((product.category, product.ijw_category) for product in ijsselland.products)
    assert by_category == {
        ("ambulante-jeugdhulp", "45"): 7,
        ("ambulante-jeugdhulp", "41"): 4,
        ("wonen-verblijf", "44"): 10,
        ("crisisfunctie", "46"): 3,
        ("dyslexiezorg", "54"): 2,
    }


def test_crisis_and_closed_care_are_never_for_everyone(ijsselland: RegionFiles) -> None:
    restricted = {product.key for product in ijsselland.products if product.audience == Audience.RESTRICTED}
    assert restricted == {"crisisfunctie", "crisisopvolging", "crisisbed", "jeugdzorgplus"}
    assert {form.key for form in ijsselland.forms if form.audience == Audience.RESTRICTED} == {
        "crisisbed",
        "jeugdzorgplus",
    }
    assert {kind.key for kind in ijsselland.help_kinds if kind.audience == Audience.RESTRICTED} == {
        "ambulante-spoedhulp"
    }
    for offered in (*ijsselland.forms, *ijsselland.help_kinds):
        assert offered.audience == Audience.RESTRICTED or not restricted & set(offered.products), offered.key


def test_the_budgets_are_those_of_the_table(ijsselland: RegionFiles) -> None:
    amounts = {budget.key: budget.amount for budget in ijsselland.budgets}
    examples = {budget.key: budget.texts["example"]["nl"] for budget in ijsselland.budgets}
    for number, amount, recovery, lasting in BUDGETS:
        assert amounts[f"herstel-{number}"] == amounts[f"duurzaam-{number}"] == Decimal(amount)
        assert (examples[f"herstel-{number}"], examples[f"duurzaam-{number}"]) == (recovery, lasting)
    assert amounts["offerte"] is None  # 001 4.2.1: set in consultation
    assert len(amounts) == 13


def test_a_kind_of_help_names_budgets_that_the_source_ties_to_it(ijsselland: RegionFiles) -> None:
    budgets = {kind.key: set(kind.budgets) for kind in ijsselland.help_kinds}
    assert "herstel-1" in budgets["psychologische-hulp-licht"]  # 001 4.2.1, row 1
    assert "herstel-2" in budgets["psychologische-hulp-licht"]  # 001 4.2.1, point 2: BGGZ
    assert budgets["psychologische-hulp-gemiddeld"] == {"herstel-3"}
    assert "herstel-4" in budgets["psychologische-hulp-gespecialiseerd"]  # SGGZ
    assert budgets["medicatiecontrole"] == {"duurzaam-1"}
    assert "duurzaam-2" in budgets["dagbesteding"]
