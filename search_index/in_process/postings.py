"""Which documents have a word, how telling its field is, and where in that field it stands."""

from array import array
from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import reduce
from operator import or_

from search_index.in_process.bits import bits_of
from search_index.lexicon import Fields

_REMEMBERED_WORDS = 64
_POSITION_BITS = 5
_CODE_BITS = 3 + _POSITION_BITS

# Meilisearch's "attribute" rule, followed here so that both engines rank alike. Positions in a field are kept
# exactly at first, then in ever wider groups; the cost of a word is the distance, in steps, between its
# position in the field and its position in the question.
_GROUPS = (*range(16), 24, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 65535)
_STEPS = (0, 1, 4, 7, 11, 16, 24, 64, 256, 1024)

# Words, and of each its field and its group of positions packed in one byte.
WordCodes = tuple[tuple[str, ...], bytes]


def group_of(position: int) -> int:
    if position < 16:
        return position
    return 16 if position < 24 else bisect_left(_GROUPS, position, lo=17)


def codes_of(fields: Fields) -> WordCodes:
    words = tuple(word for found in fields for word in found)
    codes = bytes(
        number << _POSITION_BITS | group_of(min(position, 65535))
        for number, found in enumerate(fields)
        for position in range(len(found))
    )
    return words, codes


@dataclass
class Ranked:
    """Documents that have a word: by the cost of its field, and by where it stands in that field."""

    by_field: dict[int, int]
    by_group: dict[int, int]
    all: int

    def by_step(self, place: int) -> dict[int, int]:
        """Documents by the cost of the position, for a word at this place in the question."""
        steps: dict[int, int] = {}
        for group, bits in self.by_group.items():
            step = bisect_left(_STEPS, abs(_GROUPS[group] - place))
            steps[step] = steps.get(step, 0) | bits
        return _cheapest(steps)


class Postings:
    def __init__(self) -> None:
        self._entries: dict[str, array[int]] = {}
        self._remembered: OrderedDict[str, tuple[int, Ranked]] = OrderedDict()

    def add(self, codes: WordCodes, slot: int) -> None:
        shifted = slot << _CODE_BITS
        for word, code in zip(*codes, strict=True):
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
    groups: dict[int, list[int]] = {}
    for entry in entries:
        slot = entry >> _CODE_BITS
        fields.setdefault(entry >> _POSITION_BITS & 0b111, []).append(slot)
        groups.setdefault(entry & 0b11111, []).append(slot)
    by_field = _cheapest({field: bits_of(slots, length) for field, slots in fields.items()})
    by_group = {group: bits_of(slots, length) for group, slots in groups.items()}
    return Ranked(by_field, by_group, reduce(or_, by_field.values(), 0))


def _cheapest(costs: dict[int, int]) -> dict[int, int]:
    """Each document only at its lowest cost: words with the same beginning may all be in one document."""
    seen = 0
    kept: dict[int, int] = {}
    for cost in sorted(costs):
        if bits := costs[cost] & ~seen:
            kept[cost] = bits
            seen |= bits
    return kept
