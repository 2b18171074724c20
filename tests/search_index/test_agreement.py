"""Both engines on hundreds of drawn questions: every hit, in order, and every number."""

from dataclasses import replace
from random import Random

import pytest

from search_index import Collection, Facet, OfferDocument, Order, Point, SearchIndex, SearchQuery
from tests.search_index.catalogue import REGION, TODAY
from tests.search_index.conftest import DOCUMENTS

_FIELDS = ("names", "title", "lay_words", "places", "codes", "text")
_TICKED: tuple[dict[Facet, tuple[str, ...]], ...] = (
    {},
    {},
    {Facet.MUNICIPALITY: ("zwolle", "ommen")},
    {Facet.SECTOR: ("jo",)},
)
QUESTION = SearchQuery(Collection.PUBLIC, REGION, TODAY, near=Point(52.5, 6.1), page_size=50, facets=tuple(Facet))


def _words_of(document: OfferDocument) -> list[str]:
    return [word for name in _FIELDS for text in getattr(document, name) for word in text.split()]


def _typed(chance: Random) -> str:
    """Words of one document or of several, sometimes not finished, sometimes with a letter missing."""
    one = chance.choice(DOCUMENTS)
    count = chance.choice((1, 1, 2, 2, 3, 4))
    sources = [one if chance.random() < 0.7 else chance.choice(DOCUMENTS) for _ in range(count)]
    words = [chance.choice(_words_of(source)) for source in sources]
    if chance.random() < 0.3:
        words[-1] = words[-1][: chance.randint(2, 6)]
    if chance.random() < 0.2 and len(words[0]) > 4:
        gap = chance.randrange(1, len(words[0]))
        words[0] = words[0][:gap] + words[0][gap + 1 :]
    return " ".join(words)


@pytest.mark.parametrize("seed", range(10))
async def test_both_engines_give_the_same_answer(both: tuple[SearchIndex, SearchIndex], seed: int) -> None:
    chance = Random(seed)
    for _ in range(30):
        ticked = chance.choice(_TICKED)
        query = replace(QUESTION, words=_typed(chance), order=chance.choice(list(Order)), ticked=ticked)
        first, second = [await engine.search(query) for engine in both]
        assert first == second, query
