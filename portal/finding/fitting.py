"""Whether an offer answers what was asked, by what the index was made of. Words are the index's to judge."""

from collections.abc import Collection, Iterable
from typing import Protocol

from portal.finding.availability import Room, Shown
from portal.finding.card import ComesHome, comes_home
from portal.finding.offers import Fit
from portal.finding.question import Question, with_kinds_of
from portal.indexing.documents import categories_of, subject_of_offer
from portal.model import Offer, Provider


class Fitted(Protocol):
    """An offer and what is known of it: looked at only where it was asked about."""

    @property
    def offer(self) -> Offer: ...
    @property
    def provider(self) -> Provider: ...
    @property
    def kilometres(self) -> float | None: ...
    @property
    def availability(self) -> Shown: ...
    @property
    def has_figures(self) -> bool: ...


def fit_of(one: Fitted, question: Question) -> Fit:
    offer, served = one.offer, one.offer.municipalities or question.region.municipalities
    referrers = question.ticked.get("route")
    direct = question.region.route_book.direct_referrers(subject_of_offer(offer, question.region)) if referrers else ()
    return Fit(
        help=_is_the_help(offer, question),
        age=None if question.age is None else question.meets_age(offer.age_from, offer.age_to),
        municipality=_any(question.municipalities, served),
        referrer=_any(referrers, direct),
        near=_is_near(one, question),
        soon=None if question.max_wait is None else _starts_within(one.availability, question.max_wait),
        room=one.availability.room == Room.PLACES if question.free_place else None,
        provider=_is_the_provider(one, question),
    )


def _any(asked: Iterable[str] | None, there: Iterable[str]) -> bool | None:
    """One of those asked for will do."""
    return not set(asked).isdisjoint(there) if asked else None


def _all(judged: Collection[bool | None]) -> bool | None:
    wanted = [one for one in judged if one is not None]
    return all(wanted) if wanted else None


def _is_the_help(offer: Offer, question: Question) -> bool | None:
    asked, region = question.ticked, question.region
    return _all(
        (
            _any(asked.get("soort"), (offer.help_kind,)),
            _any(with_kinds_of(asked.get("vorm", ()), region), (offer.form,)),
            _any(asked.get("categorie"), categories_of(offer, region) if "categorie" in asked else ()),
            _any(asked.get("product"), (line.product for line in offer.lines)),
            _any(asked.get("doelgroep"), offer.target_groups),
        )
    )


def _is_near(one: Fitted, question: Question) -> bool | None:
    if question.distance is None or question.centre is None:
        return None
    if comes_home(tuple(one.offer.comes_to), question.stays_in) == ComesHome.YES:
        return True
    return one.kilometres is not None and one.kilometres <= question.distance


def _starts_within(shown: Shown, weeks: int) -> bool:
    return shown.wait is not None and shown.wait <= weeks


def _is_the_provider(one: Fitted, question: Question) -> bool | None:
    asked = question.ticked
    return _all(
        (
            _any(asked.get("taal"), one.provider.languages),
            _any(asked.get("sector"), one.provider.sectors),
            one.has_figures if question.with_figures else None,
        )
    )
