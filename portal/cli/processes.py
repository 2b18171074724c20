"""Children that end with their parent, whatever ends it: other programs, and ourselves once more."""

import ctypes
import gc
import os
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import NoReturn

import typer

PR_SET_PDEATHSIG, PR_SET_NAME = 1, 15
LOOK_EVERY = 0.02  # seconds, for the end of a child
# Loaded before any child is made: between the two nothing may be imported.
_LIBC = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def end_with_parent() -> None:
    """Called in a child: Linux tells it when its parent is gone, even after kill -9."""
    if _LIBC is not None:
        parent = os.getppid()
        _LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:  # it went between our start and the call
            os.kill(os.getpid(), signal.SIGTERM)


def start(
    command: Sequence[str], *, environment: dict[str, str] | None = None, keep: Sequence[int] = (), quiet: bool = False
) -> subprocess.Popen[bytes]:
    """`keep` are file descriptors the child inherits. A group of its own: a Ctrl-C in the terminal
    reaches only us, and we stop the children in order."""
    output = subprocess.DEVNULL if quiet else None
    return subprocess.Popen(
        command,
        env={**os.environ, **(environment or {})},
        pass_fds=tuple(keep),
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=output,
        start_new_session=True,
        preexec_fn=end_with_parent,  # noqa: PLW1509 - the supervisor runs no threads
    )


class Forked:
    """A child that goes on with what its parent has loaded: it begins at once, and shares that memory with the others.
    Only for a parent without threads. `name`: at most 15 letters, for lists of processes."""

    def __init__(
        self, name: str, work: Callable[[], None], environment: Mapping[str, str], keep: Sequence[int] = ()
    ) -> None:
        self.returncode: int | None = None
        parent = os.getpid()
        gc.freeze()  # what is never looked through again is never copied
        self.pid = os.fork()
        if self.pid == 0:
            _go_on(parent, name, work, environment, keep)

    def poll(self) -> int | None:
        if self.returncode is None:
            ended, status = os.waitpid(self.pid, os.WNOHANG)
            if ended:
                self.returncode = os.waitstatus_to_exitcode(status)
        return self.returncode

    def wait(self, patience: float | None = None) -> int:
        """Raises subprocess.TimeoutExpired."""
        until = None if patience is None else time.monotonic() + patience
        while (ended := self.poll()) is None:
            if until is not None and time.monotonic() > until:
                raise subprocess.TimeoutExpired(str(self.pid), patience or 0.0)
            time.sleep(LOOK_EVERY)
        return ended

    def terminate(self) -> None:
        self._tell(signal.SIGTERM)

    def kill(self) -> None:
        self._tell(signal.SIGKILL)

    def _tell(self, what: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, what)


def _go_on(
    parent: int, name: str, work: Callable[[], None], environment: Mapping[str, str], keep: Sequence[int]
) -> NoReturn:
    """In the child. It holds nothing of its parent's but what it is to keep: no lock outlives who took it."""
    status = 1
    try:
        os.setsid()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, signal.SIG_DFL)
        if _LIBC is not None:
            _LIBC.prctl(PR_SET_NAME, name.encode()[:15], 0, 0, 0)
            _LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:
            os._exit(status)
        _close_all_but(keep)
        os.environ.update(environment)
        work()
        status = 0
    except typer.Exit as ended:
        status = ended.exit_code
    except BaseException:
        traceback.print_exc()
    finally:
        for stream in (sys.stdout, sys.stderr):
            with suppress(OSError, ValueError):
                stream.flush()
        os._exit(status)


def _close_all_but(keep: Sequence[int]) -> None:
    """Standard input is nothing; what is said goes where the parent says it."""
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    first = 3
    for number in sorted(keep):
        os.closerange(first, number)
        first = number + 1
    os.closerange(first, os.sysconf("SC_OPEN_MAX"))


def stop(child: subprocess.Popen[bytes] | Forked, patience: float) -> None:
    """Asks, waits `patience` seconds, then insists."""
    if child.poll() is None:
        child.terminate()
        try:
            child.wait(patience)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
