"""The database: reading sessions, and writing sessions that cannot write unsigned.

A write takes an actor; flushing it leaves an AuditEntry per changed record and the marks that
tell the index what is due, all in the same transaction.
"""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolExhausted
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.orm import Session
from sqlmodel.ext.asyncio.session import AsyncSession

from portal.bookkeeping import keep_books

SQLITE_BUSY_MS = 15_000
CONNECT_SECONDS = 10
# Classes of PostgreSQL's error codes: connection, resources, operator, system, and read-only.
AWAY_STATES = ("08", "53", "57", "58", "25006")


@dataclass(frozen=True)
class Actor:
    """Who writes, and as what: never empty, never a secret."""

    name: str
    capacity: str


COMMAND = "command"
SYSTEM = Actor("system", "job")


class Database:
    """One per process."""

    def __init__(self, url: str, *, pool_size: int = 10, patience: float | None = None) -> None:
        """`patience`: seconds for one statement on PostgreSQL, for those whom somebody waits for."""
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        options: dict[str, Any] = {"json_deserializer": msgspec.json.decode}  # a rebuild reads half a million
        options |= (
            {}
            if self.is_sqlite
            else {
                "pool_size": pool_size,
                "pool_pre_ping": True,
                "connect_args": {"timeout": CONNECT_SECONDS, "command_timeout": patience},
            }
        )
        self.engine: AsyncEngine = create_async_engine(self.url, **options)
        # One writer at a time on SQLite: waiting here is fair, waiting on the file lock is not.
        self._one_writer = asyncio.Lock() if self.is_sqlite else None
        if self.is_sqlite:
            event.listen(self.engine.sync_engine, "connect", _prepare_sqlite)
            event.listen(self.engine.sync_engine, "begin", _begin)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        async with AsyncSession(self.engine, expire_on_commit=False, autoflush=False) as session:
            yield session

    @asynccontextmanager
    async def writing(self, actor: Actor) -> AsyncIterator[AsyncSession]:
        """Committed when the block ends well, rolled back when not. Keep it short: no mail,
        no hashing, no engine call inside."""
        if self._one_writer is None:
            async with self._signed_session(actor) as session:
                yield session
        else:
            async with self._one_writer, self._signed_session(actor) as session:
                yield session

    @asynccontextmanager
    async def _signed_session(self, actor: Actor) -> AsyncIterator[AsyncSession]:
        engine = self.engine.execution_options(writes=True) if self.is_sqlite else self.engine
        async with AsyncSession(engine, expire_on_commit=False) as session:
            keep_books(session.sync_session, actor.name, actor.capacity)
            async with session.begin():
                yield session

    async def close(self) -> None:
        await self.engine.dispose()


def is_away(problem: BaseException) -> bool:
    """Locked, full, refused or gone; not a question that was asked wrongly."""
    if isinstance(problem, OperationalError | InterfaceError | PoolExhausted | ConnectionError | socket.gaierror):
        return True
    # By their own type: what inherits from these may be a template that is not there. A socket file that is gone,
    # and a server that is there but does not answer.
    if type(problem) in (FileNotFoundError, TimeoutError):
        return True
    # While connecting, asyncpg's own errors are not wrapped.
    if type(problem).__module__.startswith("asyncpg."):
        return True
    if not isinstance(problem, DBAPIError):
        return False
    state = getattr(problem.orig, "sqlstate", None) or ""
    return problem.connection_invalidated or state.startswith(AWAY_STATES)


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves, see _begin
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        f"busy_timeout={SQLITE_BUSY_MS}",
        "cache_size=-16000",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Any) -> None:
    # A transaction that reads first and writes later cannot wait for the lock: it fails at once.
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


__all__ = ["COMMAND", "SYSTEM", "Actor", "Database", "Session", "is_away"]
