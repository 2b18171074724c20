"""Which errors mean that the database is away: those are answered with "try again", all others are ours."""

import socket

import asyncpg
import pytest
from jinja2 import TemplateNotFound
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolExhausted

from portal.database import Trouble, is_away, trouble_of


def wrapped(problem: Exception) -> DBAPIError:
    return DBAPIError("select 1", {}, problem)


@pytest.mark.parametrize(
    "problem",
    [
        OperationalError("select 1", {}, Exception("database is locked")),
        PoolExhausted(),
        ConnectionRefusedError(),
        FileNotFoundError("the socket of a server that is stopped"),
        TimeoutError("a server that does not answer"),
        socket.gaierror(),
        asyncpg.CannotConnectNowError(),  # not wrapped while connecting
        wrapped(asyncpg.DiskFullError()),
        wrapped(asyncpg.ReadOnlySQLTransactionError()),
        wrapped(asyncpg.AdminShutdownError()),
    ],
    ids=lambda problem: type(getattr(problem, "orig", None) or problem).__name__,
)
def test_a_database_that_is_away_is_known_as_such(problem: Exception) -> None:
    assert is_away(problem)


@pytest.mark.parametrize(
    "problem",
    [
        IntegrityError("insert", {}, Exception("unique")),
        wrapped(asyncpg.UndefinedColumnError()),
        TemplateNotFound("catalogue/search.html"),
        KeyError("soort"),
    ],
    ids=lambda problem: type(getattr(problem, "orig", None) or problem).__name__,
)
def test_a_mistake_of_ours_is_no_database_that_is_away(problem: Exception) -> None:
    assert not is_away(problem)


@pytest.mark.parametrize(
    ("problem", "trouble"),
    [
        (asyncpg.DiskFullError(), Trouble.FULL),
        (asyncpg.ReadOnlySQLTransactionError(), Trouble.READ_ONLY),
        (asyncpg.LockNotAvailableError(), Trouble.BUSY),
        (asyncpg.DeadlockDetectedError(), Trouble.BUSY),
        (asyncpg.TooManyConnectionsError(), Trouble.AWAY),
        (asyncpg.AdminShutdownError(), Trouble.AWAY),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_is_the_matter_is_known_by_its_code(problem: Exception, trouble: Trouble) -> None:
    assert trouble_of(wrapped(problem)) == trouble
