"""The portal as an operator starts it: a supervisor with workers, a job runner and perhaps an engine."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.servers.databases import sqlite_url, without_settings
from tests.servers.loaded import Adopted, LoadedPortal
from tests.servers.made_once import MadeOnce
from tests.servers.processes import free_port, kill_group, last_words, start, stop, wait_until

START_SECONDS = 120.0  # on a busy machine; most take a few


class PortalProcess:
    """Keeps its port, data folder and settings over `kill` and `start`."""

    def __init__(self, data_dir: Path, settings: dict[str, str], loaded: LoadedPortal | None = None) -> None:
        self.loaded = loaded
        self.data_dir = data_dir
        self.log = data_dir / "portal.log"
        self.port = free_port()
        self.name = settings.pop("NAME", "127.0.0.1")  # or localhost: a passkey is never of numbers
        # One worker unless a test is about several: two cores serve all tests at once.
        self.settings = {"WORKERS": "1", "SECRET_KEY": "a-secret-for-tests-only-0123456789", **settings}
        self.process: subprocess.Popen[bytes] | Adopted | None = None

    @property
    def address(self) -> str:
        return f"http://{self.name}:{self.port}"

    @property
    def pid(self) -> int:
        assert self.process is not None
        return self.process.pid

    @property
    def environment(self) -> dict[str, str]:
        portal = {f"PORTAL_{name.upper()}": value for name, value in self.settings.items()}
        own = {"PORTAL_DATA_DIR": str(self.data_dir), "PORTAL_BASE_URL": self.address}
        return {**without_settings(), **own, **portal, "HOST": "127.0.0.1", "PORT": str(self.port)}

    def tried(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Another command of the portal, with the same settings."""
        if self.loaded is None:
            return subprocess.run(
                [sys.executable, "-m", "portal.cli", *arguments],
                env=self.environment, capture_output=True, text=True, check=False,
            )  # fmt: skip
        with tempfile.TemporaryDirectory() as folder:  # not in that of the data, which may be full
            said, wrong = Path(folder, "said"), Path(folder, "wrong")
            status = self.loaded.start(arguments, said, self.environment, errors=wrong).wait()
            return subprocess.CompletedProcess(arguments, status, said.read_text(), wrong.read_text())

    def run(self, *arguments: str) -> None:
        """As above, and it must end well."""
        said = self.tried(*arguments)
        assert said.returncode == 0, f"portal {' '.join(arguments)}: {said.stdout + said.stderr}"

    def start(self) -> None:
        if self.loaded is not None:
            self.process = self.loaded.start(["serve"], self.log, self.environment)
        else:
            self.process = start([sys.executable, "-m", "portal.cli", "serve"], self.log, env=self.environment)
        wait_until(self.answers, self.process, self.log, seconds=START_SECONDS)

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=2) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def kill(self, pid: int | None = None) -> None:
        """As kill -9 does: the supervisor, or one of its children; the others must cope."""
        os.kill(pid or self.pid, signal.SIGKILL)
        if pid is None:
            assert self.process is not None
            self.process.wait(10)

    def kill_all(self) -> None:
        """As a power cut does: the supervisor and all its children in one moment."""
        assert self.process is not None
        kill_group(self.process)

    def children(self) -> list[int]:
        """Of the supervisor, in the order of their ids. Linux only."""
        listed = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text()
        return sorted(int(pid) for pid in listed.split())

    def stop(self) -> int | None:
        """The exit code of a graceful stop, None if it had to be killed."""
        return stop(self.process, patience=15) if self.process is not None else None

    @property
    def said(self) -> str:
        return last_words(self.log, 100_000)


class PortalStarter:
    def __init__(self, folder: Path, prepared_database: Callable[[], Path], loaded: LoadedPortal | None) -> None:
        self.folder = folder
        self.loaded = loaded
        self.prepared_database = prepared_database
        self.started: list[PortalProcess] = []

    def __call__(
        self, database_url: str = "", *, prepared: bool = False, cold: bool = False, **settings: str
    ) -> PortalProcess:
        """`start_portal(url, meilisearch_url=…, workers="2")`: settings without their PORTAL_, in any case.

        With `prepared`, the region and its example providers are loaded first. `cold`: as an operator starts it.
        """
        data_dir = self.folder / f"portal{len(self.started)}"
        data_dir.mkdir()
        if database_url:
            settings["database_url"] = database_url
        named = {name.upper(): value for name, value in settings.items()}
        portal = PortalProcess(data_dir, named, None if cold else self.loaded)
        self.started.append(portal)
        if prepared and database_url.startswith("postgresql"):
            portal.run("prepare")
        elif prepared:
            file = data_dir / "hulpkeuze.db" if not database_url else Path(urlsplit(database_url).path[1:])
            shutil.copyfile(self.prepared_database(), file)
        portal.start()
        return portal


@pytest.fixture(scope="session")
def prepared_database(
    made_once: MadeOnce, tmp_path_factory: pytest.TempPathFactory, loaded_portal: LoadedPortal | None
) -> Path:
    """As `portal prepare` leaves it, with SQLite; copy it before you serve it."""

    def prepare(file: Path) -> None:
        settings = {"DATABASE_URL": sqlite_url(file)}
        PortalProcess(tmp_path_factory.mktemp("prepared"), settings, loaded_portal).run("prepare")

    return made_once("prepared.db", prepare)


@pytest.fixture(scope="module")
def start_portal(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest, loaded_portal: LoadedPortal | None
) -> Iterator[PortalStarter]:
    """Starts real portals for the tests of one file; all end with the last of them."""
    folder = tmp_path_factory.mktemp("portals")
    starter = PortalStarter(folder, lambda: Path(request.getfixturevalue("prepared_database")), loaded_portal)
    try:
        yield starter
    finally:
        for portal in starter.started:
            portal.stop()
