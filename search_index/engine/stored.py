"""Documents as the server stores them, and the few documents in which an index describes itself.

An index carries its own vocabulary and terms, so that swapping an index swaps those in the same moment.
They have a region that no question can ask for.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any
from uuid import uuid4

from search_index.document import OfferDocument
from search_index.lexicon import FIELDS, Fields
from search_index.ordering import full_key, name_key
from search_index.query import Facet
from search_index.terms import Terms
from search_index.vocabulary import Vocabulary

Stored = dict[str, Any]

ABOUT = "_about"
TERMS_REGION = "_terms"
_VOCABULARY = "_vocabulary"
_TERMS_PER_DOCUMENT = 5_000

_KEPT = (
    "id", "region", "counted", "provider", "comes_to", "age_from", "age_to", "bookable_from", "bookable_until",
    "stop_from", "stop_until", "free_places", "places_until", "wait", "wait_until", "has_figures", "card",
    *(facet.value for facet in Facet),
)  # fmt: skip

# What a hit needs of a document.
SHOWN = ("id", "provider", "counted", "card", "_geo")


def stored(document: OfferDocument, fields: Fields) -> Stored:
    written: Stored = {name: value for name in _KEPT if (value := getattr(document, name)) is not None}
    written.update({name: " ".join(words) for name, words in zip(FIELDS, fields, strict=True) if words})
    written["name_key"] = name_key(document)
    written["key"] = full_key(document)
    if document.lat is not None and document.lng is not None:
        written["_geo"] = {"lat": document.lat, "lng": document.lng}
    return written


@dataclass(frozen=True)
class About:
    """Where an index came from. `stamp` changes whenever its vocabulary or terms do."""

    settings: str
    vocabulary_version: str
    stamp: str

    @classmethod
    def read(cls, answer: Mapping[str, Any]) -> "About":
        return cls(answer["settings"], answer["vocabulary_version"], answer["stamp"])

    def renewed(self) -> "About":
        return About(self.settings, self.vocabulary_version, uuid4().hex)

    def stored(self) -> Stored:
        return {"id": ABOUT, "region": ABOUT, **asdict(self)}


def stored_vocabulary(vocabulary: Vocabulary) -> Stored:
    return {"id": _VOCABULARY, "region": TERMS_REGION, "vocabulary": json.dumps(asdict(vocabulary))}


def stored_terms(levels: Mapping[str, int]) -> Iterable[Stored]:
    entries = [f"{word}:{level}" for word, level in levels.items()]
    for begin in range(0, len(entries), _TERMS_PER_DOCUMENT):
        words = " ".join(entries[begin : begin + _TERMS_PER_DOCUMENT])
        yield {"id": f"{TERMS_REGION}-{uuid4().hex}", "region": TERMS_REGION, "terms": words}


def read_vocabulary(documents: Iterable[Mapping[str, Any]]) -> tuple[Vocabulary, Terms]:
    vocabulary = Vocabulary()
    levels: dict[str, int] = {}
    for document in documents:
        if document["id"] == _VOCABULARY:
            written = json.loads(document["vocabulary"])
            vocabulary = Vocabulary(
                version=written["version"],
                synonyms={asked: tuple(words) for asked, words in written["synonyms"].items()},
                stems=tuple(written["stems"]),
                stop_words=tuple(written["stop_words"]),
            )
        else:
            levels.update(
                (word, int(level)) for word, level in (entry.split(":") for entry in document["terms"].split())
            )
    return vocabulary, Terms(levels)
