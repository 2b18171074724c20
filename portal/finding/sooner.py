"""Too long? Then these: who gives the same help sooner."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from portal.finding.availability import Room, Shown
from portal.finding.card import Card
from portal.finding.offers import ShownOffer
from portal.finding.question import Question, Sort

SHOWN = 3  # instead of one offer
ASKED = 20  # providers, of which those that are sooner are shown


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


def one_question(offers: Sequence[ShownOffer], question: Question) -> Question | None:
    """One question for all of them. Kinds and forms cannot be asked at once: those of the first offer are asked."""
    if not offers:
        return None
    name = _name(offers[0], question)
    subjects = tuple(dict.fromkeys(offer.subject for offer in offers if _name(offer, question) == name))
    return _asking(question, name, subjects)


def instead_of(
    offers: Sequence[ShownOffer], question: Question, cards: Iterable[Card] | None, without: Container[str]
) -> tuple[Instead, ...]:
    """`cards`: what `one_question` found; None where it could not be asked. `without`: slugs of providers that are
    on the page already."""
    others = [card for card in cards or () if card.slug not in without]
    first = _name(offers[0], question) if offers else ""
    limit = longest_wait(question)
    return tuple(
        Instead(
            offer,
            why,
            limit,
            _asking(question, _name(offer, question), (offer.subject,)).query,
            sooner_than(offer, others, limit),
            cards is not None and _name(offer, question) == first,
        )
        for offer in offers
        if (why := too_long(offer.availability, limit))
    )


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


def _asking(question: Question, name: str, subjects: tuple[str, ...]) -> Question:
    """For the same child: its age, where it lives and what is near. Nothing else that was asked."""
    return replace(
        question,
        words="",
        ticked={name: tuple(sorted(subjects))},
        distance=None,
        max_wait=longest_wait(question),
        free_place=False,
        with_figures=False,
        sort=Sort.WAIT,
        page=1,
        dropped=(),
    )


def _name(offer: ShownOffer, question: Question) -> str:
    return "soort" if offer.subject in question.region.help_kinds else "vorm"
