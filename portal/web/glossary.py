"""Field terms in running text: which words of a text have an explanation, and a link to it where they stand.

A page marks each term once, where it comes first, and no more than three in a section. What was marked is
explained at the end of the page (templates/layout/_terms.html), so that nobody has to leave it.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup, escape

from portal.model import GlossaryTerm
from portal.regions import RegionData, once_a_state
from portal.web.language import DEFAULT

MOST_IN_SECTION = 3


@dataclass(frozen=True)
class Found:
    start: int
    end: int
    key: str


class TermFinder:
    """The terms of a region in one language. Whole words only, and the longest where several begin."""

    def __init__(self, terms: Mapping[str, GlossaryTerm], language: str) -> None:
        self._exact: dict[str, str] = {}
        self._folded: dict[str, str] = {}
        for key, term in terms.items():
            for spelling in filter(None, spellings_of(term, language)):
                if as_written(spelling):
                    self._exact.setdefault(spelling, key)
                else:
                    self._folded.setdefault(spelling.casefold(), key)
        longest_first = sorted((*self._exact, *self._folded), key=lambda spelling: (-len(spelling), spelling))
        choices = (re.escape(s) if s in self._exact else f"(?i:{re.escape(s)})" for s in longest_first)
        # A hyphen joins: in "ggz-aanbieder" stands another word than "ggz".
        self._pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(choices)})(?![\w-])") if longest_first else None

    def find(self, text: str, most: int = MOST_IN_SECTION, known: Collection[str] = ()) -> Iterator[Found]:
        """The first place of each term, in the order of the text; none of those that are `known`."""
        seen = set(known)
        for match in self._pattern.finditer(text) if self._pattern else ():
            if most <= 0:
                return
            key = self._exact.get(match.group()) or self._folded.get(match.group().casefold())
            if key and key not in seen:
                seen.add(key)
                most -= 1
                yield Found(match.start(), match.end(), key)


def spellings_of(term: GlossaryTerm, language: str) -> tuple[str, ...]:
    """Its name first. In a language that the term is not written in, as in Dutch."""
    written = language if term.names.get(language) else DEFAULT
    return (term.names.get(written, ""), *term.also.get(written, ()))


def as_written(spelling: str) -> bool:
    """A capital beyond the first letter means something: JIM is a mentor and Jim a name; Veilig Thuis is called,
    and a child is veilig thuis."""
    return spelling[1:] != spelling[1:].lower()


class Terms:
    """The terms of one page while it is being made."""

    def __init__(self, region: RegionData | None, language: str) -> None:
        self._terms: Mapping[str, GlossaryTerm] = region.glossary if region else {}
        self._finder = _finder(region, language) if region else TermFinder({}, language)
        self._language = language
        self._known: set[str] = set()
        self._left = MOST_IN_SECTION
        self.used: list[GlossaryTerm] = []

    def section(self) -> str:
        """A new part of the page begins: it may mark terms again."""
        self._left = MOST_IN_SECTION
        return ""

    def about(self, *texts: Mapping[str, str]) -> str:
        """The page itself explains these: their names need no mark."""
        names = {name.casefold() for text in texts for name in text.values()}
        for key, term in self._terms.items():
            if names & {spelling.casefold() for spelling in spellings_of(term, self._language)}:
                self._known.add(key)
        return ""

    def marked(self, text: str) -> Markup:
        """The text with its terms as links to their explanation on this page."""
        pieces, done = [], 0
        for found in self._finder.find(text, self._left, self._known):
            self._known.add(found.key)
            self._left -= 1
            self.used.append(self._terms[found.key])
            pieces += [escape(text[done : found.start]), _link(found.key, text[found.start : found.end])]
            done = found.end
        return Markup("").join([*pieces, escape(text[done:])])


def _link(key: str, word: str) -> Markup:
    # Read out with the word, so that it need not be followed to be understood.
    return Markup('<a class="term" href="#woord-{0}" aria-describedby="uitleg-{0}">{1}</a>').format(key, word)


@once_a_state
def _finder(region: RegionData, language: str) -> TermFinder:
    return TermFinder(region.glossary, language)
