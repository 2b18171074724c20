"""How many offers a provider's system can say something of in a second: one request of ten thousand rows, through the
whole application, on both databases."""

import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from time import perf_counter

import httpx

from portal import clock, secrecy
from portal.app import create_app
from portal.database import Actor, Database
from portal.migrating import migrate
from portal.model import AccessKey, Account, Offer, Provider, Region, Scope
from portal.push.api.bodies import MOST_ROWS
from portal.settings import Settings
from portal.web.house import House
from tests.bench.line import ROUNDS, Line, NotMeasured, spread
from tests.bench.stage import Stage
from tests.bench.waiting import wait_for
from tests.servers.databases import sqlite_url
from tests.servers.postgres import MISSING, PostgresServer, can_run, find_binaries
from tests.web.house import a_region, regions_of

BASE = "https://hulpkeuze.example"
BENCH = Actor("bench", "command")
BOUNDS = {"SQLite": 1_000, "PostgreSQL": 2_000}


def push(stage: Stage) -> list[Line]:
    with postgresql() as url:
        urls = {"SQLite": sqlite_url(stage.folder / "push.db"), "PostgreSQL": url}
        return [_line(kind, wait_for(_rates(url))) for kind, url in urls.items()]


def _line(kind: str, rates: list[float]) -> Line:
    bound = BOUNDS[kind]
    what = f"availability pushed, {MOST_ROWS:,} rows in a request, {kind}"
    return Line(what, spread(rates, _rows), f"≥ {_rows(bound)}", median(rates) >= bound)


def _rows(value: float) -> str:
    return f"{value:,.0f} rows/s"


@contextmanager
def postgresql() -> Iterator[str]:
    """With what its own power cut would cost left out, as in the tests."""
    binaries = find_binaries()
    if binaries is None or not can_run():
        raise NotMeasured(MISSING)
    folder = Path(tempfile.mkdtemp(prefix="hulpkeuze-bench-postgres-"))
    server = PostgresServer(binaries, folder)
    try:
        server.prepare()
        server.start()
        yield server.url(server.create_database())
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


async def _rates(url: str) -> list[float]:
    """Rows in a second, each time all of them other than before."""
    database = Database(url)
    try:
        await migrate(database)
        key = await _a_provider(database)
        settings = Settings(base_url=BASE, encryption_keys=("for-benches-only-0123456789-0123456789",))
        app = create_app(House(settings, database, regions_of(a_region())), None)
        transport = httpx.ASGITransport(app)  # type: ignore[arg-type]
        headers = {"authorization": f"Bearer {key}"}
        async with httpx.AsyncClient(transport=transport, base_url=BASE, headers=headers) as software:
            return [await _one(software, places) for places in range(ROUNDS + 1)][1:]
    finally:
        await database.close()


async def _one(software: httpx.AsyncClient, places: int) -> float:
    rows = [{"aanbod": f"aanbod-{n}", "stand": "open", "vrije_plaatsen": places} for n in range(MOST_ROWS)]
    body = json.dumps({"rijen": rows}).encode()
    began = perf_counter()
    answer = await software.post("/api/v1/beschikbaarheid", content=body, headers={"content-type": "application/json"})
    took = perf_counter() - began
    if answer.status_code != 200 or answer.json()["gewijzigd"] != MOST_ROWS:
        raise NotMeasured(f"answered {answer.status_code}: {answer.text[:200]}")
    return MOST_ROWS / took


async def _a_provider(database: Database) -> str:
    """With as many offers as one request may hold; and a key."""
    secret, locator = secrecy.token(), secrecy.public_key()
    async with database.writing(BENCH) as session:
        session.add_all([Region(id=1, key="rivierland", is_default=True), Provider(id=1, key="p", slug="p", name="P")])
        account = Account(key="a", name="A", email_sealed="", email_print="", created=clock.now())
        session.add(account)
        await session.flush()
        session.add_all(
            Offer(key=f"aanbod-{n}", region_id=1, provider_id=1, help_kind="opvoedhulp") for n in range(MOST_ROWS)
        )
        session.add(
            AccessKey(
                key=locator, provider_id=1, name="bench", secret_print=secrecy.token_print(secret),
                scopes=[Scope.SAY_AVAILABILITY.value], made_by=account.id or 0, made_at=clock.now(),
            )
        )  # fmt: skip
    return f"hk_{locator}_{secret}"
