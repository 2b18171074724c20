"""Who else gives what was asked for: beside a decline, and for who chooses anew."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from portal.finding.card import Card
from portal.finding.finder import Finder
from portal.finding.same_help import same_help, who_gives
from portal.model import AgeBand, Referral
from portal.model.ages import some_age_fits
from portal.regions import RegionData

SHOWN = 5


@dataclass(frozen=True)
class Others:
    """`query`: of the search for all of them."""

    query: str
    cards: Sequence[Card] = ()
    is_away: bool = False  # it could not be looked up


def query_for(referral: Referral, region: RegionData) -> str:
    return same_help(referral.subject_type, referral.subject, referral.municipality, region).query


async def others_for(referral: Referral, region: RegionData, finder: Finder, without: Collection[str]) -> Others:
    """`without`: slugs of providers where it lies or lay."""
    question = same_help(referral.subject_type, referral.subject, referral.municipality, region)
    cards = await who_gives(question, finder)
    if cards is None:
        return Others(question.query, is_away=True)
    found = [card for card in cards if card.slug not in without and _fits(card, referral.age_band)]
    return Others(question.query, found[:SHOWN])


def _fits(card: Card, band: AgeBand) -> bool:
    return some_age_fits(band.first, band.last, card.age_from, card.age_to)
