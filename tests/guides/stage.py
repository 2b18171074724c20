"""The portal of `make run` in this process, on one day that never passes, with somebody signed in for each role."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from playwright.async_api import Page
from sqlmodel import col, select

from portal import clock
from portal.access import mail_address
from portal.access.sessions import begin, belongings_of, limits_for
from portal.app import create_app
from portal.cli.example_accounts import add_example_accounts, example_address
from portal.database import Database
from portal.example import make_example
from portal.exchange.load_region import load_region
from portal.exchange.region_files import REFERENCE, read_region
from portal.exchange.workbook import apply_import, plan_import
from portal.finding.engines import Engines
from portal.finding.following import Follower
from portal.migrating import migrate
from portal.model import Account, Provider, Role
from portal.regions import load_regions
from portal.settings import Settings
from portal.web.house import House
from portal.web.session_cookie import cookie_name
from search_index.in_process import InProcessIndex
from tests.journeys.conftest import LOADER
from tests.servers.databases import sqlite_url
from tests.servers.served import served
from tests.staff import FEMKE_HERSELF, KEY

PROVIDERS, SEED = 120, 1  # as `make run` has them
DAY = datetime(2026, 11, 25, 10, 0, tzinfo=clock.LOCAL)


@dataclass
class Stage:
    house: House
    address: str
    slug: str  # of the provider for which the example people work

    async def enters(self, page: Page, role: Role, *, second_factor: bool = True) -> None:
        """As if they had just signed in."""
        print_of = mail_address.print_of(self.house.secrecy, example_address(role))
        async with self.house.database.writing(FEMKE_HERSELF) as session:
            account = (await session.exec(select(Account).where(Account.email_print == print_of))).one()
            limits = limits_for(await belongings_of(session, account.id or 0), self.house.regions)
            token = await begin(
                session, account.id or 0, limits, second_factor=second_factor, device="Firefox", instead_of=None
            )
        await page.context.add_cookies(
            [{"name": cookie_name(self.house.settings), "value": token, "url": self.address}]
        )


@asynccontextmanager
async def a_stage(folder: Path) -> AsyncIterator[Stage]:
    with clock.stopped_at(DAY):
        database = Database(sqlite_url(folder / "hulpkeuze.db"))
        await _fill(database)
        settings = Settings(base_url="http://localhost", encryption_keys=(KEY,), data_dir=folder)
        house = House(settings, database)
        async with database.reading() as session:
            regions = await load_regions(session)
        await add_example_accounts(database, regions, settings)
        engines = Engines(None, InProcessIndex())
        await Follower(house, engines).catch_up()
        async with database.reading() as session:
            slug = (await session.exec(select(Provider.slug).order_by(col(Provider.id)).limit(1))).one()
        async with served(create_app(house, engines, strict_templates=True)) as served_at:
            address = f"http://localhost:{served_at.rpartition(':')[2]}"
            house.settings = Settings(base_url=address, encryption_keys=(KEY,), data_dir=folder)
            yield Stage(house, address, slug)
        await database.close()


async def _fill(database: Database) -> None:
    await migrate(database)
    await load_region(database, read_region(REFERENCE / "ijsselland"), LOADER)
    async with database.reading() as session:
        regions = await load_regions(session)
        region = regions.by_key["ijsselland"]
        plan = await plan_import(session, region, make_example(region, regions, PROVIDERS, SEED, clock.today()))
    await apply_import(database, plan, LOADER)
