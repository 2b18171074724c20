"""Files that take seconds to make and milliseconds to copy: one worker makes each, for all workers of a run."""

import fcntl
import os
from collections.abc import Callable
from pathlib import Path

import pytest


class MadeOnce:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, name: str, make: Callable[[Path], None]) -> Path:
        """To be read and copied only; who comes second waits for who comes first."""
        file, part = self.folder / name, self.folder / f"{name}.part"
        with (self.folder / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not file.exists():
                part.unlink(missing_ok=True)  # somebody failed half-way
                make(part)
                part.rename(file)
        return file


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> MadeOnce:
    own = tmp_path_factory.getbasetemp()
    # Each worker has a folder of its own in that of the run.
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "made-once"
    folder.mkdir(exist_ok=True)
    return MadeOnce(folder)
