"""A disk of a few megabytes that can be filled and closed to writers; only root may make one."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

MISSING = "no small disk: mounting one needs root on Linux"
A_PAGE = b"x" * 4096


class SmallDisk:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._filler = folder / "filler"

    def fill(self) -> None:
        """Until not one page more can be written."""
        with self._filler.open("ab", buffering=0) as filler:
            try:
                while filler.write(A_PAGE):
                    pass
            except OSError:
                return

    def make_room(self) -> None:
        self._filler.unlink()

    def take_no_writes(self) -> None:
        """Possible while no file of it is open for writing."""
        _mount("-o", "remount,ro", self.folder)

    def take_writes(self) -> None:
        _mount("-o", "remount,rw", self.folder)


def _mount(*arguments: str | Path) -> None:
    subprocess.run(["mount", *arguments], check=True, capture_output=True)


@pytest.fixture(scope="module")
def small_disk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SmallDisk]:
    folder = tmp_path_factory.mktemp("disk")
    try:
        _mount("-t", "tmpfs", "-o", "size=32m", "tmpfs", folder)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip(MISSING)
    try:
        yield SmallDisk(folder)
    finally:
        subprocess.run(["umount", "--lazy", folder], check=False)
