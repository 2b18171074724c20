"""One document per published offer, and one per provider that has none. What is not for
visitors of a collection is never read into its documents."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from portal import clock
from portal.indexing.records import ProviderRecords
from portal.indexing.words import lay_words, names_in_all_languages
from portal.model import Audience, Availability, ContractLine, IntakeStatus, IntakeStop, Offer
from portal.model.freshness import places_believed_until, wait_believed_until
from portal.model.routing import Subject, direct_referrers
from portal.model.visibility import ShownPlace, children_live_at, shown_place
from portal.regions import RegionData, Regions
from search_index import FOREVER, NEVER, Collection, OfferDocument

SUMMARY_LENGTH = 160  # characters of the provider's own words on a card


@dataclass
class ProviderDocuments:
    """What should be in the index for a provider, and what should not (any more)."""

    put: dict[Collection, list[OfferDocument]] = field(default_factory=lambda: {c: [] for c in Collection})
    remove: dict[Collection, list[str]] = field(default_factory=lambda: {c: [] for c in Collection})


def documents_of(records: ProviderRecords, region: RegionData, regions: Regions) -> ProviderDocuments:
    """Every document of one provider in one region. Unpublished offers are for the caller to remove:
    they are not read."""
    documents = ProviderDocuments()
    for offer in records.offers:
        collection = collection_of(offer, region)
        documents.put[collection].append(_offer_document(offer, records, region, regions))
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
    if offer.audience == Audience.RESTRICTED:
        return Collection.RESTRICTED
    subject = region.help_kinds.get(offer.help_kind) or region.forms.get(offer.form)
    bought = [region.products.get(line.product) for line in offer.lines]
    if all(thing is not None and thing.audience == Audience.PUBLIC for thing in (subject, *bought)):
        return Collection.PUBLIC
    return Collection.RESTRICTED


def _has_standing(records: ProviderRecords) -> bool:
    return any(contract.ends is None or contract.ends >= clock.today() for contract in records.contracts)


def _offer_document(offer: Offer, records: ProviderRecords, region: RegionData, regions: Regions) -> OfferDocument:
    provider = records.provider
    place = place_of_offer(offer, records, region)
    lat, lng = _point(place, regions)
    products = [region.products[line.product] for line in offer.lines if line.product in region.products]
    kind, form = region.help_kinds.get(offer.help_kind), region.forms.get(offer.form)
    parent = region.forms.get(form.parent) if form and form.parent else None
    categories = dict.fromkeys(
        [product.category for product in products] + ([kind.category] if kind and not products else [])
    )
    towns = [region.municipalities[c].name for c in offer.comes_to if c in region.municipalities]
    referrers = referrers_of_offer(offer, region)
    starts, ends = _bookable(offer.lines, records)
    stop_from, stop_until = _stop(offer, records)
    return OfferDocument(
        id=offer.key,
        region=region.key,
        counted=True,
        provider=provider.key,
        name=provider.name,
        slug=provider.slug,
        names=(provider.name, *provider.other_names),
        title=names_in_all_languages(
            *(thing.names for thing in (kind, form, parent) if thing), offer.title, *(p.names for p in products)
        ),
        lay_words=lay_words(region, offer),
        places=tuple(dict.fromkeys(filter(None, (place.place, _town(place.municipality, region), *towns)))),
        codes=tuple(filter(None, (provider.kvk, provider.agb, *(p.official_code for p in products)))),
        text=_text(offer, records, region),
        help_kind=offer.help_kind or None,
        form=offer.form or None,
        products=tuple(line.product for line in offer.lines),
        categories=tuple(categories),
        sectors=tuple(provider.sectors),
        target_groups=tuple(offer.target_groups),
        municipalities=tuple(offer.municipalities or region.municipalities),
        comes_to=tuple(offer.comes_to),
        languages=tuple(provider.languages),
        direct_referrers=referrers,
        age_from=offer.age_from,
        age_to=offer.age_to,
        lat=lat,
        lng=lng,
        bookable_from=starts,
        bookable_until=ends,
        stop_from=stop_from,
        stop_until=stop_until,
        has_figures=bool(records.measurements),
        card=_card(offer, records, place, referrers),
        **_room(offer.availability, region),  # type: ignore[arg-type]
    )


def place_of_offer(offer: Offer, records: ProviderRecords, region: RegionData) -> ShownPlace:
    if offer.location is None:
        return ShownPlace()
    lives = children_live_at(records.forms_at(offer.location_id), region.forms)
    return shown_place(offer.location, children_live_here=lives)


def referrers_of_offer(offer: Offer, region: RegionData) -> tuple[str, ...]:
    form = region.forms.get(offer.form)
    kind = region.help_kinds.get(offer.help_kind)
    products = tuple(line.product for line in offer.lines)
    categories = dict.fromkeys(region.products[key].category for key in products if key in region.products)
    if kind:
        categories.setdefault(kind.category)
    forms = (form.key, form.parent) if form and form.parent else (form.key,) if form else ()
    return direct_referrers(
        region.routes, Subject(forms, (kind.key,) if kind else (), products, tuple(categories))
    )


def _point(place: ShownPlace, regions: Regions) -> tuple[float | None, float | None]:
    """The postcode's centre where the address is public, else the centre of the place."""
    area = regions.postcodes.get(place.pc4)
    if area is not None:
        return area.lat, area.lng
    return regions.place_centres.get(place.place.casefold(), (None, None))


def _town(code: str, region: RegionData) -> str:
    return region.municipalities[code].name if code in region.municipalities else ""


def _text(offer: Offer, records: ProviderRecords, region: RegionData) -> tuple[str, ...]:
    groups = [region.target_groups[g].names for g in offer.target_groups if g in region.target_groups]
    sectors = [region.sectors[s].names for s in records.provider.sectors if s in region.sectors]
    provider = records.provider
    methods = tuple(str(method.get("name", "")) for method in offer.methods)
    return methods + names_in_all_languages(
        offer.about, provider.about, provider.approach, provider.identity, *groups, *sectors
    )


def _bookable(lines: list[ContractLine], records: ProviderRecords) -> tuple[int, int]:
    """First and last day of the widest line; no dates known means no bound."""
    contracts = {contract.id: contract for contract in records.contracts}
    spans = []
    for line in lines:
        contract = contracts.get(line.contract_id)
        starts = [d for d in (line.starts, contract and contract.starts) if d]
        ends = [d for d in (line.ends, contract and contract.ends) if d]
        spans.append((_day(max(starts), NEVER) if starts else NEVER, _day(min(ends), FOREVER) if ends else FOREVER))
    return (min(s for s, _ in spans), max(e for _, e in spans)) if spans else (NEVER, FOREVER)


def stops_on(offer: Offer, stops: list[IntakeStop]) -> list[IntakeStop]:
    products = {line.product for line in offer.lines}
    return [
        stop
        for stop in stops
        if (stop.offer_id == offer.id if stop.offer_id else not stop.product or products <= {stop.product})
    ]


def _stop(offer: Offer, records: ProviderRecords) -> tuple[int, int]:
    """The stop that matters now or next; one without an end has none."""
    today = clock.today()
    coming = [s for s in stops_on(offer, records.stops) if s.ends is None or s.ends >= today]
    if not coming:
        return FOREVER, NEVER
    first = min(coming, key=lambda stop: stop.starts)
    running = [s for s in coming if s.starts <= today] or [first]
    return (
        clock.day_number(min(s.starts for s in running)),
        max(_day(s.ends, FOREVER) for s in running),
    )


def _day(day: date | None, otherwise: int) -> int:
    return otherwise if day is None else clock.day_number(day)


def _room(said: Availability | None, region: RegionData) -> dict[str, object]:
    if said is None:
        return {}
    room: dict[str, object] = {}
    if said.status in (IntakeStatus.OPEN, IntakeStatus.LIMITED) and said.free_places:
        room["free_places"] = said.free_places
        room["places_until"] = clock.day_number(places_believed_until(region.terms, said.reference_date))
    believed = wait_believed_until(region.terms, said.reference_date)
    waits = [w for w in (said.intake_wait, said.treatment_wait) if w is not None]
    if waits and said.status != IntakeStatus.STOP and said.reference_date <= clock.today() <= believed:
        room["wait"] = sum(waits)
        room["wait_until"] = clock.day_number(believed)
    return room


def next_change(document: OfferDocument, today: date) -> int | None:
    """The day a stored answer stops being true by itself: what the night job looks for."""
    edges = (document.bookable_from, document.bookable_until + 1, document.stop_from, document.stop_until + 1)
    ahead = [d for d in (*edges, document.places_until + 1, document.wait_until + 1) if d > clock.day_number(today)]
    return min(ahead, default=None)


def _card(
    offer: Offer, records: ProviderRecords, place: ShownPlace, referrers: tuple[str, ...]
) -> dict[str, object]:
    """Short keys' meaning is in portal/finding/card.py, which reads this back."""
    said = offer.availability
    stops = stops_on(offer, records.stops)
    return {
        "offer": offer.key,
        "provider": records.provider.key,
        "slug": records.provider.slug,
        "name": records.provider.name,
        "summary": summary(records.provider.about),
        "kind": offer.help_kind,
        "form": offer.form,
        "products": [line.product for line in offer.lines],
        "title": offer.title,
        "place": place.place,
        "home": bool(offer.comes_to),
        "ages": [offer.age_from, offer.age_to],
        "referrers": list(referrers),
        "status": said.status.value if said else "",
        "places": said.free_places if said else None,
        "intake": said.intake_wait if said else None,
        "treatment": said.treatment_wait if said else None,
        "said_on": clock.day_number(said.reference_date) if said else None,
        "stops": [[clock.day_number(s.starts), _day(s.ends, FOREVER)] for s in stops if not _over(s)],
        "figures": len(records.measurements),
    }


def _over(stop: IntakeStop) -> bool:
    return stop.ends is not None and stop.ends < clock.today() - timedelta(days=1)


def summary(about: dict[str, str]) -> dict[str, str]:
    """The first sentence, cut at a word."""
    return {language: _clip(text.split(". ")[0].rstrip(".") + ".") for language, text in about.items() if text}


def _clip(text: str) -> str:
    return text if len(text) <= SUMMARY_LENGTH else text[:SUMMARY_LENGTH].rsplit(" ", 1)[0] + "…"


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
        text=names_in_all_languages(provider.about),
        sectors=tuple(provider.sectors),
        municipalities=tuple(region.municipalities),
        card={
            "provider": provider.key,
            "slug": provider.slug,
            "name": provider.name,
            "summary": summary(provider.about),
        },
    )
