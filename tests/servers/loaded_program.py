"""The portal's program that waits to be forked: see tests/servers/loaded.py, which starts it and speaks to it.

A line of JSON in: arguments, environment and the files for what is said. A line out: the id of the process.
"""

import gc
import json
import os
import signal
import sys
import time
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import NoReturn

from portal.cli import commands, importing, supervisor
from portal.cli.processes import end_with_parent
from tests.servers.processes import ROOT

# Loaded with all that they use: the commands themselves ask for them only when they begin.
LATER = (supervisor, importing)


def main() -> None:
    gc.freeze()
    tests = os.getppid()
    for line in sys.stdin.buffer:
        print(_fork_twice(json.loads(line), tests), flush=True)


def _fork_twice(asked: Mapping[str, object], tests: int) -> int:
    """The one between goes at once: the process is then the tests' own child, and they learn how it ends."""
    reading, writing = os.pipe()
    between = os.fork()
    if between == 0:
        pid = os.fork()
        if pid == 0:
            _become(asked, tests)
        os.write(writing, str(pid).encode())
        os._exit(0)
    os.waitpid(between, 0)
    os.close(writing)
    with os.fdopen(reading) as told:
        return int(told.read())


def _become(asked: Mapping[str, object], tests: int) -> NoReturn:
    os.setsid()
    signal.signal(signal.SIGINT, signal.default_int_handler)
    while os.getppid() != tests:  # until we are adopted
        time.sleep(0.001)
    end_with_parent()
    nothing = os.open(os.devnull, os.O_RDONLY)
    for number, file in ((0, nothing), (1, _written(asked["log"])), (2, _written(asked["errors"]))):
        os.dup2(file, number)
    os.closerange(3, os.sysconf("SC_OPEN_MAX"))
    os.chdir(ROOT)
    os.environ.clear()
    os.environ.update(asked["environment"])  # type: ignore[call-overload]
    sys.argv = list(asked["arguments"])  # type: ignore[call-overload]
    status = 1
    try:
        _main_of(sys.argv[0])()
        status = 0
    except SystemExit as ended:
        status = ended.code if isinstance(ended.code, int) else 1
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def _written(file: object) -> int:
    return os.open(str(file), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)


def _main_of(program: str) -> Callable[[], None]:
    main: Callable[[], None] = commands.main if program == "portal" else import_module(program).main
    return main


if __name__ == "__main__":
    main()
