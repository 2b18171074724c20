"""Imports with their plan, problems and progress shown on the terminal."""

from pathlib import Path

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from typer import echo

from portal.cli.opening import operator, refuse
from portal.database import Actor, Database
from portal.exchange.load_region import load_region
from portal.exchange.monitor import look_at, put_extract, read_extract, resolved
from portal.exchange.region_files import WrongRegionFiles, read_region
from portal.exchange.workbook import (
    FILE,
    ImportOvertaken,
    ImportPlan,
    ImportRefused,
    Workbook,
    apply_import,
    plan_import,
    read_workbook,
)
from portal.regions import RegionData

MOST_SHOWN = 50  # problems or notices on the terminal


async def load_files(database: Database, folder: Path) -> None:
    try:
        files = read_region(folder)
        loaded = await load_region(database, files, operator())
    except WrongRegionFiles as wrong:
        _show([str(problem) for problem in wrong.problems])
        refuse(f"{len(wrong.problems)} problems; nothing was loaded")
    if loaded.same:
        echo(f"{files.region.names['nl']}: nothing changed")
    else:
        echo(f"{files.region.names['nl']}: {loaded.added} added, {loaded.changed} changed, {loaded.removed} removed")


async def import_files(
    database: Database, region: RegionData, path: Path, *, dry_run: bool, complete: bool, overwrite: bool
) -> bool:
    """True when the import was done, or with `dry_run` could be."""
    workbook = read_workbook(path)
    async with database.reading() as session:
        plan = await plan_import(session, region, workbook, complete=complete, overwrite=overwrite)
    if not _told(plan):
        return False
    if dry_run:
        echo("dry run: nothing was changed")
        return True
    return await _apply(database, plan, Actor(f"{operator().name}, {path.name}", FILE))


async def import_extract(database: Database, region: RegionData, path: Path, *, dry_run: bool) -> bool:
    """True when it was done, or with `dry_run` could be."""
    extract = read_extract(path)
    async with database.reading() as session:
        rows = await resolved(session, region, extract)
        seen = await look_at(session, region, rows)
    if extract.problems:
        _show([problem.render() for problem in extract.problems])
        echo(f"{extract.problems.number} problems; nothing was changed", err=True)
        return False
    _show([notice.render() for notice in extract.notices])
    if not dry_run:
        seen = await put_extract(database, region, rows, Actor(f"{operator().name}, {path.name}", FILE))
    echo(f"Monitor: {len(seen.added)} new, {len(seen.changed)} changed, {seen.same} the same")
    if dry_run:
        echo("dry run: nothing was changed")
    return True


async def load_rows(database: Database, region: RegionData, workbook: Workbook) -> bool:
    """Rows made here, through the same gate as a file."""
    async with database.reading() as session:
        plan = await plan_import(session, region, workbook)
    if not _told(plan):
        return False
    return await _apply(database, plan, Actor("example", FILE))


async def _apply(database: Database, plan: ImportPlan, actor: Actor) -> bool:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, transient=True) as bar:
        task = bar.add_task("import", total=plan.writes)
        try:
            done = await apply_import(
                database, plan, actor, lambda done, total: bar.update(task, completed=done, total=total)
            )
        except ImportRefused as refused:  # since the plan was shown, somebody wrote what makes it impossible
            return _told(refused.plan)
        except ImportOvertaken:
            refuse("others wrote the same meanwhile: nothing was changed, import it again")
    if done is not plan:
        echo("somebody wrote meanwhile: looked at again before anything was written")
        _told(done)
    echo(f"done: {done.writes} rows written")
    return True


def _told(plan: ImportPlan) -> bool:
    if plan.problems:
        _show([problem.render() for problem in plan.problems])
        echo(f"{len(plan.problems)} problems; nothing was changed", err=True)
        return False
    for sheet, changes in plan.sheets.items():
        echo(
            f"{sheet}: {len(changes.added)} new, {len(changes.changed)} changed, {changes.unchanged} the same, "
            f"{len(changes.skipped)} skipped, {len(changes.ended)} ended"
        )
    _show([notice.render() for notice in plan.notices])
    return True


def _show(lines: list[str]) -> None:
    for line in lines[:MOST_SHOWN]:
        echo(f"  {line}", err=True)
    if len(lines) > MOST_SHOWN:
        echo(f"  … and {len(lines) - MOST_SHOWN} more", err=True)
