"""Rows that are only read: they look like the record, but are made and read many times faster.

SQLAlchemy watches every attribute of a record, to write what changed. The regions in memory are read
hundreds of times for one page, and a rebuild of the index reads a quarter of a million rows.
"""

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any, TypeVar, cast

from sqlmodel import SQLModel
from sqlmodel.ext.asyncio.session import AsyncSession

Row = TypeVar("Row", bound=SQLModel)


async def read_plain(session: AsyncSession, kind: type[Row], statement: Any) -> list[Row]:
    """`statement` selects that one kind of record. What a record refers to is not read along, and
    nothing that is set on these objects is ever written."""
    columns = cast(Any, kind).__table__.columns
    names = columns.keys()
    connection = await session.connection()
    found = await connection.execute(statement.with_only_columns(*columns))
    return [cast(Row, SimpleNamespace(**dict(zip(names, row, strict=True)))) for row in found]


async def read_plain_together(
    session: AsyncSession, kinds: Sequence[type[SQLModel]], statement: Any
) -> list[tuple[Any, ...]]:
    """`statement` joins these kinds of records: one of each per row, None where an outer join found none. A record
    that comes in several rows is one object."""
    tables = [cast(Any, kind).__table__ for kind in kinds]
    connection = await session.connection()
    found = await connection.execute(statement.with_only_columns(*(column for t in tables for column in t.columns)))
    parts, first = [], 0
    for table in tables:
        names = table.columns.keys()
        own = [first + names.index(column.key) for column in table.primary_key.columns]
        parts.append((slice(first, first + len(names)), names, own, dict[tuple[Any, ...], SimpleNamespace]()))
        first += len(names)
    return [tuple(_record(row, *part) for part in parts) for row in found]


def _record(
    row: Any, part: slice, names: Sequence[str], own: Sequence[int], made: dict[tuple[Any, ...], SimpleNamespace]
) -> SimpleNamespace | None:
    key = tuple(row[place] for place in own)
    if None in key:
        return None
    record = made.get(key)
    if record is None:
        record = made[key] = SimpleNamespace(**dict(zip(names, row[part], strict=True)))
    return record
