"""What an import stands on when it begins to write: nobody else imports, and its plan is of the database as it is."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from portal.exchange.workbook.held import KINDS, latest_audit
from portal.exchange.workbook.plan import ImportPlan, plan_import

AT_ONCE = 500  # rows per flush; also SQLite's bound on variables in one question
WAIT_MS = 15_000  # for another import, or whoever holds a record, on PostgreSQL; SQLite waits as long for its file
ONE_AT_A_TIME = 7_305_122  # the number of the lock that imports share on PostgreSQL
LOOKS = 5  # at a database that others keep writing


class ImportRefused(Exception):
    """The plan has problems, or the database changed since and now it has."""

    def __init__(self, plan: ImportPlan) -> None:
        self.plan = plan
        super().__init__("\n".join(problem.render("en") for problem in plan.problems))


class ImportOvertaken(Exception):
    """Others wrote what the import was to write, again and again or in the same moment. Nothing was changed."""


async def alone(session: AsyncSession) -> None:
    """One import at a time. On SQLite there is one writer anyway."""
    if session.get_bind().dialect.name == "postgresql":
        connection = await session.connection()
        await connection.exec_driver_sql(f"SET LOCAL lock_timeout = {WAIT_MS}")
        await connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({ONE_AT_A_TIME})")


async def up_to_date(session: AsyncSession, plan: ImportPlan) -> tuple[ImportPlan, dict[tuple[str, str], Any]]:
    """The plan, made again if someone wrote since, and the records that it changes, as it knows them and locked."""
    for look in range(LOOKS):
        records = await _locked(session, plan)
        # Once made within this lock, it is enough that its own records are as it saw them: on PostgreSQL others go on
        # writing.
        if await latest_audit(session) == plan.held.audit_mark or (look and _as_seen(plan, records)):
            return plan, records
        session.expunge_all()
        plan = await plan_import(session, plan.region, plan.workbook, complete=plan.complete, overwrite=plan.overwrite)
        if plan.problems:
            raise ImportRefused(plan)
    raise ImportOvertaken


def _as_seen(plan: ImportPlan, records: dict[tuple[str, str], Any]) -> bool:
    return all(record.version == plan.held.versions[name][key] for (name, key), record in records.items())


async def _locked(session: AsyncSession, plan: ImportPlan) -> dict[tuple[str, str], Any]:
    """The records that will change, by sheet and key. On PostgreSQL nobody else can write them from here on."""
    records: dict[tuple[str, str], Any] = {}
    for name, changes in plan.sheets.items():
        kind: Any = KINDS[name]
        keys = {plan.held.ids[name][row.key]: row.key for row in [*changes.changed, *changes.ended]}
        for chunk in chunks(list(keys)):
            found = await session.exec(select(kind).where(col(kind.id).in_(chunk)).with_for_update())
            records |= {(name, keys[record.id]): record for record in found.all()}
    return records


def chunks(rows: Sequence[Any]) -> Iterator[list[Any]]:
    left = iter(rows)
    while chunk := list(islice(left, AT_ONCE)):
        yield chunk
