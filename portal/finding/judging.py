"""An offer beside a question: what of it is shown, and how well it fits."""

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from datetime import date
from functools import cache, cached_property, partial

from portal import clock
from portal.finding.availability import Shown, shown, statement_of
from portal.finding.card import comes_home, intensities_of, name_of_offer
from portal.finding.fitting import fit_of
from portal.finding.offers import Fit, ShownOffer, is_public
from portal.finding.question import Question
from portal.finding.referral_block import ReferralBlock, referral_block
from portal.indexing import ProviderRecords
from portal.indexing.documents import place_of_offer, point_of, subject_of_offer
from portal.indexing.figures import Told, figures_of, told_figures
from portal.indexing.times import bookable, stops_on
from portal.model import IntakeStop, Offer
from portal.model.columns import Texts
from portal.model.product import ReferenceItem
from portal.model.routing import Subject
from portal.model.stopping import ruling
from portal.model.visibility import ShownPlace
from portal.regions import RegionData, Regions
from search_index import Point
from search_index.geo import distance


class Judged:
    """An offer beside a question: of forty that are compared three are shown, so each thing is worked out when it is
    looked at."""

    def __init__(
        self,
        offer: Offer,
        records: ProviderRecords,
        question: Question,
        regions: Regions,
        today: date,
        told: Callable[[], Sequence[Told]],
    ) -> None:
        self.offer, self.key, self.provider = offer, offer.key, records.provider
        self._told = told  # of all its offers together, and seldom asked for
        self._records, self._question, self._regions, self._today = records, question, regions, today

    @cached_property
    def fit(self) -> Fit:
        return fit_of(self, self._question)

    @property
    def fits(self) -> bool:
        return self.fit.whole

    @cached_property
    def what(self) -> Texts:
        return name_of_offer(self.offer.help_kind, self.offer.form, self._question.region)

    @property
    def title(self) -> Texts:
        return self.offer.title

    @property
    def subject(self) -> str:
        return self.offer.help_kind or self.offer.form

    @cached_property
    def target_groups(self) -> tuple[Texts, ...]:
        return _names(self.offer.target_groups, self._question.region.target_groups)

    @cached_property
    def place(self) -> ShownPlace:
        return place_of_offer(self.offer, self._records, self._question.region)

    @cached_property
    def kilometres(self) -> float | None:
        return _kilometres(self.place, self._question.centre, self._regions)

    @cached_property
    def stops(self) -> list[IntakeStop]:
        return stops_on(self.offer, self._records.stops)

    @cached_property
    def availability(self) -> Shown:
        said = statement_of(self.offer.availability, self.stops)
        return shown(said, self._question.region.terms, clock.day_number(self._today))

    @property
    def has_figures(self) -> bool:
        return bool(figures_of(self.offer, self._told(), self._question.region))

    @cached_property
    def shown(self) -> ShownOffer:
        offer, provider = self.offer, self.provider
        question, region = self._question, self._question.region
        towns = region.municipalities
        everyone = not offer.municipalities or set(offer.municipalities) >= set(towns)
        stopped = ruling(self.stops, self._today)
        subject = subject_of_offer(offer, region)
        groups = (region.tariff_groups[key].number for key in offer.tariff_groups if key in region.tariff_groups)
        return ShownOffer(
            key=self.key,
            subject=self.subject,
            what=self.what,
            title=self.title,
            about=offer.about,
            intensities=intensities_of(tuple(line.product for line in offer.lines), region),
            place=self.place.place,
            kilometres=self.kilometres,
            comes_home=comes_home(tuple(offer.comes_to), question.stays_in),
            comes_to=tuple(towns[code].name for code in offer.comes_to if code in towns),
            only_for=() if everyone else tuple(towns[code].name for code in offer.municipalities if code in towns),
            age_from=offer.age_from,
            age_to=offer.age_to,
            target_groups=self.target_groups,
            settings=tuple(offer.settings),
            methods=tuple((str(m["name"]), bool(m.get("recognised"))) for m in offer.methods if m.get("name")),
            tariff_groups=tuple(sorted(groups)),
            budgets=_names(offer.budgets, region.budgets),
            group_size=offer.group_size,
            huisarts=region.route_book.answer_for("huisarts", subject),
            availability=self.availability,
            stop_text=stopped.public_text if stopped and stopped.running else {},
            fit=self.fit,
            referral_of=(subject, self.place, provider.name, provider.agb, region.state),
            make_referral=partial(_referral, subject, self.what, self.place, self._records, region),
        )


def judged_offers(
    records: ProviderRecords, question: Question, regions: Regions, keys: Container[str] | None = None
) -> tuple[Judged, ...]:
    """Those that visitors may see and that are under contract today; of these `keys` only, where they are given."""
    today = clock.today()
    day = clock.day_number(today)
    told = cache(partial(told_figures, records, question.region))
    found = []
    for offer in records.offers:
        if keys is not None and offer.key not in keys:
            continue
        first, last = bookable(offer.lines, records)
        if is_public(offer, question.region) and first <= day <= last:
            found.append(Judged(offer, records, question, regions, today, told))
    return tuple(found)


def shown_offers(
    records: ProviderRecords, question: Question, regions: Regions, keys: Container[str] | None = None
) -> tuple[ShownOffer, ...]:
    return tuple(each.shown for each in judged_offers(records, question, regions, keys))


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
