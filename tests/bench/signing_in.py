"""Somebody signs in with a password and a code, beside what looking at the password alone takes: that is slow on
purpose, and the rest should be little."""

from datetime import timedelta
from statistics import median
from time import perf_counter

import httpx

from portal import clock
from portal.accounts.passwords import check
from portal.app import create_app
from portal.database import Database
from portal.finding.engines import Engines
from portal.model import Account, Role
from portal.settings import Settings
from portal.web.house import House
from search_index.in_process import InProcessIndex
from tests.accounts.door import PASSWORD, enters, with_password
from tests.bench.data import SMALL, copied, regions_of
from tests.bench.line import ROUNDS, Line, milliseconds, spread, times
from tests.bench.stage import Stage
from tests.bench.waiting import wait_for
from tests.servers.databases import sqlite_url
from tests.staff import KEY

BASE = "http://127.0.0.1"
BOUND = 1.5  # times looking at the password
STEP = timedelta(seconds=30)  # a code counts once


def sign_in(stage: Stage) -> list[Line]:
    whole, alone = wait_for(_rounds(sqlite_url(copied(SMALL, stage.folder / "sign-in.db"))))
    ratio = median(whole) / median(alone)
    return [
        Line(
            "signing in with a password and a code",
            spread(whole, milliseconds),
            f"≤ {BOUND}×",
            ratio <= BOUND,
            f"the password alone {spread(alone, milliseconds)}",
            times(ratio),
        )
    ]


async def _rounds(url: str) -> tuple[list[float], list[float]]:
    database = Database(url)
    try:
        regions, _ = await regions_of(database)
        house = House(Settings(base_url=BASE, encryption_keys=(KEY,)), database, regions)
        piet = await with_password(house, "piet", Role.FAMILY, app=True)
        now, rounds = clock.now(), []
        for turn in range(ROUNDS + 1):
            with clock.stopped_at(now + turn * STEP):
                rounds.append((await _signs_in(house), await _looked_at(piet)))
        return [whole for whole, _ in rounds[1:]], [alone for _, alone in rounds[1:]]  # the first also gets ready
    finally:
        await database.close()


async def _signs_in(house: House) -> float:
    """The form sent, the page for the code, and the code sent."""
    app = create_app(house, Engines(None, InProcessIndex()))
    transport = httpx.ASGITransport(app)  # type: ignore[arg-type]
    async with httpx.AsyncClient(transport=transport, base_url=BASE) as browser:
        await browser.get("/inloggen")
        began = perf_counter()
        await enters(browser, "piet")
        return perf_counter() - began


async def _looked_at(account: Account) -> float:
    began = perf_counter()
    await check(PASSWORD, account.password_hash)
    return perf_counter() - began
