"""Questions near one that nothing answers, with how much they would bring."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from portal.finding.facets import names_of
from portal.finding.question import FACETS, Question, with_kinds_of
from portal.model.columns import Texts
from search_index import Facet

VALUES_SHOWN = 3  # other values of one list
# What people give up first. Where the child lives, its age and the kind of help come last.
SOFT = ("afstand", "wachttijd", "plek", "cijfers")


@dataclass(frozen=True)
class Looser:
    query: str
    offers: int
    without: tuple[str, ...] = ()  # names of what is left out …
    key: str = ""  # … or another value of the same list
    instead_of: tuple[tuple[str, Texts], ...] = ()  # keys and their names
    names: Texts = field(default_factory=dict)


def looser_by_counts(question: Question, counts: Mapping[Facet, Mapping[str, int]]) -> tuple[Looser, ...]:
    """The counts of a list leave out its own ticked values, so each other value there is a question answered."""
    found: list[Looser] = []
    for name, ticked in question.ticked.items():
        others = counts.get(FACETS[name], {}) if ticked else {}
        asked = with_kinds_of(ticked, question.region) if name == "vorm" else ticked
        most = sorted(((n, key) for key, n in others.items() if key not in asked and n), key=lambda o: (-o[0], o[1]))
        found += (
            Looser(
                question.ticking(name, key).query,
                offers,
                key=key,
                instead_of=tuple((value, names_of(name, value, question)) for value in ticked),
                names=names_of(name, key, question),
            )
            for offers, key in most[:VALUES_SHOWN]
        )
    return tuple(found)


def one_looser_question(question: Question) -> tuple[Question, tuple[str, ...]] | None:
    """The nearest question without some of what was asked, and the names of what it leaves out."""
    asked = tuple(dict.fromkeys(name for name, _ in question.narrowing))
    for group in (SOFT, ("leeftijd",), ("q",)):
        names = tuple(name for name in asked if name in group)
        if names and len(names) < len(asked):
            looser = replace(question, page=1)
            for name in names:
                looser = looser.without(name)
            return looser, names
    return None
