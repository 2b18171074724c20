"""The product book of a region: what is bought, in which forms, by whom it is given, who may refer."""

from dataclasses import dataclass

from portal.model import Audience, Form, FormGroup, Function, HelpKind, Product, ProductCategory, TariffGroup
from portal.model.columns import Texts
from portal.model.product import ReferenceItem
from portal.model.routing import Subject
from portal.regions import RegionData

# Fields of a text in the order in which people ask.
TEXT_FIELDS = ("what", "for_whom", "how", "week", "how_long", "where", "who_decides", "what_not", "before", "after")
REFERRERS = ("toegang", "huisarts", "jeugdarts", "medisch-specialist", "gi")


@dataclass(frozen=True)
class Entry:
    """One thing explained. `asked` is the query that lists its offers; none where they are not listed."""

    item: ReferenceItem
    texts: tuple[tuple[str, Texts], ...]
    asked: tuple[str, str] | None


@dataclass(frozen=True)
class CategoryShown:
    category: ProductCategory
    texts: tuple[tuple[str, Texts], ...]
    referrals: tuple[tuple[str, str, Texts], ...]  # referrer, answer, steps
    kinds: tuple[Entry, ...]
    forms: tuple[tuple[FormGroup, tuple[tuple[Entry, tuple[Entry, ...]], ...]], ...]
    products: tuple[Entry, ...]  # from light to heavy within a scale
    heaviest: dict[str, int]  # scale → its highest order


@dataclass(frozen=True)
class ProductBook:
    categories: tuple[CategoryShown, ...]
    tariff_groups: tuple[tuple[TariffGroup, tuple[Function, ...]], ...]


def product_book(region: RegionData) -> ProductBook:
    return ProductBook(
        tuple(_category(category, region) for category in region.categories.values()),
        tuple(
            (group, tuple(f for f in region.functions.values() if f.tariff_group == key))
            for key, group in region.tariff_groups.items()
        ),
    )


def _category(category: ProductCategory, region: RegionData) -> CategoryShown:
    products = [product for product in region.products.values() if product.category == category.key]
    keys = {product.key for product in products}
    forms = [form for form in region.forms.values() if keys & set(form.products)]
    return CategoryShown(
        category,
        _texts(category),
        tuple(_referrals(category, region)),
        tuple(_entry("soort", kind) for kind in region.help_kinds.values() if kind.category == category.key),
        tuple((group, found) for group in FormGroup if (found := _forms_of(group, forms))),
        tuple(_entry("product", product) for product in products),
        _heaviest(products),
    )


def _heaviest(products: list[Product]) -> dict[str, int]:
    scales: dict[str, int] = {}
    for product in products:
        if not product.intensity_scale:
            continue
        scales[product.intensity_scale] = max(product.intensity_order, scales.get(product.intensity_scale, 0))
    return scales


def _forms_of(group: FormGroup, forms: list[Form]) -> tuple[tuple[Entry, tuple[Entry, ...]], ...]:
    """Each form with its kinds."""
    keys = {form.key for form in forms}
    return tuple(
        (_entry("vorm", form), tuple(_entry("vorm", kind) for kind in forms if kind.parent == form.key))
        for form in forms
        if form.group == group and form.parent not in keys
    )


def _entry(name: str, item: Product | HelpKind | Form) -> Entry:
    return Entry(item, _texts(item), (name, item.key) if item.audience == Audience.PUBLIC else None)


def _texts(item: ReferenceItem) -> tuple[tuple[str, Texts], ...]:
    return tuple((name, item.texts[name]) for name in TEXT_FIELDS if item.texts.get(name))


def _referrals(category: ProductCategory, region: RegionData) -> list[tuple[str, str, Texts]]:
    """The rule for the category as a whole. Where the region's files hold none, it is unknown."""
    found: list[tuple[str, str, Texts]] = []
    for referrer in REFERRERS:
        rule = region.route_book.rule_for(referrer, Subject(categories=(category.key,)))
        found.append((referrer, rule.answer, rule.steps) if rule else (referrer, "unknown", {}))
    return found
