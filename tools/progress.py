"""What every step of the setup shares: say what takes time, run it quietly, remember that it is done."""

import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


class Failed(Exception):
    """A step that the rest cannot do without; its text is what a person reads."""


@contextmanager
def step(doing: str) -> Iterator[None]:
    print(f"{doing} …", end="", flush=True)
    began = time.monotonic()
    try:
        yield
    except BaseException:
        print(" no.", flush=True)
        raise
    print(f" {time.monotonic() - began:.0f} s", flush=True)


def run(
    command: Sequence[str | Path], *, env: Mapping[str, str] | None = None, seconds: float = 600, cwd: Path = ROOT
) -> str:
    """Gives what it printed; raises Failed with the end of it."""
    try:
        said = subprocess.run(
            [str(part) for part in command],
            cwd=cwd,
            env={**os.environ, **(env or {})},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Failed(f"{_name(command)} did not finish in {seconds:.0f} s") from None
    except OSError as problem:
        raise Failed(f"{_name(command)} cannot be started: {problem.strerror}") from None
    if said.returncode != 0:
        raise Failed(f"{_name(command)} failed:\n{(said.stdout + said.stderr).strip()[-3000:]}")
    return said.stdout


def _name(command: Sequence[str | Path]) -> str:
    return " ".join([Path(command[0]).name, *map(str, command[1:4])])


def remark(line: str) -> None:
    """One line about what is missing and what happens instead."""
    print(line, flush=True)


class Stamp:
    """Remembers what a step was done with. Contents count, not dates: a checkout sets those anew."""

    def __init__(self, file: Path, *made_from: Path, also: str = "") -> None:
        self.file = file
        seen = hashlib.sha256(f"{sys.version_info[:3]}{also}".encode())
        for source in made_from:
            seen.update(source.read_bytes())
        self.value = seen.hexdigest()

    def is_current(self) -> bool:
        return self.file.exists() and self.file.read_text() == self.value

    def set(self) -> None:
        self.file.parent.mkdir(parents=True, exist_ok=True)
        self.file.write_text(self.value)
