"""What the region's rules answer: may this referrer refer to this, how, and within which budget."""

from dataclasses import dataclass
from datetime import date

from portal.finding.citing import Cited, cited
from portal.finding.things import Thing, is_listed_category, things
from portal.model import Budget, Route
from portal.model.columns import Texts
from portal.model.routing import Subject
from portal.regions import RegionData


@dataclass(frozen=True)
class BudgetShown:
    budget: Budget
    often: bool  # it often fits this help


@dataclass(frozen=True)
class Ruling:
    referrer: str
    answer: str  # direct, request, together, none, unknown, or report: in a crisis nothing is asked for first
    rule: Route | None  # where the answer is unknown: the one that says why, if there is one
    budgets: tuple[BudgetShown, ...]
    sources: tuple[Cited, ...]
    only_as: tuple[Texts, ...] = ()  # products that it holds for, where it does not hold for all

    @property
    def since(self) -> date | None:
        try:
            return date.fromisoformat(self.rule.valid_from if self.rule else "")
        except ValueError:  # not stated
            return None


@dataclass(frozen=True)
class Deviation:
    """A thing within a category with a rule of its own. `differs`: the answer is another one too."""

    key: str
    names: Texts
    answer: str
    differs: bool


def answer_to(referrer: str, subject: Subject, region: RegionData) -> str:
    answer = region.route_book.answer_for(referrer, subject)
    listed = [key for key in subject.categories if is_listed_category(key, region)]
    return "report" if answer == "request" and subject.categories and not listed else answer


def rulings(referrer: str, thing: Thing, region: RegionData) -> tuple[Ruling, ...]:
    """One, unless the products that it can be given as have rules of their own."""
    ways: dict[str, list[tuple[Subject, Texts]]] = {}
    for subject, names in thing.ways:
        rule = region.route_book.held_for(referrer, subject)
        ways.setdefault(rule.key if rule else "", []).append((subject, names))
    several = len(ways) > 1
    return tuple(
        _ruling(referrer, thing, same[0][0], tuple(names for _, names in same) if several else (), region)
        for same in ways.values()
    )


def _ruling(referrer: str, thing: Thing, subject: Subject, only_as: tuple[Texts, ...], region: RegionData) -> Ruling:
    rule = region.route_book.held_for(referrer, subject)
    answer = answer_to(referrer, subject, region)
    keys = rule.budgets if rule and answer != "unknown" else ()
    return Ruling(
        referrer,
        answer,
        rule,
        tuple(BudgetShown(region.budgets[key], key in thing.budgets) for key in keys if key in region.budgets),
        cited(rule.source, region) if rule else (),
        only_as,
    )


def deviations(referrer: str, category: str, region: RegionData) -> tuple[Deviation, ...]:
    usual = region.route_book.answer_for(referrer, Subject(categories=(category,)))
    known = things(region)
    found: dict[str, Deviation] = {}
    for rule in region.route_book.routes:
        thing = known.get(rule.subject) if rule.subject_type != "category" else None
        if thing is None or category not in thing.categories or rule.referrer != referrer:
            continue
        if rule.state == "in_use":
            found.setdefault(thing.key, Deviation(thing.key, thing.item.names, rule.answer, rule.answer != usual))
    return tuple(found.values())
