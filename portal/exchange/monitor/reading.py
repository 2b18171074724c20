"""A file → its rows as they are meant; and those rows with our own keys, for one region."""

import asyncio
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from portal.exchange.monitor.merging import Alike, Allocation
from portal.exchange.monitor.persons import persons_in
from portal.exchange.monitor.sheet import MONITOR, MonitorLine
from portal.exchange.workbook.contents import Workbook, folded, read_sheet
from portal.exchange.workbook.csv_folder import cells_of, read_csv
from portal.exchange.workbook.figure_sheets import EXPLANATION
from portal.exchange.workbook.grid import Grid, WrongFile, within
from portal.exchange.workbook.lookup import Lookup
from portal.exchange.workbook.problems import Problem, Problems
from portal.exchange.workbook.xlsx import read_xlsx
from portal.model import Contract, Provider
from portal.regions import RegionData

MOST_ROWS = 100_000  # in which something stands
MOST_TOLD = 1_000  # problems; the others are counted
ZIPPED = b"PK"  # how an .xlsx begins
SEVERAL = 0  # in the place of a provider's number


@dataclass
class Extract:
    """Lines as they are meant, or problems; notices of what was not read."""

    lines: list[MonitorLine] = field(default_factory=list)
    problems: Problems = field(default_factory=lambda: Problems(most=MOST_TOLD))
    notices: list[Problem] = field(default_factory=list)


def read_extract(path: Path) -> Extract:
    """Never raises for what is wrong with the file."""
    if not path.is_file():
        return _wrong_file(Problem("file-missing", value=path.name))
    try:
        if path.suffix.lower() == ".csv":
            return _read(read_csv(path))
        return _read(_grid_of(read_xlsx(path)))
    except WrongFile as wrong:
        return _wrong_file(Problem(wrong.code, value=path.name, details=wrong.details))


def extract_of(data: bytes) -> Extract:
    """The same of what somebody sent. It takes a while: not for the thread that answers everybody."""
    try:
        if not data.startswith(ZIPPED):
            return _read(cells_of(data, MOST_ROWS))
        with tempfile.NamedTemporaryFile(suffix=".xlsx") as file:
            file.write(data)
            file.flush()
            return _read(_grid_of(read_xlsx(Path(file.name))))
    except WrongFile as wrong:
        return _wrong_file(Problem(wrong.code, details=wrong.details))


def _wrong_file(*problems: Problem) -> Extract:
    return Extract(problems=Problems(problems))


def _grid_of(sheets: Sequence[tuple[str, Grid]]) -> Grid:
    """The sheet of our name, else the first: an extract of another program names it as it likes."""
    named = [grid for name, grid in sheets if folded(name) == folded(MONITOR.name)]
    others = [grid for name, grid in sheets if folded(name) != folded(EXPLANATION)]
    return next(iter(named or others), [])


def _read(grid: Grid) -> Extract:
    rows = list(within(grid, MOST_ROWS))
    if persons := persons_in(rows):
        return _wrong_file(*persons)
    book = Workbook(problems=Problems(most=MOST_TOLD))
    read_sheet(book, MONITOR, rows)
    lines = [line for line in book.rows[MONITOR.name] if isinstance(line, MonitorLine)]
    book.problems.extend(_turned(lines))
    if not lines and not book.problems:
        book.problems.append(Problem("no-rows", MONITOR.name))
    return Extract(lines, book.problems, book.notices)


def _turned(lines: Sequence[MonitorLine]) -> Iterator[Problem]:
    for line in lines:
        if line.starts and line.ends and line.ends < line.starts:
            low = {"low": f"{line.starts:%d-%m-%Y}"}
            yield Problem("dates-turned", MONITOR.name, line.number, MONITOR.header("ends"), f"{line.ends}", low)


async def resolved(session: AsyncSession, region: RegionData, extract: Extract) -> list[Allocation]:
    """Problems are added to those of the extract; with any, nothing of it counts."""
    if extract.problems:
        return []
    # A hundred thousand lines take seconds: not in the thread that answers everybody.
    return await asyncio.to_thread(_resolved, extract, region, await _providers(session, region.id))


def _resolved(extract: Extract, region: RegionData, providers: Mapping[str, int]) -> list[Allocation]:
    lookup = Lookup(region)
    products = lookup.words("products") | {
        folded(product.official_code): key for key, product in region.products.items() if product.official_code
    }
    words = {"product": products, "help_kind": lookup.words("help_kinds")}
    found = [_resolve(line, providers, words, lookup.words("municipalities"), extract) for line in extract.lines]
    return [] if extract.problems else [one for one in found if one is not None]


def _resolve(
    line: MonitorLine,
    providers: Mapping[str, int],
    words: Mapping[str, Mapping[str, str]],
    towns: Mapping[str, str],
    extract: Extract,
) -> Allocation | None:
    before = extract.problems.number
    provider = providers.get(_provider_word(line.provider))
    if not provider:
        code = "not-a-provider" if provider is None else "several-providers"
        extract.problems.append(_wrong(code, line, "provider", line.provider))
    keys = {"product": "", "help_kind": ""}
    for name, known in words.items():
        said = getattr(line, name)
        keys[name] = known.get(folded(said), "")
        if said and not keys[name]:
            details = {"what": MONITOR.header(name), "nearest": ""}
            extract.problems.append(_wrong("not-in-region", line, name, said, details))
    town = towns.get(folded(line.municipality), "")
    if line.municipality and not town:
        extract.problems.append(_wrong("not-a-municipality", line, "municipality", line.municipality))
    if extract.problems.number > before or not provider or line.allocated is None:
        return None
    alike = Alike(provider, town, keys["product"], keys["help_kind"], line.referrer, line.measure, line.allocated)
    return Allocation(alike, line.starts, line.ends, line.end_reason)


def _wrong(code: str, line: MonitorLine, name: str, value: str, details: Mapping[str, str] | None = None) -> Problem:
    return Problem(code, MONITOR.name, line.number, MONITOR.header(name), value, details or {})


def _provider_word(said: str) -> str:
    # Excel takes the zeros in front of a KvK or AGB number.
    return said.zfill(8) if said.isdigit() and 5 <= len(said) <= 8 else folded(said)


async def _providers(session: AsyncSession, region_id: int) -> Mapping[str, int]:
    """By all that a file may call them; SEVERAL where a name is of more than one."""
    contracted = select(Contract.provider_id).where(Contract.region_id == region_id)
    found: dict[str, int] = {}
    exact: dict[str, int] = {}
    for provider in (await session.exec(select(Provider).where(col(Provider.id).in_(contracted)))).all():
        number = provider.id or 0
        for name in {folded(one) for one in (provider.name, *provider.other_names)}:
            found[name] = SEVERAL if found.get(name, number) != number else number
        for key in (folded(provider.key), folded(provider.slug), provider.kvk, provider.agb):
            if key:
                exact[key] = number
    return found | exact
