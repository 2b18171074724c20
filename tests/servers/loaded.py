"""The portal's program, loaded once: where a test needs it served it is forked from there, and begins seconds sooner.

What is forked becomes what `python -m portal.cli` is once it has loaded: a process in a session of its own, with its
environment, its output and its signals, and a child of the tests. Only on Linux; elsewhere each start loads anew.
"""

import ctypes
import json
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from portal.cli.processes import Forked
from tests.servers.processes import kill_group, last_words, start

LINUX = sys.platform == "linux"
_LIBC = ctypes.CDLL(None) if LINUX else None
_ADOPT_ORPHANS = 36  # prctl


class Adopted(Forked):
    """A grandchild that became ours when the child between us went."""

    def __init__(self, pid: int) -> None:
        self.pid, self.returncode = pid, None

    def send_signal(self, number: int) -> None:
        self._tell(number)


class LoadedPortal:
    """Loads when it is first asked for something."""

    def __init__(self, log: Path) -> None:
        self.log = log
        self._program: subprocess.Popen[bytes] | None = None

    def start(
        self,
        arguments: Sequence[str],
        log: Path,
        env: Mapping[str, str],
        *,
        errors: Path | None = None,
        program: str = "portal",
    ) -> Adopted:
        """`errors`: where what goes wrong is said, if not in the log. `program`: another module with a `main`."""
        loaded = self._loaded()
        assert loaded.stdin is not None
        assert loaded.stdout is not None
        asked = {
            "arguments": [program, *arguments], "log": str(log), "errors": str(errors or log), "environment": dict(env),
        }  # fmt: skip
        loaded.stdin.write(json.dumps(asked).encode() + b"\n")
        loaded.stdin.flush()
        pid = loaded.stdout.readline()
        assert pid, f"the loaded portal is gone: {last_words(self.log)}"
        return Adopted(int(pid))

    def _loaded(self) -> subprocess.Popen[bytes]:
        if self._program is None:
            assert _LIBC is not None
            _LIBC.prctl(_ADOPT_ORPHANS, 1, 0, 0, 0)
            command = [sys.executable, "-m", "tests.servers.loaded_program"]
            self._program = start(command, self.log, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        return self._program

    def end(self) -> None:
        if self._program is not None:
            kill_group(self._program)
            for pipe in (self._program.stdin, self._program.stdout):
                if pipe is not None:
                    pipe.close()


@pytest.fixture(scope="session")
def loaded_portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LoadedPortal | None]:
    loaded = LoadedPortal(tmp_path_factory.mktemp("loaded") / "log") if LINUX else None
    yield loaded
    if loaded is not None:
        loaded.end()
