"""A real PostgreSQL from the system's binaries, with a data folder of its own."""

import asyncio
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import asyncpg
import pytest

from tests.servers.processes import NotStarted, free_port, start, stop, wait_until

MISSING = "no PostgreSQL server binaries: install the package postgresql, or name their folder in PORTAL_TEST_POSTGRES"
OWNER = "postgres"


class PostgresServer:
    def __init__(self, binaries: Path, folder: Path) -> None:
        self.binaries = binaries
        self.folder = folder
        self.data = folder / "data"
        self.log = folder / "log"
        self.port = free_port()
        # PostgreSQL refuses to run as root.
        self.user = OWNER if os.geteuid() == 0 else None
        self.process: subprocess.Popen[bytes] | None = None

    def prepare(self) -> None:
        if self.user:
            shutil.chown(self.folder, self.user, self.user)
        self._run(
            self.binaries / "initdb", "-D", self.data, "-U", OWNER, "-A", "trust", "-E", "UTF8",
            "--locale=C", "--no-sync", user=self.user,
        )  # fmt: skip

    def start(self) -> None:
        options = {
            "port": self.port,
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": "",
            "max_connections": 100,
            "shared_buffers": "64MB",
            # The data is thrown away: it need not survive a power cut.
            "fsync": "off",
            "synchronous_commit": "off",
            "full_page_writes": "off",
        }
        command: list[str | Path] = [self.binaries / "postgres", "-D", self.data]
        for name, value in options.items():
            command += ["-c", f"{name}={value}"]
        # SIGQUIT: at once, without waiting for those who are connected.
        self.process = start(command, self.log, user=self.user, end_signal=signal.SIGQUIT)
        wait_until(self.answers, self.process, self.log)

    def answers(self) -> bool:
        asked = [self.binaries / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(self.port)]
        return subprocess.run(asked, check=False).returncode == 0

    def create_database(self, template: str = "template0") -> str:
        """Gives the name of a new database, a copy of the template; nobody may be connected to that."""
        name = f"t{uuid.uuid4().hex}"
        self._ask(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY FILE_COPY')
        return name

    def drop_database(self, name: str) -> None:
        """Also when a test left a connection open."""
        self._ask(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def url(self, name: str) -> str:
        return f"postgresql+asyncpg://{OWNER}@127.0.0.1:{self.port}/{name}"

    def stop(self) -> None:
        if self.process is not None:
            stop(self.process, patience=10, ask=signal.SIGINT)

    def _ask(self, statement: str) -> None:
        """Not with the programs that come with it: to start one takes longer than what it does."""

        async def ask() -> None:
            connection = await asyncpg.connect(user=OWNER, host="127.0.0.1", port=self.port, database=OWNER)
            try:
                await connection.execute(statement)
            finally:
                await connection.close()

        # In a thread, for its own loop: the tests' loop may be running.
        with ThreadPoolExecutor(1) as aside:
            aside.submit(asyncio.run, ask()).result()

    def _run(self, *command: str | Path, user: str | None = None) -> None:
        said = subprocess.run(
            [str(part) for part in command],
            capture_output=True, text=True, check=False, user=user, group=user,
            extra_groups=[] if user else None, cwd="/",
        )  # fmt: skip
        if said.returncode != 0:
            raise NotStarted(f"{Path(command[0]).name}: {said.stderr.strip() or said.stdout.strip()}")


def find_binaries() -> Path | None:
    named = os.environ.get("PORTAL_TEST_POSTGRES")
    if named:
        return Path(named)
    # The newest version first; some systems put them on the path instead.
    versions = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: int(folder.parent.name), reverse=True
    )
    on_path = [Path(found).parent for found in [shutil.which("postgres")] if found]
    return next((folder for folder in [*versions, *on_path] if (folder / "initdb").exists()), None)


def can_run() -> bool:
    if os.geteuid() != 0:
        return True
    try:
        pwd.getpwnam(OWNER)
    except KeyError:
        return False
    return True


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    binaries = find_binaries()
    if binaries is None or not can_run():
        pytest.skip(MISSING)
    # Not in pytest's own folder: that is closed to other users, and PostgreSQL runs as one.
    folder = Path(tempfile.mkdtemp(prefix="hulpkeuze-postgres-"))
    server = PostgresServer(binaries, folder)
    try:
        server.prepare()
        try:
            server.start()
        except NotStarted:
            server.port = free_port()
            server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)
