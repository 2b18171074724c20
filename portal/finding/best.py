"""Which of a provider's offers answers a question best."""

from collections.abc import Callable, Sequence
from typing import Any, Protocol, TypeVar

from portal.finding.availability import Room, Shown
from portal.finding.offers import Fit
from portal.finding.question import Question, Sort
from portal.model.columns import Texts
from search_index.words import fold, split

_SHUT = {Room.FULL: 1, Room.STOP: 2}
_ROOM = {Room.PLACES: 0, Room.OPEN: 0, Room.LIMITED: 1}
_UNKNOWN_WAIT = 1000  # weeks


class Choosable(Protocol):
    """An offer that was judged, or one that is shown."""

    @property
    def key(self) -> str: ...
    @property
    def subject(self) -> str: ...
    @property
    def what(self) -> Texts: ...
    @property
    def title(self) -> Texts: ...
    @property
    def target_groups(self) -> Sequence[Texts]: ...
    @property
    def fit(self) -> Fit: ...
    @property
    def availability(self) -> Shown: ...
    @property
    def kilometres(self) -> float | None: ...


One = TypeVar("One", bound=Choosable)


def best_offer(offers: Sequence[One], question: Question) -> One | None:
    """What was asked for, then whom it is for, then the words, then how soon, then how near; where the results are in
    the order of how near, that goes first, so that the same offer stands there and here."""
    asked = frozenset(fold(word) for word in split(question.words))
    ranks: tuple[Callable[[One], Any], ...] = (
        lambda offer: [part is False for part in offer.fit.parts],
        lambda offer: -len(asked & _words_of(offer, question)) if asked else 0,
        *((_away, _soon) if question.order == Sort.DISTANCE else (_soon, _away)),
        lambda offer: offer.key,
    )
    left = list(offers)
    for rank in ranks:  # the next is asked only of those that are equal until there
        if len(left) > 1:
            ranked = [rank(offer) for offer in left]
            least = min(ranked)
            left = [offer for offer, at in zip(left, ranked, strict=True) if at == least]
    return left[0] if left else None


def _soon(offer: Choosable) -> tuple[int, int, int]:
    return how_soon(offer.availability)


def _away(offer: Choosable) -> float:
    return 1e9 if offer.kilometres is None else offer.kilometres


def how_soon(shown: Shown) -> tuple[int, int, int]:
    """Sooner is less: shut doors last, then by the wait, then by the room that is stated."""
    wait = _UNKNOWN_WAIT if shown.wait is None else shown.wait
    return _SHUT.get(shown.room, 0), wait, _ROOM.get(shown.room, 2)


def _words_of(offer: Choosable, question: Question) -> frozenset[str]:
    """Less than the index reads, which knows synonyms and compounds: enough to prefer one offer to another."""
    region = question.region
    subject = "help_kind" if offer.subject in region.help_kinds else "form"
    texts = [*offer.what.values(), *offer.title.values(), region.lay_words.get((subject, offer.subject), "")]
    texts += [name for names in offer.target_groups for name in names.values()]
    return frozenset(fold(word) for text in texts for word in split(text))
