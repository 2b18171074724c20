"""Questions as visitors ask them, each different, each with at least one answer."""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from portal import clock
from portal.regions import RegionData
from search_index import OfferDocument

SEED = 7
ENOUGH = 14_000
_WORD = re.compile(r"[^\W\d_]{5,}")

# The facets of the page, as columns of the peer: one value, or a list of them.
PLAIN_FACETS = ("help_kind", "form")
LIST_FACETS = ("target_groups", "direct_referrers", "products", "languages", "sectors")
# About what a card shows.
SHOWN = ("name", "title", "places", "age_from", "age_to", "free_places", "wait", "lat", "lng")


@dataclass(frozen=True)
class Question:
    """A word; a municipality and an age; two values of one facet, of which either will do."""

    word: str
    facet: str  # "soort" or "vorm"
    values: tuple[str, str]
    municipality: str  # CBS code
    age: int
    town: str  # the municipality's key

    @property
    def path(self) -> str:
        asked = [("q", self.word), *((self.facet, value) for value in self.values)]
        return "/aanbod?" + urlencode([*asked, ("gemeente", self.town), ("leeftijd", str(self.age))])

    @property
    def peer_path(self) -> str:
        column = {"soort": "help_kind", "vorm": "form"}[self.facet]
        asked = [
            ("_search", self.word),
            (f"{column}__in", ",".join(self.values)),
            ("municipalities__arraycontains", self.municipality),
            ("age_from__lte", str(self.age)),
            ("age_to__gte", str(self.age)),
            *(("_facet", name) for name in PLAIN_FACETS),
            *(("_facet_array", name) for name in LIST_FACETS),
            *(("_col", name) for name in SHOWN),
            ("_size", "20"),
        ]
        return "/offers/offers?" + urlencode(asked)


def questions(documents: Sequence[OfferDocument], region: RegionData, count: int = ENOUGH) -> list[Question]:
    """Deterministic. Each is asked about an offer that is there."""
    drawn = random.Random(SEED)
    answering = _answering(documents, region)
    found: dict[Question, None] = {}
    for _ in range(count * 20):
        question = _about(drawn.choice(answering), region, drawn)
        if question is not None:
            found.setdefault(question)
        if len(found) == count:
            break
    return list(found)


def _answering(documents: Sequence[OfferDocument], region: RegionData) -> list[OfferDocument]:
    today = clock.day_number(clock.today())
    return [
        document
        for document in documents
        if document.counted
        and document.bookable_from <= today <= document.bookable_until
        and (document.help_kind in region.help_kinds or document.form in region.forms)
    ]


def _about(document: OfferDocument, region: RegionData, drawn: random.Random) -> Question | None:
    facet, own, known = (
        ("soort", document.help_kind, region.help_kinds)
        if document.help_kind
        else ("vorm", document.form, region.forms)
    )
    public = [key for key, item in known.items() if item.audience == "public" and key != own]
    words = list(_words(document))
    if not own or not words:
        return None
    code = drawn.choice(document.municipalities)
    age = drawn.randint(document.age_from, document.age_to)
    return Question(drawn.choice(words), facet, (own, drawn.choice(public)), code, age, region.municipalities[code].key)


def _words(document: OfferDocument) -> Iterator[str]:
    for text in (*document.title, *document.lay_words, *document.names, *document.text[:4]):
        yield from (word.lower() for word in _WORD.findall(text))
