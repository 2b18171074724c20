"""A provider's offers as a visitor may see them, with how well each fits the question."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from portal import clock
from portal.finding.availability import Shown, shown, statement_of
from portal.finding.card import ComesHome, comes_home, intensities_of, name_of_offer
from portal.finding.question import Question, with_kinds_of
from portal.finding.referral_block import ReferralBlock, referral_block
from portal.indexing import ProviderRecords
from portal.indexing.documents import collection_of, place_of_offer, subject_of_offer
from portal.indexing.times import bookable, stops_on
from portal.model import Offer
from portal.model.columns import Texts
from portal.model.product import ReferenceItem
from portal.model.routing import Subject
from portal.model.visibility import ShownPlace
from portal.regions import RegionData
from search_index import Collection


@dataclass(frozen=True)
class ShownOffer:
    key: str
    subject: str  # key of the kind or form
    what: Texts
    title: Texts
    about: Texts
    intensities: tuple[Texts, ...]
    place: str
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
    fits: bool
    referral: ReferralBlock  # for a huisarts to copy


@dataclass(frozen=True)
class OfferGroup:
    """All offers of one kind or form."""

    what: Texts
    offers: tuple[ShownOffer, ...]


def is_public(offer: Offer, region: RegionData) -> bool:
    return collection_of(offer, region) == Collection.PUBLIC


def offer_groups(records: ProviderRecords, question: Question) -> tuple[OfferGroup, ...]:
    """In the region's order of kinds and forms; what fits the question comes first."""
    region = question.region
    today = clock.day_number(clock.today())
    grouped: dict[str, list[ShownOffer]] = {}
    for offer in records.offers:
        first, last = bookable(offer.lines, records)
        if is_public(offer, region) and first <= today <= last:
            found = _shown_offer(offer, records, question, today)
            grouped.setdefault(found.subject, []).append(found)
    order = {key: place for place, key in enumerate((*region.help_kinds, *region.forms))}
    groups = [
        OfferGroup(offers[0].what, tuple(sorted(offers, key=lambda offer: (not offer.fits, offer.place, offer.key))))
        for _, offers in sorted(grouped.items(), key=lambda item: order.get(item[0], len(order)))
    ]
    return tuple(sorted(groups, key=lambda group: not group.offers[0].fits))


def _shown_offer(offer: Offer, records: ProviderRecords, question: Question, today: int) -> ShownOffer:
    region = question.region
    towns = region.municipalities
    everyone = not offer.municipalities or set(offer.municipalities) >= set(towns)
    stops = stops_on(offer, records.stops)
    place = place_of_offer(offer, records, region)
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
        stop_text=next((s.public_text for s in stops if s.public_text and clock.day_number(s.starts) <= today), {}),
        fits=_fits(offer, question),
        referral=_referral(subject, what, place, records, region),
    )


def _referral(
    subject: Subject, what: Texts, place: ShownPlace, records: ProviderRecords, region: RegionData
) -> ReferralBlock:
    provider = records.provider
    return referral_block(region, subject, what, provider=provider.name, agb=provider.agb, place=place)


def _names(keys: Iterable[str], items: Mapping[str, ReferenceItem]) -> tuple[Texts, ...]:
    return tuple(items[key].names for key in keys if key in items)


def _fits(offer: Offer, question: Question) -> bool:
    """By what the offer is and whom it is for. Words, place and room are the index's to judge."""
    asked = question.ticked
    forms = with_kinds_of(asked.get("vorm", ()), question.region)
    answers = (
        (asked.get("soort", ()), (offer.help_kind,)),
        (forms, (offer.form,)),
        (asked.get("product", ()), tuple(line.product for line in offer.lines)),
        (asked.get("doelgroep", ()), tuple(offer.target_groups)),
        (question.municipalities, tuple(offer.municipalities or question.region.municipalities)),
    )
    right_age = question.age is None or offer.age_from <= question.age <= offer.age_to
    return right_age and all(not wanted or set(wanted) & set(held) for wanted, held in answers)
