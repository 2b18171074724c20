"""A provider's offers as a visitor may see them, with how well each fits the question."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from hashlib import blake2b

import msgspec

from portal import clock
from portal.finding.availability import Shown, shown, statement_of
from portal.finding.card import ComesHome, comes_home, intensities_of, name_of_offer
from portal.finding.changed import changed
from portal.finding.question import Question, with_kinds_of
from portal.finding.referral_block import ReferralBlock, referral_block
from portal.indexing import ProviderRecords
from portal.indexing.documents import collection_of, place_of_offer, point_of, subject_of_offer
from portal.indexing.times import bookable, stops_on
from portal.model import Offer
from portal.model.columns import Texts
from portal.model.product import ReferenceItem
from portal.model.routing import Subject
from portal.model.stopping import ruling
from portal.model.visibility import ShownPlace
from portal.regions import RegionData, Regions
from search_index import Collection, Point
from search_index.geo import distance


@dataclass(frozen=True)
class Fit:
    """Whether an offer answers each part of a question; None where that part was not asked."""

    help: bool | None = None  # kind, form, product or what it is about
    age: bool | None = None
    municipality: bool | None = None

    @property
    def whole(self) -> bool:
        return False not in (self.help, self.age, self.municipality)


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
        said = changed(self, kilometres=None, fit=Fit(), make_referral=None), self.referral
        return blake2b(msgspec.msgpack.encode(said, enc_hook=repr), digest_size=16).digest()


@dataclass(frozen=True)
class OfferGroup:
    """All offers of one kind or form."""

    what: Texts
    offers: tuple[ShownOffer, ...]


def is_public(offer: Offer, region: RegionData) -> bool:
    return collection_of(offer, region) == Collection.PUBLIC


def shown_offers(records: ProviderRecords, question: Question, regions: Regions) -> tuple[ShownOffer, ...]:
    """Those that visitors may see and that are under contract today."""
    today = clock.day_number(clock.today())
    found = []
    for offer in records.offers:
        first, last = bookable(offer.lines, records)
        if is_public(offer, question.region) and first <= today <= last:
            found.append(_shown_offer(offer, records, question, regions))
    return tuple(found)


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


def _shown_offer(offer: Offer, records: ProviderRecords, question: Question, regions: Regions) -> ShownOffer:
    region, today = question.region, clock.day_number(clock.today())
    place = place_of_offer(offer, records, region)
    towns = region.municipalities
    everyone = not offer.municipalities or set(offer.municipalities) >= set(towns)
    stops = stops_on(offer, records.stops)
    stopped = ruling(stops, clock.today())
    what = name_of_offer(offer.help_kind, offer.form, region)
    subject = subject_of_offer(offer, region)
    groups = (region.tariff_groups[key].number for key in offer.tariff_groups if key in region.tariff_groups)
    return ShownOffer(
        key=offer.key,
        subject=offer.help_kind or offer.form,
        what=what,
        title=offer.title,
        about=offer.about,
        intensities=intensities_of(tuple(line.product for line in offer.lines), region),
        place=place.place,
        kilometres=_kilometres(place, question.centre, regions),
        comes_home=comes_home(tuple(offer.comes_to), question.home),
        comes_to=tuple(towns[code].name for code in offer.comes_to if code in towns),
        only_for=() if everyone else tuple(towns[code].name for code in offer.municipalities if code in towns),
        age_from=offer.age_from,
        age_to=offer.age_to,
        target_groups=_names(offer.target_groups, region.target_groups),
        settings=tuple(offer.settings),
        methods=tuple((str(m["name"]), bool(m.get("recognised"))) for m in offer.methods if m.get("name")),
        tariff_groups=tuple(sorted(groups)),
        budgets=_names(offer.budgets, region.budgets),
        group_size=offer.group_size,
        huisarts=region.route_book.answer_for("huisarts", subject),
        availability=shown(statement_of(offer.availability, stops), region.terms, today),
        stop_text=stopped.public_text if stopped and stopped.running else {},
        fit=fit_of(offer, question),
        make_referral=partial(_referral, subject, what, place, records, region),
    )


def _referral(
    subject: Subject, what: Texts, place: ShownPlace, records: ProviderRecords, region: RegionData
) -> ReferralBlock:
    provider = records.provider
    return referral_block(region, subject, what, provider=provider.name, agb=provider.agb, place=place)


def _names(keys: Iterable[str], items: Mapping[str, ReferenceItem]) -> tuple[Texts, ...]:
    return tuple(items[key].names for key in keys if key in items)


def _kilometres(place: ShownPlace, centre: Point | None, regions: Regions) -> float | None:
    lat, lng = point_of(place, regions)
    return distance(centre, Point(lat, lng)) if centre and lat is not None and lng is not None else None


def fit_of(offer: Offer, question: Question) -> Fit:
    """By what the offer is and whom it is for. Words, place and room are the index's to judge."""
    asked = question.ticked
    forms = with_kinds_of(asked.get("vorm", ()), question.region)
    answers = (
        (asked.get("soort", ()), (offer.help_kind,)),
        (forms, (offer.form,)),
        (asked.get("product", ()), tuple(line.product for line in offer.lines)),
        (asked.get("doelgroep", ()), tuple(offer.target_groups)),
    )
    wanted = [bool(set(those) & set(held)) for those, held in answers if those]
    served = offer.municipalities or question.region.municipalities
    return Fit(
        help=all(wanted) if wanted else None,
        age=None if question.age is None else question.meets_age(offer.age_from, offer.age_to),
        municipality=bool(set(question.municipalities) & set(served)) if question.municipalities else None,
    )
