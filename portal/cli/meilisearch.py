"""A Meilisearch of our own, where none is configured and the binary is at hand."""

import fcntl
import os
import secrets
import shutil
import socket
import subprocess
import time
from pathlib import Path
from typing import IO

from portal.cli.processes import start
from portal.settings import Settings

LOCK_PATIENCE = 10.0  # seconds for an earlier portal's engine to end
MAX_INDEXING_MEMORY = "1GiB"


class FolderInUse(Exception):
    """Another portal's engine works in this data folder."""


class OwnMeilisearch:
    """One child on a loopback port. Its data is a copy: what another version wrote is thrown away,
    and the index is built again."""

    def __init__(self, binary: Path, folder: Path) -> None:
        self._binary = binary
        self._folder = folder
        self._lock: IO[str] | None = None
        self.key = secrets.token_urlsafe(24)
        self.port = _free_port()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def prepare(self) -> None:
        """Raises FolderInUse, or what running the binary raises."""
        self._lock = _lock(self._folder)
        self._drop_other_versions()

    def start(self) -> subprocess.Popen[bytes]:
        assert self._lock is not None
        return start(
            [
                str(self._binary.absolute()),
                "--db-path", str(self._folder / "data"),
                "--dump-dir", str(self._folder / "dumps"),
                "--snapshot-dir", str(self._folder / "snapshots"),
                "--http-addr", f"127.0.0.1:{self.port}",
                "--env", "production",
                "--no-analytics",
                "--max-indexing-memory", MAX_INDEXING_MEMORY,
                "--log-level", "WARN",
            ],
            environment={"MEILI_MASTER_KEY": self.key},
            keep=[self._lock.fileno()],  # the lock lives as long as the engine does, not as long as we do
            quiet=True,
        )  # fmt: skip

    def drop_data(self) -> None:
        """It is only a copy; the job runner builds it again."""
        shutil.rmtree(self._folder / "data", ignore_errors=True)

    def _drop_other_versions(self) -> None:
        said = subprocess.run([self._binary.absolute(), "--version"], capture_output=True, text=True, check=True).stdout
        version = said.split()[-1]
        written = self._folder / "data" / "VERSION"
        if written.exists() and written.read_text().strip() != version:
            self.drop_data()


def find_binary(settings: Settings) -> Path | None:
    binary = settings.meilisearch_binary or settings.data_dir / "bin" / "meilisearch"
    return binary if os.access(binary, os.X_OK) else None


def _lock(folder: Path) -> IO[str]:
    folder.mkdir(parents=True, exist_ok=True)
    handle = (folder / "lock").open("w")
    deadline = time.monotonic() + LOCK_PATIENCE
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            if time.monotonic() > deadline:
                raise FolderInUse(f"another portal's search engine is at work in {folder}") from None
            time.sleep(0.1)
        else:
            return handle


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
