"""Packages of a lock file, by as many processors as there are. Most of what pip does is reading what an index offers,
with one of them."""

import os
import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from tools.progress import Failed, run

EXACTLY = ("--require-hashes", "--no-deps")
MOST_AT_ONCE = 4


def install(python: Path, lock: Path) -> None:
    try:
        _install_parts(python, parts_of(lock.read_text("utf-8"), min(os.cpu_count() or 1, MOST_AT_ONCE)))
    except Failed:  # what one of them could not do, pip can alone, or says best what is wrong
        pip(python, *EXACTLY, "-r", lock)
    with suppress(Failed):  # of a file that is no Python of this version, as pip does
        run([python, "-m", "compileall", "-q", "-j", "0", python.parents[1]])


def pip(python: Path, *arguments: str | Path) -> None:
    quiet = ["--quiet", "--no-input", "--disable-pip-version-check", "--root-user-action=ignore"]
    run([python, "-m", "pip", "install", *quiet, *arguments])


def _install_parts(python: Path, parts: Sequence[str]) -> None:
    """At the same time in one environment: no two of them have a package, and so a file, in common."""
    with TemporaryDirectory() as folder, ThreadPoolExecutor(len(parts)) as at_once:
        files = [Path(folder, f"part-{number}.txt") for number in range(len(parts))]
        for file, part in zip(files, parts, strict=True):
            file.write_text(part, "utf-8")
        list(at_once.map(partial(_install_part, python), files))


def _install_part(python: Path, part: Path) -> None:
    pip(python, "--no-compile", *EXACTLY, "-r", part)


def parts_of(lock: str, number: int) -> Sequence[str]:
    """Each package with its hashes in one of them."""
    packages = re.split(r"^(?=[^\s#])", lock, flags=re.MULTILINE)[1:]
    return ["".join(packages[part::number]) for part in range(number) if packages[part::number]]
