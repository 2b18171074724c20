"""A workbook from a path and to a path: XLSX by that ending, else a folder of CSV files."""

from pathlib import Path

from portal.exchange.workbook.bulk import many_at_once
from portal.exchange.workbook.contents import Workbook, from_grids
from portal.exchange.workbook.csv_folder import read_csv, read_csv_folder, write_csv_folder
from portal.exchange.workbook.grid import WrongFile
from portal.exchange.workbook.problems import Problem, Problems
from portal.exchange.workbook.xlsx import read_xlsx, write_xlsx

XLSX = (".xlsx", ".xlsm")


def read_workbook(path: Path) -> Workbook:
    """Never raises for what is wrong with the file: the workbook's problems say it."""
    if not path.exists():
        return Workbook(problems=Problems([Problem("file-missing", value=path.name)]))
    try:
        if path.is_dir():
            return from_grids(read_csv_folder(path))
        if path.suffix.lower() == ".csv":
            return from_grids([(path.stem, read_csv(path))])
        with many_at_once():
            return from_grids(read_xlsx(path))
    except WrongFile as wrong:
        return Workbook(problems=Problems([Problem(wrong.code, value=path.name, details=wrong.details)]))


def write_workbook(workbook: Workbook, path: Path) -> None:
    if path.suffix.lower() in XLSX:
        write_xlsx(workbook, path)
    else:
        write_csv_folder(workbook, path)
