"""How many providers a family could choose from, by the band of ages in which the child is."""

from collections.abc import AsyncIterator, Sequence

import pytest

from portal.finding.engines import Engines
from portal.finding.finder import Finder
from portal.finding.options import options_for
from portal.finding.things import things
from portal.indexing import vocabulary_of
from portal.model import AgeBand
from portal.regions import RegionData
from search_index import Collection, OfferDocument
from search_index.in_process import InProcessIndex

RAALTE = "0177"
# Who gives it, for which ages.
GIVEN = (("wilgenhof", 4, 17), ("veldzicht", 12, 18), ("overweg", 20, 23), ("linde", 16, 23))


def _documents() -> Sequence[OfferDocument]:
    return [
        OfferDocument(
            id=f"offer-{provider}", region="ijsselland", counted=True, provider=provider, name=provider, slug=provider,
            help_kind="gezinsbehandeling", municipalities=(RAALTE,), age_from=youngest, age_to=oldest, bookable_from=0,
        )
        for provider, youngest, oldest in GIVEN
    ]  # fmt: skip


async def _chunks() -> AsyncIterator[Sequence[OfferDocument]]:
    yield _documents()


@pytest.mark.parametrize(
    ("band", "number"),
    [
        (AgeBand.TO_4, 1),
        (AgeBand.TO_11, 1),
        (AgeBand.TO_15, 2),
        (AgeBand.TO_17, 3),
        (AgeBand.TO_23, 3),  # at 18 there are two: who is for 20 to 23 is an option too
        (None, 4),
    ],
)
async def test_who_helps_some_age_of_the_band_is_an_option(
    ijsselland: RegionData, band: AgeBand | None, number: int
) -> None:
    index = InProcessIndex()
    await index.rebuild(Collection.PUBLIC, _chunks(), vocabulary_of([ijsselland]))
    finder = Finder(Engines(None, index))
    found = await options_for(finder, ijsselland, things(ijsselland)["gezinsbehandeling"], RAALTE, band)
    assert found is not None
    assert (found.number, len(found.cards)) == (number, number)
    assert found.query == f"?soort=gezinsbehandeling&gemeente=raalte{f'&leeftijd={band}' if band else ''}"
