"""The filters of a question in the server's language."""

import json

from search_index.ordering import order_of, shows_uncounted
from search_index.query import Facet, Order, SearchQuery

COUNTED = "counted = true"
UNCOUNTED = "counted = false"


def filters_of(query: SearchQuery, *, words: bool) -> list[str]:
    """Everything but the ticked values, all of which must hold."""
    found = [
        f"region = {_text(query.region)}",
        f"bookable_from <= {query.today}",
        f"bookable_until >= {query.today}",
    ]
    if not shows_uncounted(query, words=words):
        found.append(COUNTED)
    if query.age is not None:
        found += [f"age_from <= {query.oldest}", f"age_to >= {query.age}"]
    if query.max_wait is not None:
        found += [f"wait <= {query.max_wait}", f"wait_until >= {query.today}"]
    if query.free_place:
        found += ["free_places > 0", f"places_until >= {query.today}"]
    if query.max_wait is not None or query.free_place:
        found.append(f"(stop_from > {query.today} OR stop_until < {query.today})")
    if query.with_figures:
        found.append("has_figures = true")
    if query.near is not None and query.radius is not None:
        around = f"_geoRadius({query.near.lat}, {query.near.lng}, {query.radius * 1000})"
        homes = query.home_municipalities
        found.append(f"({around} OR {one_of('comes_to', homes)})" if homes else around)
    return found


def ticked(query: SearchQuery, *, without: Facet | None = None) -> list[str]:
    return [one_of(facet.value, values) for facet, values in query.ticked.items() if values and facet is not without]


def one_of(name: str, values: tuple[str, ...] | list[str]) -> str:
    return f"{name} IN [{', '.join(_text(value) for value in values)}]"


def sort_of(query: SearchQuery, *, words: bool) -> list[str]:
    match order_of(query, words=words):
        case Order.NAME:
            return ["name_key:asc"]
        case Order.WAIT:
            return ["wait:asc", "name_key:asc"]
        case Order.DISTANCE if query.near is not None:
            return [f"_geoPoint({query.near.lat}, {query.near.lng}):asc", "name_key:asc"]
        case _:
            return []


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)
