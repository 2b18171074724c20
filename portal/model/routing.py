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

    def named(self) -> Iterable[tuple[str, str]]:
        """Type and key, the most telling first."""
        for subject_type, keys in zip(
            PRECEDENCE, (self.forms, self.help_kinds, self.products, self.categories), strict=True
        ):
            for key in keys:
                yield subject_type, key


class RouteBook:
    """A region's rules that are in use, looked up by what they are about."""

    def __init__(self, routes: Iterable[Route]) -> None:
        self.routes = tuple(routes)
        self._referrers = tuple(dict.fromkeys(route.referrer for route in self.routes))
        self._in_use: dict[tuple[str, str, str], Route] = {}
        self._held: dict[tuple[str, str, str], Route] = {}  # in any state
        for route in self.routes:
            about = (route.referrer, route.subject_type, route.subject)
            self._held.setdefault(about, route)
            if route.state == "in_use":
                self._in_use.setdefault(about, route)
        # Few subjects, asked for every offer.
        self._rules: dict[tuple[str, Subject], Route | None] = {}
        self._direct: dict[Subject, tuple[str, ...]] = {}

    def rule_for(self, referrer: str, subject: Subject) -> Route | None:
        """The most telling rule that is in use; None where the region's files hold none."""
        asked = (referrer, subject)
        if asked not in self._rules:
            found = (self._in_use.get((referrer, *named)) for named in subject.named())
            self._rules[asked] = next((route for route in found if route is not None), None)
        return self._rules[asked]

    def held_for(self, referrer: str, subject: Subject) -> Route | None:
        """The rule in use; without one, the most telling in another state: it may say why nothing is known."""
        others = (self._held.get((referrer, *named)) for named in subject.named())
        return self.rule_for(referrer, subject) or next((route for route in others if route is not None), None)

    def answer_for(self, referrer: str, subject: Subject) -> str:
        """ "direct", "request", "together" or "none"; "unknown" where no rule is in use: the source leaves it open."""
        rule = self.rule_for(referrer, subject)
        return rule.answer if rule is not None else "unknown"

    def direct_referrers(self, subject: Subject) -> tuple[str, ...]:
        """Referrers who may refer to this without the toegang deciding first."""
        if subject not in self._direct:
            self._direct[subject] = tuple(
                referrer for referrer in self._referrers if self.answer_for(referrer, subject) == "direct"
            )
        return self._direct[subject]
