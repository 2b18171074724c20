"""All documents of one collection, in memory."""

from dataclasses import replace
from typing import TypeVar, cast

from search_index.document import OfferDocument
from search_index.in_process.columns import Columns, marks_of
from search_index.in_process.postings import Postings, WordCodes, codes_of
from search_index.lexicon import Lexicon
from search_index.ordering import full_key, name_key
from search_index.query import Facet
from search_index.terms import Terms

T = TypeVar("T")

_NO_TEXT: dict[str, tuple[str, ...]] = dict.fromkeys(
    ("names", "title", "lay_words", "places", "codes", "text", "parts"), ()
)
_LISTS = (*tuple(facet.value for facet in Facet), "comes_to")


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
        self.points: list[tuple[float, float] | None] = []
        self.slots: dict[str, int] = {}
        self.of_provider: dict[str, set[int]] = {}
        self._word_prints: list[int] = []
        self._shared: dict[object, object] = {}

    def put(self, document: OfferDocument) -> None:
        codes = codes_of(self.lexicon.read(document))
        slot = self.slots.get(document.id)
        if slot is not None and self._same_place(slot, document, codes):
            before, after = set(marks_of(self.document(slot))), set(marks_of(document))
            self.columns.take(before - after, slot)
            self.columns.add(after - before, slot)
            self.documents[slot] = self.lean(document)
            self.points[slot] = self._point_of(document)
            return
        self.remove(document.id)
        self.terms.add(codes[0])
        self.append(self.lean(document), codes)

    def append(self, document: OfferDocument, codes: WordCodes) -> None:
        slot = len(self.documents)
        # All that a strange value can make fail comes before anything is added: a slot is whole or not there.
        in_order, name, point = full_key(document), self._share(name_key(document)), self._point_of(document)
        marks, print_ = set(marks_of(document)), _print_of(codes)
        self.documents.append(document)
        self.full_keys.append(in_order)
        self.name_keys.append(name)
        self.providers.append(self._share(document.provider))
        self.points.append(point)
        self._word_prints.append(print_)
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
        self.columns.take(set(marks_of(document)), slot)
        self.live &= ~(1 << slot)
        self.documents[slot] = None
        provider_slots = self.of_provider[document.provider]
        provider_slots.discard(slot)
        if not provider_slots:
            del self.of_provider[document.provider]

    def lean(self, document: OfferDocument) -> OfferDocument:
        """Without the searched text, which is in the postings already and is most of the memory."""
        lists = {name: self._share(getattr(document, name)) for name in _LISTS}
        return replace(document, **_NO_TEXT, **lists)  # type: ignore[arg-type]

    @property
    def wasteful(self) -> bool:
        empty = len(self.documents) - len(self.slots)
        return empty > 500 and empty > len(self.slots) // 2

    def document(self, slot: int) -> OfferDocument:
        document = self.documents[slot]
        assert document is not None
        return document

    def by_full_key(self, slots: list[int]) -> list[int]:
        """Almost sorted already, so this is quick."""
        if slots and slots[-1] >= self.in_order:
            slots.sort(key=self.full_keys.__getitem__)
        return slots

    def _same_place(self, slot: int, document: OfferDocument, codes: WordCodes) -> bool:
        same_order = self.full_keys[slot] == full_key(document)
        same_provider = self.document(slot).provider == document.provider
        return same_order and same_provider and self._word_prints[slot] == _print_of(codes)

    def _point_of(self, document: OfferDocument) -> tuple[float, float] | None:
        if document.lat is None or document.lng is None:
            return None
        return self._share((document.lat, document.lng))

    def _share(self, value: T) -> T:
        """Equal values are kept once: thousands of documents share a few hundred."""
        return cast(T, self._shared.setdefault(value, value))


def _print_of(codes: WordCodes) -> int:
    return hash(frozenset(zip(*codes, strict=True)))
