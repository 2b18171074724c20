"""Children that go on with what their parent has loaded: in a process of its own, as a program would."""

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.servers.processes import ROOT, kill_group, start

PARENT = """
import os, sys, time, typer
from pathlib import Path
from portal.cli.processes import Forked, stop

folder = Path(sys.argv[1])
held = (folder / "held").open("w")
kept = os.open(folder / "kept", os.O_CREAT | os.O_RDWR)

def work():
    open_files = {os.readlink(f"/proc/self/fd/{number}") for number in os.listdir("/proc/self/fd") if number != "0"
                  and os.path.exists(f"/proc/self/fd/{number}")}
    (folder / "tells").write_text("\\n".join([
        str(os.getpid()), Path("/proc/self/comm").read_text().strip(), os.environ["OF_THE_CHILD"],
        str(str(folder / "held") in open_files), str(str(folder / "kept") in open_files),
    ]))
    if sys.argv[2] == "ends":
        raise typer.Exit(7)
    if sys.argv[2] == "fails":
        raise ValueError("out of order")
    time.sleep(60)

child = Forked("portal worker", work, {"OF_THE_CHILD": "yes"}, keep=[kept])
if sys.argv[2] != "stays":
    print(child.wait(20), child.poll(), flush=True)
    sys.exit()
while not (folder / "tells").exists() or not (folder / "tells").read_text():
    time.sleep(0.01)
if sys.argv[3:] == ["stops"]:
    stop(child, 10)
    print(child.returncode, flush=True)
else:
    time.sleep(60)
"""


def parent(folder: Path, *arguments: str) -> str:
    command = [sys.executable, "-c", PARENT, str(folder), *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=60)
    return done.stdout.strip() + done.stderr


@pytest.fixture
def left_alone(tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-c", PARENT, str(tmp_path), "stays"]
    process = start(command, tmp_path / "log")
    yield process
    kill_group(process)


def test_it_has_its_own_name_and_environment_and_only_the_files_it_keeps(tmp_path: Path) -> None:
    assert parent(tmp_path, "ends") == "7 7"
    _, name, environment, held, kept = (tmp_path / "tells").read_text().splitlines()
    assert (name, environment, held, kept) == ("portal worker", "yes", "False", "True")


def test_what_goes_wrong_in_it_is_told(tmp_path: Path) -> None:
    said = parent(tmp_path, "fails")
    assert said.startswith("1 1")
    assert "ValueError: out of order" in said


def test_it_is_stopped_as_other_programs_are(tmp_path: Path) -> None:
    assert parent(tmp_path, "stays", "stops") == "-15"


def test_it_ends_with_its_parent(left_alone: subprocess.Popen[bytes], tmp_path: Path) -> None:
    tells = tmp_path / "tells"
    until = time.monotonic() + 30
    while not tells.exists() or not tells.read_text():
        assert time.monotonic() < until
    child = Path("/proc") / tells.read_text().splitlines()[0]
    left_alone.kill()
    left_alone.wait()
    while child.exists() and "zombie" not in (child / "status").read_text():
        assert time.monotonic() < until
