"""Addresses of databases: the same test on SQLite and on PostgreSQL.

Migrating takes seconds and copying milliseconds, so each kind is migrated once and then copied.
"""

import asyncio
import os
import shutil
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest

from portal import migrating
from portal.database import Database
from tests.servers.made_once import MadeOnce
from tests.servers.postgres import PostgresServer

KINDS = ("sqlite", "postgresql")
Filling = Callable[[Database], Coroutine[Any, Any, None]]


def without_settings() -> dict[str, str]:
    """The environment, less what a developer may have set for a portal of their own."""
    return {
        name: value
        for name, value in os.environ.items()
        if name not in ("HOST", "PORT") and (not name.startswith("PORTAL_") or name.startswith("PORTAL_TEST_"))
    }


def migrate(url: str) -> None:
    fill(url, migrating.migrate)


def fill(url: str, filling: Filling) -> None:
    async def work() -> None:
        database = Database(url)
        try:
            await filling(database)
        finally:
            await database.close()

    # In a thread, for its own loop: the tests' loop may be running.
    with ThreadPoolExecutor(1) as aside:
        aside.submit(asyncio.run, work()).result()


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
def a_database(
    request: pytest.FixtureRequest, kind: str, folder: Path, *, filling: Filling | None = None, migrated: bool = True
) -> Iterator[str]:
    filled: Filled = request.getfixturevalue("filled_databases")
    if kind == "sqlite":
        file = folder / "hulpkeuze.db"
        if migrated:
            template: Path = request.getfixturevalue("sqlite_template")
            shutil.copyfile(filled.file(template, filling) if filling else template, file)
        yield sqlite_url(file)
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    copied: str = request.getfixturevalue("postgres_template") if migrated else "template0"
    name = server.create_database(filled.name(server, copied, filling) if filling else copied)
    try:
        yield server.url(name)
    finally:
        server.drop_database(name)


@pytest.fixture(params=KINDS, scope="module")
def database_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Migrated, shared by the tests of one file; each test runs on both kinds."""
    with a_database(request, request.param, tmp_path_factory.mktemp("database")) as url:
        yield url


@pytest.fixture(params=KINDS)
def own_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Migrated, for one test alone; each test runs on both kinds."""
    with a_database(request, request.param, tmp_path) as url:
        yield url


@pytest.fixture(params=KINDS)
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Without a single table, for one test alone; each test runs on both kinds."""
    with a_database(request, request.param, tmp_path, migrated=False) as url:
        yield url


class Filled:
    """Databases that many tests are to find filled alike: filled once, then copied."""

    def __init__(self, request: pytest.FixtureRequest) -> None:
        self._made_once: MadeOnce = request.getfixturevalue("made_once")
        self._on_postgres: dict[Filling, str] = {}

    def file(self, template: Path, filling: Filling) -> Path:
        def make(file: Path) -> None:
            shutil.copyfile(template, file)
            fill(sqlite_url(file), filling)

        return self._made_once(f"{filling.__module__}.{filling.__qualname__}.db", make)

    def name(self, server: PostgresServer, template: str, filling: Filling) -> str:
        if filling not in self._on_postgres:
            name = server.create_database(template)
            fill(server.url(name), filling)
            self._on_postgres[filling] = name
        return self._on_postgres[filling]


@pytest.fixture(scope="session")
def filled_databases(request: pytest.FixtureRequest) -> Filled:
    return Filled(request)


@pytest.fixture(params=KINDS)
def filled_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[Filling], str]]:
    """`filled_database_url(filling)`: as that leaves it, for one test alone; each test runs on both kinds."""
    with ExitStack() as until_the_end:
        yield lambda filling: until_the_end.enter_context(a_database(request, request.param, tmp_path, filling=filling))


@pytest.fixture
def sqlite_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Migrated, for one test alone, where the kind of database does not matter."""
    with a_database(request, "sqlite", tmp_path) as url:
        yield url
