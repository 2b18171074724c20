"""What every command begins with: settings, a database that is up to date, an actor."""

import asyncio
import getpass
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from typing import Any, TypeVar

import typer
from sqlalchemy.exc import SQLAlchemyError

from portal.cli.memory import look_for_circles_less_often
from portal.database import COMMAND, Actor, Database, Trouble, is_away, trouble_of
from portal.migrating import UnknownDatabase, is_current
from portal.settings import Settings, from_environment

Answer = TypeVar("Answer")

WORDS = {
    Trouble.FULL: "there is no room left on the disk of the database: free space and try again",
    Trouble.READ_ONLY: "the database can only be read: this user cannot write the file or its folder",
    Trouble.BUSY: "somebody else is writing to the database, an import perhaps: try again when it has ended",
}


def run(work: Coroutine[Any, Any, Answer]) -> Answer:
    look_for_circles_less_often()
    return asyncio.run(work)


def operator() -> Actor:
    """Whoever types the command."""
    try:
        return Actor(getpass.getuser(), COMMAND)
    except (KeyError, OSError):
        return Actor("operator", COMMAND)


@asynccontextmanager
async def open_database(settings: Settings | None = None, *, migrated: bool = True) -> AsyncIterator[Database]:
    """Ends the command with one clear line when the database is away or older than the code."""
    settings = settings or from_environment()
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    database = Database(settings.database)
    try:
        if migrated and not await is_current(database):
            refuse("the database is not of this version: run 'portal migrate' first")
        yield database
    except UnknownDatabase:
        refuse("the database was made by another version of the portal: use that one, or restore a back-up")
    except Exception as problem:
        if not isinstance(problem, SQLAlchemyError | OSError) and not is_away(problem):
            raise
        refuse(in_one_line(problem))
    finally:
        await database.close()


def in_one_line(problem: BaseException) -> str:
    """What is the matter with the database, and what to do. A transaction that failed has changed nothing."""
    trouble = trouble_of(problem)
    if trouble in WORDS:
        return f"{WORDS[trouble]}; nothing was changed"
    if isinstance(problem, OSError) and problem.filename:
        return f"{problem.filename} cannot be used: {problem.strerror}"
    reason = str(getattr(problem, "orig", None) or problem).strip().partition("\n")[0]
    return f"the database cannot be used: {reason or type(problem).__name__}"


def refuse(line: str) -> None:
    """One line on standard error, and exit status 1."""
    typer.echo(line, err=True)
    raise typer.Exit(1)
