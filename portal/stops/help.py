"""What a stop can be on: all help of a provider, one product, or one offer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from portal import clock
from portal.availability.stopped import products_of
from portal.model import Contract, ContractLine, IntakeStop, Location, Offer
from portal.model.columns import Texts
from portal.model.lasting import lasts
from portal.model.stopping import covers
from portal.regions import RegionData
from portal.web.language import DEFAULT, N_, translations

ALL, PRODUCT, OFFER = "alles", "product:", "aanbod:"  # values of the field
EVERYTHING = N_("All help of this provider")


@dataclass(frozen=True)
class Help:
    """In words: the name of a product or offer, and the place of an offer. Without a name it is everything."""

    names: Texts = field(default_factory=dict)
    place: str = ""

    def within(self, language: str) -> str:
        if not self.names:
            return translations(language).gettext(EVERYTHING)
        name = self.names.get(language) or self.names.get(DEFAULT, "")
        return f"{name}, {self.place}" if self.place else name


@dataclass(frozen=True)
class On:
    """What one stop is on, as it stands in the record."""

    product: str = ""
    offer_id: int | None = None


@dataclass(frozen=True)
class Choices:
    """What this provider can stop."""

    products: Mapping[str, Help] = field(default_factory=dict)
    offers: Mapping[str, tuple[int, Help]] = field(default_factory=dict)  # by key
    delivered: Mapping[int, frozenset[str]] = field(default_factory=dict)  # offer → products

    def find(self, said: str) -> On | None:
        if said == ALL:
            return On()
        if said.startswith(PRODUCT) and (key := said.removeprefix(PRODUCT)) in self.products:
            return On(product=key)
        if said.startswith(OFFER) and (key := said.removeprefix(OFFER)) in self.offers:
            return On(offer_id=self.offers[key][0])
        return None

    def named(self, on: On) -> Help:
        if on.product:
            return self.products[on.product]
        return next((named for number, named in self.offers.values() if number == on.offer_id), Help())

    def offers_under(self, stop: IntakeStop) -> list[int]:
        return [number for number, products in self.delivered.items() if covers(stop, number, products)]

    def on_each(self, stop: IntakeStop, others: Sequence[IntakeStop]) -> list[list[IntakeStop]]:
        """Of each offer that a stop is on, those of the others that are on it too."""
        return [
            [other for other in others if covers(other, number, self.delivered[number])]
            for number in self.offers_under(stop)
        ]


async def choices_of(session: AsyncSession, provider_id: int, region: RegionData) -> Choices:
    today = clock.today()
    held = (
        select(ContractLine.product)
        .join(Contract, col(Contract.id) == col(ContractLine.contract_id))
        .where(
            Contract.provider_id == provider_id,
            Contract.region_id == region.id,
            lasts(Contract, today),
            lasts(ContractLine, today),
        )
        .distinct()
    )
    contracted = set((await session.exec(held)).all())
    asked = (
        select(Offer, Location)
        .outerjoin(Location, col(Location.id) == col(Offer.location_id))
        .where(Offer.region_id == region.id, Offer.provider_id == provider_id, col(Offer.published).is_(True))
        .order_by(Offer.key)
    )
    offers = {offer.key: (offer.id or 0, named(offer, place, region)) for offer, place in (await session.exec(asked))}
    return Choices(
        {key: Help(product.names) for key, product in region.products.items() if key in contracted},
        offers,
        await products_of(session, provider_id, region.id),
    )


def named(offer: Offer, location: Location | None, region: RegionData) -> Help:
    kind = region.help_kinds.get(offer.help_kind) or region.forms.get(offer.form)
    names = offer.title or (kind.names if kind and kind.names else {DEFAULT: offer.help_kind or offer.form})
    if location:
        return Help(names, location.place or location.name)
    towns = sorted(region.municipalities[code].name for code in offer.comes_to if code in region.municipalities)
    return Help(names, ", ".join(towns))


def help_of(stop: IntakeStop, offer: Offer | None, location: Location | None, region: RegionData) -> Help:
    if offer is not None:
        return named(offer, location, region)
    if stop.product:
        product = region.products.get(stop.product)
        return Help(product.names if product and product.names else {DEFAULT: stop.product})
    return Help()
