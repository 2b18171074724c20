"""Starting and ending programs: always by id, and never outliving the test run."""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import Any, Protocol

ROOT = Path(__file__).resolve().parents[2]

_LINUX = sys.platform == "linux"
# Loaded here and not in the child: between fork and exec nothing may be imported.
_LIBC = ctypes.CDLL(None) if _LINUX else None
_PR_SET_PDEATHSIG = 1


class Started(Protocol):
    """What a Popen is, as far as it is asked here."""

    pid: int
    returncode: int | None

    def poll(self) -> int | None: ...
    def wait(self, timeout: float | None = None, /) -> int: ...
    def send_signal(self, number: int, /) -> None: ...


class NotStarted(Exception):
    """A program that should serve does not; with the end of what it said."""


def free_port() -> int:
    with closing(socket.socket()) as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def start(
    command: Sequence[str | Path],
    log: Path,
    *,
    env: Mapping[str, str] | None = None,
    user: str | None = None,
    end_signal: int = signal.SIGTERM,
    stdin: int = subprocess.DEVNULL,
    stdout: int | None = None,
) -> subprocess.Popen[bytes]:
    """In a process group of its own, so that a Ctrl-C reaches us first; it gets `end_signal` if we die."""

    def end_with_parent() -> None:
        if _LIBC is not None:
            _LIBC.prctl(_PR_SET_PDEATHSIG, end_signal, 0, 0, 0)

    identity: dict[str, Any] = {"user": user, "group": user, "extra_groups": []} if user else {}
    with log.open("ab") as out:
        return subprocess.Popen(
            [str(part) for part in command],
            stdin=stdin,
            stdout=out if stdout is None else stdout,
            stderr=out,
            cwd=ROOT if user is None else "/",
            env=dict(env) if env is not None else None,
            start_new_session=True,
            preexec_fn=end_with_parent if _LINUX else None,  # noqa: PLW1509 — it only makes one system call
            **identity,
        )


def stop(process: Started, *, patience: float = 10.0, ask: int = signal.SIGTERM) -> int | None:
    """Ask the program, wait, then end what is left of its group. Gives the exit code, None if it had to be killed."""
    asked_in_vain = False
    if process.poll() is None:
        process.send_signal(ask)
        try:
            process.wait(patience)
        except subprocess.TimeoutExpired:
            asked_in_vain = True
    kill_group(process)
    return None if asked_in_vain else process.returncode


def kill_group(process: Started) -> None:
    """Also when the leader is gone: its children may not be."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(10)


def wait_until(ready: Callable[[], bool], process: Started, log: Path, *, seconds: float = 30.0) -> None:
    """Raises NotStarted as soon as the program ends, or when the time is over."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if ready():
            return
        if process.poll() is not None:
            raise NotStarted(f"ended with {process.returncode}: {last_words(log)}")
        time.sleep(0.02)
    kill_group(process)
    raise NotStarted(f"not ready after {seconds:.0f} s: {last_words(log)}")


def last_words(log: Path, characters: int = 2000) -> str:
    return log.read_text(errors="replace")[-characters:] if log.exists() else "(no log)"
