"""What can be referred to, by its key: a kind of help, a form, a category, or a product."""

from dataclasses import dataclass

from portal.model import Audience, Form, HelpKind, Product, ProductCategory
from portal.model.columns import Texts
from portal.model.product import ReferenceItem
from portal.model.routing import Subject
from portal.regions import RegionData, once_a_state


@dataclass(frozen=True)
class Thing:
    """`ways`: what the rules know it by, for each product that it can be given as."""

    type: str  # as the subject_type of a rule
    item: ReferenceItem
    categories: tuple[str, ...]
    ways: tuple[tuple[Subject, Texts], ...]  # with the name of the product
    search: str = ""  # the parameter that finds its providers; none where they are not listed
    budgets: tuple[str, ...] = ()  # that often fit

    @property
    def key(self) -> str:
        return self.item.key


@once_a_state
def things(region: RegionData) -> dict[str, Thing]:
    """A key can stand for more than one, such as a form and its product: then for the most telling of them, and its
    rules count those of the other."""
    found: dict[str, Thing] = {}
    for kind in region.help_kinds.values():
        found.setdefault(kind.key, _of_kind(kind, region))
    for form in region.forms.values():
        found.setdefault(form.key, _of_form(form, region))
    for category in region.categories.values():
        found.setdefault(category.key, _of_category(category, region))
    for product in region.products.values():
        found.setdefault(product.key, of_product(product))
    return found


def is_listed_category(category: str, region: RegionData) -> bool:
    """A category of restricted products only is explained, not listed: help in a crisis."""
    return category in region.listed_categories


def of_product(product: Product) -> Thing:
    way = Subject(products=(product.key,), categories=(product.category,))
    return Thing("product", product, (product.category,), ((way, product.names),), _search("product", product))


def _of_category(category: ProductCategory, region: RegionData) -> Thing:
    search = "categorie" if is_listed_category(category.key, region) else ""
    return Thing("category", category, (category.key,), ((Subject(categories=(category.key,)), {}),), search)


def _of_kind(kind: HelpKind, region: RegionData) -> Thing:
    ways = tuple(
        (Subject(help_kinds=(kind.key,), products=(product.key,), categories=(product.category,)), product.names)
        for product in _products(kind.products, region)
    )
    alone = (Subject(help_kinds=(kind.key,), categories=(kind.category,)), kind.names)
    search = _search("soort", kind)
    return Thing("help_kind", kind, (kind.category,), ways or (alone,), search, tuple(kind.budgets))


def _of_form(form: Form, region: RegionData) -> Thing:
    named = (form.key, form.parent) if form.parent else (form.key,)
    products = _products(form.products, region)
    ways = tuple((Subject(named, (), (product.key,), (product.category,)), product.names) for product in products)
    categories = tuple(dict.fromkeys(product.category for product in products))
    return Thing("form", form, categories, ways or ((Subject(named), form.names),), _search("vorm", form))


def _products(keys: list[str], region: RegionData) -> list[Product]:
    return [region.products[key] for key in keys if key in region.products]


def _search(name: str, item: Product | HelpKind | Form) -> str:
    return name if item.audience == Audience.PUBLIC else ""


@dataclass(frozen=True)
class Choices:
    """A group of a list to choose from."""

    type: str
    group: Texts | None  # the category that its products are of
    items: tuple[ReferenceItem, ...]


@once_a_state
def choices(region: RegionData) -> tuple[Choices, ...]:
    """Each key once, in the order in which people know things: help, where to stay, then what the region buys."""
    known = things(region)

    def of_type(kind: str) -> list[Thing]:
        return [thing for thing in known.values() if thing.type == kind]

    products = of_type("product")
    groups = [
        Choices("category", None, tuple(thing.item for thing in of_type("category"))),
        Choices("help_kind", None, tuple(thing.item for thing in of_type("help_kind"))),
        Choices("form", None, tuple(thing.item for thing in of_type("form"))),
        *(
            Choices("product", category.names, tuple(t.item for t in products if category.key in t.categories))
            for category in region.categories.values()
        ),
    ]
    return tuple(group for group in groups if group.items)
