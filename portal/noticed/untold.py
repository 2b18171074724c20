"""What the records of a provider leave untold, by how much it matters to who has to choose."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from portal import clock
from portal.model import Availability, Location, Offer, Provider, Terms
from portal.model.freshness import room_believed_until
from portal.regions import RegionData
from portal.web.entrance import AVAILABILITY, PROFILE

DEFAULT_AGES = (0, 18)  # of an offer of which nobody said for whom it is


@dataclass(frozen=True)
class Told:
    """The records of one provider, as they are now."""

    provider: Provider
    offers: Sequence[Offer]
    known_places: Collection[int]  # locations of which visitors see at least the place
    known_room: Collection[int]  # offers of which visitors see whether there is room


@dataclass(frozen=True)
class Rule:
    """`weight`: in hundredths of the whole. `share`: how much of it is told, from 0 to 1."""

    key: str  # the page says what it is, and why it matters to families
    weight: int
    where: str  # below /aanbieder/{slug}
    share: Callable[[Told], float]


@dataclass(frozen=True)
class Gap:
    key: str
    weight: int
    where: str
    offers: int  # of how many offers it is untold; 0: it is about the provider as a whole


@dataclass(frozen=True)
class Completeness:
    percent: int
    gaps: tuple[Gap, ...]  # what helps most is first

    @property
    def next(self) -> Gap | None:
        return self.gaps[0] if self.gaps else None


def _of_offers(told: Callable[[Offer, Told], object]) -> Callable[[Told], float]:
    def share(all_: Told) -> float:
        return sum(bool(told(offer, all_)) for offer in all_.offers) / len(all_.offers)

    return share


def _whether(told: Callable[[Provider], object]) -> Callable[[Told], float]:
    return lambda all_: float(bool(told(all_.provider)))


# In all a hundred. What people ask first weighs most: is there room, what is it, how do I reach them.
RULES = (
    Rule("room", 20, AVAILABILITY, _of_offers(lambda offer, told: offer.id in told.known_room)),
    Rule("about", 15, PROFILE, _whether(lambda provider: provider.about.get("nl"))),
    Rule("phone", 15, PROFILE, _whether(lambda provider: provider.phone)),
    Rule("for_whom", 12, PROFILE, _of_offers(lambda offer, _: offer.target_groups)),
    Rule(
        "where", 10, PROFILE, _of_offers(lambda offer, told: offer.comes_to or offer.location_id in told.known_places)
    ),
    Rule("approach", 8, PROFILE, _whether(lambda provider: provider.approach.get("nl"))),
    Rule("ages", 6, PROFILE, _of_offers(lambda offer, _: (offer.age_from, offer.age_to) != DEFAULT_AGES)),
    Rule("methods", 5, PROFILE, _of_offers(lambda offer, _: offer.methods)),
    Rule("website", 5, PROFILE, _whether(lambda provider: provider.website)),
    Rule("languages", 4, PROFILE, _whether(lambda provider: provider.languages)),
)
OF_OFFERS = frozenset({"room", "for_whom", "where", "ages", "methods"})


def completeness(told: Told) -> Completeness:
    """The next best thing is what adds most, not what weighs most: half told is half as much to gain."""
    rules = [rule for rule in RULES if told.offers or rule.key not in OF_OFFERS]
    shares: Mapping[str, float] = {rule.key: rule.share(told) for rule in rules}
    gained = sum(rule.weight * shares[rule.key] for rule in rules) / sum(rule.weight for rule in rules)
    open_rules = [rule for rule in rules if shares[rule.key] < 1]
    open_rules.sort(key=lambda rule: -rule.weight * (1 - shares[rule.key]))
    gaps = tuple(_gap(rule, shares[rule.key], len(told.offers)) for rule in open_rules)
    return Completeness(100 if not gaps else min(99, int(gained * 100)), gaps)


def _gap(rule: Rule, share: float, offers: int) -> Gap:
    untold = round(offers * (1 - share)) if rule.key in OF_OFFERS else 0
    return Gap(rule.key, rule.weight, rule.where, untold)


async def completeness_of(session: AsyncSession, provider: Provider, region: RegionData) -> Completeness:
    offers = select(Offer).where(
        Offer.provider_id == provider.id, Offer.region_id == region.id, col(Offer.published).is_(True)
    )
    said = select(Availability).join(Offer).where(Offer.provider_id == provider.id, Offer.region_id == region.id)
    places = select(Location.id).where(Location.provider_id == provider.id, Location.place != "")
    return completeness(
        Told(
            provider,
            (await session.exec(offers)).all(),
            frozenset(number for number in (await session.exec(places)).all() if number is not None),
            known_room((await session.exec(said)).all(), region.terms, clock.today()),
        )
    )


def known_room(said: Sequence[Availability], terms: Terms, today: date) -> frozenset[int]:
    return frozenset(
        one.offer_id for one in said if room_believed_until(terms, one.status, one.reference_date) >= today
    )
