"""What is wrong in a region's files, so that whoever keeps them can mend it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    file: str
    row: int | None  # as a spreadsheet counts: 1 is the header; None where no row can be named
    column: str
    value: str
    expected: str

    def __str__(self) -> str:
        row = "" if self.row is None else f", row {self.row}"
        column = f", column {self.column}" if self.column else ""
        return f"{self.file}{row}{column}: {self.value!r}; expected {self.expected}"


class WrongRegionFiles(Exception):
    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))
