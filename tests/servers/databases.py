"""Addresses of databases: the same test on SQLite and on PostgreSQL.

Migrating takes seconds and copying milliseconds, so each kind is migrated once and then copied.
"""

import asyncio
import os
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from portal import migrating
from portal.database import Database
from tests.servers.made_once import MadeOnce
from tests.servers.postgres import PostgresServer

KINDS = ("sqlite", "postgresql")


def without_settings() -> dict[str, str]:
    """The environment, less what a developer may have set for a portal of their own."""
    return {
        name: value
        for name, value in os.environ.items()
        if name not in ("HOST", "PORT") and (not name.startswith("PORTAL_") or name.startswith("PORTAL_TEST_"))
    }


def migrate(url: str) -> None:
    async def upgrade() -> None:
        database = Database(url)
        try:
            await migrating.migrate(database)
        finally:
            await database.close()

    # In a thread, for its own loop: the tests' loop may be running.
    with ThreadPoolExecutor(1) as aside:
        aside.submit(asyncio.run, upgrade()).result()


@pytest.fixture(scope="session")
def sqlite_template(made_once: MadeOnce) -> Path:
    return made_once("migrated.db", lambda file: migrate(sqlite_url(file)))


@pytest.fixture(scope="session")
def postgres_template(postgres_server: PostgresServer) -> str:
    name = postgres_server.create_database()
    migrate(postgres_server.url(name))
    return name


def sqlite_url(file: Path) -> str:
    return f"sqlite+aiosqlite:///{file}"


@contextmanager
def a_database(request: pytest.FixtureRequest, kind: str, folder: Path, *, migrated: bool) -> Iterator[str]:
    if kind == "sqlite":
        file = folder / "hulpkeuze.db"
        if migrated:
            shutil.copyfile(request.getfixturevalue("sqlite_template"), file)
        yield sqlite_url(file)
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    name = server.create_database(request.getfixturevalue("postgres_template") if migrated else "template0")
    try:
        yield server.url(name)
    finally:
        server.drop_database(name)


@pytest.fixture(params=KINDS, scope="module")
def database_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Migrated, shared by the tests of one file; each test runs on both kinds."""
    with a_database(request, request.param, tmp_path_factory.mktemp("database"), migrated=True) as url:
        yield url


@pytest.fixture(params=KINDS)
def own_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Migrated, for one test alone; each test runs on both kinds."""
    with a_database(request, request.param, tmp_path, migrated=True) as url:
        yield url


@pytest.fixture(params=KINDS)
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Without a single table, for one test alone; each test runs on both kinds."""
    with a_database(request, request.param, tmp_path, migrated=False) as url:
        yield url


@pytest.fixture
def sqlite_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Migrated, for one test alone, where the kind of database does not matter."""
    with a_database(request, "sqlite", tmp_path, migrated=True) as url:
        yield url
