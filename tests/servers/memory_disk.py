"""What tests write lies in memory where there is room for it: they make thousands of small databases, and making the
files of one takes a disk twenty times as long."""

import os
import shutil
import tempfile
from pathlib import Path

DISK = Path("/dev/shm")
ROOM = 4 * 1024**3  # bytes; a whole run needs a quarter of it at most at one time
_MEMORY, _OF_THE_CONTAINER = Path("/proc/meminfo"), Path("/sys/fs/cgroup/memory.max")


def write_in_memory() -> None:
    """Before anything asks where temporary files go. Whoever named a place for them keeps it."""
    if "TMPDIR" not in os.environ and _has_room():
        os.environ["TMPDIR"] = tempfile.tempdir = str(DISK)


def _has_room() -> bool:
    try:
        return min(shutil.disk_usage(DISK).free, *_memory()) >= ROOM and os.access(DISK, os.W_OK)
    except OSError:  # another system than Linux
        return False


def _memory() -> list[int]:
    """Bytes of it that can be had, and those that a container may have at most."""
    lines = dict(line.split(":") for line in _MEMORY.read_text().splitlines())
    found = [int(lines["MemAvailable"].split()[0]) * 1024]
    if _OF_THE_CONTAINER.exists() and (most := _OF_THE_CONTAINER.read_text().strip()).isdecimal():
        found.append(int(most))
    return found
