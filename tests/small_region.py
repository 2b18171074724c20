"""A small region with two providers, made by hand: what each test is about can be read at one glance."""

from collections.abc import AsyncIterator, Callable
from datetime import date

import pytest

from portal import clock
from portal.database import Actor, Database
from portal.model import (
    Availability,
    Contract,
    ContractLine,
    Form,
    HelpKind,
    IntakeStop,
    Location,
    Municipality,
    Offer,
    OfferLine,
    PostalArea,
    Product,
    ProductCategory,
    Provider,
    Region,
    Route,
)
from tests.servers.databases import Filling

PIET = Actor("piet@wilgenhof.example", "provider editor")
KINDS = ("gezin", "angst")


async def a_region_with_two(database: Database) -> None:
    async with database.writing(PIET) as session:
        region = Region(key="oost", names={"nl": "Oost"}, hosts=["oost.example"], is_default=True)
        session.add(region)
        await session.flush()
        number = region.id or 0
        session.add_all(
            [
                Municipality(region_id=number, code="0193", key="zwolle", name="Zwolle"),
                PostalArea(pc4="8011", place="Zwolle", lat=52.512, lng=6.091),
                ProductCategory(region_id=number, key="ambulant", names={"nl": "Ambulant"}),
                Product(region_id=number, key="tg3", category="ambulant", unit="hour", names={"nl": "Tariefgroep 3"}),
                Product(region_id=number, key="crisisbed", category="crisis", unit="day", audience="restricted"),
                Form(region_id=number, key="gezinshuis", group="living", names={"nl": "Gezinshuis"}),
                *(HelpKind(region_id=number, key=kind, category="ambulant", names={"nl": kind}) for kind in KINDS),
                Route(
                    region_id=number, key="huisarts-ambulant", referrer="huisarts", subject_type="category",
                    subject="ambulant", answer="direct", basis="law", state="in_use",
                ),
            ]
        )  # fmt: skip
    await add_provider(database, "wilgenhof", "De Wilgenhof", KINDS)
    await add_provider(database, "es", "Praktijk De Es", KINDS[:1])


@pytest.fixture
async def database(filled_database_url: Callable[[Filling], str]) -> AsyncIterator[Database]:
    database = Database(filled_database_url(a_region_with_two))
    yield database
    await database.close()


async def add_provider(database: Database, key: str, name: str, kinds: tuple[str, ...]) -> None:
    today = clock.today()
    async with database.writing(PIET) as session:
        provider = Provider(key=key, slug=key, name=name, about={"nl": f"{name} helpt. En nog meer."})
        session.add(provider)
        await session.flush()
        number = provider.id or 0
        contract = Contract(key=f"{key}-c", region_id=1, provider_id=number, starts=date(2022, 1, 1))
        place = Location(
            key=f"{key}-l", provider_id=number, street="Geheimlaan 12", postcode="8011 AB", place="Zwolle",
            municipality="0193", visibility="address",
        )  # fmt: skip
        session.add_all([contract, place])
        await session.flush()
        line = ContractLine(key=f"{key}-tg3", contract_id=contract.id or 0, product="tg3")
        session.add(line)
        await session.flush()
        for kind in kinds:
            offer = Offer(key=f"{key}-{kind}", region_id=1, provider_id=number, help_kind=kind, location_id=place.id)
            session.add(offer)
            await session.flush()
            session.add(OfferLine(offer_id=offer.id or 0, contract_line_id=line.id or 0))
            session.add(
                Availability(
                    offer_id=offer.id or 0, free_places=2, intake_wait=3, treatment_wait=2,
                    reference_date=today, confirmed_at=clock.now(),
                )
            )  # fmt: skip


async def add_stop(database: Database, provider_id: int, starts: date, ends: date | None) -> None:
    async with database.writing(PIET) as session:
        session.add(
            IntakeStop(
                key=f"stop-{provider_id}",
                region_id=1,
                provider_id=provider_id,
                ground="staff",
                starts=starts,
                ends=ends,
            )
        )
