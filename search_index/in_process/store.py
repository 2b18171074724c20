"""All documents of one collection, in memory."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar, cast

from search_index.document import OfferDocument
from search_index.in_process.columns import Columns, Mark, marks_of
from search_index.in_process.postings import Postings, WordCodes, codes_of
from search_index.lexicon import Lexicon
from search_index.ordering import full_key, name_key
from search_index.query import Point
from search_index.terms import Terms

T = TypeVar("T")


class Store:
    """Every document has a slot. A document whose words change moves to a new slot and its old one stays
    empty, because taking words out of long lists is slow; `wasteful` says when to tidy up."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.terms = Terms({})
        self.columns = Columns()
        self.postings = Postings()
        self.live = 0  # bits
        self.in_order = 0  # the first slots are in the order of `full_keys`
        self.documents: list[OfferDocument | None] = []
        self.full_keys: list[str] = []
        self.name_keys: list[str] = []
        self.providers: list[str] = []
        self._points: list[Point | None] = []
        self.slots: dict[str, int] = {}
        self.of_provider: dict[str, set[int]] = {}
        self._marks: list[set[Mark]] = []
        self._word_prints: list[int] = []
        self._shared: dict[object, object] = {}

    def put(self, document: OfferDocument) -> None:
        codes = codes_of(self.lexicon.read(document))
        slot = self.slots.get(document.id)
        if slot is not None and self._same_place(slot, document, codes):
            marks = self._marks_of(document)
            self.columns.take(self._marks[slot] - marks, slot)
            self.columns.add(marks - self._marks[slot], slot)
            self._marks[slot] = marks
            self.documents[slot] = thin(document)
            self._points[slot] = self._point_of(document)
            return
        self.remove(document.id)
        self.terms.add(word for word, _ in codes)
        self.append(thin(document), codes)

    def append(self, document: OfferDocument, codes: WordCodes) -> None:
        slot = len(self.documents)
        marks = self._marks_of(document)
        self.documents.append(document)
        self.full_keys.append(full_key(document))
        self.name_keys.append(self._share(name_key(document)))
        self.providers.append(self._share(document.provider))
        self._points.append(self._point_of(document))
        self._marks.append(marks)
        self._word_prints.append(hash(frozenset(codes)))
        self.columns.add(marks, slot)
        self.postings.add(codes, slot)
        self.slots[document.id] = slot
        self.of_provider.setdefault(document.provider, set()).add(slot)
        self.live |= 1 << slot

    def remove(self, document_id: str) -> None:
        slot = self.slots.pop(document_id, None)
        if slot is None:
            return
        document = self.documents[slot]
        assert document is not None
        self.columns.take(self._marks[slot], slot)
        self.live &= ~(1 << slot)
        self.documents[slot] = None
        self._marks[slot] = set()
        provider_slots = self.of_provider[document.provider]
        provider_slots.discard(slot)
        if not provider_slots:
            del self.of_provider[document.provider]

    @property
    def wasteful(self) -> bool:
        empty = len(self.documents) - len(self.slots)
        return empty > 500 and empty > len(self.slots) // 2

    def document(self, slot: int) -> OfferDocument:
        document = self.documents[slot]
        assert document is not None
        return document

    def point(self, slot: int) -> Point | None:
        return self._points[slot]

    def by_full_key(self, slots: list[int]) -> list[int]:
        """Almost sorted already, so this is quick."""
        if slots and slots[-1] >= self.in_order:
            slots.sort(key=self.full_keys.__getitem__)
        return slots

    def _same_place(self, slot: int, document: OfferDocument, codes: WordCodes) -> bool:
        same_order = self.full_keys[slot] == full_key(document)
        same_provider = self.document(slot).provider == document.provider
        return same_order and same_provider and self._word_prints[slot] == hash(frozenset(codes))

    def _point_of(self, document: OfferDocument) -> Point | None:
        if document.lat is None or document.lng is None:
            return None
        return self._share(Point(document.lat, document.lng))

    def _marks_of(self, document: OfferDocument) -> set[Mark]:
        return {self._share(mark) for mark in marks_of(document)}

    def _share(self, value: T) -> T:
        """Equal values are kept once: thousands of documents share a few hundred."""
        return cast(T, self._shared.setdefault(value, value))


def thin(document: OfferDocument) -> OfferDocument:
    """Without the searched text: it is in the postings already, and it is most of the memory."""
    return replace(document, names=(), title=(), lay_words=(), places=(), codes=(), text=(), parts=())


def in_order(documents: Sequence[tuple[OfferDocument, WordCodes]]) -> list[tuple[OfferDocument, WordCodes]]:
    return sorted(documents, key=lambda pair: full_key(pair[0]))
