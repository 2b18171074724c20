"""How the server must treat the documents. A change here rebuilds every index by itself."""

import hashlib
import json

from search_index.lexicon import FIELDS, READING
from search_index.query import Facet

# What these modules were tested with; an older or newer server is refused at the start.
OLDEST_VERSION = (1, 21)
FIRST_UNKNOWN_VERSION = (2, 0)

_SAME = ["region", "counted", "has_figures", "provider", "comes_to", *(facet.value for facet in Facet)]
_COMPARED = [
    "age_from",
    "age_to",
    "bookable_from",
    "bookable_until",
    "stop_from",
    "stop_until",
    "free_places",
    "places_until",
    "wait",
    "wait_until",
]


def _filterable(names: list[str], *, compared: bool) -> dict[str, object]:
    return {
        "attributePatterns": names,
        "features": {"facetSearch": False, "filter": {"equality": not compared, "comparison": compared}},
    }


SETTINGS: dict[str, object] = {
    "searchableAttributes": list(FIELDS),
    "displayedAttributes": ["*"],
    "filterableAttributes": [
        _filterable(_SAME, compared=False),
        _filterable(_COMPARED, compared=True),
        "_geo",
    ],
    "sortableAttributes": ["_geo", "name_key", "wait"],
    # The chosen order rules, then the words; the last one makes every order complete.
    "rankingRules": ["sort", "words", "attribute", "key:asc"],
    # Misspellings, endings, synonyms and compounds are ours (`question.py`), the same in every engine.
    "typoTolerance": {"enabled": False},
    "prefixSearch": "indexingTime",
    "proximityPrecision": "byAttribute",
    "facetSearch": False,
    "stopWords": [],
    "synonyms": {},
    # Above any catalogue: a total or a list of values that is cut short would be a wrong number.
    "pagination": {"maxTotalHits": 1_000_000},
    "faceting": {"maxValuesPerFacet": 100_000},
}


def print_of_settings() -> str:
    written = json.dumps([SETTINGS, READING], sort_keys=True)
    return hashlib.sha256(written.encode()).hexdigest()[:16]
