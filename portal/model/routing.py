"""Who may refer to what: the region's route rules, answered."""

from collections.abc import Iterable
from dataclasses import dataclass

from portal.model.product import Route

# The most telling rule first: one about the form or kind itself beats one about its product or category.
PRECEDENCE = ("form", "help_kind", "product", "category")


@dataclass(frozen=True)
class Subject:
    """What is referred to, from most to least telling; parents of a form count after it."""

    forms: tuple[str, ...] = ()
    help_kinds: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()

    def keys(self, subject_type: str) -> tuple[str, ...]:
        return {
            "form": self.forms,
            "help_kind": self.help_kinds,
            "product": self.products,
            "category": self.categories,
        }[subject_type]


def rule_for(routes: Iterable[Route], referrer: str, subject: Subject) -> Route | None:
    """The most telling rule that is in use; None where the region's files hold none."""
    in_use = [route for route in routes if route.referrer == referrer and route.state == "in_use"]
    for subject_type in PRECEDENCE:
        for key in subject.keys(subject_type):
            for route in in_use:
                if (route.subject_type, route.subject) == (subject_type, key):
                    return route
    return None


def direct_referrers(routes: tuple[Route, ...], subject: Subject) -> tuple[str, ...]:
    """Referrers who may refer to this without the toegang deciding first."""
    referrers = dict.fromkeys(route.referrer for route in routes)
    rules = {referrer: rule_for(routes, referrer, subject) for referrer in referrers}
    return tuple(referrer for referrer, rule in rules.items() if rule is not None and rule.answer == "direct")
