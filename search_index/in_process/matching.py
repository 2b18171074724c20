"""The words of a question as sets of documents, best first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import and_

from search_index.in_process.bits import slots_of
from search_index.in_process.postings import Ranked
from search_index.in_process.store import Store
from search_index.question import Question


@dataclass
class Matching:
    """`steps`: sets of documents, each with the words they all have; an earlier step is a better match."""

    steps: list[tuple[int, Sequence[Ranked]]] = field(default_factory=list)

    @property
    def all(self) -> int:
        return reduce(lambda found, step: found | step[0], self.steps, 0)


def match_all(store: Store, question: Question) -> Matching:
    """Documents that have every word."""
    length = len(store.documents)
    ranked = [store.postings.ranked(word, length) for word in question.words]
    if question.beginning:
        ranked[-1] = store.postings.ranked_any(store.terms.beginning_with(question.words[-1]), length)
    return Matching([(_having(ranked, store.live), ranked)])


def match_looser(store: Store, question: Question) -> Matching:
    """Documents that have the first of the words, those with more of them first."""
    length = len(store.documents)
    ranked = [store.postings.ranked(word, length) for word in question.loosest_last(store.terms)]
    steps: list[tuple[int, Sequence[Ranked]]] = []
    better = 0
    for count in range(len(ranked), 0, -1):
        found = _having(ranked[:count], store.live)
        if found & ~better:
            steps.append((found & ~better, ranked[:count]))
        better |= found
    return Matching(steps)


def best_first(store: Store, matching: Matching, within: int) -> list[int]:
    """By telling field, then by position, then by name."""
    slots: list[int] = []
    for found, ranked in matching.steps:
        for same_field in _by_cost(found & within, [word.by_field for word in ranked]):
            for equal in _by_cost(same_field, [word.by_step for word in ranked]):
                slots += store.by_full_key(slots_of(equal))
    return slots


def _having(ranked: Sequence[Ranked], live: int) -> int:
    return reduce(and_, (word.all for word in ranked), live)


def _by_cost(found: int, words: Sequence[dict[int, int]]) -> Iterator[int]:
    """Documents by the sum of the costs of their words, lowest first."""
    totals = {0: found} if found else {}
    for levels in words:
        added: dict[int, int] = {}
        for total, bits in totals.items():
            for cost, level in levels.items():
                if both := bits & level:
                    added[total + cost] = added.get(total + cost, 0) | both
        totals = added
    for total in sorted(totals):
        yield totals[total]
