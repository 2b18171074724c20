"""Who work in a portal that is measured: huisartsen and two providers, each in a browser of their own; and visitors."""

from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from itertools import cycle

import httpx
from sqlmodel import col, select

from portal import clock
from portal.database import Database
from portal.model import Practice, Provider, Role
from portal.regions import load_regions
from portal.settings import Settings
from portal.web.house import House
from portal.web.session_cookie import cookie_name
from tests.bench.wire import NOT_KEPT
from tests.people import a_provider
from tests.staff import FEMKE_HERSELF, KEY, a_token, an_account

REFERRERS = 5
FIRST, SECOND = "bench-een", "bench-twee"


@dataclass
class Desks:
    """Who work in the portal, each in a browser of their own."""

    house: House
    referrers: Sequence[httpx.AsyncClient]
    screeners: dict[str, httpx.AsyncClient]
    public: httpx.AsyncClient
    paths: Sequence[str]
    errors: list[str] = field(default_factory=list)
    took: list[float] = field(default_factory=list)


@asynccontextmanager
async def desks_of(address: str, url: str) -> AsyncIterator[Desks]:
    async with AsyncExitStack() as stack:
        database = Database(url)
        stack.push_async_callback(database.close)
        async with database.reading() as session:
            regions = await load_regions(session)
            public = (await session.exec(select(Provider.slug).order_by(col(Provider.id)).limit(40))).all()
        house = House(Settings(base_url=address, encryption_keys=(KEY,)), database, regions)
        tokens = await _people(house)

        async def browser(token: str) -> httpx.AsyncClient:
            cookies = {cookie_name(house.settings): token} if token else {}
            headers = {} if token else NOT_KEPT
            client = httpx.AsyncClient(base_url=address, cookies=cookies, headers=headers, timeout=30)
            return await stack.enter_async_context(client)

        searches = [f"/aanbod?leeftijd={age}&gemeente=raalte" for age in range(2, 17)]
        paths = [path for pair in zip(cycle(searches), (f"/aanbieders/{slug}" for slug in public)) for path in pair]
        referrers = [await browser(tokens[f"bram{number}"]) for number in range(REFERRERS)]
        screeners = {slug: await browser(tokens[slug]) for slug in (FIRST, SECOND)}
        yield Desks(house, referrers, screeners, await browser(""), paths)


async def _people(house: House) -> dict[str, str]:
    """Huisartsen in practices of their own, and who screens at two providers of the same help. By name their token."""
    region, tokens = house.regions.default, {}
    assert region is not None
    here = {"region_id": region.id}
    async with house.database.writing(FEMKE_HERSELF) as session:
        practices = [
            Practice(key=f"b{number}", kind="huisarts", name=f"Praktijk {number}", admitted_at=clock.now(), **here)
            for number in range(REFERRERS)
        ]
        session.add_all(practices)
        ids = {}
        for slug in (FIRST, SECOND):
            made = await a_provider(session, region, slug, name=slug.capitalize())
            about = {"help_kind": "gezinsbehandeling", "comes_to": ["0177"], "age_from": 0, "age_to": 17}
            await made.offer(f"{slug}-gezin", "individueel-tg3", **about)
            ids[slug] = made.provider.id
    for number, practice in enumerate(practices):
        tied = {**here, "practice_id": practice.id}
        account = await an_account(house, f"bram{number}", Role.HUISARTS, tied=tied)
        tokens[f"bram{number}"] = await a_token(house, account)
    for slug, provider in ids.items():
        account = await an_account(house, slug, Role.PROVIDER_MANAGER, tied={**here, "provider_id": provider})
        tokens[slug] = await a_token(house, account)
    return tokens
