"""The jobs as `portal jobs run --once` does them, in a process of their own that is killed where a test wants it.

As a program it has loaded the portal once, and makes a runner of itself for every order that it reads: each begins at
once. As a module it is what a test gives orders with."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any

import aiosqlite
import asyncpg
from sqlalchemy import Engine, event
from sqlalchemy.orm import configure_mappers

from portal import clock
from portal.cli.processes import Forked
from portal.cli.running import run_runner
from portal.mail.kinds import KINDS
from portal.mail.rendering import environment_in
from portal.working_days import is_working_day
from tests.mail.writing import KEY
from tests.servers.databases import without_settings
from tests.servers.processes import ROOT, last_words

KILLED = -signal.SIGKILL
PATIENCE = 120.0  # seconds for one run, on a busy machine

DRIVERS = (aiosqlite, asyncpg)  # loaded before any runner is made


@dataclass(frozen=True)
class Order:
    """`before`, `nth`: it is killed where it is about to do, for the nth time, what begins so; in a statement of the
    database, or COMMIT."""

    environment: dict[str, str]
    at: str
    before: str = ""
    nth: int = 0


class Runners:
    """Run one after the other, with what they say kept for whoever looks why a test fails."""

    def __init__(self, folder: Path) -> None:
        self.log = folder / "runners.log"
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tests.jobs.runner_that_dies"],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True, cwd=ROOT, env=without_settings(),
            )  # fmt: skip

    def run(self, database_url: str, folder: Path, at: datetime, before: str = "", nth: int = 1) -> int:
        """How it ended: 0, or KILLED. `folder`: where its mail goes."""
        environment = {
            "PORTAL_DATABASE_URL": database_url,
            "PORTAL_DATA_DIR": str(folder),
            "PORTAL_ENCRYPTION_KEYS": KEY,
            "PORTAL_LOG_LEVEL": "warning",
        }
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        print(json.dumps(asdict(Order(environment, at.isoformat(), before, nth))), file=self.process.stdin, flush=True)
        said = self.process.stdout.readline()
        assert said, self.said
        return int(said)

    @property
    def said(self) -> str:
        return last_words(self.log)

    def end(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait(PATIENCE)


@contextmanager
def runners_in(folder: Path) -> Iterator[Runners]:
    runners = Runners(folder)
    try:
        yield runners
    finally:
        runners.end()


def main() -> None:
    _load()
    for line in sys.stdin:
        order = Order(**json.loads(line))
        runner = Forked("portal jobs", partial(_work, order), order.environment)
        print(runner.wait(PATIENCE), flush=True)


def _load() -> None:
    """All that each runner would else load for itself: most of its time."""
    configure_mappers()
    is_working_day(date(2026, 1, 1))
    for kind in KINDS:
        for part in (".subject.txt", ".txt", ".html"):
            environment_in("nl").get_template(f"mail/{kind}{part}")


def _work(order: Order) -> None:
    os.dup2(2, 1)  # ours says only how runners end
    if order.before:
        _die_before(order.before, order.nth)
    with clock.stopped_at(datetime.fromisoformat(order.at)):
        run_runner(once=True)


def _die_before(what: str, nth: int) -> None:
    left = nth

    def look(begun: str) -> None:
        nonlocal left
        if begun.startswith(what):
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    def statement(_connection: Any, _cursor: Any, text: str, *_: Any) -> None:
        look(text)

    event.listen(Engine, "before_cursor_execute", statement)
    event.listen(Engine, "commit", lambda _connection: look("COMMIT"))


if __name__ == "__main__":
    main()
