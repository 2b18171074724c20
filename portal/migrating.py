"""Brings a database to the records of this version of the code, or back."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from portal.database import Database

FOLDER = Path(__file__).parent / "migrations"


class UnknownDatabase(Exception):
    """Another version of the code, mostly a newer one, brought the database to where it is."""


class BrokenReferences(Exception):
    """A migration left records that refer to what is not there: a fault of ours, and nothing has changed."""


async def migrate(database: Database, to: str = "head") -> None:
    """Upgrades, or downgrades when `to` is "base" or an earlier revision. Raises UnknownDatabase."""
    if not await _is_known(database):
        raise UnknownDatabase
    is_back = to == "base" or to.startswith("-") or to in _passed(await _heads(database))
    step = command.downgrade if is_back else command.upgrade
    await _with_connection(database, lambda config: step(config, to))


async def make_migration(database: Database, message: str) -> None:
    """Writes a new migration from the difference between the database and the records."""
    await _with_connection(database, lambda config: command.revision(config, message, autogenerate=True))


async def is_current(database: Database) -> bool:
    return await _heads(database) == set(ScriptDirectory(str(FOLDER)).get_heads())


def _passed(heads: set[str]) -> set[str]:
    """The revisions before these."""
    scripts = ScriptDirectory(str(FOLDER))
    return {script.revision for head in heads for script in scripts.walk_revisions("base", head)} - heads


async def _is_known(database: Database) -> bool:
    ours = {script.revision for script in ScriptDirectory(str(FOLDER)).walk_revisions()}
    return await _heads(database) <= ours


async def _heads(database: Database) -> set[str]:
    def heads(connection: Connection) -> set[str]:
        return set(MigrationContext.configure(connection).get_current_heads())

    async with database.engine.connect() as connection:
        return await connection.run_sync(heads)


async def _with_connection(database: Database, work: Callable[[Config], Any]) -> None:
    def run(connection: Connection) -> None:
        config = Config()
        config.set_main_option("script_location", str(FOLDER))
        config.set_main_option("file_template", "%%(year)d%%(month).2d%%(day).2d_%%(slug)s")
        config.attributes["connection"] = connection
        work(config)

    if not database.is_sqlite:
        async with database.engine.begin() as connection:
            await connection.run_sync(run)
        return
    async with database.engine.execution_options(writes=True).connect() as connection:
        # A table that others refer to is made anew and takes the old one's place: between the two nothing is checked.
        await connection.run_sync(_check_references, "OFF")  # heard only outside a transaction
        try:
            async with connection.begin():
                await connection.run_sync(run)
                if (await connection.exec_driver_sql("PRAGMA foreign_key_check")).first() is not None:
                    raise BrokenReferences
        finally:
            await connection.run_sync(_check_references, "ON")


def _check_references(connection: Connection, at_once: str) -> None:
    cursor = connection.connection.cursor()
    cursor.execute(f"PRAGMA foreign_keys={at_once}")
    cursor.close()
