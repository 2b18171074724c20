"""A question as one multi-search: the page of providers, then the exact numbers beside it."""

from dataclasses import dataclass
from typing import Any

from search_index.engine.filters import COUNTED, UNCOUNTED, filters_of, sort_of, ticked
from search_index.engine.stored import ABOUT, SHOWN
from search_index.ordering import shows_uncounted
from search_index.query import Facet, SearchQuery

Body = dict[str, Any]


@dataclass(frozen=True)
class Asked:
    """The words in the server's own terms."""

    words: tuple[str, ...] = ()
    beginning: bool = False

    def body(self) -> Body:
        # In quotes a word is taken as it is; bare, the server also tries it in two halves and together with its
        # neighbour. Only the last word can be bare: it may be the beginning of another.
        whole = self.words[:-1] if self.beginning else self.words
        bare = self.words[-1:] if self.beginning else ()
        return {"q": " ".join([*(f'"{word}"' for word in whole), *bare]), "matchingStrategy": "all"}


def main_queries(uid: str, query: SearchQuery, asked: Asked) -> list[Body]:
    """The page of providers; the counted offers with the facets that have no ticks; one query per facet that has;
    and, where they may be found, the providers without an offer."""
    words = bool(asked.words)
    fixed = filters_of(query, words=words)
    counted = fixed if COUNTED in fixed else [*fixed, COUNTED]
    base = {"indexUid": uid, **asked.body()}
    page = page_query(uid, query, asked)
    free = [facet for facet in query.facets if not query.ticked.get(facet)]
    numbers = {
        **base,
        "filter": [*counted, *ticked(query)],
        # The values of "provider" are the providers found, and how many offers each has.
        "facets": ["provider", *(facet.value for facet in free)],
        "page": 1,
        "hitsPerPage": 0,
    }
    queries = [page, numbers, *(_or_facet(base, counted, query, facet) for facet in ticked_facets(query))]
    if shows_uncounted(query, words=words):
        queries.append({**base, "filter": [*fixed, UNCOUNTED], "page": 1, "hitsPerPage": 0})
    return queries


def page_query(uid: str, query: SearchQuery, asked: Asked) -> Body:
    words = bool(asked.words)
    return {
        "indexUid": uid,
        **asked.body(),
        "filter": [*filters_of(query, words=words), *ticked(query)],
        "sort": sort_of(query, words=words),
        "distinct": "provider",
        # Asking for an exact total here would cost more than all the rest: with `distinct` it walks every hit.
        "offset": (max(query.page, 1) - 1) * query.page_size,
        "limit": query.page_size,
        "attributesToRetrieve": list(SHOWN),
    }


def ticked_facets(query: SearchQuery) -> list[Facet]:
    return [facet for facet in query.facets if query.ticked.get(facet)]


def stamp_query(uid: str) -> Body:
    return {"indexUid": uid, "filter": f'region = "{ABOUT}"', "limit": 1, "attributesToRetrieve": ["stamp"]}


def _or_facet(base: Body, counted: list[str], query: SearchQuery, facet: Facet) -> Body:
    return {**base, "filter": [*counted, *ticked(query, without=facet)], "facets": [facet.value], "limit": 0}
