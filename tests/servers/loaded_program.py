"""The portal's program that waits to be forked: see tests/servers/loaded.py, which starts it and speaks to it.

A line of JSON in: arguments, environment and the file for what is said. A line out: the id of the process.
"""

import gc
import json
import os
import signal
import sys
import time
from collections.abc import Mapping
from typing import NoReturn

from portal.cli import commands, supervisor
from portal.cli.processes import end_with_parent
from tests.servers.processes import ROOT

SERVED = supervisor  # loaded with all that it serves: `serve` itself asks for it only when it begins


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
    output = os.open(str(asked["log"]), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    for number, file in ((0, os.open(os.devnull, os.O_RDONLY)), (1, output), (2, output)):
        os.dup2(file, number)
    os.closerange(3, os.sysconf("SC_OPEN_MAX"))
    os.chdir(ROOT)
    os.environ.clear()
    os.environ.update(asked["environment"])  # type: ignore[call-overload]
    sys.argv = list(asked["arguments"])  # type: ignore[call-overload]
    status = 1
    try:
        commands.main()
        status = 0
    except SystemExit as ended:
        status = ended.code if isinstance(ended.code, int) else 1
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


if __name__ == "__main__":
    main()
