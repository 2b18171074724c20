"""Too long? Then these: who gives the same help sooner."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import zip_longest

from portal.finding.availability import Room, Shown
from portal.finding.card import Card
from portal.finding.offers import ShownOffer
from portal.finding.question import Question, Sort

SHOWN = 3  # instead of one offer
ASKED = 10  # providers for one offer, of which those that are sooner are shown
MOST_ASKED = 8  # offers for which others are looked up


class Why(StrEnum):
    STOP = "stop"
    FULL = "full"
    LONG = "long"


@dataclass(frozen=True)
class Sooner:
    card: Card
    weeks_less: int | None  # None where the wait of the other one is not known


@dataclass(frozen=True)
class Instead:
    """Of one offer that takes too long: who is sooner, and the query of the search for more."""

    offer: ShownOffer
    why: Why
    limit: int  # weeks
    query: str
    others: tuple[Sooner, ...] = ()
    is_asked: bool = True  # False: not looked up, so that nobody is found says nothing


def longest_wait(question: Question) -> int:
    """Weeks: as asked, else what the region calls long."""
    return question.region.terms.long_wait_weeks if question.max_wait is None else question.max_wait


def too_long(shown: Shown, limit: int) -> Why | None:
    """A wait that is not known is not called long: it is called unknown."""
    if shown.room == Room.STOP:
        return Why.STOP
    if shown.wait is not None and shown.wait > limit:
        return Why.LONG
    return Why.FULL if shown.room == Room.FULL else None


def that_take_too_long(offers: Sequence[ShownOffer], question: Question) -> tuple[ShownOffer, ...]:
    """Of one provider: of each kind or form the soonest offer that fits, where all that fit take too long."""
    limit = longest_wait(question)
    by_subject: dict[str, list[ShownOffer]] = {}
    for offer in offers:
        if offer.fit.but_for_waiting:
            by_subject.setdefault(offer.subject, []).append(offer)
    return tuple(
        min(those, key=_by_wait)
        for those in by_subject.values()
        if all(too_long(offer.availability, limit) for offer in those)
    )


def any_that_takes_too_long(offers: Sequence[ShownOffer], question: Question) -> tuple[ShownOffer, ...]:
    """Of several providers: of each kind or form the soonest of those that take too long."""
    limit = longest_wait(question)
    long = [offer for offer in offers if offer.fit.but_for_waiting and too_long(offer.availability, limit)]
    return tuple({offer.subject: offer for offer in sorted(long, key=_by_wait, reverse=True)}.values())


def _by_wait(offer: ShownOffer) -> tuple[bool, int]:
    wait = offer.availability.wait
    return wait is None, wait or 0


def instead_of(
    offers: Sequence[ShownOffer], question: Question, cards: Sequence[Iterable[Card]], without: Container[str]
) -> tuple[Instead, ...]:
    """`cards`: what was found for each of the first of them. `without`: slugs of providers that are on the page
    already."""
    limit = longest_wait(question)
    return tuple(
        _instead(offer, why, asking(offer, question), found, without)
        for offer, found in zip_longest(offers, cards)
        if (why := too_long(offer.availability, limit))
    )


def _instead(
    offer: ShownOffer, why: Why, asked: Question, found: Iterable[Card] | None, without: Container[str]
) -> Instead:
    limit, cards = longest_wait(asked), tuple(found or ())
    others = sooner_than(offer, [card for card in cards if card.slug not in without], limit)
    # Of a full page others may have been left out who are sooner.
    return Instead(offer, why, limit, asked.query, others, is_asked=found is not None and len(cards) < ASKED)


def sooner_than(offer: ShownOffer, cards: Iterable[Card], limit: int) -> tuple[Sooner, ...]:
    """The same kind or form, at most the limit, and less than here. Soonest first, then nearest."""
    here = offer.availability
    found = [card for card in cards if card.subject == offer.subject and _is_sooner(card.availability, here, limit)]
    found.sort(key=lambda card: (card.availability.wait, card.kilometres is None, card.kilometres or 0.0, card.name))
    return tuple(Sooner(card, _weeks_less(card.availability, here)) for card in found[:SHOWN])


def _is_sooner(there: Shown, here: Shown, limit: int) -> bool:
    if there.wait is None or there.wait > limit or there.room in (Room.STOP, Room.FULL):
        return False
    if here.wait is None or there.wait < here.wait:
        return True
    return here.room == Room.FULL and there.wait == here.wait and there.room in (Room.PLACES, Room.OPEN)


def _weeks_less(there: Shown, here: Shown) -> int | None:
    return None if here.wait is None or there.wait is None else here.wait - there.wait


def asking(offer: ShownOffer, question: Question) -> Question:
    """For the same help for the same child: its age, where it lives and what is near. Nothing else that was asked."""
    return replace(
        question,
        words="",
        ticked={"soort" if offer.subject in question.region.help_kinds else "vorm": (offer.subject,)},
        distance=None,
        max_wait=longest_wait(question),
        free_place=False,
        with_figures=False,
        sort=Sort.WAIT,
        page=1,
        dropped=(),
    )
