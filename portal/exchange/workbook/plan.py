"""What an import would do, without doing it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import case, func
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from portal import clock
from portal.exchange.workbook.checks import problems_of
from portal.exchange.workbook.contents import Workbook
from portal.exchange.workbook.ending import rows_to_end
from portal.exchange.workbook.figure_sheets import SHEETS
from portal.exchange.workbook.held import KINDS, Held, held
from portal.exchange.workbook.lookup import Lookup
from portal.exchange.workbook.problems import Problem
from portal.exchange.workbook.rows import AvailabilityRow, Row
from portal.exchange.workbook.state import State, dutch, state_after
from portal.model import AuditEntry
from portal.regions import RegionData

NOT_BY_A_PERSON = ("file", "command", "job")  # capacities of an actor
ASKED_AT_ONCE = 500  # keys per question: SQLite's bound on variables


@dataclass
class SheetChanges:
    added: list[Row] = field(default_factory=list)
    changed: list[Row] = field(default_factory=list)
    unchanged: int = 0
    skipped: list[Row] = field(default_factory=list)  # told in the plan's notices
    ended: list[Row] = field(default_factory=list)  # absent from a complete file; as they become


@dataclass
class ImportPlan:
    """All or nothing: with problems, nothing is done. Rows are whole: what the file left out is as held."""

    region: RegionData
    workbook: Workbook
    complete: bool = False
    overwrite: bool = False
    problems: list[Problem] = field(default_factory=list)
    notices: list[Problem] = field(default_factory=list)
    sheets: dict[str, SheetChanges] = field(default_factory=dict)
    held: Held = field(default_factory=Held)

    @property
    def writes(self) -> int:
        """How many rows would be written."""
        return sum(len(s.added) + len(s.changed) + len(s.ended) for s in self.sheets.values())


async def plan_import(
    session: AsyncSession,
    region: RegionData,
    workbook: Workbook,
    *,
    complete: bool = False,
    overwrite: bool = False,
) -> ImportPlan:
    """`complete`: the file is all there is, what is absent is ended. `overwrite`: the file goes above portal edits."""
    plan = ImportPlan(region, workbook, complete, overwrite, list(workbook.problems), list(workbook.notices))
    plan.held = await held(session, region)
    if any(not problem.row for problem in workbook.problems):
        return plan  # no file, or no sheet: all else would only be noise
    plan.problems += Lookup(region).resolve(workbook)
    state, problems = state_after(workbook, region, plan.held, clock.today())
    plan.problems += problems
    plan.problems += problems_of(state)
    plan.problems = _once_per_cell(plan.problems)
    if not plan.problems:
        await _compare(session, plan, state)
    return plan


def _once_per_cell(problems: Iterable[Problem]) -> list[Problem]:
    """The first that was found says the most; in the order of the sheets."""
    order = {name: place for place, name in enumerate(SHEETS)}
    first: dict[tuple[str, int, str, str], Problem] = {}
    for problem in problems:
        value = problem.value if problem.code == "not-in-region" else ""
        first.setdefault((problem.sheet, problem.row, problem.column, value), problem)
    return sorted(first.values(), key=lambda problem: (order.get(problem.sheet, -1), problem.row))


async def _compare(session: AsyncSession, plan: ImportPlan, state: State) -> None:
    for name, rows in state.stated.items():
        changes = plan.sheets[name] = SheetChanges()
        for row in rows.values():
            before = plan.held.rows[name].get(row.key)
            if before is None:
                changes.added.append(row)
            elif before == row:
                changes.unchanged += 1
            elif _is_older(before, row):
                _skip(plan, name, row, "availability-older", before)
            else:
                changes.changed.append(row)
    if plan.complete:
        for name, ended, waiting in rows_to_end(state, frozenset(plan.workbook.rows)):
            plan.sheets[name].ended = ended
            plan.notices += [Problem("not-begun", name, value=row.key) for row in waiting]
    if not plan.overwrite:
        await _spare_portal_edits(session, plan)


def _is_older(before: Row, row: Row) -> bool:
    return _said_on(row) < _said_on(before) if isinstance(row, AvailabilityRow) else False


def _said_on(row: Row) -> int:
    assert isinstance(row, AvailabilityRow)
    return row.reference_date.toordinal() if row.reference_date else 0


def _skip(plan: ImportPlan, name: str, row: Row, code: str, before: Row) -> None:
    plan.sheets[name].skipped.append(row)
    column = "reference_date" if isinstance(row, AvailabilityRow) else "key"
    day = getattr(before, "reference_date", None)
    value = dutch(row.reference_date) if isinstance(row, AvailabilityRow) and row.reference_date else row.key
    header = SHEETS[name].header(column)
    plan.notices.append(Problem(code, name, row.number, header, value, {"held": dutch(day)} if day else {}))


async def _spare_portal_edits(session: AsyncSession, plan: ImportPlan) -> None:
    for name, changes in plan.sheets.items():
        subjects = {_subject(plan, name, row): row for row in [*changes.changed, *changes.ended]}
        edited = await _edited_since_import(session, KINDS[name].__name__, list(subjects))
        spared: set[str] = set()
        for subject in [subject for subject in subjects if subject in edited]:
            row, before = subjects[subject], plan.held.rows[name][subjects[subject].key]
            # A later day in the file is news about that day, whoever spoke last.
            if isinstance(row, AvailabilityRow) and _said_on(row) > _said_on(before):
                continue
            spared.add(row.key)
            _skip(plan, name, row, "edited-in-portal", before)
        changes.changed = [row for row in changes.changed if row.key not in spared]
        changes.ended = [row for row in changes.ended if row.key not in spared]


def _subject(plan: ImportPlan, name: str, row: Row) -> str:
    """As the audit names it, see bookkeeping.subject_key."""
    return f"offer:{plan.held.ids['Aanbod'][row.key]}" if isinstance(row, AvailabilityRow) else row.key


async def _edited_since_import(session: AsyncSession, subject_type: str, subjects: Sequence[str]) -> set[str]:
    """Those that a person wrote after the last time that a file did."""
    by_hand = case((col(AuditEntry.capacity).not_in(NOT_BY_A_PERSON), col(AuditEntry.id)))
    by_file = case((col(AuditEntry.capacity).in_(NOT_BY_A_PERSON), col(AuditEntry.id)))
    found: set[str] = set()
    for start in range(0, len(subjects), ASKED_AT_ONCE):
        asked = (
            select(AuditEntry.subject_key)
            .where(AuditEntry.subject_type == subject_type)
            .where(col(AuditEntry.subject_key).in_(subjects[start : start + ASKED_AT_ONCE]))
            .group_by(AuditEntry.subject_key)
            .having(func.max(by_hand) > func.coalesce(func.max(by_file), 0))
        )
        found |= set((await session.exec(asked)).all())
    return found
