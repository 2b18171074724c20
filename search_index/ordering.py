"""The order of results, the same in every engine.

Chosen order first (distance, name, wait; ties by name of the provider), then how well the words match,
then name and id. The wait in the order is the one in the document: whoever writes documents leaves it out
(`wait=None`) when it can no longer be relied upon, and writes the document again on the day that happens.
"""

from search_index.document import OfferDocument
from search_index.query import Order, SearchQuery
from search_index.words import plain, split


def name_key(document: OfferDocument) -> str:
    """Provider names as in a Dutch list: case, diacritics and punctuation do not count."""
    return f"{' '.join(split(document.name))} {plain(document.provider)}"


def full_key(document: OfferDocument) -> str:
    return f"{name_key(document)} {plain(document.id)}"


def order_of(query: SearchQuery, *, words: bool) -> Order:
    """Relevance needs words, distance needs a point."""
    if query.order is Order.RELEVANCE and not words:
        return Order.NAME
    if query.order is Order.DISTANCE and query.near is None:
        return Order.RELEVANCE if words else Order.NAME
    return query.order


def shows_uncounted(query: SearchQuery, *, words: bool) -> bool:
    """Providers without a published offer are found by name only; any narrowing asks for an offer."""
    narrowed = (
        any(query.ticked.values())
        or query.age is not None
        or query.max_wait is not None
        or query.free_place
        or query.with_figures
        or (query.near is not None and query.radius is not None)
    )
    return words and not narrowed
