"""Which of a provider's offers answers a question best."""

from collections.abc import Sequence

from portal.finding.availability import Room, Shown
from portal.finding.offers import ShownOffer
from portal.finding.question import Question
from search_index.words import fold, split

_SHUT = {Room.FULL: 1, Room.STOP: 2}
_ROOM = {Room.PLACES: 0, Room.OPEN: 0, Room.LIMITED: 1}
_UNKNOWN_WAIT = 1000  # weeks


def best_offer(offers: Sequence[ShownOffer], question: Question) -> ShownOffer | None:
    """What was asked for, then whom it is for, then the words, then how soon, then how near."""
    asked = frozenset(fold(word) for word in split(question.words))
    return min(offers, key=lambda offer: _rank(offer, asked, question), default=None)


def how_soon(shown: Shown) -> tuple[int, int, int]:
    """Sooner is less: shut doors last, then by the wait, then by the room that is stated."""
    wait = _UNKNOWN_WAIT if shown.wait is None else shown.wait
    return _SHUT.get(shown.room, 0), wait, _ROOM.get(shown.room, 2)


def _rank(offer: ShownOffer, asked: frozenset[str], question: Question) -> tuple[object, ...]:
    away = 1e9 if offer.kilometres is None else offer.kilometres
    return (
        offer.fit.help is False,
        offer.fit.age is False,
        offer.fit.municipality is False,
        -len(asked & _words_of(offer, question)) if asked else 0,
        *how_soon(offer.availability),
        away,
        offer.key,
    )


def _words_of(offer: ShownOffer, question: Question) -> frozenset[str]:
    """Less than the index reads, which knows synonyms and compounds: enough to prefer one offer to another."""
    region = question.region
    subject = "help_kind" if offer.subject in region.help_kinds else "form"
    texts = [*offer.what.values(), *offer.title.values(), region.lay_words.get((subject, offer.subject), "")]
    texts += [name for names in offer.target_groups for name in names.values()]
    return frozenset(fold(word) for text in texts for word in split(text))
