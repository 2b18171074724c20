"""The region with people at work in it: who refers, who screens, who decides; each in a window of their own, on one
served portal, on which days go by."""

import re
import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page
from sqlmodel import select

from portal import clock
from portal.access import Visitor
from portal.access.sessions import recognise
from portal.database import Database
from portal.finding.engines import Engines
from portal.finding.following import Follower
from portal.jobs.desk import Desk
from portal.jobs.runner import Runner
from portal.model import Account, Provider, Role
from portal.regions import RegionData, Regions
from portal.settings import Settings
from portal.shortlist import sealing
from portal.shortlist.sealing import Cost
from portal.web.house import House
from portal.web.session_cookie import cookie_name
from search_index.in_process import InProcessIndex
from tests.accounts.mailbox import letters
from tests.finding.conftest import cast_database, regions
from tests.people import FRIDAY, WILGENHOF, a_provider
from tests.referral.conftest import KAMPEN, RAALTE, referrer
from tests.servers.chromium import Browsing
from tests.servers.databases import sqlite_url
from tests.servers.served import served
from tests.staff import FEMKE_HERSELF, KEY, a_token, an_account
from tests.web.house import an_app

__all__ = ["at_work", "cast_database", "regions"]

HERE = "http://127.0.0.1"
NOON = datetime.combine(FRIDAY, time(12), UTC)
LONG_BEFORE = NOON - timedelta(days=120)


@dataclass
class Time:
    """As the whole portal has it."""

    at: datetime


@dataclass
class AtWork:
    house: House
    follower: Follower
    time: Time
    address: str = ""
    people: dict[str, Account] = field(default_factory=dict)

    @property
    def region(self) -> RegionData:
        return self.house.regions.by_key["ijsselland"]

    async def window(self, browsing: Browsing, name: str, *, javascript: bool = True) -> Page:
        page = await browsing.page(javascript=javascript)
        await self.signs_in(page, name)
        return page

    async def signs_in(self, page: Page, name: str) -> None:
        """With the second step passed; who did so on another day does it again."""
        token = await a_token(self.house, self.people[name])
        cookie = {"name": cookie_name(self.house.settings), "value": token, "url": self.address}
        await page.context.add_cookies([cookie])  # type: ignore[list-item]

    async def without_window(self, name: str) -> Visitor:
        token = await a_token(self.house, self.people[name])
        return await recognise(self.house.database, self.house.regions, token)

    async def opens_mail(self, page: Page, name: str, subject: str) -> None:
        """The last one they got: it says what happened, nothing of the child or the help, and where to look."""
        mails = [one for one in await letters(self.house, "referral_news") if one.address.startswith(f"{name}@")]
        content = mails[-1].content
        assert content.subject.startswith(subject), content.subject
        assert not any(text in content.text.lower() for text in ("gezinsb", "gezinsh", "jaar", "herstel")), content.text
        path = re.findall(rf"^{HERE}(/\S+)$", content.text, re.MULTILINE)[0]
        await page.goto(f"{self.address}{path}")

    async def an_hour_passes(self) -> None:
        """The jobs do what they do each hour, and the worker hears of it."""
        await Runner(Desk(self.house.database, None)).run_once()
        await self.follower.catch_up()


@pytest.fixture(scope="module")
async def at_work(
    cast_database: Path, regions: Regions, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[AtWork]:
    """For all journeys of a module: no two of them are about the same referral."""
    file = tmp_path_factory.mktemp("at-work") / "hulpkeuze.db"
    shutil.copyfile(cast_database, file)
    database, engines, now = Database(sqlite_url(file)), Engines(None, InProcessIndex()), Time(LONG_BEFORE)
    house = House(Settings(base_url=HERE, encryption_keys=(KEY,)), database, regions)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", lambda: now.at)
        # Keys of lists are made with less work than in earnest.
        patch.setattr(sealing, "COST", Cost(time=1, memory=64, lanes=1))
        place = AtWork(house, Follower(house, engines), now)
        place.people = await _people(house, place.region, await _providers(house, place.region))
        now.at = NOON
        await place.follower.catch_up()
        async with served(an_app(house, engines=engines)) as place.address:
            yield place
    await database.close()


async def _providers(house: House, region: RegionData) -> dict[str, int]:
    """De Es gives the same help as De Wilgenhof, De Lork other help beside it. By slug, with their number."""
    about: dict[str, Any] = {"comes_to": [RAALTE, KAMPEN], "age_from": 0, "age_to": 17}
    said = {"days_ago": 1, "free_places": 1, "intake_wait": 1}
    async with house.database.writing(FEMKE_HERSELF) as session:
        es = await a_provider(session, region, "de-es", name="De Es", phone="0572-111111")
        await es.offer("es-gezin", "individueel-tg3", {**said}, help_kind="gezinsbehandeling", **about)
        lork = await a_provider(session, region, "de-lork", name="De Lork", phone="038-2222222")
        await lork.offer("lork-begeleiding", "individueel-tg2", {**said}, help_kind="begeleiding-individueel", **about)
        known = await session.exec(select(Provider.slug, Provider.id))
        return {slug: number or 0 for slug, number in known.all()}


async def _people(house: House, region: RegionData, providers: dict[str, int]) -> dict[str, Account]:
    here = {"region_id": region.id}
    people = {
        "bram": await referrer(house, region, "bram", Role.HUISARTS),
        "karim": await referrer(house, region, "karim", Role.GI),
    }
    for name, role, tied in (
        ("piet", Role.PROVIDER_EDITOR, {"provider_id": providers[WILGENHOF]}),
        ("els", Role.PROVIDER_EDITOR, {"provider_id": providers["de-es"]}),
        ("jet", Role.PROVIDER_EDITOR, {"provider_id": providers["de-lork"]}),
        ("anouk", Role.TOEGANG, {"municipality": RAALTE}),
        ("yusuf", Role.TOEGANG, {"municipality": KAMPEN}),
        ("noor", Role.CONTRACT_MANAGER, {}),
    ):
        people[name] = await an_account(house, name, role, tied={**here, **tied})
    return people
