"""Children that end with their parent, whatever ends it."""

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Sequence

PR_SET_PDEATHSIG = 1


def end_with_parent() -> None:
    """Called in a child: Linux tells it when its parent is gone, even after kill -9."""
    if sys.platform == "linux":
        parent = os.getppid()
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
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


def stop(child: subprocess.Popen[bytes], patience: float) -> None:
    """Asks, waits `patience` seconds, then insists."""
    if child.poll() is None:
        child.terminate()
        try:
            child.wait(patience)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
