"""One document per published offer, and one per provider that has none. What is not for
visitors of a collection is never read into its documents."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from portal import clock
from portal.indexing.card import offer_card, provider_card
from portal.indexing.figures import Told, figures_of, told_figures
from portal.indexing.records import ProviderRecords
from portal.indexing.times import bookable, room, stop_span, stops_on
from portal.indexing.words import own_words, searched_words
from portal.model import Audience, Offer
from portal.model.lasting import not_over
from portal.model.routing import Subject
from portal.model.visibility import ShownPlace, children_live_at, shown_place
from portal.regions import RegionData, Regions
from search_index import Collection, OfferDocument


@dataclass
class ProviderDocuments:
    """What should be in the index for a provider, and what should not (any more)."""

    put: dict[Collection, list[OfferDocument]] = field(default_factory=lambda: {c: [] for c in Collection})
    remove: dict[Collection, list[str]] = field(default_factory=lambda: {c: [] for c in Collection})
    problem: str = ""  # the kind of error, where none could be made: then the index is to stay as it is


def documents_of(records: ProviderRecords, region: RegionData, regions: Regions) -> ProviderDocuments:
    """Every document of one provider in one region."""
    documents = ProviderDocuments()
    for collection in Collection:
        documents.remove[collection] += records.unpublished
    told = told_figures(records, region)
    for offer in records.offers:
        collection = collection_of(offer, region)
        documents.put[collection].append(_offer_document(offer, records, told, region, regions))
        for other in Collection:
            if other != collection:
                documents.remove[other].append(offer.key)
    plain = f"provider-{records.provider.key}"
    if documents.put[Collection.PUBLIC] or not _has_standing(records):
        documents.remove[Collection.PUBLIC].append(plain)
    else:
        documents.put[Collection.PUBLIC].append(_provider_document(plain, records, region))
    return documents


def collection_of(offer: Offer, region: RegionData) -> Collection:
    """Restricted as soon as anything about the offer is; what the region does not know is restricted too."""
    listed = region.lists(offer.help_kind, offer.form, (line.product for line in offer.lines))
    return Collection.PUBLIC if listed and offer.audience == Audience.PUBLIC else Collection.RESTRICTED


def _has_standing(records: ProviderRecords) -> bool:
    return any(not_over(contract.ends, clock.today()) for contract in records.contracts)


def _offer_document(
    offer: Offer, records: ProviderRecords, told: Sequence[Told], region: RegionData, regions: Regions
) -> OfferDocument:
    provider = records.provider
    place = place_of_offer(offer, records, region)
    lat, lng = point_of(place, regions)
    subject = subject_of_offer(offer, region)
    figures = figures_of(offer, told, region)
    starts, ends = bookable(offer.lines, records)
    stop = stop_span(stops := stops_on(offer, records.stops))
    return OfferDocument(
        id=offer.key,
        region=region.key,
        counted=True,
        provider=provider.key,
        name=provider.name,
        slug=provider.slug,
        help_kind=offer.help_kind or None,
        form=offer.form or None,
        products=tuple(line.product for line in offer.lines),
        categories=categories_of(offer, region),
        sectors=tuple(provider.sectors),
        target_groups=tuple(offer.target_groups),
        municipalities=tuple(offer.municipalities or region.municipalities),
        comes_to=tuple(offer.comes_to),
        languages=tuple(provider.languages),
        direct_referrers=region.route_book.direct_referrers(subject),
        age_from=offer.age_from,
        age_to=offer.age_to,
        lat=lat,
        lng=lng,
        bookable_from=starts,
        bookable_until=ends,
        stop_from=stop[0],
        stop_until=stop[1],
        has_figures=bool(figures),
        card=offer_card(offer, provider, place, stops, region.route_book.answer_for("huisarts", subject), figures),
        **searched_words(offer, provider, place, region),  # type: ignore[arg-type]
        **room(offer.availability, region.terms, stop),  # type: ignore[arg-type]
    )


def categories_of(offer: Offer, region: RegionData) -> tuple[str, ...]:
    """Of what is bought of it; where nothing is known to be, that of its kind of help."""
    products = [region.products[line.product] for line in offer.lines if line.product in region.products]
    kind = region.help_kinds.get(offer.help_kind)
    bought = [product.category for product in products]
    return tuple(dict.fromkeys(bought or ([kind.category] if kind else [])))


def place_of_offer(offer: Offer, records: ProviderRecords, region: RegionData) -> ShownPlace:
    if offer.location is None:
        return ShownPlace()
    lives = children_live_at(records.forms_at.get(offer.location_id or 0, ()), region.forms)
    return shown_place(offer.location, children_live_here=lives)


def subject_of_offer(offer: Offer, region: RegionData) -> Subject:
    """What the route rules know it by."""
    form = region.forms.get(offer.form)
    kind = region.help_kinds.get(offer.help_kind)
    products = tuple(line.product for line in offer.lines)
    categories = dict.fromkeys(region.products[key].category for key in products if key in region.products)
    if kind:
        categories.setdefault(kind.category)
    forms = (form.key, form.parent) if form and form.parent else (form.key,) if form else ()
    return Subject(forms, (kind.key,) if kind else (), products, tuple(categories))


def point_of(place: ShownPlace, regions: Regions) -> tuple[float | None, float | None]:
    """The postcode's centre where the address is public, else the centre of the place."""
    area = regions.postcodes.get(place.pc4)
    if area is not None:
        return area.lat, area.lng
    return regions.place_centres.get(place.place.casefold(), (None, None))


def _provider_document(document_id: str, records: ProviderRecords, region: RegionData) -> OfferDocument:
    provider = records.provider
    return OfferDocument(
        id=document_id,
        region=region.key,
        counted=False,
        provider=provider.key,
        name=provider.name,
        slug=provider.slug,
        names=(provider.name, *provider.other_names),
        codes=tuple(filter(None, (provider.kvk, provider.agb))),
        text=own_words(provider.about),
        sectors=tuple(provider.sectors),
        municipalities=tuple(region.municipalities),
        card=provider_card(provider),
    )
