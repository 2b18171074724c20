"""One visit to a connection's thread for each statement.

Every SQLite connection has a thread of its own. SQLAlchemy goes there four times for one question: for a cursor, to
ask, to fetch and to close. Each time costs more than a short question does.
"""

from collections import deque
from collections.abc import Callable
from sqlite3 import Cursor
from typing import Any

from sqlalchemy.dialects.sqlite.aiosqlite import AsyncAdapt_aiosqlite_connection, AsyncAdapt_aiosqlite_cursor
from sqlalchemy.util import await_


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
        driver: Any = self._connection

        def visit() -> tuple[Any, list[Any], int, int | None]:
            cursor = driver._conn.cursor()
            try:
                ask(cursor)
                rows = cursor.fetchall() if cursor.description else []
                return cursor.description, rows, cursor.rowcount, cursor.lastrowid
            finally:
                cursor.close()

        self._adapt_connection.visited = True
        try:
            self._description, rows, self._rowcount, lastrowid = await_(driver._execute(visit))
        except Exception as error:
            self._adapt_connection._handle_exception(error)
        self._rows, self._lastrowid = deque(rows), lastrowid or 0


class _Connection(AsyncAdapt_aiosqlite_connection):
    __slots__ = ("visited",)
    _cursor_cls = _Cursor  # type: ignore[assignment]

    def __init__(self, *about: Any) -> None:
        super().__init__(*about)
        self.visited = True

    def rollback(self) -> None:
        """Asked for twice at the end of a session: the second time there is nothing to take back."""
        if self.visited:
            super().rollback()
            self.visited = False


def in_one_visit(connection: AsyncAdapt_aiosqlite_connection) -> AsyncAdapt_aiosqlite_connection:
    return _Connection(connection.dbapi, connection._connection)
