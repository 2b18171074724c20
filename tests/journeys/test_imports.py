"""Imports that are killed half-way or meet each other: all of one is there, or nothing."""

import asyncio
import signal
import subprocess
import sys
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from sqlmodel import SQLModel, col, func, select
from typer.testing import CliRunner, Result

from portal.cli.commands import app
from portal.database import Database
from portal.exchange.workbook import write_workbook
from portal.indexing import stream_documents
from portal.jobs.desk import Desk
from portal.jobs.runner import Runner
from portal.model import AuditEntry, IndexMark, Offer, Provider
from portal.regions import load_regions
from search_index import Collection
from search_index.in_process import InProcessIndex
from tests.exchange.workbook_of_two import EXCEL, add_region, workbook
from tests.servers.databases import without_settings
from tests.servers.loaded import LoadedPortal
from tests.servers.processes import ROOT, Started, kill_group, start, wait_until

IMPORTER = "tests.journeys.importer"
HALF = 5  # rows of sixteen
BUSY = "somebody else is writing to the database, an import perhaps: try again when it has ended; nothing was changed"

Answer = TypeVar("Answer")


class Import:
    """In a process of its own, until half-way."""

    def __init__(self, url: str, book: Path, folder: Path, loaded: LoadedPortal | None) -> None:
        self.notes = folder
        arguments, log = [url, str(book), str(folder), str(HALF)], folder / "log"
        self.process: Started
        if loaded is None:
            self.process = start([sys.executable, "-m", IMPORTER, *arguments], log)
        else:
            self.process = loaded.start(arguments, log, without_settings(), program=IMPORTER)
        wait_until((folder / "half").exists, self.process, log, seconds=90)

    def go_on(self) -> int:
        (self.notes / "go").touch()
        return self.process.wait(90)

    def kill(self) -> None:
        kill_group(self.process)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    folder = tmp_path / "werkmap"
    write_workbook(workbook(), folder)
    return folder


@pytest.fixture
def url(own_database_url: str) -> str:
    with_database(own_database_url, add_region)
    return own_database_url


@pytest.fixture
def half_done(url: str, book: Path, tmp_path: Path, loaded_portal: LoadedPortal | None) -> Iterator[Import]:
    folder = tmp_path / "notes"
    folder.mkdir()
    half_done = Import(url, book, folder, loaded_portal)
    yield half_done
    half_done.kill()


def with_database(url: str, work: Callable[[Database], Awaitable[Answer]]) -> Answer:
    async def opened() -> Answer:
        database = Database(url)
        try:
            return await work(database)
        finally:
            await database.close()

    return asyncio.run(opened())


async def counts(database: Database) -> dict[str, int]:
    kinds: tuple[type[SQLModel], ...] = (Provider, Offer, IndexMark)
    async with database.reading() as session:
        found = {kind.__name__: (await session.exec(select(func.count()).select_from(kind))).one() for kind in kinds}
        by_file = select(func.count(col(AuditEntry.id))).where(AuditEntry.actor == EXCEL.name)
        found["audited"] = (await session.exec(by_file)).one()
    return found


def types(url: str, folder: Path, *arguments: str) -> Result:
    settings = {"PORTAL_DATABASE_URL": url, "PORTAL_DATA_DIR": str(folder), "COLUMNS": "200"}
    return CliRunner().invoke(app, arguments, env=settings)


async def index_equals_database(database: Database) -> None:
    engine = InProcessIndex()
    await Runner(Desk(database, engine)).run_once()
    async with database.reading() as session:
        regions = await load_regions(session)
    for collection in Collection:
        chunks = stream_documents(database, regions, collection)
        expected = {document.id: document.card async for chunk in chunks for document in chunk}
        store = engine._stores[collection]
        assert {key: store.document(slot).card for key, slot in store.slots.items()} == expected
    assert (await counts(database))["IndexMark"] == 0


def test_of_an_import_that_was_killed_nothing_is_there_and_it_can_be_done_again(
    url: str, book: Path, half_done: Import, tmp_path: Path
) -> None:
    before = with_database(url, counts)
    assert before["Provider"] == 0
    half_done.kill()
    assert half_done.process.returncode == -signal.SIGKILL
    assert with_database(url, counts) == before
    said = types(url, tmp_path, "import", str(book))
    assert (said.exit_code, said.stdout.splitlines()[-1]) == (0, "done: 17 rows written")
    after = with_database(url, counts)
    assert (after["Provider"], after["Offer"]) == (2, 2)
    with_database(url, index_equals_database)


def test_a_second_import_is_refused_in_one_line_and_the_first_ends_well(
    url: str, book: Path, half_done: Import, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portal.sqlite_file.BUSY_MS", 300)
    monkeypatch.setattr("portal.exchange.workbook.footing.WAIT_MS", 300)
    said = types(url, tmp_path, "import", str(book))
    assert (said.exit_code, said.stderr.strip()) == (1, BUSY)
    assert half_done.go_on() == 0
    again = types(url, tmp_path, "import", str(book))
    assert again.exit_code == 0
    assert "Aanbod: 0 new, 0 changed, 2 the same" in again.stdout
    with_database(url, index_equals_database)


def test_two_at_the_same_moment_both_end_well(
    url: str, book: Path, half_done: Import, tmp_path: Path, loaded_portal: LoadedPortal | None
) -> None:
    """The second has made its plan before the first is done."""
    settings = {**without_settings(), "PORTAL_DATABASE_URL": url, "PORTAL_DATA_DIR": str(tmp_path), "COLUMNS": "200"}
    log, wrong = tmp_path / "said", tmp_path / "wrong"
    second: Started
    if loaded_portal is None:
        command = [sys.executable, "-m", "portal.cli", "import", str(book)]
        with log.open("wb") as out, wrong.open("wb") as errors:
            second = subprocess.Popen(command, cwd=ROOT, env=settings, stdout=out, stderr=errors)
    else:
        second = loaded_portal.start(["import", str(book)], log, settings, errors=wrong)
    wait_until(lambda: said_in(log, "\nVoorzieningen:"), second, wrong, seconds=90)  # the last line of its plan
    assert half_done.go_on() == 0
    assert (second.wait(90), wrong.read_text()) == (0, "")
    assert log.read_text().splitlines()[-1] == "done: 0 rows written"
    found = with_database(url, counts)
    assert (found["Provider"], found["Offer"]) == (2, 2)


def said_in(log: Path, words: str) -> bool:
    return log.exists() and words in log.read_text()
