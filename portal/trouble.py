"""What is the matter with a database that does not do what it was asked: from its error to a word."""

import socket
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum

import structlog
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolExhausted

log = structlog.get_logger()


class Trouble(StrEnum):
    FULL = "full"  # no room on its disk
    READ_ONLY = "read-only"  # the file, its folder or the server takes no writes
    BUSY = "busy"  # somebody else wrote for longer than we wait, or two waited for each other
    AWAY = "away"  # refused, gone, or anything else of its own


# Only these three promise that nothing was written.
UNWRITTEN = frozenset({Trouble.FULL, Trouble.READ_ONLY, Trouble.BUSY})

_OF_SQLITE = {
    sqlite3.SQLITE_FULL: Trouble.FULL,
    sqlite3.SQLITE_READONLY: Trouble.READ_ONLY,
    sqlite3.SQLITE_BUSY: Trouble.BUSY,
    sqlite3.SQLITE_LOCKED: Trouble.BUSY,
}
# PostgreSQL's error codes, or the first signs of a class of them.
_OF_POSTGRESQL = {
    "53100": Trouble.FULL,
    "25006": Trouble.READ_ONLY,
    "55P03": Trouble.BUSY,  # waited too long for a lock
    "40": Trouble.BUSY,  # a circle of waiting was cut, or order could not be kept
    "08": Trouble.AWAY,  # connection
    "53": Trouble.AWAY,  # resources
    "57": Trouble.AWAY,  # operator
    "58": Trouble.AWAY,  # system
}


def trouble_of(problem: BaseException) -> Trouble | None:
    """None for a question that was asked wrongly."""
    own = getattr(problem, "orig", None) or problem
    known = _by_code(own)
    if known is not None:
        return known
    if isinstance(problem, OperationalError | InterfaceError | PoolExhausted | ConnectionError | socket.gaierror):
        return Trouble.AWAY
    # By their own type: what inherits from these may be a template that is not there. A socket file that is gone,
    # and a server that is there but does not answer.
    if type(problem) in (FileNotFoundError, TimeoutError):
        return Trouble.AWAY
    # While connecting, asyncpg's own errors are not wrapped.
    if type(problem).__module__.startswith("asyncpg."):
        return Trouble.AWAY
    return Trouble.AWAY if isinstance(problem, DBAPIError) and problem.connection_invalidated else None


def _by_code(own: BaseException) -> Trouble | None:
    code = getattr(own, "sqlite_errorcode", None)
    if isinstance(code, int):
        return _OF_SQLITE.get(code & 0xFF)
    state = getattr(own, "sqlstate", None) or ""
    return next((trouble for sign, trouble in _OF_POSTGRESQL.items() if state.startswith(sign)), None)


def is_away(problem: BaseException) -> bool:
    """Locked, full, refused or gone: coming back later may help."""
    return trouble_of(problem) is not None


@contextmanager
def alone(event: str, **about: object) -> Iterator[None]:
    """Around one of many that are done each in a transaction of its own: what fails is logged as `event` and holds up
    no other. A database that is away holds up all of them."""
    try:
        yield
    except Exception as problem:
        if is_away(problem):
            raise
        log.error(event, exc_info=problem, **about)
