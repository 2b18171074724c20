"""The words of a question as sets of documents, best first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_

from search_index.in_process.bits import slots_of
from search_index.in_process.postings import Ranked
from search_index.in_process.store import Store
from search_index.question import Question


@dataclass(frozen=True)
class Matching:
    """The documents that have all of some words."""

    found: int
    words: Sequence[Ranked] = ()


def match_all(store: Store, question: Question) -> Matching:
    length = len(store.documents)
    ranked = [store.postings.ranked(word, length) for word in question.words]
    if question.beginning:
        ranked[-1] = store.postings.ranked_any(store.terms.beginning_with(question.words[-1]), length)
    return Matching(_having(ranked, store.live), ranked)


def match_looser(store: Store, question: Question, within: int) -> Matching | None:
    """The documents that have most of the words; None if there are none either."""
    for words in question.looser(store.terms):
        ranked = [store.postings.ranked(word, len(store.documents)) for word in words]
        found = _having(ranked, store.live)
        if found & within:
            return Matching(found, ranked)
    return None


def best_first(store: Store, matching: Matching, within: int) -> list[int]:
    """By telling field, then by position, then by name."""
    slots: list[int] = []
    steps = [word.by_step(place) for place, word in enumerate(matching.words)]
    for same_field in _by_cost(matching.found & within, [word.by_field for word in matching.words]):
        for equal in _by_cost(same_field, steps):
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
