"""One question answered from a store."""

from search_index.document import OfferDocument
from search_index.geo import Centre
from search_index.in_process.bits import slots_of
from search_index.in_process.matching import Matching, best_first, match_all, match_looser
from search_index.in_process.narrowing import Narrowing
from search_index.in_process.store import Store
from search_index.ordering import order_of
from search_index.query import Facet, Order, Point, SearchQuery
from search_index.question import Question, prepare
from search_index.results import Hit, Match, SearchResults

_SAME_PLACE = 0.001  # km; nearer than this to each other counts as equally far, as in Meilisearch
_UNKNOWN_WAIT = 1_000_000


def answer(store: Store, query: SearchQuery) -> SearchResults:
    question = prepare(query.words, store.lexicon, store.terms)
    if question.asked and not question.words:
        return SearchResults(facets={facet: {} for facet in query.facets}, repaired=question.repaired)
    narrowing = Narrowing(store, query, words=question.asked)
    matching, match = _match(store, question, narrowing.all())
    found = narrowing.all() if matching is None else narrowing.all() & matching.found
    slots = store.by_full_key(slots_of(found)) if matching is None else best_first(store, matching, found)
    slots = _ordered(store, query, order_of(query, words=question.asked), slots)
    firsts = _first_of_each_provider(store, slots)
    begin = (max(query.page, 1) - 1) * query.page_size
    counted = found & narrowing.counted
    matched = None if matching is None else matching.found
    return SearchResults(
        hits=tuple(_hit(store, query, slot, counted) for slot in firsts[begin : begin + query.page_size]),
        providers=len(firsts),
        offers=counted.bit_count(),
        facets={facet: _counts(store, facet, narrowing, matched) for facet in query.facets},
        match=match,
        repaired=question.repaired,
    )


def _match(store: Store, question: Question, within: int) -> tuple[Matching | None, Match]:
    if not question.asked:
        return None, Match.ALL
    matching = match_all(store, question)
    if matching.found & within:
        return matching, Match.LOOSER if question.missing else Match.ALL
    looser = match_looser(store, question, within)
    return (looser, Match.LOOSER) if looser else (matching, Match.ALL)


def _ordered(store: Store, query: SearchQuery, order: Order, slots: list[int]) -> list[int]:
    """A chosen order rules; what it leaves equal keeps the order it had."""
    if order is Order.RELEVANCE:
        return slots
    slots.sort(key=store.name_keys.__getitem__)
    if order is Order.WAIT:
        slots.sort(key=lambda slot: _wait(store.document(slot)))
    if order is Order.DISTANCE and query.near is not None:
        ranks = _distance_ranks(store, query.near, slots)
        slots.sort(key=lambda slot: ranks[store.points[slot]])
    return slots


def _wait(document: OfferDocument) -> int:
    return _UNKNOWN_WAIT if document.wait is None else document.wait


def _distance_ranks(store: Store, near: Point, slots: list[int]) -> dict[tuple[float, float] | None, int]:
    centre = Centre(near)
    points = {store.points[slot] for slot in slots}
    far = sorted((centre.kilometres(*point), point) for point in points if point)
    ranks: dict[tuple[float, float] | None, int] = {}
    rank, begin = 0, -1.0
    for kilometres, point in far:
        if kilometres - begin >= _SAME_PLACE:
            rank, begin = rank + 1, kilometres
        ranks[point] = rank
    ranks[None] = rank + 1
    return ranks


def _first_of_each_provider(store: Store, slots: list[int]) -> list[int]:
    firsts: dict[str, int] = {}
    for slot in slots:
        firsts.setdefault(store.providers[slot], slot)
    return list(firsts.values())


def _counts(store: Store, facet: Facet, narrowing: Narrowing, matched: int | None) -> dict[str, int]:
    within = narrowing.without(facet)
    if matched is not None:
        within &= matched
    counts = {str(value): (bits & within).bit_count() for value, bits in store.columns.values(facet.value).items()}
    return {value: count for value, count in counts.items() if count}


def _hit(store: Store, query: SearchQuery, slot: int, counted: int) -> Hit:
    document = store.document(slot)
    point = store.points[slot]
    offers = sum(counted >> other & 1 for other in store.of_provider[document.provider])
    return Hit(
        id=document.id,
        provider=document.provider,
        card=document.card,
        point=Point(*point) if point else None,
        distance=Centre(query.near).kilometres(*point) if query.near and point else None,
        counted=document.counted,
        other_offers=max(offers - document.counted, 0),
    )
