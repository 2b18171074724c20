"""Who gives the same help, for a child of this municipality, soonest first."""

from portal.finding.card import Card
from portal.finding.finder import Finder
from portal.finding.question import Question, Sort
from portal.regions import RegionData
from search_index import EngineAway

ASKED = 20
_PARAMETER = {"help_kind": "soort", "form": "vorm"}


def same_help(subject_type: str, subject: str, municipality: str, region: RegionData) -> Question:
    """`subject_type`: help_kind, form or product."""
    towns = (municipality,) if municipality in region.municipalities else ()
    ticked = {_PARAMETER.get(subject_type, "product"): (subject,)}
    return Question(region, ticked=ticked, municipalities=towns, sort=Sort.WAIT)


async def who_gives(question: Question, finder: Finder) -> tuple[Card, ...] | None:
    """None where no engine can answer."""
    try:
        (cards,) = await finder.first_cards([question], ASKED)
    except EngineAway:
        return None
    return tuple(card for card in cards if card.has_offer)
