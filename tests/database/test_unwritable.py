"""A SQLite file that has no room, or that may not be written: reading goes on, a write is refused in whole."""

import shutil
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError
from sqlmodel import col, func, select

from portal.database import Actor, Database, Trouble, trouble_of
from portal.model import AuditEntry, IndexMark, Provider
from tests.servers.databases import sqlite_url
from tests.servers.small_disk import SmallDisk

PIET = Actor("piet@wilgenhof.example", "provider editor")


async def add_provider(database: Database, key: str, about: str = "") -> None:
    async with database.writing(PIET) as session:
        session.add(Provider(key=key, slug=key, name=key, about={"nl": about}))


async def counts(database: Database) -> tuple[int, int, int]:
    async with database.reading() as session:
        kinds: tuple[Any, ...] = (Provider, AuditEntry, IndexMark)
        found = [(await session.exec(select(func.count(col(kind.id))))).one() for kind in kinds]
    return found[0], found[1], found[2]


async def test_without_room_nothing_is_half_written_and_with_room_it_works_again(sqlite_database_url: str) -> None:
    database = Database(sqlite_database_url)
    await add_provider(database, "eerste")

    def no_more_pages(connection: Any, _record: object, _proxy: object) -> None:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages + 1}")

    event.listen(database.engine.sync_engine, "checkout", no_more_pages)
    with pytest.raises(OperationalError) as refused:
        await add_provider(database, "tweede", "x" * 100_000)
    assert trouble_of(refused.value) == Trouble.FULL
    assert await counts(database) == (1, 1, 1)
    event.remove(database.engine.sync_engine, "checkout", no_more_pages)
    await database.close()
    await add_provider(database, "tweede", "x" * 100_000)
    assert await counts(database) == (2, 2, 2)
    await database.close()


@pytest.fixture
async def on_disk(sqlite_template: Path, small_disk: SmallDisk) -> AsyncIterator[Path]:
    file = small_disk.folder / "hulpkeuze.db"
    shutil.copyfile(sqlite_template, file)
    database = Database(sqlite_url(file))
    await add_provider(database, "eerste")
    await database.close()
    yield file
    small_disk.take_writes()


async def test_in_a_folder_that_takes_no_writes_all_is_read_and_a_write_says_why(
    on_disk: Path, small_disk: SmallDisk
) -> None:
    small_disk.take_no_writes()
    database = Database(sqlite_url(on_disk))
    assert await counts(database) == (1, 1, 1)
    with pytest.raises(OperationalError) as refused:
        await add_provider(database, "tweede")
    assert trouble_of(refused.value) == Trouble.READ_ONLY
    assert await database.why_not_written() == Trouble.READ_ONLY
    small_disk.take_writes()
    assert await database.why_not_written() is None
    await add_provider(database, "tweede")
    assert await counts(database) == (2, 2, 2)
    await database.close()


async def test_what_a_crash_left_in_the_log_is_read_there_too(on_disk: Path, small_disk: SmallDisk) -> None:
    kept = small_disk.folder / "kept"
    kept.mkdir()
    with closing(sqlite3.connect(on_disk, isolation_level=None)) as crashing:
        crashing.execute("UPDATE provider SET name = 'Uit het logboek'")
        for name in ("hulpkeuze.db", "hulpkeuze.db-wal", "hulpkeuze.db-shm"):
            shutil.copyfile(small_disk.folder / name, kept / name)
    small_disk.take_no_writes()
    database = Database(sqlite_url(kept / "hulpkeuze.db"))
    async with database.reading() as session:
        assert (await session.exec(select(Provider.name))).one() == "Uit het logboek"
    assert await database.why_not_written() == Trouble.READ_ONLY
    await database.close()


async def test_trying_whether_it_can_be_written_writes_nothing(own_database_url: str) -> None:
    database = Database(own_database_url)
    assert await database.why_not_written() is None
    assert await counts(database) == (0, 0, 0)
    await database.close()
