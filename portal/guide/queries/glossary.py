"""The list of field terms, from A to Z in the visitor's language."""

import unicodedata
from dataclasses import dataclass
from itertools import groupby

from portal.guide.queries.explained import explained_keys
from portal.model import GlossaryTerm
from portal.web.glossary import spellings_of
from portal.web.visit import Visit


@dataclass(frozen=True)
class Word:
    term: GlossaryTerm
    also: tuple[str, ...]  # other ways to write it
    page: str  # key of the page that explains it at length; empty where there is none


def words_by_letter(visit: Visit) -> tuple[tuple[str, tuple[Word, ...]], ...]:
    pages = set(explained_keys(visit.region))
    ordered = sorted(visit.region.glossary.values(), key=lambda term: _sorted_as(visit.text(term.names)))
    by_letter = groupby(ordered, key=lambda term: _sorted_as(visit.text(term.names))[:1].upper())
    return tuple((letter, tuple(_word(term, visit.language, pages) for term in terms)) for letter, terms in by_letter)


def _word(term: GlossaryTerm, language: str, pages: set[str]) -> Word:
    first, *others = spellings_of(term, language)
    # What differs from the word itself by no more than its first letter says nothing new.
    also = tuple(dict.fromkeys(other for other in others if other.casefold() != first.casefold()))
    return Word(term, also, term.key if term.key in pages else "")


def _sorted_as(name: str) -> str:
    """As in a dictionary: without accents, whatever stands before the first letter left out."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode() or name
    return plain.casefold().lstrip("(\"' ")
