"""The overview of the help there is: categories, and in each what people look for and what the region buys."""

from dataclasses import dataclass

from portal.guide.queries.explained import by_intensity, functions_of, restricted
from portal.model import Form, FormGroup, Function, HelpKind, Product, ProductCategory, TariffGroup
from portal.regions import RegionData


@dataclass(frozen=True)
class CategoryShown:
    """Each list in the region's order: of forms that is small-scale first."""

    category: ProductCategory
    kinds: tuple[HelpKind, ...]
    forms: tuple[tuple[FormGroup, tuple[tuple[Form, tuple[Form, ...]], ...]], ...]  # each form with its own kinds
    scales: tuple[tuple[Product, ...], ...]  # from light to heavy
    others: tuple[Product, ...]  # without an intensity

    @property
    def explained(self) -> int:
        """How many kinds of help it has, of which each has a page."""
        return len(self.kinds) + sum(1 + len(own) for _, forms in self.forms for _, own in forms)


@dataclass(frozen=True)
class ProductBook:
    categories: tuple[CategoryShown, ...]
    tariff_groups: tuple[tuple[TariffGroup, tuple[Function, ...]], ...]
    restricted: frozenset[str]  # keys of what is explained and not listed


def product_book(region: RegionData) -> ProductBook:
    return ProductBook(
        tuple(_category(category, region) for category in region.categories.values()),
        tuple((group, functions_of(key, region)) for key, group in region.tariff_groups.items()),
        frozenset(key for key in (*region.help_kinds, *region.forms, *region.products) if restricted(key, region)),
    )


def _category(category: ProductCategory, region: RegionData) -> CategoryShown:
    products = [product for product in region.products.values() if product.category == category.key]
    keys = {product.key for product in products}
    forms = [form for form in region.forms.values() if keys & set(form.products)]
    scales = dict.fromkeys(product.intensity_scale for product in products if product.intensity_scale)
    return CategoryShown(
        category,
        tuple(kind for kind in region.help_kinds.values() if kind.category == category.key),
        tuple((group, found) for group in FormGroup if (found := _forms_of(group, forms))),
        tuple(by_intensity(product for product in products if product.intensity_scale == scale) for scale in scales),
        tuple(product for product in products if not product.intensity_scale),
    )


def _forms_of(group: FormGroup, forms: list[Form]) -> tuple[tuple[Form, tuple[Form, ...]], ...]:
    keys = {form.key for form in forms}
    return tuple(
        (form, tuple(kind for kind in forms if kind.parent == form.key))
        for form in forms
        if form.group == group and form.parent not in keys
    )
