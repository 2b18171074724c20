"""Killed, frozen, stopped, or without a database: a mail is not lost, and goes out twice only where that cannot be
helped."""

import asyncio
import os
import signal
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from portal import clock
from portal.database import Database
from portal.jobs.send_mail import Postman
from portal.mail.post import open_post
from portal.model import MailState
from portal.model.mail import CLAIMED_FOR
from portal.settings import Settings
from tests.jobs.mailing import FROM, later, the_mail
from tests.mail.writing import FEMKE, KEY, rows, written
from tests.servers.databases import without_settings
from tests.servers.loaded import LoadedPortal
from tests.servers.mail import MailServer
from tests.servers.processes import Started, start, stop


async def test_who_is_killed_before_writing_it_down_sends_it_again_as_the_same_mail(
    database: Database,
    settings: Settings,
    postman: Postman,
    mail_server: MailServer,
    tmp_path: Path,
    loaded_portal: LoadedPortal | None,
) -> None:
    await written(database, settings)
    child: list[Started] = []
    mail_server.on_data = lambda: os.kill(child[0].pid, signal.SIGKILL)
    environment = without_settings() | {
        "PORTAL_DATABASE_URL": database.url.render_as_string(hide_password=False), "PORTAL_DATA_DIR": str(tmp_path),
        "PORTAL_MAIL_URL": mail_server.url, "PORTAL_MAIL_FROM": FROM, "PORTAL_ENCRYPTION_KEYS": KEY,
    }  # fmt: skip
    jobs, log = ["jobs", "run", "--once"], tmp_path / "log"
    if loaded_portal is None:
        child.append(start([sys.executable, "-m", "portal.cli", *jobs], log, env=environment))
    else:
        child.append(loaded_portal.start(jobs, log, environment))
    try:
        assert await asyncio.to_thread(child[0].wait, 60) == -signal.SIGKILL, log.read_text()
    finally:
        stop(child[0])
    mail_server.on_data = lambda: None
    mail = await the_mail(database)
    assert (mail.state, mail.attempts) == (MailState.SENDING, 1)
    await postman.send_all()
    assert len(mail_server.received) == 1  # it might still be at it
    await later(postman, CLAIMED_FOR + timedelta(seconds=10))
    first, second = mail_server.received
    assert first["Message-ID"] == second["Message-ID"] == f"<{mail.key}@oost.example>"
    assert first["Date"] == second["Date"]
    assert (await the_mail(database)).state == MailState.SENT


async def test_a_mail_that_kills_whoever_sends_it_is_given_up(database: Database, settings: Settings) -> None:
    await written(database, settings)
    moment = clock.now()
    for _ in range(30):
        with clock.stopped_at(moment):
            if not await Postman(database, open_post(settings))._claim_due():
                break
        moment += timedelta(hours=2)
    mail = await the_mail(database)
    assert (mail.state, mail.trouble, mail.to_sealed) == (MailState.FAILED, "fault", "")
    assert mail.attempts == 25  # in two days


async def test_a_database_that_is_away_just_then_makes_no_second_mail(
    database: Database, settings: Settings, postman: Postman, mail_server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portal.jobs.send_mail.WRITE_PAUSE", 0.01)
    await written(database, settings)
    write, failures = database.writing, [0, 1, 1]  # to claim it succeeds

    def sometimes(*actor: object) -> object:
        if failures and failures.pop(0):
            raise OperationalError("UPDATE mail", {}, ConnectionResetError())
        return write(*actor)  # type: ignore[arg-type]

    mail_server.on_data = lambda: None
    with monkeypatch.context() as broken:
        broken.setattr(database, "writing", sometimes)
        await postman.send(await postman._claim_due())
    await later(postman, CLAIMED_FOR + timedelta(minutes=1))
    assert failures == []
    assert len(mail_server.received) == 1


async def test_who_was_frozen_for_longer_than_its_claim_does_not_undo_what_another_did(
    database: Database, settings: Settings, postman: Postman, mail_server: MailServer
) -> None:
    await written(database, settings)
    frozen = await postman._claim_due()
    mail_server.refuse[FEMKE.address] = ["451 later"]
    await later(postman, CLAIMED_FOR + timedelta(seconds=1))  # another, who is asked to come back
    mail_server.stop()
    await Postman(database, open_post(settings)).send(frozen)
    mail = await the_mail(database)
    assert (mail.state, mail.trouble, mail.attempts) == (MailState.WAITING, "later", 2)


async def test_who_is_told_to_stop_gives_back_what_it_has_not_begun(
    database: Database, settings: Settings, mail_server: MailServer
) -> None:
    for number in range(3):
        await written(database, settings, once=f"news {number}")
    postman = Postman(database, open_post(settings), lambda: len(mail_server.received) > 0)
    await postman.send(await postman._claim_due())
    assert [(mail.state, mail.attempts) for mail in await rows(database)] == [
        (MailState.SENT, 1), (MailState.WAITING, 0), (MailState.WAITING, 0),
    ]  # fmt: skip
