"""Who may refer to what: the question in the address, its answer, and all rules in two tables."""

from collections.abc import Iterable
from dataclasses import dataclass

from portal.finding.things import Thing, things
from portal.finding.toegang import Toegang, toegang_of
from portal.guide.queries.ruling import Deviation, Ruling, answer_to, deviations, rulings
from portal.model import Budget, Municipality, Product, ProductCategory
from portal.model.routing import Subject
from portal.regions import RegionData, once_a_state

PARAMETERS = ("wie", "wat", "gemeente")
DOCTORS = ("huisarts", "jeugdarts", "medisch-specialist")  # who write a letter of referral
REFERRERS = (*DOCTORS, "gi", "toegang", "ouder-of-jeugdige", "rechter", "aanbieder")
SHOWN_OF_A_VALUE = 60


@dataclass(frozen=True)
class Asked:
    """What could not be used is in `dropped`: name and value."""

    referrer: str = ""
    thing: Thing | None = None
    town: Municipality | None = None
    dropped: tuple[tuple[str, str], ...] = ()

    @property
    def anything(self) -> bool:
        return bool(self.referrer or self.thing)


@dataclass(frozen=True)
class Answered:
    """Of one referrer for one thing, or of all for it, or of one for each category."""

    asked: Asked
    found: tuple[tuple[Thing, tuple[Ruling, ...]], ...]
    deviations: tuple[Deviation, ...]  # where one category is asked about by one referrer
    toegang: Toegang | None


def read_asked(pairs: Iterable[tuple[str, str]], region: RegionData) -> Asked:
    first: dict[str, str] = {}
    dropped: list[tuple[str, str]] = []
    for name, value in pairs:
        if name in PARAMETERS and first.setdefault(name, value) != value:
            dropped.append((name, value))
    known = things(region)
    referrer, what, where = (first.get(name, "") for name in PARAMETERS)
    town = next((t for t in region.municipalities.values() if where.casefold() in _names(t)), None)
    usable = {"wie": referrer in REFERRERS, "wat": what in known, "gemeente": town is not None}
    dropped += [(name, value) for name, value in first.items() if value and not usable[name]]
    return Asked(
        referrer if usable["wie"] else "",
        known.get(what),
        town,
        tuple((name, value[:SHOWN_OF_A_VALUE]) for name, value in dropped),
    )


def _names(town: Municipality) -> tuple[str, ...]:
    """As in links and as people write it."""
    return town.key, town.code, town.name.casefold()


def answered(asked: Asked, region: RegionData) -> Answered:
    wanted = [asked.thing] if asked.thing else [things(region)[key] for key in region.categories]
    referrers = (asked.referrer,) if asked.referrer else REFERRERS
    found = tuple((thing, tuple(r for who in referrers for r in rulings(who, thing, region))) for thing in wanted)
    one_category = asked.referrer and asked.thing and asked.thing.type == "category"
    return Answered(
        asked,
        found,
        deviations(asked.referrer, wanted[0].key, region) if one_category else (),
        toegang_of(asked.town, region) if asked.town else None,
    )


@dataclass(frozen=True)
class Overview:
    """All rules: referrers for each category, referrers for each product, and which budget is whose."""

    by_category: tuple[tuple[str, tuple[tuple[ProductCategory, str, tuple[Deviation, ...]], ...]], ...]
    by_product: tuple[tuple[ProductCategory, tuple[tuple[Product, tuple[tuple[str, str], ...]], ...]], ...]
    budgets: tuple[tuple[Budget, tuple[str, ...]], ...]
    for_huisarts: tuple[tuple[Thing, Ruling], ...]  # for each category
    for_gi: tuple[tuple[Thing, Ruling], ...]


@once_a_state
def overview(region: RegionData) -> Overview:
    categories = region.categories.values()

    def answer(referrer: str, product: Product) -> str:
        return answer_to(referrer, Subject(products=(product.key,), categories=(product.category,)), region)

    return Overview(
        tuple(
            (
                referrer,
                tuple(
                    (c, answer_to(referrer, Subject(categories=(c.key,)), region), deviations(referrer, c.key, region))
                    for c in categories
                ),
            )
            for referrer in REFERRERS
        ),
        tuple(
            (
                category,
                tuple(
                    (product, tuple((referrer, answer(referrer, product)) for referrer in REFERRERS))
                    for product in region.products.values()
                    if product.category == category.key
                ),
            )
            for category in categories
        ),
        tuple((budget, _who_may_choose(budget, region)) for budget in region.budgets.values()),
        _per_category("huisarts", region),
        _per_category("gi", region),
    )


def _per_category(referrer: str, region: RegionData) -> tuple[tuple[Thing, Ruling], ...]:
    known = things(region)
    return tuple((known[key], rulings(referrer, known[key], region)[0]) for key in region.categories)


def _who_may_choose(budget: Budget, region: RegionData) -> tuple[str, ...]:
    in_use = [rule for rule in region.route_book.routes if rule.state == "in_use"]
    named = {rule.referrer for rule in in_use if budget.key in rule.budgets}
    return tuple(referrer for referrer in REFERRERS if referrer in named)
