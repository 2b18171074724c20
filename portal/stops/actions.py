"""Deciding on stops: each decision, and the mails that tell of it, in one transaction."""

from dataclasses import dataclass, field, replace
from datetime import date

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from portal import clock
from portal.access import NotFound, Permission, Visitor
from portal.access.fetch import own_stop_for, provider_for, region_for, stop_in_region_for
from portal.bookkeeping import signed_by
from portal.model import Contract, IntakeStop, Location, Offer, Provider
from portal.model.columns import Texts
from portal.model.lasting import lasts
from portal.regions import RegionData
from portal.secrecy import public_key
from portal.stops import rules
from portal.stops.grounds import Ground
from portal.stops.help import Choices, On, choices_of, help_of
from portal.stops.telling import News, tell_of_end, tell_of_imposed, tell_of_own
from portal.web.house import House
from portal.web.language import N_

OWN, IMPOSE = Permission.STOP_INTAKE, Permission.IMPOSE_STOP
STANDS_ALREADY = N_("There is a stop for this on these days already. Lengthen that one, or end it.")
NO_SUCH_HELP = N_("Choose one of the possibilities.")


class Refused(Exception):
    """It may not be decided so."""

    def __init__(self, wrong: rules.Wrong) -> None:
        super().__init__(wrong.message)
        self.wrong = wrong


class Overtaken(Exception):
    """Somebody else decided on it meanwhile, or it is over."""


@dataclass(frozen=True)
class Wanted:
    """A stop as it was asked for."""

    what: str
    days: rules.Days
    ground: Ground
    explanation: str = ""
    public_text: Texts = field(default_factory=dict)


@dataclass(frozen=True)
class Change:
    """To one that stands, by somebody who saw this version of it."""

    key: str
    seen: int
    ends: date | None = None


async def contracted(session: AsyncSession, provider: Provider, region: RegionData) -> Provider:
    """Only with a contract in this region there is something here to stop. Raises NotFound."""
    asked = select(Contract.id).where(
        Contract.provider_id == provider.id,
        Contract.region_id == region.id,
        lasts(Contract, clock.today()),
    )
    if (await session.exec(asked.limit(1))).first() is None:
        raise NotFound
    return provider


async def check(
    session: AsyncSession, provider: Provider, region: RegionData, wanted: Wanted, *, imposed: bool
) -> tuple[IntakeStop, Choices]:
    """The stop as it would be, not written yet. Raises Refused."""
    today = clock.today()
    choices = await choices_of(session, provider.id or 0, region)
    on = choices.find(wanted.what)
    if on is None:
        raise Refused(rules.Wrong("what", NO_SUCH_HELP))
    stop = IntakeStop(
        key=f"stop-{public_key()}",
        region_id=region.id,
        provider_id=provider.id or 0,
        product=on.product,
        offer_id=on.offer_id,
        imposed=imposed,
        ground=wanted.ground.value,
        explanation=wanted.explanation,
        starts=wanted.days.starts,
        ends=wanted.days.ends,
        public_text=wanted.public_text,
    )
    others = await stops_of(session, stop)
    alike = [other for other in others if on_of(other) == on]
    wrong = rules.wrong_first_day(wanted.days, today, region.terms)
    if wrong is None and rules.same_already(wanted.days, alike, today):
        wrong = rules.Wrong("what", STANDS_ALREADY)
    if wrong is None and not imposed:
        wrong = rules.wrong_length(wanted.days, choices.on_each(stop, others) or [alike], region.terms)
    if wrong is not None:
        raise Refused(wrong)
    return stop, choices


async def place_own(house: House, visitor: Visitor, slug: str, region: RegionData, wanted: Wanted) -> IntakeStop:
    """By the provider itself. Raises Refused."""
    async with house.database.writing(visitor.as_actor(OWN)) as session:
        provider = await contracted(session, await provider_for(session, visitor, slug, OWN), region)
        stop, choices = await _place(session, provider, region, wanted, imposed=False)
        await tell_of_own(session, house.settings, News(stop, provider, choices.named(on_of(stop)), region))
    return stop


async def impose(house: House, visitor: Visitor, slug: str, region: RegionData, wanted: Wanted) -> IntakeStop:
    """By the region. Raises Refused."""
    region_for(visitor, region.id, IMPOSE)
    async with house.database.writing(visitor.as_actor(IMPOSE)) as session:
        provider = await contracted(session, await provider_for(session, visitor, slug, IMPOSE), region)
        stop, choices = await _place(session, provider, region, wanted, imposed=True)
        await tell_of_imposed(session, house.settings, News(stop, provider, choices.named(on_of(stop)), region))
    return stop


async def lengthen_own(house: House, visitor: Visitor, slug: str, region: RegionData, change: Change) -> None:
    """Within the longest term. Raises Refused or Overtaken."""
    async with house.database.writing(visitor.as_actor(OWN)) as session:
        await _hold(session, (await provider_for(session, visitor, slug, OWN)).id)
        stop = _as_seen(await own_stop_for(session, visitor, slug, change.key, region.id, hold=True), change)
        choices = await choices_of(session, stop.provider_id, region)
        others = [other for other in await stops_of(session, stop) if other.key != stop.key]
        days = rules.Days(stop.starts, change.ends)
        alike = [other for other in others if on_of(other) == on_of(stop)]
        wrong = rules.wrong_lengthening(stop, change.ends) or rules.wrong_length(
            days, choices.on_each(stop, others) or [alike], region.terms
        )
        if wrong is not None:
            raise Refused(wrong)
        await _lengthen(session, house, region, stop, change)


async def lengthen_by_region(house: House, visitor: Visitor, region: RegionData, change: Change) -> None:
    """Its own, or one of a provider past the longest term. Raises Refused or Overtaken."""
    async with house.database.writing(visitor.as_actor(IMPOSE)) as session:
        stop = _as_seen(await stop_in_region_for(session, visitor, change.key, region.id, hold=True), change)
        if wrong := rules.wrong_lengthening(stop, change.ends):
            raise Refused(wrong)
        await _lengthen(session, house, region, stop, change, by_region=not stop.imposed)


async def end_own(house: House, visitor: Visitor, slug: str, region: RegionData, change: Change) -> None:
    """From now on. Raises Overtaken."""
    async with house.database.writing(visitor.as_actor(OWN)) as session:
        stop = _as_seen(await own_stop_for(session, visitor, slug, change.key, region.id, hold=True), change)
        await _end(session, house, region, stop)


async def end_imposed(house: House, visitor: Visitor, region: RegionData, change: Change) -> None:
    """Raises Overtaken; NotFound for one of a provider, which is the provider's to end."""
    async with house.database.writing(visitor.as_actor(IMPOSE)) as session:
        stop = await stop_in_region_for(session, visitor, change.key, region.id, hold=True)
        if not stop.imposed:
            raise NotFound
        await _end(session, house, region, _as_seen(stop, change))


async def stops_of(session: AsyncSession, like: IntakeStop) -> list[IntakeStop]:
    """Whoever's that is: all of the same provider and region, those that are over too."""
    asked = select(IntakeStop).where(
        IntakeStop.provider_id == like.provider_id,
        IntakeStop.region_id == like.region_id,
        col(IntakeStop.imposed).is_(like.imposed),
    )
    return list((await session.exec(asked)).all())


def on_of(stop: IntakeStop) -> On:
    return On(stop.product, stop.offer_id)


async def _place(
    session: AsyncSession, provider: Provider, region: RegionData, wanted: Wanted, *, imposed: bool
) -> tuple[IntakeStop, Choices]:
    await _hold(session, provider.id)
    stop, choices = await check(session, provider, region, wanted, imposed=imposed)
    stop.decided_by, stop.decided_at = signed_by(session.sync_session), clock.now()
    session.add(stop)
    return stop, choices


async def _hold(session: AsyncSession, provider_id: int | None) -> None:
    """Of two decisions about one provider the second looks at what the first left."""
    await session.exec(select(Provider.id).where(Provider.id == provider_id).with_for_update())


def _as_seen(stop: IntakeStop, change: Change) -> IntakeStop:
    over = stop.ends is not None and stop.ends < clock.today()
    if stop.version != change.seen or stop.ended_at is not None or over:
        raise Overtaken
    return stop


async def _lengthen(
    session: AsyncSession,
    house: House,
    region: RegionData,
    stop: IntakeStop,
    change: Change,
    *,
    by_region: bool = False,
) -> None:
    stop.ends = change.ends
    stop.decided_by, stop.decided_at = signed_by(session.sync_session), clock.now()
    news = replace(await _news(session, region, stop), lengthened=True, by_region=by_region)
    await (tell_of_imposed if stop.imposed else tell_of_own)(session, house.settings, news)


async def _end(session: AsyncSession, house: House, region: RegionData, stop: IntakeStop) -> None:
    stop.ended_by, stop.ended_at = signed_by(session.sync_session), clock.now()
    stop.ends = rules.last_day_when_ended(stop, clock.today())
    await tell_of_end(session, house.settings, await _news(session, region, stop))


async def _news(session: AsyncSession, region: RegionData, stop: IntakeStop) -> News:
    provider = await session.get_one(Provider, stop.provider_id)
    offer = await session.get(Offer, stop.offer_id) if stop.offer_id else None
    location = await session.get(Location, offer.location_id) if offer and offer.location_id else None
    return News(stop, provider, help_of(stop, offer, location, region), region)
