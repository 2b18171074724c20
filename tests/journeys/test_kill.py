"""10,000 availabilities (on SQLite 2,000) are pushed by the systems of eight providers while portal, engine and systems
are killed at random moments: nothing that was acknowledged is lost, and the index ends equal to the database."""

import asyncio
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
from sqlmodel import col, func, select

from portal import clock, secrecy
from portal.database import Actor, Database
from portal.indexing import documents_for
from portal.model import AccessKey, Account, Availability, AvailabilityChange, IndexMark, Offer, Provider, Scope
from portal.regions import load_regions
from search_index import Collection, OfferDocument
from tests.journeys.pushers import WEEKS, noted
from tests.servers.meilisearch import MeilisearchServer
from tests.servers.portal_process import PortalProcess, PortalStarter
from tests.servers.processes import start, stop

UPDATES = {"postgresql": 10_000, "sqlite": 2_000}
SYSTEMS = 8
PREFIX = "kill"
PATIENCE = 180.0  # seconds for the index to catch up, or the systems to get on, on a slow machine
IT = Actor("tests", "test")


class Pushers:
    def __init__(self, address: str, keys: dict[str, list[str]], folder: Path, updates: int) -> None:
        self.address = address
        self.keys, self.notes, self.log = folder / "keys.json", folder / "notes", folder / "pushers.log"
        self.keys.write_text(json.dumps(keys))
        self.notes.touch()
        self.last = -(-updates // sum(map(len, keys.values())))
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def done(self) -> int:
        """Counted without reading what they say: that is asked many times a second."""
        return self.notes.read_bytes().count(b"\n")

    def start(self) -> None:
        known = [self.address, self.keys, self.notes, str(self.last)]
        self.process = start([sys.executable, "-m", "tests.journeys.pushers", *known], self.log)

    def kill(self) -> None:
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def wait_for(self, moment: int) -> None:
        wait_for(lambda: self.done >= moment or not self.at_work, "pushing")
        assert self.at_work, self.log.read_text()

    @property
    def at_work(self) -> bool:
        return self.process is not None and self.process.poll() is None


def wait_for(done: Callable[[], bool], what: str, seconds: float = PATIENCE) -> None:
    until = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < until, f"{what} took longer than {seconds:.0f} s"
        time.sleep(0.02)


def kill_the_lot(portal: PortalProcess, meilisearch: MeilisearchServer, pushers: Pushers, choice: int) -> None:
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
        pushers.kill()
        pushers.start()


def test_nothing_acknowledged_is_lost_and_the_index_equals_the_database(
    own_database_url: str, own_meilisearch: MeilisearchServer, start_portal: PortalStarter, tmp_path: Path
) -> None:
    portal = start_portal(
        own_database_url, prepared=True, meilisearch_url=own_meilisearch.url, meilisearch_key=own_meilisearch.key,
        meilisearch_prefix=PREFIX,
    )  # fmt: skip
    updates = UPDATES[urlsplit(own_database_url).scheme.partition("+")[0]]
    pushers = Pushers(portal.address, asyncio.run(keys_of_eight(own_database_url)), tmp_path, updates)
    pushers.start()
    moments = sorted(random.Random(2026).sample(range(200, updates - 200), 8))
    for turn, moment in enumerate(moments):
        pushers.wait_for(moment)
        kill_the_lot(portal, own_meilisearch, pushers, turn % 4)
    assert pushers.process is not None
    assert pushers.process.wait(PATIENCE) == 0, pushers.log.read_text()
    stop(pushers.process)

    acknowledged = noted(pushers.notes)
    assert len(set(acknowledged)) >= updates
    try:
        asyncio.run(compare(own_database_url, acknowledged, own_meilisearch))
    finally:
        portal.stop()  # before its database goes


async def keys_of_eight(url: str) -> dict[str, list[str]]:
    """Of the providers with the most offers: a key → the offers it is for."""
    database = Database(url)
    async with database.writing(IT) as session:
        offers = (await session.exec(select(Offer.provider_id, Offer.key).order_by(col(Offer.id)))).all()
        of: dict[int, list[str]] = {}
        for provider, key in offers:
            of.setdefault(provider, []).append(key)
        largest = sorted(of, key=lambda provider: (-len(of[provider]), provider))[:SYSTEMS]
        maker = (await session.exec(select(col(Account.id)))).first()
        secrets = {provider: (secrecy.public_key(), secrecy.token()) for provider in largest}
        session.add_all(
            AccessKey(
                key=key, provider_id=provider, name="ECD", secret_print=secrecy.token_print(secret),
                scopes=[Scope.SAY_AVAILABILITY], made_by=maker or 0, made_at=clock.now(),
            )
            for provider, (key, secret) in secrets.items()
        )  # fmt: skip
    await database.close()
    return {f"hk_{key}_{secret}": of[provider] for provider, (key, secret) in secrets.items()}


async def compare(url: str, acknowledged: list[tuple[str, int]], meilisearch: MeilisearchServer) -> None:
    database = Database(url)
    last = {offer: waits(number) for offer, number in acknowledged}  # later notes overwrite earlier ones
    async with database.reading() as session:
        held = await session.exec(
            select(Offer.key, Availability.intake_wait, Availability.treatment_wait).join(Availability)
        )
        stands = {offer: (intake, treatment) for offer, intake, treatment in held.all()}
        changes = await session.exec(
            select(Offer.key, AvailabilityChange.intake_wait, AvailabilityChange.treatment_wait).join(
                AvailabilityChange, col(AvailabilityChange.offer_id) == col(Offer.id)
            )
        )
        logged = {(offer, (intake, treatment)) for offer, intake, treatment in changes.all()}
    assert {offer: stands[offer] for offer in last} == last
    assert {(offer, waits(number)) for offer, number in acknowledged} <= logged

    await index_is_idle(database)
    async with database.reading() as session:
        regions = await load_regions(session)
        providers = (await session.exec(select(col(Provider.id)))).all()
    documents = await documents_for(database, regions, [number or 0 for number in providers])
    for collection in Collection:
        expected = {d.id: shown(d) for _, each in documents for d in each.put[collection]}
        assert stored_documents(meilisearch, collection) == expected
    await database.close()


def waits(number: int) -> tuple[int, int]:
    return number // WEEKS, number % WEEKS


async def index_is_idle(database: Database) -> None:
    until = time.monotonic() + PATIENCE
    while True:
        async with database.reading() as session:
            waiting = (await session.exec(select(func.count(col(IndexMark.id))))).one()
        if waiting == 0:
            return
        assert time.monotonic() < until, f"{waiting} changes still wait to be indexed"
        await asyncio.sleep(0.05)


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
