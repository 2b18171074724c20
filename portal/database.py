"""The database: reading sessions, and writing sessions that cannot write unsigned.

A write takes an actor; flushing it leaves an AuditEntry per changed record and the marks that
tell the index what is due, all in the same transaction.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import event
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.orm import ORMExecuteState
from sqlmodel import Session, update
from sqlmodel.ext.asyncio.session import AsyncSession

from portal import postgresql_pool, sqlite_file
from portal.bookkeeping import keep_books
from portal.model import Counter
from portal.trouble import Trouble, is_away, trouble_of

CONNECT_SECONDS = 10


class Unsigned(Exception):
    """Something was written where it is only read: our mistake."""


class _OnlyReading(Session):
    """Writing takes an actor."""


@event.listens_for(_OnlyReading, "do_orm_execute")
def _only_read(asked: ORMExecuteState) -> None:
    if asked.is_insert or asked.is_update or asked.is_delete:
        raise Unsigned


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
                "connect_args": {"timeout": CONNECT_SECONDS, "command_timeout": patience},
            }
        )
        self.engine: AsyncEngine = create_async_engine(self.url, **options)
        # One writer at a time on SQLite: waiting here is fair, waiting on the file lock is not.
        self._one_writer = asyncio.Lock() if self.is_sqlite else None
        kept = sqlite_file if self.is_sqlite else postgresql_pool
        kept.listen(self.engine.sync_engine)
        # PostgreSQL shows each question what is committed by then, in a transaction or without: two messages less.
        self._reads = self.engine if self.is_sqlite else self.engine.execution_options(isolation_level="AUTOCOMMIT")
        self._writes = self.engine.execution_options(writes=True) if self.is_sqlite else self.engine

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        about: dict[str, Any] = {"expire_on_commit": False, "autoflush": False}
        async with AsyncSession(self._reads, sync_session_class=_OnlyReading, **about) as session:
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
        async with AsyncSession(self._writes, expire_on_commit=False) as session:
            keep_books(session.sync_session, actor.name, actor.capacity)
            async with session.begin():
                yield session

    async def why_not_written(self) -> Trouble | None:
        """None if it can be written. Tried, and taken back: rights, disks and servers each have their own way to
        say no."""
        try:
            async with self.writing(SYSTEM) as session:
                await session.exec(update(Counter).values(value=Counter.value))
                await session.rollback()
        except Exception as problem:
            if (trouble := trouble_of(problem)) is None:
                raise
            return trouble
        return None

    async def close(self) -> None:
        await self.engine.dispose()


__all__ = ["COMMAND", "SYSTEM", "Actor", "Database", "Trouble", "is_away", "trouble_of"]
