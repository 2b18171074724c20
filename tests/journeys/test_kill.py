"""2,000 availabilities are written while portal, engine and writer are killed at random moments:
nothing that was acknowledged is lost, and the index ends equal to the database."""

import asyncio
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
from sqlmodel import col, func, select

from portal.database import Database
from portal.indexing import documents_for
from portal.model import Availability, AvailabilityChange, IndexMark, Provider
from portal.regions import load_regions
from search_index import Collection, OfferDocument
from tests.servers.meilisearch import MeilisearchServer
from tests.servers.portal_process import PortalProcess, PortalStarter
from tests.servers.processes import start, stop

WRITES = 2_000
PREFIX = "kill"
PATIENCE = 90.0  # seconds for the index to catch up


class Writer:
    def __init__(self, url: str, folder: Path) -> None:
        self.url = url
        self.notes = folder / "notes"
        self.notes.touch()
        self.log = folder / "writer.log"
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def done(self) -> int:
        """Counted without reading what they say: that is asked many times a second."""
        return self.notes.read_bytes().count(b"\n")

    def acknowledged(self) -> list[tuple[int, int]]:
        whole = self.notes.read_text().rpartition("\n")[0]
        return [(int(offer), int(number)) for offer, number in (line.split() for line in whole.splitlines())]

    def start(self) -> None:
        done = self.acknowledged()
        first = done[-1][1] + 1 if done else 1
        command = [sys.executable, "-m", "tests.journeys.writer", self.url, self.notes, str(first), str(WRITES)]
        self.process = start(command, self.log)

    def kill(self) -> None:
        assert self.process is not None
        self.process.kill()
        self.process.wait()


def wait_for(done: Callable[[], bool], what: str, seconds: float = PATIENCE) -> None:
    until = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < until, f"{what} took longer than {seconds:.0f} s"
        time.sleep(0.02)


def kill_the_lot(portal: PortalProcess, meilisearch: MeilisearchServer, writer: Writer, choice: int) -> None:
    if choice == 0:  # the portal as a whole, as a power cut does
        for pid in [*portal.children(), portal.pid]:
            os.kill(pid, signal.SIGKILL)
        portal.process.wait()  # type: ignore[union-attr]
        portal.start()
    elif choice == 1:
        meilisearch.kill()
        meilisearch.start()
    elif choice == 2:  # the job runner or a worker: the supervisor starts another
        os.kill(portal.children()[0], signal.SIGKILL)
    else:
        writer.kill()
        writer.start()


def test_nothing_acknowledged_is_lost_and_the_index_equals_the_database(
    own_database_url: str, own_meilisearch: MeilisearchServer, start_portal: PortalStarter, tmp_path: Path
) -> None:
    portal = start_portal(
        own_database_url, prepared=True, meilisearch_url=own_meilisearch.url, meilisearch_key=own_meilisearch.key,
        meilisearch_prefix=PREFIX,
    )  # fmt: skip
    writer = Writer(own_database_url, tmp_path)
    writer.start()
    chance = random.Random(2026)
    moments = sorted(chance.sample(range(50, WRITES - 50), 8))
    for turn, moment in enumerate(moments):
        wait_for(lambda due=moment: writer.done >= due, "writing")  # type: ignore[misc]
        kill_the_lot(portal, own_meilisearch, writer, turn % 4)
    assert writer.process is not None
    assert writer.process.wait(PATIENCE) == 0, writer.log.read_text()
    stop(writer.process)

    acknowledged = writer.acknowledged()
    assert len({number for _, number in acknowledged}) == WRITES
    try:
        asyncio.run(compare(own_database_url, acknowledged, own_meilisearch))
    finally:
        portal.stop()  # before its database goes


async def compare(url: str, acknowledged: list[tuple[int, int]], meilisearch: MeilisearchServer) -> None:
    database = Database(url)
    last = dict(acknowledged)  # later notes overwrite earlier ones
    async with database.reading() as session:
        held = {said.offer_id: said for said in (await session.exec(select(Availability))).all()}
        changes = await session.exec(select(AvailabilityChange.offer_id, AvailabilityChange.free_places))
        logged = set(changes.all())
    assert {offer: held[offer].free_places for offer in last} == last
    assert set(acknowledged) <= logged

    await index_is_idle(database)
    async with database.reading() as session:
        regions = await load_regions(session)
        providers = (await session.exec(select(col(Provider.id)))).all()
    documents = await documents_for(database, regions, [number or 0 for number in providers])
    for collection in Collection:
        expected = {d.id: shown(d) for _, each in documents for d in each.put[collection]}
        assert stored_documents(meilisearch, collection) == expected
    await database.close()


async def index_is_idle(database: Database) -> None:
    until = time.monotonic() + PATIENCE
    while True:
        async with database.reading() as session:
            waiting = (await session.exec(select(func.count(col(IndexMark.id))))).one()
        if waiting == 0:
            return
        assert time.monotonic() < until, f"{waiting} changes still wait to be indexed"
        time.sleep(0.05)


def shown(document: OfferDocument) -> dict[str, Any]:
    return {"free_places": document.free_places, "wait": document.wait, "card": document.card}


def stored_documents(meilisearch: MeilisearchServer, collection: Collection) -> dict[str, dict[str, Any]]:
    answer = httpx.post(
        f"{meilisearch.url}/indexes/{PREFIX}-{collection}/documents/fetch",
        headers={"Authorization": f"Bearer {meilisearch.key}"},
        json={"limit": 10_000, "filter": "region = ijsselland"},
    )
    answer.raise_for_status()
    return {
        found["id"]: {"free_places": found["free_places"], "wait": found.get("wait"), "card": found["card"]}
        for found in answer.json()["results"]
    }
