"""The search index: a copy of what the records say, made to be asked. Knows nothing of the portal."""

from search_index.document import FOREVER, NEVER, OfferDocument
from search_index.index import DocumentsRefused, EngineAway, SearchIndex
from search_index.query import Collection, Facet, Order, Point, SearchQuery
from search_index.results import Hit, Match, SearchResults
from search_index.vocabulary import Vocabulary

__all__ = [
    "FOREVER",
    "NEVER",
    "Collection",
    "DocumentsRefused",
    "EngineAway",
    "Facet",
    "Hit",
    "Match",
    "OfferDocument",
    "Order",
    "Point",
    "SearchIndex",
    "SearchQuery",
    "SearchResults",
    "Vocabulary",
]
