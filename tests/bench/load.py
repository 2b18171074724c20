"""Requests per second: by wrk where it is installed, else by threads of our own."""

import re
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from time import perf_counter

from tests.bench.line import NotMeasured
from tests.bench.wire import BROWSER, Asked, Wire

WRK = shutil.which("wrk")
GENERATOR = "wrk" if WRK else "threads of our own (wrk is not installed)"

# One thread, so that one list is walked through: no address is asked twice unless there are too few.
_SCRIPT = """
local paths, at = {}, 0
for line in io.lines("%s") do paths[#paths + 1] = line end
function request()
  at = at %% #paths + 1
  return wrk.format("GET", paths[at])
end
"""


@dataclass(frozen=True)
class Rate:
    per_second: float
    requests: int


def rate(
    address: str, paths: Sequence[str], connections: int, seconds: float, headers: Mapping[str, str] = BROWSER
) -> Rate:
    """Raises NotMeasured when any answer was not 200."""
    if WRK is None:
        return _by_threads(address, paths, connections, seconds, headers)
    with tempfile.TemporaryDirectory() as folder:
        listed, script = Path(folder, "paths"), Path(folder, "walk.lua")
        listed.write_text("\n".join(paths))
        script.write_text(_SCRIPT % listed)
        told = [part for name, value in headers.items() for part in ("-H", f"{name}: {value}")]
        command = [WRK, "-t1", f"-c{connections}", f"-d{seconds:.0f}s", "--timeout", "30s", "-s", str(script), *told]
        said = subprocess.run([*command, address], capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in said or "Socket errors" in said:
        raise NotMeasured(f"some requests failed: {said.strip()[-300:]}")
    requests = re.search(r"(\d+) requests in ([\d.]+)(m?s)", said)
    per_second = re.search(r"Requests/sec:\s+([\d.]+)", said)
    if requests is None or per_second is None:
        raise NotMeasured(f"wrk said something else: {said[-300:]}")
    return Rate(float(per_second[1]), int(requests[1]))


def _by_threads(
    address: str, paths: Sequence[str], connections: int, seconds: float, headers: Mapping[str, str]
) -> Rate:
    waiting = cycle(paths)
    done: list[int] = []
    began = perf_counter()

    def ask() -> None:
        with Wire(address) as wire:
            while perf_counter() - began < seconds:
                done.append(wire.ask(Asked(next(waiting), headers)).status)

    threads = [threading.Thread(target=ask) for _ in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if any(status != 200 for status in done):
        raise NotMeasured("some requests failed")
    return Rate(len(done) / (perf_counter() - began), len(done))


class Supply:
    """Hands out addresses, each only once."""

    def __init__(self, paths: Sequence[str]) -> None:
        self._paths = paths
        self._at = 0

    def next(self, count: int) -> Sequence[str]:
        taken = self._paths[self._at : self._at + count]
        if len(taken) < count:
            raise NotMeasured("there are not enough different questions")
        self._at += count
        return taken

    def put_back(self, count: int) -> None:
        """The last ones were not asked after all."""
        self._at -= count
