"""What the benches share, made when the first of them asks: databases, indexes, servers. All end with the run."""

import json
import shutil
import socket
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from functools import cache, cached_property
from pathlib import Path
from time import monotonic, perf_counter, sleep
from typing import Any

from portal.database import Database
from portal.jobs.desk import Desk
from portal.jobs.index_offers import Indexer
from portal.jobs.rebuild import rebuild
from portal.jobs.runner import Runner
from search_index import OfferDocument
from search_index.engine import MeilisearchIndex
from tests.bench import peer
from tests.bench.data import SMALL, copied, public_documents, regions_of
from tests.bench.line import NotMeasured
from tests.bench.load import Supply
from tests.bench.questions import Question, questions
from tests.bench.waiting import wait_for
from tests.bench.wire import Asked, Lane
from tests.servers.databases import sqlite_url
from tests.servers.meilisearch import MISSING, MeilisearchServer, find_binary
from tests.servers.portal_process import PortalProcess
from tests.servers.processes import free_port, start, stop, wait_until

PATIENCE = 5.0  # seconds for an answer: a slow machine makes a slow number, not another engine's
FILLING_SECONDS = 240.0
FILLED = 2  # index version of a worker that has heard of the index, and whose own holds everything


class Stage(ExitStack):
    """Servers must be started from the main thread: they end with the thread that started them."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="hulpkeuze-bench-"))
        self.callback(shutil.rmtree, self.folder, ignore_errors=True)
        # Per object, and each made once: how many providers → …
        self.catalogue: Callable[[int], str] = cache(self._catalogue)
        self.indexed: Callable[[int], float] = cache(self._indexed)
        self.portal: Callable[[int], PortalProcess] = cache(self._portal)

    @cached_property
    def meilisearch(self) -> MeilisearchServer:
        binary = find_binary()
        if binary is None:
            raise NotMeasured(MISSING)
        folder = self.folder / "meilisearch"
        folder.mkdir()
        server = MeilisearchServer(binary, folder)
        self.callback(server.stop)
        server.start()
        return server

    def engine(self, providers: int) -> MeilisearchIndex:
        return MeilisearchIndex(
            self.meilisearch.url, self.meilisearch.key, prefix=f"{prefix(providers)}-", patience=PATIENCE
        )

    def bare(self, asked: Sequence[Sequence[bytes]]) -> Lane:
        """The engine alone with the bodies that the portal sends for each question."""
        headers = {
            "Authorization": f"Bearer {self.meilisearch.key}",
            "Content-Type": "application/json",
            "Accept-Encoding": "identity",
        }
        return Lane(
            self.meilisearch.url, [[Asked("/multi-search", headers, body) for body in bodies] for bodies in asked]
        )

    @cached_property
    def questions(self) -> list[Question]:
        """About the small catalogue; the large one holds all of it, so they have answers there too."""
        _, found = self.documents
        return found

    @cached_property
    def documents(self) -> tuple[list[OfferDocument], list[Question]]:
        url = self.catalogue(SMALL)

        async def read() -> tuple[list[OfferDocument], list[Question]]:
            database = Database(url)
            try:
                regions, region = await regions_of(database)
                found = await public_documents(database, regions)
                return found, questions(found, region)
            finally:
                await database.close()

        return wait_for(read())

    @cached_property
    def supply(self) -> Supply:
        """For everything that the portal is asked over the wire."""
        return Supply([question.path for question in self.questions])

    @cached_property
    def datasette(self) -> str:
        if not peer.PYTHON.exists():
            raise NotMeasured("no Datasette: make bench installs it in .venv-bench")
        file = self.folder / "offers.db"
        peer.write_peer(self.documents[0], file)
        port, log = free_port(), self.folder / "datasette.log"
        return self._serving(peer.command(file, port), port, log, "/-/versions.json")

    @cached_property
    def floor(self) -> str:
        with socket.create_server(("127.0.0.1", 0), backlog=1024) as listening:
            listening.set_inheritable(True)
            command = [sys.executable, "-m", "tests.bench.floor", str(listening.fileno())]
            process = subprocess.Popen(command, pass_fds=[listening.fileno()], stdin=subprocess.DEVNULL)
            self.callback(stop, process)
            address = f"http://127.0.0.1:{listening.getsockname()[1]}"
        wait_until(lambda: _answers(address), process, self.folder / "floor.log")
        return address

    def check_whole(self, providers: int) -> None:
        """The portal fell back on nothing while it was measured: that would be another portal."""
        said = health(self.portal(providers))
        if said["status"] != "ok":
            raise NotMeasured(f"the portal is {said['status']}: its engine was away")

    def _serving(self, command: list[str | Path], port: int, log: Path, ready: str) -> str:
        process = start(command, log)
        self.callback(stop, process)
        address = f"http://127.0.0.1:{port}"
        wait_until(lambda: _answers(address + ready), process, log)
        return address

    def _catalogue(self, providers: int) -> str:
        """A database of this run's own, nothing in it waiting to be indexed."""
        folder = self.folder / prefix(providers)
        folder.mkdir()
        url = sqlite_url(copied(providers, folder / "hulpkeuze.db"))

        async def settle() -> None:
            database = Database(url)
            try:
                await Runner(Desk(database, None)).run_once()
            finally:
                await database.close()

        wait_for(settle())
        return url

    def _indexed(self, providers: int) -> float:
        """Into Meilisearch, as the job does it; in how many seconds."""

        url, engine = self.catalogue(providers), self.engine(providers)

        async def index() -> float:
            database = Database(url)
            try:
                desk = Desk(database, engine)
                began = perf_counter()
                await rebuild(desk, Indexer(desk))
                return perf_counter() - began
            finally:
                await engine.close()
                await database.close()

        return wait_for(index())

    def count_indexed(self, providers: int) -> int:
        """Documents, both collections together."""
        told = self.ask_meilisearch("/stats")["indexes"]
        return sum(about["numberOfDocuments"] for uid, about in told.items() if uid.startswith(prefix(providers)))

    def ask_meilisearch(self, path: str) -> dict[str, Any]:
        request = urllib.request.Request(  # noqa: S310 - our own address
            self.meilisearch.url + path, headers={"Authorization": f"Bearer {self.meilisearch.key}"}
        )
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310 - our own address
            return dict(json.load(answer))

    def _portal(self, providers: int) -> PortalProcess:
        """`portal serve` with one worker, whose own index is filled."""
        self.indexed(providers)
        folder = self.folder / prefix(providers)
        portal = PortalProcess(
            folder,
            {
                "MEILISEARCH_URL": self.meilisearch.url,
                "MEILISEARCH_KEY": self.meilisearch.key,
                "MEILISEARCH_PREFIX": prefix(providers),
                "SEARCH_TIMEOUT": str(PATIENCE),
            },
        )
        self.callback(portal.stop)
        portal.start()
        until = monotonic() + FILLING_SECONDS
        while health(portal)["index_version"] < FILLED:
            if monotonic() > until:
                raise NotMeasured(f"the worker was not ready in {FILLING_SECONDS:.0f} s")
            sleep(0.2)
        return portal


def prefix(providers: int) -> str:
    return f"bench{providers}"


def health(portal: PortalProcess) -> dict[str, Any]:
    with urllib.request.urlopen(f"{portal.address}/healthz", timeout=30) as answer:  # noqa: S310 - our own address
        return dict(json.load(answer))


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=2) as answer:  # noqa: S310 - our own address
            return bool(answer.status == 200)
    except OSError:
        return False
