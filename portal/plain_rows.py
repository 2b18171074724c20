"""Rows that are only read: they look like the record, but are made and read many times faster.

SQLAlchemy watches every attribute of a record, to write what changed. The regions in memory are read
hundreds of times for one page, and a rebuild of the index reads a quarter of a million rows.
"""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, TypeVar, cast

import msgspec
import sqlalchemy
from sqlmodel import SQLModel
from sqlmodel.ext.asyncio.session import AsyncSession

Row = TypeVar("Row", bound=SQLModel)


async def read_plain(session: AsyncSession, kind: type[Row], statement: Any) -> list[Row]:
    """`statement` selects that one kind of record. What a record refers to is not read along, and
    nothing that is set on these objects is ever written."""
    columns = cast(Any, kind).__table__.columns
    connection = await session.connection()
    found = await connection.execute(statement.with_only_columns(*columns))
    made = _like(kind)
    return [cast(Row, made(*row)) for row in found]


async def read_plain_together(
    session: AsyncSession, kinds: Sequence[type[SQLModel]], statement: Any
) -> list[tuple[Any, ...]]:
    """`statement` joins these kinds of records: one of each per row, None where an outer join found none. A record
    that comes in several rows is one object."""
    tables = [cast(Any, kind).__table__ for kind in kinds]
    connection = await session.connection()
    found = await connection.execute(statement.with_only_columns(*(column for t in tables for column in t.columns)))
    parts, first = [], 0
    for kind, table in zip(kinds, tables, strict=True):
        names = table.columns.keys()
        own = [first + names.index(column.key) for column in table.primary_key.columns]
        parts.append((slice(first, first + len(names)), _like(kind), own, dict[tuple[Any, ...], object]()))
        first += len(names)
    return [tuple(_record(row, *part) for part in parts) for row in found]


def _record(
    row: Any, part: slice, made: Callable[..., object], own: Sequence[int], known: dict[tuple[Any, ...], object]
) -> object | None:
    key = tuple(row[place] for place in own)
    if None in key:
        return None
    record = known.get(key)
    if record is None:
        record = known[key] = made(*row[part])
    return record


@cache
def _like(kind: type[SQLModel]) -> Callable[..., object]:
    """With room for what the record refers to, which who reads the rows puts there."""
    columns: list[tuple[str, Any]] = [(column.key, Any) for column in cast(Any, kind).__table__.columns]
    room: list[tuple[str, Any, Any]] = [(other.key, Any, None) for other in sqlalchemy.inspect(kind).relationships]
    return msgspec.defstruct(kind.__name__, [*columns, *room], eq=False)
