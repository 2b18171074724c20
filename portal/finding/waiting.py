"""What there is instead, for those who would have to wait long: asked of the index in one call."""

from collections.abc import Container, Sequence
from dataclasses import dataclass

from portal.finding.finder import Finder
from portal.finding.offers import ShownOffer
from portal.finding.question import Question
from portal.finding.sooner import ASKED, MOST_ASKED, Instead, asking, instead_of
from portal.model import Municipality
from search_index import EngineAway


@dataclass(frozen=True)
class Waiting:
    """Empty where nothing takes too long."""

    instead: tuple[Instead, ...] = ()
    toegang: Municipality | None = None  # where the child lives, if that was said
    is_away: bool = False  # no engine could be asked

    def of(self, subject: str) -> Instead | None:
        return next((each for each in self.instead if each.offer.subject == subject), None)


async def waiting_for(
    long: Sequence[ShownOffer], question: Question, finder: Finder, without: Container[str]
) -> Waiting:
    if not long:
        return Waiting()
    asked = [asking(offer, question) for offer in long[:MOST_ASKED]]
    towns = question.region.municipalities
    toegang = towns.get(question.home) if question.home else None
    try:
        cards = await finder.first_cards(asked, ASKED)
    except EngineAway:
        return Waiting(instead_of(long, question, (), without), toegang, is_away=True)
    return Waiting(instead_of(long, question, cards, without), toegang)
