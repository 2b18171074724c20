"""A provider saves all its offers at once: from the form to the answer, on a portal with others."""

from statistics import median
from time import perf_counter

import httpx
from sqlmodel import col, select

from portal.app import create_app
from portal.database import Database
from portal.finding.engines import Engines
from portal.model import Contract, Offer, Provider, Role
from portal.settings import Settings
from portal.web.house import House
from portal.web.session_cookie import cookie_name
from search_index.in_process import InProcessIndex
from tests.bench.data import SMALL, copied, regions_of
from tests.bench.line import ROUNDS, Line, NotMeasured, milliseconds, spread
from tests.bench.stage import Stage
from tests.bench.waiting import wait_for
from tests.provider_area.offering import Grid
from tests.servers.databases import sqlite_url
from tests.staff import FEMKE_HERSELF, KEY, a_token, an_account
from tests.web.house import FROM_HERE

BASE = "http://127.0.0.1"
OFFERS = 200
BOUND = 0.3  # seconds


def grid(stage: Stage) -> list[Line]:
    url = sqlite_url(copied(SMALL, stage.folder / "grid.db"))
    saved, opened = wait_for(_rounds(url))
    what = f"{OFFERS} offers of a provider"
    return [
        Line(
            f"{what} saved in one request", spread(saved, milliseconds), "≤ 300 ms, one request", median(saved) <= BOUND
        ),
        Line(f"the grid of {what}", spread(opened, milliseconds), "", None),
    ]


async def _rounds(url: str) -> tuple[list[float], list[float]]:
    database = Database(url)
    try:
        regions, _ = await regions_of(database)
        house = House(Settings(base_url=BASE, encryption_keys=(KEY,)), database, regions)
        app = create_app(house, Engines(None, InProcessIndex()))
        slug, token = await _a_provider_with_many(house)
        cookies = {cookie_name(house.settings): token}
        transport = httpx.ASGITransport(app)  # type: ignore[arg-type]
        async with httpx.AsyncClient(transport=transport, base_url=BASE, cookies=cookies) as browser:
            path = f"/aanbieder/{slug}/beschikbaarheid"
            rounds = [await _one_round(browser, path, weeks) for weeks in range(ROUNDS + 1)][1:]
        return [saved for saved, _ in rounds], [opened for _, opened in rounds]
    finally:
        await database.close()


async def _a_provider_with_many(house: House) -> tuple[str, str]:
    """With somebody who has signed in there."""
    region = house.regions.default
    assert region is not None
    kind = next(iter(region.help_kinds))
    async with house.database.writing(FEMKE_HERSELF) as session:
        asked = select(Provider).join(Contract, col(Contract.provider_id) == col(Provider.id))
        provider = (await session.exec(asked.where(Contract.region_id == region.id).limit(1))).one()
        own = (await session.exec(select(Offer).where(Offer.provider_id == provider.id))).all()
        about = {"region_id": region.id, "provider_id": provider.id, "help_kind": kind}
        session.add_all([Offer(key=f"grid-{number}", **about) for number in range(OFFERS - len(own))])
    tied = {"region_id": region.id, "provider_id": provider.id}
    piet = await an_account(house, "piet", Role.PROVIDER_EDITOR, tied=tied)
    return provider.slug, await a_token(house, piet)


async def _one_round(browser: httpx.AsyncClient, path: str, weeks: int) -> tuple[float, float]:
    began = perf_counter()
    page = await browser.get(path)
    opened = perf_counter() - began
    sheet = Grid(page.text)
    for name in list(sheet.fields):
        field, _, number = name.partition("-")
        if field == "aanbod":
            sheet.fields |= {f"stand-{number}": "limited", f"plaatsen-{number}": "", f"aanmeld-{number}": str(weeks)}
    began = perf_counter()
    answer = await browser.post(path, headers=FROM_HERE, data={**sheet.fields, "doe": "opslaan"})
    saved = perf_counter() - began
    if answer.status_code != 303 or f"aantal={OFFERS}" not in answer.headers["location"]:
        raise NotMeasured(f"saving was answered with {answer.status_code}")
    return saved, opened
