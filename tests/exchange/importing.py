"""Planning, importing and looking back, as tests of the workbook do it."""

from collections.abc import Sequence
from typing import Any

from sqlmodel import SQLModel, select

from portal.database import Actor, Database
from portal.exchange.workbook import (
    ImportPlan,
    Workbook,
    apply_import,
    plan_import,
)
from portal.exchange.workbook.held import TABLES
from portal.model import (
    AuditEntry,
    AvailabilityChange,
    FormerSlug,
    IndexMark,
)
from portal.regions import RegionData
from tests.exchange.workbook_of_two import EXCEL, PIET, Book, workbook


async def planned(database: Database, region: RegionData, book: Book | Workbook, **options: bool) -> ImportPlan:
    read = book if isinstance(book, Workbook) else workbook(book)
    async with database.reading() as session:
        return await plan_import(session, region, read, **options)


async def imported(database: Database, region: RegionData, book: Book | Workbook, **options: bool) -> ImportPlan:
    return await apply_import(database, await planned(database, region, book, **options), EXCEL)


async def all_of(database: Database, kind: type[Any]) -> Sequence[Any]:
    async with database.reading() as session:
        return (await session.exec(select(kind).order_by(*kind.__table__.primary_key.columns))).all()


async def one_of(database: Database, kind: type[Any], key: str) -> Any:
    return next(record for record in await all_of(database, kind) if record.key == key)


async def everything(database: Database) -> dict[str, list[dict[str, Any]]]:
    """Every record, without the moment of writing."""
    kinds: list[type[SQLModel]] = [*TABLES, AuditEntry, IndexMark, AvailabilityChange, FormerSlug]
    records = {kind.__name__: await all_of(database, kind) for kind in kinds}
    # Nor the number of a mark: PostgreSQL also counts those it did not need.
    left_out = {"IndexMark": {"id", "marked_at"}}
    moments = {"confirmed_at", "said_at", "at"}
    return {
        name: [record.model_dump(exclude=left_out.get(name, moments)) for record in found]
        for name, found in records.items()
    }


async def edit(database: Database, kind: type[Any], key: str, actor: Actor = PIET, **values: object) -> None:
    async with database.writing(actor) as session:
        record = (await session.exec(select(kind).where(kind.key == key))).one()
        for name, value in values.items():
            setattr(record, name, value)
