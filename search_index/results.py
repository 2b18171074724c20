"""What comes back: the same shape from every engine."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from search_index.query import Facet, Point


class Match(StrEnum):
    ALL = "all"  # every word was found
    LOOSER = "looser"  # nothing had every word; these have some of them


@dataclass(frozen=True)
class Hit:
    """A provider, with its best matching offer for this question."""

    id: str
    provider: str
    card: Mapping[str, object]
    point: Point | None = None  # as finely as visitors may know; None without a place
    distance: float | None = None  # km from the asked point; None without one, or without a place
    counted: bool = True
    other_offers: int = 0  # further matching offers of the same provider


@dataclass(frozen=True)
class SearchResults:
    hits: tuple[Hit, ...] = ()
    providers: int = 0  # exact; as many as there are hits on all pages together, those without an offer included
    offers: int = 0  # exact; providers without an offer are not in it
    facets: Mapping[Facet, Mapping[str, int]] = field(default_factory=dict)  # counts of offers
    match: Match = Match.ALL
    repaired: Mapping[str, str] = field(default_factory=dict)  # misspelt words: as typed → as searched
    limited: bool = False  # answered by the in-process engine because the other one was away
