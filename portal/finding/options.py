"""What a family could choose from: who gives the same help, for that age, to children of that municipality."""

from collections.abc import Sequence
from dataclasses import dataclass

from portal.finding.card import Card
from portal.finding.finder import Finder
from portal.finding.question import Question
from portal.finding.things import Thing
from portal.model import AgeBand
from portal.regions import RegionData
from search_index import EngineAway

SHOWN = 20


@dataclass(frozen=True)
class Options:
    number: int  # of providers; those that take in nobody now too: who waits for them may choose them
    cards: Sequence[Card]
    query: str  # of the search that shows them


async def options_for(
    finder: Finder, region: RegionData, thing: Thing, municipality: str, band: AgeBand | None
) -> Options | None:
    """None where nobody could count them, or the help is not listed.

    An offer counts where it is for some age of the band, whichever: of a child no more than the band is known, and
    counted by one age of it, a home from 20 years would be no option for anybody of 18 to 23."""
    if not thing.search:
        return None
    towns = (municipality,) if municipality in region.municipalities else ()
    first, last = (band.first, band.last) if band is not None else (None, None)
    question = Question(region, ticked={thing.search: (thing.key,)}, municipalities=towns, age=first, age_until=last)
    try:
        found = await finder.find(question)
    except EngineAway:
        return None
    return Options(found.providers, found.cards, question.query)
