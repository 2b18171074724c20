"""Databases with fictional providers, made once and kept in var/bench until seed, code or week changes."""

import hashlib
import shutil
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from portal import clock, migrating
from portal.database import Actor, Database
from portal.example import make_example
from portal.exchange.load_region import load_region
from portal.exchange.region_files import REFERENCE, read_region
from portal.exchange.workbook import FILE, apply_import, plan_import, read_workbook, write_workbook
from portal.indexing import stream_documents
from portal.jobs.desk import Desk
from portal.jobs.runner import Runner
from portal.regions import RegionData, Regions, load_regions
from search_index import Collection, OfferDocument
from tests.bench.line import NotMeasured
from tests.bench.waiting import wait_for
from tests.servers.databases import sqlite_url
from tests.servers.processes import ROOT

KEPT = ROOT / "var" / "bench"
REGION = REFERENCE / "ijsselland"
SEED = 1
SMALL, MIDDLE, LARGE = 830, 4_120, 20_000  # providers: about 2,000, 10,000 and 50,000 offers
_MADE_OF = (
    REFERENCE,
    ROOT / "portal" / "example",
    ROOT / "portal" / "exchange",
    ROOT / "portal" / "migrations",
    ROOT / "portal" / "model",
)


@dataclass(frozen=True)
class ImportTook:
    """Seconds."""

    offers: int
    reading: float
    planning: float
    applying: float

    @property
    def all(self) -> float:
        return self.reading + self.planning + self.applying


def prepared(providers: int) -> Path:
    """Imported and settled: no mark waits. Copy it before use."""
    file = KEPT / f"{providers}-{_print()}.db"
    if not file.exists():
        KEPT.mkdir(parents=True, exist_ok=True)
        for old in KEPT.glob(f"{providers}-*.db*"):
            old.unlink()
        print(f"making {providers:,} providers, once …", flush=True)
        began = perf_counter()
        half = file.with_suffix(".db-half")
        half.unlink(missing_ok=True)
        wait_for(_make(half, providers))
        half.rename(file)
        print(f"  … {perf_counter() - began:.0f} s", flush=True)
    return file


def _print() -> str:
    year, week, _ = clock.today().isocalendar()  # what providers say of their places grows old
    seen = hashlib.sha256(f"{SEED} {year} {week}".encode())
    for folder in _MADE_OF:
        for file in sorted(folder.rglob("*")):
            if file.suffix in (".csv", ".toml", ".py"):
                seen.update(file.read_bytes())
    return seen.hexdigest()[:12]


async def _make(file: Path, providers: int) -> None:
    database = await _with_region(file)
    try:
        regions, region = await regions_of(database)
        workbook = make_example(region, regions, providers, SEED, clock.today())
        async with database.reading() as session:
            plan = await plan_import(session, region, workbook)
        await apply_import(database, plan, Actor("bench", FILE))
        await Runner(Desk(database, None)).run_once()
    finally:
        await database.close()
    _one_file(file)


async def time_an_import(folder: Path, providers: int) -> ImportTook:
    """From the file on disk to the commit, as `portal import` does."""
    database = await _with_region(folder / "import.db")
    try:
        regions, region = await regions_of(database)
        path = folder / "aanbieders.xlsx"
        write_workbook(make_example(region, regions, providers, SEED, clock.today()), path)
        began = perf_counter()
        workbook = read_workbook(path)
        read = perf_counter()
        async with database.reading() as session:
            plan = await plan_import(session, region, workbook)
        planned = perf_counter()
        if plan.problems:
            raise NotMeasured(plan.problems[0].render())
        await apply_import(database, plan, Actor("bench", FILE))
        applied = perf_counter()
        return ImportTook(len(workbook.rows["Aanbod"]), read - began, planned - read, applied - planned)
    finally:
        await database.close()


async def _with_region(file: Path) -> Database:
    database = Database(sqlite_url(file))
    await migrating.migrate(database)
    await load_region(database, read_region(REGION), Actor("bench", FILE))
    return database


async def regions_of(database: Database) -> tuple[Regions, RegionData]:
    async with database.reading() as session:
        regions = await load_regions(session)
    assert regions.default is not None
    return regions, regions.default


async def public_documents(database: Database, regions: Regions) -> list[OfferDocument]:
    return [d async for chunk in stream_documents(database, regions, Collection.PUBLIC) for d in chunk]


def copied(providers: int, file: Path) -> Path:
    shutil.copyfile(prepared(providers), file)
    return file


def _one_file(file: Path) -> None:
    """What is still in the write-ahead log goes into the file, so that copying it is enough."""
    connection = sqlite3.connect(file)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.execute("PRAGMA journal_mode=DELETE")
    connection.close()
