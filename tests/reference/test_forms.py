"""Forms of living, stay and respite: 001 3.2 and 4.3.2."""

import pytest

from portal.exchange.region_files import RegionFiles

# form, group, parent, most children, goes on until, paragraph
FORMS = [
    ("pleegzorg", "living", "", None, 23, "001 3.2.3"),
    ("pleegzorg-kortdurend", "living", "pleegzorg", None, 23, "001 3.2.3"),
    ("pleegzorg-langdurig", "living", "pleegzorg", None, 23, "001 3.2.3"),
    ("pleegzorg-deeltijd", "living", "pleegzorg", None, 23, "001 3.2.3"),
    ("pleegzorg-netwerk", "living", "pleegzorg", None, 23, "001 3.2.3"),
    ("gezinshuis", "living", "", 6, 23, "001 3.2.4"),
    ("zorgboerderij", "living", "", 6, None, "001 3.2.4"),
    ("leefgroep", "living", "", 6, 18, "001 3.2.5"),
    ("begeleid-wonen", "living", "leefgroep", 6, 18, "001 3.2.1"),
    ("behandelbed", "stay", "", None, None, "001 3.2.6"),
    ("moeder-kind", "stay", "behandelbed", None, None, "001 3.2.1"),
    ("driemilieuvoorziening", "stay", "", None, None, "001 3.2.6"),
    ("klinische-opname", "stay", "", None, None, "001 3.2.6"),
    ("crisisbed", "stay", "", None, None, "001 3.2.6"),
    ("jeugdzorgplus", "stay", "", None, None, "001 3.2.6"),
    ("respijtzorg", "respite", "", None, 18, "001 3.2.7"),
    ("respijtzorg-duurzaam", "respite", "respijtzorg", None, 18, "001 3.2.7"),
    ("respijtzorg-herstelgericht", "respite", "respijtzorg", None, 18, "001 3.2.7"),
]


def test_the_forms_are_those_of_the_source(ijsselland: RegionFiles) -> None:
    found = [(form.key, form.group.value, form.parent, form.group_max, form.extends_to) for form in ijsselland.forms]
    assert found == [row[:5] for row in FORMS]
    for form, row in zip(ijsselland.forms, FORMS, strict=True):
        assert row[5] in form.source


# 001 4.2.2 point 5 names the order, point 2 an institution. Where the source is silent it is unknown.
LIVES_WITH = {
    "network": {"pleegzorg-netwerk"},
    "family_form": {
        "pleegzorg", "pleegzorg-kortdurend", "pleegzorg-langdurig", "pleegzorg-deeltijd", "gezinshuis", "zorgboerderij",
    },
    "group": {
        "leefgroep", "begeleid-wonen", "behandelbed", "driemilieuvoorziening", "klinische-opname", "crisisbed",
        "jeugdzorgplus",
    },
    None: {"moeder-kind", "respijtzorg", "respijtzorg-duurzaam", "respijtzorg-herstelgericht"},
}  # fmt: skip


def test_whom_a_child_lives_with_is_what_the_source_says(ijsselland: RegionFiles, second_region: RegionFiles) -> None:
    found: dict[str | None, set[str]] = {}
    for form in ijsselland.forms:
        found.setdefault(form.lives_with, set()).add(form.key)
        assert (form.lives_with is None) != ("4.2.2 punt" in form.source), form.key
    assert found == LIVES_WITH
    assert {form.key: form.lives_with for form in second_region.forms} == {
        "pleegzorg": "family_form", "logeeropvang": None,
    }  # fmt: skip


# 001 3.1.4: until 18; a youngest age only where nothing but "jeugdige" is said, none at all for mothers with a child
NO_YOUNGEST = {"begeleid-wonen", "moeder-kind", "driemilieuvoorziening", "klinische-opname", "jeugdzorgplus"}


def test_the_ages_of_a_form_are_those_of_the_jeugdwet_or_unknown(ijsselland: RegionFiles) -> None:
    assert {form.key for form in ijsselland.forms if form.age_from is None} == NO_YOUNGEST
    assert {form.age_from for form in ijsselland.forms} == {0, None}
    assert {form.key: form.age_to for form in ijsselland.forms if form.age_to != 17} == {"moeder-kind": None}


def test_children_live_or_stay_at_every_form(ijsselland: RegionFiles, second_region: RegionFiles) -> None:
    """So that no address of one is ever shown."""
    assert all(form.children_live_here for region in (ijsselland, second_region) for form in region.forms)


@pytest.mark.parametrize("key", ["leefgroep", "behandelbed", "driemilieuvoorziening", "respijtzorg"])
def test_forms_that_can_change_intensity_have_several(ijsselland: RegionFiles, key: str) -> None:
    """001 4.3.2 point 7: a child need not move when the intensity changes."""
    form = next(form for form in ijsselland.forms if form.key == key)
    assert len(form.products) >= 4


def test_every_product_of_stay_has_a_form(ijsselland: RegionFiles) -> None:
    delivered = {product for form in ijsselland.forms for product in form.products}
    assert delivered == {p.key for p in ijsselland.products if p.category == "wonen-verblijf"} | {"crisisbed"}


def test_every_product_of_help_without_stay_has_a_kind(ijsselland: RegionFiles) -> None:
    delivered = {product for kind in ijsselland.help_kinds for product in kind.products}
    ambulant = {p.key for p in ijsselland.products if p.category in ("ambulante-jeugdhulp", "dyslexiezorg")}
    assert delivered == ambulant | {"crisisopvolging"}


def test_kinds_of_help_are_marked_as_ours(ijsselland: RegionFiles) -> None:
    assert {kind.basis for kind in ijsselland.help_kinds} == {"ours"}
    assert all(kind.source.startswith("ours") for kind in ijsselland.help_kinds)


def test_a_kind_names_the_tariff_groups_of_its_products(ijsselland: RegionFiles) -> None:
    groups = {product.key: product.tariff_group for product in ijsselland.products}
    for kind in ijsselland.help_kinds:
        of_products = {groups[product] for product in kind.products} - {""}
        assert not of_products or of_products == set(kind.tariff_groups), kind.key
