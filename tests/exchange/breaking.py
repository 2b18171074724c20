"""A region's files, broken one by one, and whether what is wrong is named."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from portal.exchange.region_files import POSTCODES, Problem, RegionFiles, WrongRegionFiles, read_region

Break = Callable[[Path], object]

# What is done, file, row (None: not of one row), column, value, part of what is expected.
Case = tuple[Break, str, int | None, str, str, str]

LAST = -1  # the row that was put behind all others


def read(folder: Path) -> RegionFiles:
    return read_region(folder, folder.parent / POSTCODES.name)


def change(file: str, old: str, new: str, *, all_of_them: bool = False) -> Break:
    def broken(folder: Path) -> None:
        path = folder / file
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, -1 if all_of_them else 1), "utf-8")

    return broken


def add(file: str, line: str) -> Break:
    """A row of what Dutch and English columns hold; Arabic is left empty."""

    def broken(folder: Path) -> None:
        with (folder / file).open(encoding="utf-8") as open_file:
            header = open_file.readline().strip().split(",")
        arabic = [place for place, column in enumerate(header) if column == "ar" or column.endswith("_ar")]
        cells = line.split(",")
        if len(cells) == len(header) - len(arabic):
            for place in arabic:
                cells.insert(place, "")
        with (folder / file).open("a", encoding="utf-8") as open_file:
            open_file.write(",".join(cells) + "\n")

    return broken


def problems_of(folder: Path) -> list[Problem]:
    with pytest.raises(WrongRegionFiles) as wrong:
        read(folder)
    return wrong.value.problems


def must_be_named(case: Case, folder: Path) -> None:
    """Broken like this, the files are refused with the place and with what may stand there."""
    break_it, file, row, column, value, expected = case
    break_it(folder)
    problems = problems_of(folder)
    if row == LAST:
        row = len(list(csv.reader((folder / file).read_text("utf-8").splitlines())))
    found = [problem for problem in problems if (problem.file, problem.row, problem.column) == (file, row, column)]
    assert found, problems
    assert any(value in problem.value and expected in problem.expected for problem in found), found
