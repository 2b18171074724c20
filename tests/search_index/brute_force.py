"""The meaning of filters, counts and order, written out plainly and slowly, to compare engines with."""

from collections import Counter
from dataclasses import dataclass
from math import atan2, cos, radians, sin, sqrt

from search_index import Facet, OfferDocument, Order, Point, SearchQuery


@dataclass(frozen=True)
class Expected:
    hits: list[tuple[str, int]]  # document, other offers of its provider
    providers: int
    offers: int
    facets: dict[Facet, dict[str, int]]


def expected(documents: list[OfferDocument], query: SearchQuery) -> Expected:
    """For questions without words."""
    fitting = [d for d in documents if _fits(d, query)]
    metres = _metres(fitting, query)
    found = sorted(fitting, key=lambda d: _place_in_order(d, query, metres[d.id]))
    offers_of = Counter(d.provider for d in found)
    firsts = [d for number, d in enumerate(found) if d.provider not in {before.provider for before in found[:number]}]
    begin = (query.page - 1) * query.page_size
    return Expected(
        hits=[(d.id, offers_of[d.provider] - 1) for d in firsts[begin : begin + query.page_size]],
        providers=len(firsts),
        offers=len(found),
        facets={facet: _counts(documents, query, facet) for facet in query.facets},
    )


def _values(document: OfferDocument, facet: Facet) -> tuple[str, ...]:
    value = getattr(document, facet.value)
    return value if isinstance(value, tuple) else () if value is None else (value,)


def _counts(documents: list[OfferDocument], query: SearchQuery, facet: Facet) -> dict[str, int]:
    return dict(Counter(v for d in documents if _fits(d, query, without=facet) for v in set(_values(d, facet))))


def _fits(d: OfferDocument, query: SearchQuery, without: Facet | None = None) -> bool:
    today = query.today
    stopped = d.stop_from <= today <= d.stop_until
    conditions = [
        d.counted,
        d.region == query.region,
        d.bookable_from <= today <= d.bookable_until,
        all(
            any(value in _values(d, facet) for value in values)
            for facet, values in query.ticked.items()
            if facet is not without and values
        ),
        query.age is None or (d.age_from <= (query.age_until or query.age) and query.age <= d.age_to),
        query.max_wait is None
        or (d.wait is not None and d.wait_until >= today and d.wait <= query.max_wait and not stopped),
        not query.free_place or (d.free_places > 0 and d.places_until >= today and not stopped),
        not query.with_figures or d.has_figures,
        _near_enough(d, query),
    ]
    return all(conditions)


def _near_enough(d: OfferDocument, query: SearchQuery) -> bool:
    if query.near is None or query.radius is None or set(query.home_municipalities) & set(d.comes_to):
        return True
    away = kilometres(d, query.near)
    return away is not None and away <= query.radius


def _metres(documents: list[OfferDocument], query: SearchQuery) -> dict[str, float]:
    """What differs by less than a metre is equally far: the nearest of those stands for all."""
    away = {d.id: kilometres(d, query.near) if query.near else None for d in documents}
    metres: dict[str, float] = {}
    begin = -10.0
    for document_id, distance in sorted(away.items(), key=lambda pair: (pair[1] is None, pair[1] or 0.0)):
        if distance is not None and distance * 1000 - begin >= 1:
            begin = distance * 1000
        metres[document_id] = 1e9 if distance is None else begin
    return metres


def _place_in_order(d: OfferDocument, query: SearchQuery, metres: float) -> tuple[object, ...]:
    name = (d.name.casefold().replace("ö", "o").replace(" & ", " ").replace("-", " "), d.provider)
    if query.order is Order.DISTANCE and query.near:
        return (metres, *name, d.id)
    if query.order is Order.WAIT:
        return (d.wait is None, d.wait or 0, *name, d.id)
    return (*name, d.id)


def kilometres(d: OfferDocument, near: Point) -> float | None:
    if d.lat is None or d.lng is None:
        return None
    a, b = radians(near.lat), radians(d.lat)
    across = radians(d.lng - near.lng)
    x = cos(b) * sin(across)
    y = cos(a) * sin(b) - sin(a) * cos(b) * cos(across)
    z = sin(a) * sin(b) + cos(a) * cos(b) * cos(across)
    return 6371.0088 * atan2(sqrt(x * x + y * y), z)
