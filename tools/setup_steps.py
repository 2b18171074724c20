"""Which purpose needs which steps, one at a time."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from tools import assets, environment, node, system_packages
from tools.progress import ROOT, Failed

try:
    import fcntl
except ImportError:  # pragma: no cover - only where the system has no file locks
    fcntl = None  # type: ignore[assignment]

PURPOSES = ("run", "check", "test", "bench")


def main(arguments: list[str]) -> int:
    if len(arguments) != 1 or arguments[0] not in PURPOSES:
        print(f"usage: setup.py {'|'.join(PURPOSES)}", file=sys.stderr)
        return 2
    try:
        with one_at_a_time():
            prepare(arguments[0])
    except Failed as failure:
        print(f"Setup stopped: {failure}", file=sys.stderr)
        return 1
    return 0


def prepare(purpose: str) -> None:
    environment.install("portal" if purpose == "run" else "dev")
    if purpose == "bench":
        environment.install("bench", environment.BENCH)
        node.install_packages(node.BENCH, "no Lighthouse")
    if purpose != "check":
        node.install_packages()
        assets.copy_scripts()
        assets.build_style_sheet()
        assets.copy_meilisearch()
    assets.compile_translations()
    if purpose == "test":
        node.install_packages(node.SERVERS, "no OpenID provider")
        system_packages.install_for_tests()


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Two terminals may set up the same checkout at once; the second waits and finds it done."""
    (ROOT / "var").mkdir(exist_ok=True)
    with (ROOT / "var" / "setup.lock").open("w") as lock:
        if fcntl is not None:
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield
