"""The server's answer in the words of the contract. Anything unexpected is an engine that is away."""

from collections.abc import Mapping, Sequence
from typing import Any

from search_index.engine.asking import ticked_facets
from search_index.geo import distance
from search_index.index import EngineAway
from search_index.query import Facet, Point, SearchQuery
from search_index.results import Hit, Match, SearchResults

Answer = Mapping[str, Any]


def results_of(
    query: SearchQuery, answers: Sequence[Answer], match: Match, repaired: Mapping[str, str]
) -> SearchResults:
    try:
        page, numbers = answers[0], answers[1]
        offers_of = numbers["facetDistribution"].get("provider", {})
        return SearchResults(
            hits=hits_of(query, page, offers_of),
            providers=len(offers_of) + _uncounted(query, answers),
            offers=int(numbers["totalHits"]),
            facets=_facets(query, numbers, answers[2:]),
            match=match,
            repaired=repaired,
        )
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as problem:
        raise EngineAway(f"unexpected answer to a search: {problem!r}") from problem


def hits_of(query: SearchQuery, page: Answer, offers_of: Mapping[str, int]) -> tuple[Hit, ...]:
    """`offers_of`: how many offers each provider has; without it none is told of."""
    try:
        return tuple(_hit(query, hit, offers_of) for hit in page["hits"])
    except (KeyError, TypeError, ValueError, AttributeError) as problem:
        raise EngineAway(f"unexpected answer to a search: {problem!r}") from problem


def is_empty(query: SearchQuery, answers: Sequence[Answer]) -> bool:
    try:
        return int(answers[1]["totalHits"]) + _uncounted(query, answers) == 0
    except (KeyError, TypeError, ValueError, IndexError) as problem:
        raise EngineAway(f"unexpected answer to a search: {problem!r}") from problem


def _uncounted(query: SearchQuery, answers: Sequence[Answer]) -> int:
    """Each is the only document of its provider."""
    place = 2 + len(ticked_facets(query))
    return int(answers[place]["totalHits"]) if len(answers) > place else 0


def stamp_of(answer: Answer) -> str:
    try:
        return str(answer["hits"][0]["stamp"])
    except (KeyError, TypeError, IndexError) as problem:
        raise EngineAway("an index that does not describe itself") from problem


def _facets(query: SearchQuery, numbers: Answer, or_facets: Sequence[Answer]) -> dict[Facet, dict[str, int]]:
    counted_in = {facet: or_facets[place] for place, facet in enumerate(ticked_facets(query))}
    return {
        facet: dict(counted_in.get(facet, numbers)["facetDistribution"].get(facet.value, {})) for facet in query.facets
    }


def _hit(query: SearchQuery, hit: Answer, offers_of: Mapping[str, int]) -> Hit:
    place = hit.get("_geo")
    point = Point(float(place["lat"]), float(place["lng"])) if place else None
    counted = bool(hit["counted"])
    return Hit(
        id=str(hit["id"]),
        provider=str(hit["provider"]),
        card=hit["card"],
        point=point,
        distance=distance(query.near, point) if query.near and point else None,
        counted=counted,
        other_offers=max(int(offers_of.get(hit["provider"], 0)) - counted, 0),
    )
