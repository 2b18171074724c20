"""The filters of a question as sets of documents."""

from functools import reduce
from operator import and_, or_

from search_index.geo import Centre
from search_index.in_process.store import Store
from search_index.ordering import shows_uncounted
from search_index.query import Facet, Point, SearchQuery


class Narrowing:
    def __init__(self, store: Store, query: SearchQuery, *, words: bool) -> None:
        self._store = store
        self.counted = store.columns.having("counted", True)
        self._ticked = {
            facet: reduce(or_, (store.columns.having(facet.value, value) for value in values), 0)
            for facet, values in query.ticked.items()
            if values
        }
        self._rest = self._always(query) & self._figures(query)
        if not shows_uncounted(query, words=words):
            self._rest &= self.counted

    def all(self) -> int:
        return reduce(and_, self._ticked.values(), self._rest)

    def without(self, facet: Facet) -> int:
        """Counted documents that pass everything but the ticks of this facet."""
        others = (bits for ticked, bits in self._ticked.items() if ticked is not facet)
        return reduce(and_, others, self._rest & self.counted)

    def _always(self, query: SearchQuery) -> int:
        columns = self._store.columns
        return (
            self._store.live
            & columns.having("region", query.region)
            & columns.at_most("bookable_from", query.today)
            & columns.at_least("bookable_until", query.today)
        )

    def _figures(self, query: SearchQuery) -> int:
        columns = self._store.columns
        found = self._store.live
        if query.age is not None and query.oldest is not None:
            found &= columns.at_most("age_from", query.oldest) & columns.at_least("age_to", query.age)
        if query.max_wait is not None:
            found &= columns.at_most("wait", query.max_wait) & columns.at_least("wait_until", query.today)
        if query.free_place:
            found &= columns.having("free", True) & columns.at_least("places_until", query.today)
        if query.max_wait is not None or query.free_place:
            stopped = columns.at_most("stop_from", query.today) & columns.at_least("stop_until", query.today)
            found &= ~stopped
        if query.with_figures:
            found &= columns.having("has_figures", True)
        if query.near is not None and query.radius is not None:
            found &= self._near(query.near, query.radius, query.home_municipalities)
        return found

    def _near(self, near: Point, radius: float, homes: tuple[str, ...]) -> int:
        columns = self._store.columns
        found = reduce(or_, (columns.having("comes_to", home) for home in homes), 0)
        centre = Centre(near)
        reach = radius / 111.0 + 0.001  # degrees of latitude: most points need no further measuring
        for point, bits in columns.values("point").items():
            if isinstance(point, tuple) and abs(point[0] - near.lat) <= reach and centre.kilometres(*point) <= radius:
                found |= bits
        return found
