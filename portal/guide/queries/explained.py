"""One kind of help, form or product, explained from all sides. A key that two lists share is one page of both."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from portal.model import Audience, Form, FormGroup, Function, HelpKind, Product, ProductCategory, TariffGroup
from portal.model.columns import Texts
from portal.model.product import ReferenceItem
from portal.model.routing import Subject
from portal.regions import RegionData

# Fields of a text in the order in which people ask.
IN_SHORT, ABOUT, AROUND = (
    "what",
    ("for_whom", "how", "week", "how_long", "where", "who_decides", "what_not"),
    ("before", "after"),
)
REFERRERS = ("toegang", "huisarts", "jeugdarts", "medisch-specialist", "gi")

Named = tuple[tuple[str, Texts], ...]  # field → text


@dataclass(frozen=True)
class Intensity:
    product: Product
    order: int  # 1 = lightest
    most: int  # the heaviest of its scale
    here: bool  # what the page is about


@dataclass(frozen=True)
class Explained:
    key: str
    region: RegionData = field(repr=False)
    kind: HelpKind | None
    form: Form | None
    product: Product | None

    @cached_property
    def main(self) -> ReferenceItem:
        """What a family looks for goes before what a region buys."""
        found = self.kind or self.form or self.product
        assert found is not None
        return found

    @cached_property
    def restricted(self) -> bool:
        return restricted(self.key, self.region)

    @property
    def asked(self) -> str:
        """The name in an address under which its offers are found."""
        return "soort" if self.kind else "vorm" if self.form else "product"

    @property
    def in_short(self) -> Texts:
        return self.main.texts.get(IN_SHORT, {})

    @property
    def about(self) -> Named:
        return _texts(self.main, ABOUT)

    @property
    def around(self) -> Named:
        return _texts(self.main, AROUND)

    @property
    def after_18(self) -> Texts:
        return self.form.texts.get("after_18", {}) if self.form else {}

    @property
    def as_product(self) -> Named:
        """What is said of the product of the same key, where the page is about more than that."""
        if self.product is None or self.product is self.main:
            return ()
        return _texts(self.product, (IN_SHORT, *ABOUT, *AROUND))

    @property
    def note(self) -> Texts:
        """What the region wants said above all else of this help."""
        return self.region.region.texts.get(self.key, {})

    @cached_property
    def products(self) -> tuple[Product, ...]:
        """What it is bought as."""
        keys = self.kind.products if self.kind else self.form.products if self.form else []
        bought = [self.region.products[key] for key in keys if key in self.region.products]
        return tuple(bought) or ((self.product,) if self.product else ())

    @cached_property
    def categories(self) -> tuple[ProductCategory, ...]:
        keys = [self.kind.category] if self.kind else [product.category for product in self.products]
        return tuple(self.region.categories[key] for key in dict.fromkeys(keys) if key in self.region.categories)

    @cached_property
    def intensities(self) -> tuple[Intensity, ...]:
        """From light to heavy: those it can be given in; of a product alone, the whole scale around it."""
        scales = {product.intensity_scale for product in self.products} - {""}
        every = [product for product in self.region.products.values() if product.intensity_scale in scales]
        most = {scale: max(p.intensity_order for p in every if p.intensity_scale == scale) for scale in scales}
        shown = every if self.main is self.product else [p for p in self.products if p.intensity_scale]
        return tuple(
            Intensity(p, p.intensity_order, most[p.intensity_scale], p.key == self.key) for p in by_intensity(shown)
        )

    @property
    def lighter_heavier(self) -> Texts:
        """Only where someone lives or stays: elsewhere nobody has to move for it."""
        lived_in = {key for form in self.region.forms.values() for key in form.products}
        shown = len(self.intensities) > 1 and any(product.key in lived_in for product in self.products)
        return self.region.region.texts.get("lighter_heavier", {}) if shown else {}

    @property
    def same_helper(self) -> Texts:
        is_respite = self.form is not None and self.form.group == FormGroup.RESPITE
        return self.region.region.texts.get("respite_same_helper", {}) if is_respite else {}

    @property
    def parent(self) -> Form | None:
        return self.region.forms.get(self.form.parent) if self.form else None

    @property
    def own_kinds(self) -> tuple[Form, ...]:
        """Forms that are a kind of this one."""
        return tuple(form for form in self.region.forms.values() if self.form and form.parent == self.key)

    @cached_property
    def given_as(self) -> tuple[ReferenceItem, ...]:
        """The kinds of help and forms that a product is bought for."""
        if self.product is None:
            return ()
        lists: tuple[Iterable[HelpKind | Form], ...] = (self.region.help_kinds.values(), self.region.forms.values())
        near = {self.key, *(form.key for form in self.own_kinds)}
        return tuple(item for items in lists for item in items if self.key in item.products and item.key not in near)

    @cached_property
    def workers(self) -> tuple[tuple[TariffGroup, tuple[Function, ...]], ...]:
        """Who works with you."""
        keys = self.kind.tariff_groups if self.kind else [product.tariff_group for product in self.products]
        groups = [self.region.tariff_groups[key] for key in dict.fromkeys(keys) if key in self.region.tariff_groups]
        return tuple((group, functions_of(group.key, self.region)) for group in groups)

    @cached_property
    def referrals(self) -> tuple[tuple[str, str], ...]:
        """What each referrer may do. Where the region's files hold no rule, it is unknown."""
        forms = tuple(filter(None, (self.form.key, self.form.parent))) if self.form else ()
        products = tuple(product.key for product in self.products)
        subject = Subject(
            forms, (self.kind.key,) if self.kind else (), products, tuple(category.key for category in self.categories)
        )
        book = self.region.route_book
        return tuple((referrer, book.answer_for(referrer, subject)) for referrer in REFERRERS)


def explained(key: str, region: RegionData) -> Explained | None:
    kind, form, product = region.help_kinds.get(key), region.forms.get(key), region.products.get(key)
    return Explained(key, region, kind, form, product) if kind or form or product else None


def explained_keys(region: RegionData) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*region.help_kinds, *region.forms, *region.products)))


def restricted(key: str, region: RegionData) -> bool:
    """Never listed, as soon as one of those that share the key is not."""
    found = (region.help_kinds.get(key), region.forms.get(key), region.products.get(key))
    return any(item is not None and item.audience != Audience.PUBLIC for item in found)


def functions_of(tariff_group: str, region: RegionData) -> tuple[Function, ...]:
    return tuple(function for function in region.functions.values() if function.tariff_group == tariff_group)


def by_intensity(products: Iterable[Product]) -> tuple[Product, ...]:
    return tuple(sorted(products, key=lambda product: product.intensity_order))


def _texts(item: ReferenceItem, fields: Iterable[str]) -> Named:
    return tuple((name, item.texts[name]) for name in fields if item.texts.get(name))
