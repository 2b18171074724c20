"""A provider's offers as a visitor may see them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, fields
from functools import cached_property
from operator import attrgetter

from portal.finding.availability import Shown
from portal.finding.card import ComesHome
from portal.finding.look import print_of
from portal.finding.referral_block import ReferralBlock
from portal.indexing.documents import collection_of
from portal.model import Offer
from portal.model.columns import Texts
from portal.regions import RegionData
from search_index import Collection


@dataclass(frozen=True)
class Fit:
    """Whether an offer answers each part of a question; None where that part was not asked."""

    help: bool | None = None  # kind, form, category, product and what it is about
    age: bool | None = None
    municipality: bool | None = None
    referrer: bool | None = None  # may refer to it directly
    near: bool | None = None  # or comes to the home
    soon: bool | None = None
    room: bool | None = None
    provider: bool | None = None  # its languages, sectors and figures

    @property
    def parts(self) -> tuple[bool | None, ...]:
        """The most telling first."""
        return (
            self.help, self.age, self.municipality, self.referrer, self.near, self.soon, self.room, self.provider
        )  # fmt: skip

    @property
    def whole(self) -> bool:
        """Nothing that was asked speaks against it."""
        return False not in self.parts

    @property
    def but_for_waiting(self) -> bool:
        return False not in (self.help, self.age, self.municipality, self.referrer, self.near, self.provider)

    @property
    def answers(self) -> bool:
        """Something was asked that offers differ in, and this one answers all of it."""
        return self.whole and True in self.parts


@dataclass(frozen=True)
class ShownOffer:
    key: str
    subject: str  # key of the kind or form
    what: Texts
    title: Texts
    about: Texts
    intensities: tuple[Texts, ...]
    place: str
    kilometres: float | None  # from the asked place, as the crow flies
    comes_home: ComesHome
    comes_to: tuple[str, ...]  # names of municipalities
    only_for: tuple[str, ...]  # names of municipalities, where it is not for the whole region
    age_from: int
    age_to: int
    target_groups: tuple[Texts, ...]
    settings: tuple[str, ...]
    methods: tuple[tuple[str, bool], ...]  # name, recognised
    tariff_groups: tuple[int, ...]
    budgets: tuple[Texts, ...]
    group_size: int | None
    huisarts: str  # what a huisarts may do, as portal/model/routing.py answers
    availability: Shown
    stop_text: Texts  # what the provider or the region says of a stop that runs; never its ground
    fit: Fit
    # What the block of a referral rests on besides; the block itself is for who copies it.
    referral_of: tuple[object, ...] = field(default=(), repr=False, compare=False)
    make_referral: Callable[[], ReferralBlock] | None = field(default=None, repr=False, compare=False)

    @property
    def fits(self) -> bool:
        return self.fit.whole

    @cached_property
    def referral(self) -> ReferralBlock:
        """For a huisarts to copy. Of a hundred offers that are compared three are shown."""
        assert self.make_referral is not None
        return self.make_referral()

    @cached_property
    def look(self) -> bytes:
        """A print of all that a page says of it whatever is asked: all but how far it is and how well it fits."""
        return print_of(_said(self))


_OF_THE_QUESTION = {"kilometres", "fit", "make_referral"}
_said = attrgetter(*(one.name for one in fields(ShownOffer) if one.name not in _OF_THE_QUESTION))


@dataclass(frozen=True)
class OfferGroup:
    """All offers of one kind or form."""

    what: Texts
    offers: tuple[ShownOffer, ...]


def is_public(offer: Offer, region: RegionData) -> bool:
    return collection_of(offer, region) == Collection.PUBLIC


def offer_groups(offers: Iterable[ShownOffer], region: RegionData) -> tuple[OfferGroup, ...]:
    """In the region's order of kinds and forms; what fits the question comes first."""
    grouped: dict[str, list[ShownOffer]] = {}
    for offer in offers:
        grouped.setdefault(offer.subject, []).append(offer)
    order = {key: place for place, key in enumerate((*region.help_kinds, *region.forms))}
    groups = [
        OfferGroup(those[0].what, tuple(sorted(those, key=lambda offer: (not offer.fits, offer.place, offer.key))))
        for _, those in sorted(grouped.items(), key=lambda item: order.get(item[0], len(order)))
    ]
    return tuple(sorted(groups, key=lambda group: not group.offers[0].fits))
