"""The job runner is killed with SIGKILL wherever it hurts, and started again: in the end everything stands as if it had
done its work in one go. Nobody is told twice, nothing is counted twice, nothing is left."""

import asyncio
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import timedelta
from email import message_from_bytes
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select as rows_of
from sqlalchemy.engine import make_url
from sqlmodel import SQLModel, col, func, select

from portal.database import Database
from portal.model import FitQuestion, Mail, MailState, ReferralCount, ReferralEvent, Shortlist
from portal.model.mail import CLAIMED_FOR
from tests.jobs import due_work as work
from tests.jobs.due_work import MORNING, a_lot_is_due
from tests.jobs.runner_that_dies import KILLED, Runners, runners_in
from tests.servers.databases import sqlite_url
from tests.servers.postgres import PostgresServer

# Right before it did so for the nth time since it was started. In the order of its work.
MOMENTS = (
    ("INSERT INTO mail", 1),
    ("INSERT INTO mail", 2),
    ("INSERT INTO referralevent", 3),
    ("COMMIT", 8),
    ("UPDATE application SET reminded_on", 2),
    ("INSERT INTO mail", 1),
    ("UPDATE application SET referrer_told_on", 1),
    ("INSERT INTO mail", 3),
    ("UPDATE fitquestion SET asker_told_on", 2),
    ("UPDATE mail SET", 7),
    ("DELETE FROM shortlist", 1),
    ("UPDATE referral SET", 1),
    ("INSERT INTO referralcount", 1),
    ("DELETE FROM referral ", 2),
    ("DELETE FROM fitquestion", 1),
    ("INSERT INTO measuredwait", 1),
)
# When what somebody was sending when they were killed is sent by another.
LATER = MORNING + CLAIMED_FOR + timedelta(minutes=1)

# What tells who did it, and how often it was tried. Numbers of rows have holes; versions of the index only ever rise.
UNLIKE: Mapping[str, set[str]] = {
    "mail": {"key", "attempts", "claimed_until", "tried_until", "sent_at"},
    "counter": {"value"},
    "indexedchange": {"version"},
}

Rows = dict[str, Counter[tuple[Any, ...]]]


@pytest.fixture
async def due(own_database_url: str) -> str:
    database = Database(own_database_url)
    await a_lot_is_due(database)
    await database.close()
    return own_database_url


@pytest.fixture
def due_too(due: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A copy, to be worked off undisturbed."""
    name = make_url(due).database or ""
    if due.startswith("sqlite"):
        yield sqlite_url(Path(shutil.copyfile(name, tmp_path / "copy.db")))
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    copy = server.create_database(name)
    yield server.url(copy)
    server.drop_database(copy)


@pytest.fixture(scope="module")
def runners(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runners]:
    with runners_in(tmp_path_factory.mktemp("runners")) as runners:
        yield runners


def test_killed_again_and_again_all_is_done_once(due: str, due_too: str, runners: Runners, tmp_path: Path) -> None:
    killed, undisturbed, mails, other_mails = due, due_too, tmp_path / "killed", tmp_path / "undisturbed"
    # What differs with the kind of database is how it undoes what was begun: for that a few are enough.
    for before, nth in MOMENTS if killed.startswith("sqlite") else MOMENTS[2::3]:
        assert runners.run(killed, mails, MORNING, before, nth) == KILLED, (before, nth, runners.said)
    assert runners.run(killed, mails, MORNING) == 0, runners.said
    assert runners.run(killed, mails, LATER) == 0, runners.said
    assert runners.run(undisturbed, other_mails, MORNING) == 0, runners.said

    found, expected = rows_in(killed), rows_in(undisturbed)
    for table in expected:
        assert found[table] - expected[table] == Counter(), table
        assert expected[table] - found[table] == Counter(), table
    assert letters_in(mails) == letters_in(other_mails)
    asyncio.run(all_is_done(killed))

    before_it = rows_in(killed, unlike={}, ids=True)
    assert runners.run(killed, mails, LATER + timedelta(hours=1)) == 0, runners.said
    assert rows_in(killed, unlike={}, ids=True) == before_it


async def all_is_done(url: str) -> None:
    """Two databases in which nothing was done would be the same too."""
    database = Database(url)
    async with database.reading() as session:
        happened = Counter((await session.exec(select(ReferralEvent.what))).all())
        counted = select(ReferralCount.what, func.sum(ReferralCount.number)).group_by(col(ReferralCount.what))
        counts = dict((await session.exec(counted)).all())
        mails = Counter((await session.exec(select(Mail.kind, Mail.state))).all())
        left = [len((await session.exec(select(kind))).all()) for kind in (FitQuestion, Shortlist)]
    await database.close()
    assert happened == {
        "reminded": work.LATE, "overdue": work.SILENT, "returned": work.RETURNED, "closed_by_time": work.UNTOUCHED,
        "sent": work.LATE + work.SILENT + work.RETURNED + work.STARTED + work.UNTOUCHED,
    }  # fmt: skip
    assert (counts["notice"], counts["declined"], counts["question"]) == (work.OLD, work.OLD, work.OLD_QUESTIONS)
    assert left == [work.LATE_QUESTIONS + work.SILENT_QUESTIONS, 0]
    sent = {kind: number for (kind, state), number in mails.items() if state == MailState.SENT}
    assert sent == {
        "answer_due": 2, "answers_overdue": 2, "profile_overdue": work.PROFILES, "stop_ends_soon": 1,
        # Who refers and the toegang; who refers; of questions each provider is reminded, and who asked told, once.
        "referral_news": 2 * work.RETURNED + work.SILENT + 2 + 2,
    }  # fmt: skip
    assert mails.total() == sum(sent.values())


def rows_in(url: str, unlike: Mapping[str, set[str]] = UNLIKE, *, ids: bool = False) -> Rows:
    async def read() -> Rows:
        database, found = Database(url), {}
        async with database.engine.connect() as connection:
            for table in SQLModel.metadata.sorted_tables:
                left_out = unlike.get(table.name, set()) | (set() if ids else {"id"})
                columns = [column for column in table.columns if column.name not in left_out]
                rows = (await connection.execute(rows_of(*columns))).all()
                found[table.name] = Counter(tuple(map(repr, row)) for row in rows)
        await database.close()
        return found

    return asyncio.run(read())


def letters_in(folder: Path) -> Counter[tuple[str, str]]:
    """To whom, and about what: of one that was sent twice there is one file, for both have the same Message-ID."""
    found = [message_from_bytes(file.read_bytes()) for file in (folder / "mail").glob("*.eml")]
    return Counter((one["to"], one["subject"]) for one in found)
