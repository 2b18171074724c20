"""A real Meilisearch: the binary that `make setup` puts in var/bin, or the one that is named."""

import os
import shutil
import signal
import subprocess
import tempfile
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.servers.processes import ROOT, NotStarted, free_port, kill_group, start, stop, wait_until

KEY = "a-key-for-tests-only"
MISSING = "no Meilisearch: make setup did not get one, and PORTAL_TEST_MEILISEARCH names none"


class MeilisearchServer:
    """Keeps its port and its data over `kill` and `start`."""

    def __init__(self, binary: Path, folder: Path) -> None:
        self.binary = binary
        self.folder = folder
        self.key = KEY
        self.port = free_port()
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def pid(self) -> int:
        assert self.process is not None
        return self.process.pid

    def start(self) -> None:
        log = self.folder / "log"
        # Its dumps and snapshots have folders of their own, which else appear where we stand.
        command: list[str | Path] = [
            self.binary, "--no-analytics", "--env", "development", "--log-level", "WARN", "--master-key", self.key,
            "--http-addr", f"127.0.0.1:{self.port}", "--db-path", self.folder / "data",
            "--dump-dir", self.folder / "dumps", "--snapshot-dir", self.folder / "snapshots",
            "--max-indexing-memory", "512MiB", "--max-indexing-threads", "2",
        ]  # fmt: skip
        self.process = start(command, log, end_signal=signal.SIGKILL)
        wait_until(self.answers, self.process, log)

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/health", timeout=2) as answer:  # noqa: S310 — our own loopback address
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def kill(self) -> None:
        """As kill -9 does: no time to write anything."""
        assert self.process is not None
        kill_group(self.process)

    def stop(self) -> None:
        if self.process is not None:
            stop(self.process, patience=5)


def find_binary() -> Path | None:
    named = os.environ.get("PORTAL_TEST_MEILISEARCH")
    if named:
        return Path(named)
    installed = ROOT / "var" / "bin" / "meilisearch"
    if installed.exists():
        return installed
    elsewhere = shutil.which("meilisearch")
    return Path(elsewhere) if elsewhere else None


def running_meilisearch() -> Iterator[MeilisearchServer]:
    binary = find_binary()
    if binary is None:
        pytest.skip(MISSING)
    folder = Path(tempfile.mkdtemp(prefix="hulpkeuze-meilisearch-"))
    server = MeilisearchServer(binary, folder)
    try:
        try:
            server.start()
        except NotStarted:
            # Between finding a free port and using it, another program may have taken it.
            server.port = free_port()
            server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def meilisearch_server() -> Iterator[MeilisearchServer]:
    """Shared by all tests of a worker: give your indexes a name of their own."""
    yield from running_meilisearch()


@pytest.fixture
def own_meilisearch() -> Iterator[MeilisearchServer]:
    """For one test alone, which may kill it and start it again."""
    yield from running_meilisearch()
