"""Which documents have a word, how telling the field is, and how near its beginning."""

from array import array
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from search_index.in_process.bits import bits_of
from search_index.lexicon import FIELDS, Fields

_REMEMBERED_WORDS = 64
_FIELD_BITS = 4
_COST_BITS = 4

# Word positions are ranked in steps, the same steps as Meilisearch ("attribute" rule).
_STEPS = (0, 1, 4, 7, 11, 15, 23, 64, 256, 1024)

WordCodes = list[tuple[str, int]]  # word and, packed, its best field and its best step


def step_of(position: int) -> int:
    return next((step for step, last in enumerate(_STEPS) if position <= last), len(_STEPS))


def codes_of(fields: Fields) -> WordCodes:
    """Each word once: its most telling field, and apart from that its nearest position in any field."""
    best: dict[str, tuple[int, int]] = {}
    for number in range(len(FIELDS)):
        for position, word in enumerate(fields[number]):
            known = best.get(word)
            step = step_of(position)
            best[word] = (number, step) if known is None else (known[0], min(known[1], step))
    return [(word, number << _COST_BITS | step) for word, (number, step) in best.items()]


@dataclass
class Ranked:
    """Documents that have a word, by the cost of its field and of its position; each document once in both."""

    by_field: dict[int, int]
    by_step: dict[int, int]
    all: int


class Postings:
    def __init__(self) -> None:
        self._entries: dict[str, array[int]] = {}
        self._remembered: OrderedDict[str, tuple[int, Ranked]] = OrderedDict()

    def add(self, codes: WordCodes, slot: int) -> None:
        shifted = slot << (_FIELD_BITS + _COST_BITS)
        for word, code in codes:
            entries = self._entries.get(word)
            if entries is None:
                entries = self._entries[word] = array("I")
            entries.append(shifted | code)

    def words(self) -> Iterator[tuple[str, Iterable[tuple[int, int]]]]:
        for word, entries in self._entries.items():
            yield word, ((entry >> 8, entry & 0xFF) for entry in entries)

    def counts(self) -> dict[str, int]:
        return {word: len(entries) for word, entries in self._entries.items()}

    def ranked(self, word: str, length: int) -> Ranked:
        entries = self._entries.get(word, array("I"))
        remembered = self._remembered.get(word)
        if remembered and remembered[0] == len(entries):
            self._remembered.move_to_end(word)
            return remembered[1]
        ranked = _rank(entries, length)
        self._remembered[word] = len(entries), ranked
        if len(self._remembered) > _REMEMBERED_WORDS:
            self._remembered.popitem(last=False)
        return ranked

    def ranked_any(self, words: list[str], length: int) -> Ranked:
        """All words with the same beginning, as if they were one."""
        entries = array("I")
        for word in words:
            entries.extend(self._entries.get(word, ()))
        return _rank(entries, length)


def _rank(entries: "array[int]", length: int) -> Ranked:
    fields: dict[int, list[int]] = {}
    steps: dict[int, list[int]] = {}
    for entry in entries:
        slot = entry >> 8
        fields.setdefault(entry >> 4 & 0xF, []).append(slot)
        steps.setdefault(entry & 0xF, []).append(slot)
    by_field, seen = _cheapest(fields, length)
    return Ranked(by_field, _cheapest(steps, length)[0], seen)


def _cheapest(groups: dict[int, list[int]], length: int) -> tuple[dict[int, int], int]:
    seen = 0
    kept: dict[int, int] = {}
    for cost in sorted(groups):
        bits = bits_of(groups[cost], length) & ~seen
        seen |= bits
        if bits:
            kept[cost] = bits
    return kept, seen
