"""A provider that the region contracted yesterday: thirty offers, and nobody yet to state anything."""

from dataclasses import dataclass
from datetime import timedelta

from sqlmodel import col, select, update

from portal import clock
from portal.database import Database
from portal.jobs.remind import remind
from portal.jobs.send_mail import Postman
from portal.mail.post import open_post
from portal.model import Account, Availability, Contract, Membership, Offer, Provider, ReminderWish, Role, Visibility
from portal.regions import load_regions
from portal.reminders.rules import is_working_day
from portal.settings import Settings
from portal.web.house import House
from tests.accounts.door import with_password
from tests.people import a_provider
from tests.servers.databases import sqlite_url
from tests.servers.portal_process import PortalProcess
from tests.staff import FEMKE_HERSELF, KEY

OFFERS = 30


@dataclass
class Newcomer:
    """The provider, and what those are called who meet it: at `@voorbeeld.example`."""

    slug: str
    name: str
    lotte: str  # who is invited
    noor: str  # contracts for the region
    olaf: str  # manages another provider
    samira: str  # has an account, and works nowhere


def house_of(portal: PortalProcess) -> House:
    """Its database as somebody else sees it: to prepare what no page does."""
    database = Database(sqlite_url(portal.data_dir / "hulpkeuze.db"))
    settings = Settings(base_url=portal.address, encryption_keys=(KEY,), data_dir=portal.data_dir)
    return House(settings, database)


async def a_newcomer(portal: PortalProcess, number: int) -> Newcomer:
    house = house_of(portal)
    who = Newcomer(f"de-nieuwe-brug-{number}", f"De Nieuwe Brug {number}", *_named(number))
    region_id, other = await _contracted(house, who)
    await with_password(house, who.noor, Role.CONTRACT_MANAGER, app=True, tied={"region_id": region_id})
    tied = {"region_id": region_id, "provider_id": other}
    await with_password(house, who.olaf, Role.PROVIDER_MANAGER, app=True, tied=tied)
    await with_password(house, who.samira, Role.FAMILY, app=True)
    await house.database.close()
    return who


def _named(number: int) -> list[str]:
    return [f"{name}-{number}" for name in ("lotte", "noor", "olaf", "samira")]


async def _contracted(house: House, who: Newcomer) -> tuple[int, int]:
    """The region, and another provider of it."""
    async with house.database.reading() as session:
        region = (await load_regions(session)).default
        assert region is not None
        other = (await session.exec(select(Contract.provider_id).where(Contract.region_id == region.id))).first()
    kinds = [kind for kind in region.help_kinds.values() if kind.products]
    async with house.database.writing(FEMKE_HERSELF) as session:
        made = await a_provider(session, region, who.slug, {"starts": clock.today() - timedelta(days=1)}, name=who.name)
        places = [
            await made.location(
                f"{who.slug}-{town.code}", place=town.name, municipality=town.code, visibility=Visibility.PLACE
            )
            for town in list(region.municipalities.values())[: OFFERS // len(kinds) + 1]
        ]
        for n in range(OFFERS):
            kind, place = kinds[n % len(kinds)], places[n // len(kinds)]
            await made.offer(
                f"{who.slug}-{n + 1}", kind.products[0], help_kind=kind.key, location_id=place.id,
                about={"nl": "Hulp in de buurt."}, methods=[{"name": "EMDR", "recognised": True}],
                target_groups=list(region.target_groups)[:1],
            )  # fmt: skip
    return region.id, other or 0


async def reminded(portal: PortalProcess, who: Newcomer) -> None:
    """As if they stated it ten days ago, it is a day on which people work, and nine in the morning."""
    house = house_of(portal)
    day = clock.today()
    while not is_working_day(day):
        day -= timedelta(days=1)
    async with house.database.reading() as session:
        regions = await load_regions(session)
        own = select(Offer.id).join(Provider, col(Provider.id) == col(Offer.provider_id))
        offers = (await session.exec(own.where(Provider.slug == who.slug))).all()
        membership, provider = (
            await session.exec(
                select(Membership, Provider.id)
                .join(Provider, col(Provider.id) == col(Membership.provider_id))
                .join(Account, col(Account.id) == col(Membership.account_id))
                .where(Provider.slug == who.slug)
            )
        ).one()
    async with house.database.writing(FEMKE_HERSELF) as session:
        month_ago = clock.now() - timedelta(days=30)
        await session.exec(update(Membership).where(col(Membership.id) == membership.id).values(since=month_ago))
        wish = ReminderWish(account_id=membership.account_id, provider_id=provider or 0, weekday=day.weekday())
        session.add(wish)
        old = update(Availability).where(col(Availability.offer_id).in_(offers))
        await session.exec(old.values(reference_date=day - timedelta(days=10)))
    with clock.stopped_at(clock.local(clock.now()).replace(year=day.year, month=day.month, day=day.day, hour=9)):
        assert await remind(house.database, house.settings, regions) > 0
        await Postman(house.database, open_post(house.settings)).send_all()
    await house.database.close()
