"""Rows that are only read: they look like the record, but are made and read many times faster.

SQLAlchemy watches every attribute of a record, to write what changed. The regions in memory are read
hundreds of times for one page, and a rebuild of the index reads a quarter of a million rows.
"""

from collections.abc import Callable, Sequence
from functools import cache, cached_property
from operator import itemgetter
from typing import Any, TypeVar, cast

import msgspec
import sqlalchemy
from sqlalchemy import Connection
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


class Asked:
    """A question that pages ask all the time: its statement is built once, and holds a bindparam for what differs.
    It joins these kinds of records."""

    def __init__(self, kinds: Sequence[type[SQLModel]], statement: Any) -> None:
        self._kinds = kinds
        self._statement = statement

    def rows(self, connection: Connection, **values: Any) -> list[tuple[Any, ...]]:
        """One of each kind per row, None where an outer join found none. A record that comes in several rows is one
        object."""
        found = connection.execute(self._settled, values).all()
        parts = [(*part, dict[Any, object]()) for part in self._parts]
        return [tuple([_record(row, *part) for part in parts]) for row in found]

    @cached_property
    def _settled(self) -> Any:
        """When it is first asked: all records are known by then."""
        tables = [cast(Any, kind).__table__ for kind in self._kinds]
        return self._statement.with_only_columns(*(column for table in tables for column in table.columns))

    @cached_property
    def _parts(self) -> list[tuple[slice, Callable[..., object], Callable[[Any], Any]]]:
        """Of each kind: its place in a row, how its record is made, and what it is known by."""
        parts: list[tuple[slice, Callable[..., object], Callable[[Any], Any]]] = []
        first = 0
        for kind in self._kinds:
            table = cast(Any, kind).__table__
            names = table.columns.keys()
            own = [first + names.index(column.key) for column in table.primary_key.columns]
            parts.append((slice(first, first + len(names)), _like(kind), itemgetter(*own)))
            first += len(names)
        return parts


def _record(
    row: Any, part: slice, made: Callable[..., object], key_of: Callable[[Any], Any], known: dict[Any, object]
) -> object | None:
    key = key_of(row)
    if key is None or (key.__class__ is tuple and None in key):
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
