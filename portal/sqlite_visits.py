"""One visit to a connection's thread for each statement, and none to begin and to end reading.

Every SQLite connection has a thread of its own. SQLAlchemy goes there four times for one question: for a cursor, to
ask, to fetch and to close. Each time costs more than a short question does. To begin reading, and to end it, touches
no disk and waits for nobody: that is done where one is.
"""

import asyncio
from collections import deque
from collections.abc import Callable
from sqlite3 import Cursor
from threading import get_ident
from typing import Any, TypeVar, cast

import sqlalchemy
from sqlalchemy.dialects.sqlite.aiosqlite import AsyncAdapt_aiosqlite_connection, AsyncAdapt_aiosqlite_cursor
from sqlalchemy.util import await_
from sqlmodel.ext.asyncio.session import AsyncSession

Answer = TypeVar("Answer")


class _Cursor(AsyncAdapt_aiosqlite_cursor):
    """The rows are there, and the cursor in the thread is closed, as soon as a statement has run."""

    __slots__ = ("_description", "_lastrowid", "_rowcount")
    arraysize = 1  # nothing is left to be fetched in parts

    _adapt_connection: "_Connection"

    def __init__(self, adapted: "_Connection") -> None:
        self._adapt_connection = adapted
        self._connection = adapted._connection
        self._rows = deque()
        self._description: Any = None
        self._rowcount, self._lastrowid = -1, 0

    @property
    def description(self) -> Any:
        return self._description

    @property
    def rowcount(self) -> int:
        return self._rowcount

    @property
    def lastrowid(self) -> int:
        return self._lastrowid

    def execute(self, operation: Any, parameters: Any = None) -> Any:
        self._visit(lambda cursor: cursor.execute(operation, parameters or ()))

    def executemany(self, operation: Any, seq_of_parameters: Any) -> Any:
        self._visit(lambda cursor: cursor.executemany(operation, seq_of_parameters))

    def close(self) -> None:
        self._rows.clear()

    async def _async_soft_close(self) -> None:
        """It is closed."""

    def _visit(self, ask: Callable[[Cursor], object]) -> None:
        adapted, driver = self._adapt_connection, cast(Any, self._connection)

        def visit() -> None:
            cursor = driver._conn.cursor()
            try:
                ask(cursor)
                self._rows = deque(cursor.fetchall() if cursor.description else ())
                self._description, self._rowcount = cursor.description, cursor.rowcount
                self._lastrowid = cursor.lastrowid or 0
            finally:
                cursor.close()

        try:
            if adapted.inside == get_ident():
                visit()
            else:
                await_(adapted.visit(visit))
        except Exception as error:
            adapted._handle_exception(error)


class _Connection(AsyncAdapt_aiosqlite_connection):
    __slots__ = ("asked", "ended", "inside", "only_reads", "visited")
    _cursor_cls = _Cursor  # type: ignore[assignment]

    def __init__(self, *about: Any) -> None:
        super().__init__(*about)
        self.inside = 0  # the thread that is busy with it, if any
        self.asked = self.ended = 0  # visits; the one is counted here, the other in the thread
        self.visited = True  # since what was done there was taken back
        self.only_reads = False

    async def visit(self, do: Callable[[], Answer]) -> Answer:
        def inside() -> Answer:
            self.inside = get_ident()
            try:
                return do()
            finally:
                self.inside = 0
                self.ended += 1

        self.visited = True
        self.asked += 1
        found: Answer = await cast(Any, self._connection)._execute(inside)
        return found

    def begin_to_read(self) -> None:
        self.visited = self.only_reads = True
        self._here(lambda driver: driver.execute("BEGIN"))

    def rollback(self) -> None:
        """Asked for twice at the end of a session: the second time there is nothing to take back."""
        if not self.visited:
            return
        if self.only_reads and self.ended == self.asked:  # else somebody stopped waiting for what still runs
            self._here(lambda driver: driver.rollback())
        else:
            super().rollback()
        self.visited = self.only_reads = False

    def _here(self, do: Callable[[Any], object]) -> None:
        try:
            do(cast(Any, self._connection)._conn)
        except Exception as error:
            self._handle_exception(error)


def begin_to_read(connection: sqlalchemy.Connection) -> None:
    cast(_Connection, connection.connection.dbapi_connection).begin_to_read()


def adapted(connection: AsyncAdapt_aiosqlite_connection) -> AsyncAdapt_aiosqlite_connection:
    return _Connection(connection.dbapi, connection._connection)


async def in_one_visit(session: AsyncSession, ask: Callable[[sqlalchemy.Connection], Answer]) -> Answer:
    """For pages that ask several things of the database: on SQLite all of them in one visit, elsewhere one after the
    other. `ask` only reads, and for as short as a page may take."""
    connection = await session.connection()
    own: Any = (await connection.get_raw_connection()).dbapi_connection
    if not isinstance(own, _Connection):
        return await connection.run_sync(ask)
    inner = connection.sync_connection
    assert inner is not None
    visit = asyncio.ensure_future(own.visit(lambda: ask(inner)))
    try:
        return await asyncio.shield(visit)
    except asyncio.CancelledError:
        await asyncio.wait([visit])  # what is in use there must not be closed here
        raise
