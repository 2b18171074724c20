"""`portal serve`: one search engine where none is configured, one job runner, N web workers."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from types import FrameType

import httpx
from typer import echo

from portal.cli.meilisearch import FolderInUse, OwnMeilisearch, find_binary
from portal.cli.processes import Forked, stop
from portal.cli.running import run_runner
from portal.cli.worker import work
from portal.settings import Settings

LOOK_EVERY = 0.1  # seconds
SHORT_LIFE = 5.0  # seconds: a child that lived shorter is restarted with a pause
FIRST_PAUSE, LONGEST_PAUSE = 0.2, 10.0
TRIES = 4  # to start an engine on the data it has
PATIENCE = 15.0  # seconds for requests under way


class Child:
    """A process that is started again whenever it ends. `short_lives` of it in a row call for something else."""

    def __init__(self, begin: Callable[[], subprocess.Popen[bytes] | Forked]) -> None:
        self._begin = begin
        self.short_lives = 0
        self._pause = 0.0
        self._started = self._due = 0.0
        self.process: subprocess.Popen[bytes] | Forked | None = None

    def keep_alive(self) -> None:
        now = time.monotonic()
        if self.process is not None and self.process.poll() is None:
            return
        if self.process is not None:
            self.short_lives = self.short_lives + 1 if now - self._started < SHORT_LIFE else 0
            self._pause = min(max(self._pause * 2, FIRST_PAUSE), LONGEST_PAUSE) if self.short_lives else 0.0
            self._due, self.process = now + self._pause, None
        if now >= self._due:
            self._started, self.process = now, self._begin()

    def stop(self) -> None:
        if self.process is not None:
            stop(self.process, PATIENCE)


class Supervisor:
    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._stopping = False
        self._engine: OwnMeilisearch | None = None
        self._engine_child: Child | None = None
        self._environment: dict[str, str] = {}

    def run(self) -> int:
        """Until SIGTERM or SIGINT; the exit status."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        try:
            listening = _listen(self._settings)
        except OSError as problem:
            self._say(f"cannot listen on {self._settings.host}:{self._settings.port}: {problem.strerror}", err=True)
            return 1
        if not self._start_engine():
            return 1
        # Signed things must mean the same in every worker.
        self._environment["PORTAL_SECRET_KEY"] = self._settings.signing_key
        host = f"[{self._settings.host}]" if ":" in self._settings.host else self._settings.host
        address = f"http://{host}:{listening.getsockname()[1]}"
        self._environment["PORTAL_BASE_URL"] = self._settings.base_url or address
        children = self._children(listening)
        self._watch(children, address)
        listening.close()  # else new visitors are let in by the kernel when nobody is left to answer them
        for child in reversed(children):  # web workers first: they may still leave marks
            child.stop()
        if self._engine_child is not None:
            self._engine_child.stop()
        _ignore_further_asking()
        return 0

    def _say(self, line: str, *, err: bool = False) -> None:
        """Serving goes on where nothing can be said, because the disk of the log is full."""
        with suppress(OSError):
            echo(line, err=err)

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self._stopping = True

    def _start_engine(self) -> bool:
        if self._settings.meilisearch_url:
            self._say(f"search: Meilisearch at {self._settings.meilisearch_url}")
            return True
        binary = find_binary(self._settings)
        if binary is None:
            self._say("search: no Meilisearch at hand, the in-process engine serves")
            return True
        self._engine = OwnMeilisearch(binary, self._settings.data_dir.absolute() / "meilisearch")
        try:
            self._engine.prepare()
        except FolderInUse as problem:
            self._say(str(problem), err=True)
            return False
        except (OSError, subprocess.SubprocessError) as problem:
            reason = getattr(problem, "strerror", None) or type(problem).__name__
            self._say(f"search: {binary} cannot be run ({reason}), the in-process engine serves")
            self._engine = None
            return True
        self._engine_child = Child(self._engine.start)
        self._engine_child.keep_alive()
        self._environment |= {"PORTAL_MEILISEARCH_URL": self._engine.url, "PORTAL_MEILISEARCH_KEY": self._engine.key}
        self._say("search: a Meilisearch of our own")
        return True

    def _children(self, listening: socket.socket) -> list[Child]:
        socket_number = listening.fileno()

        def runner() -> Forked:
            return Forked("portal jobs", run_runner, self._environment)

        def worker() -> Forked:
            return Forked("portal worker", lambda: work(socket_number), self._environment, keep=[socket_number])

        workers = self._settings.workers or os.cpu_count() or 1
        return [Child(runner), *(Child(worker) for _ in range(workers))]

    def _watch(self, children: list[Child], address: str) -> None:
        said = False
        while not self._stopping:
            for child in children:
                child.keep_alive()
            self._look_after_engine()
            if not said and _answers(address):
                said = True
                self._say(f"Hulpkeuze answers at {address}")
            time.sleep(LOOK_EVERY)

    def _look_after_engine(self) -> None:
        child = self._engine_child
        if child is None or self._engine is None:
            return
        if child.short_lives >= TRIES:
            self._say("search: the engine does not start on its data; the index is built again", err=True)
            child.stop()
            self._engine.drop_data()
            child.short_lives = 0
        child.keep_alive()


def _ignore_further_asking() -> None:
    """Python gives our handlers back while it ends: who asks once more would make a good end look like a bad one."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_IGN)


def _listen(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.bind((settings.host, settings.port))
    listening.listen(1024)
    return listening


def _answers(address: str) -> bool:
    try:
        return httpx.get(f"{address}/healthz", timeout=2, trust_env=False).status_code == 200
    except httpx.HTTPError:
        return False
