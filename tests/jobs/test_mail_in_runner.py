"""Mail beside the other work of the runner: neither waits for the other."""

import asyncio
import threading
from collections.abc import Callable

import pytest
from structlog.testing import capture_logs

from portal.database import Database
from portal.jobs.desk import Desk
from portal.jobs.runner import Runner
from portal.mail.post import Post, open_post
from portal.model import Mail, MailState
from portal.settings import Settings
from tests.jobs.mailing import the_mail
from tests.jobs.test_index_offers import Switch, offers_found, set_places
from tests.jobs.test_runner import become, has_index, running
from tests.mail.writing import JOHN, rows, written
from tests.servers.mail import MailServer


@pytest.fixture
def held_up(mail_server: MailServer) -> Callable[[], None]:
    """The server takes a mail and does not answer for it until this is called."""
    answer = threading.Event()
    mail_server.on_data = lambda: answer.wait(20) and None
    return answer.set


async def test_a_slow_server_holds_up_no_change_on_its_way_to_the_index(
    database: Database, settings: Settings, mail_server: MailServer, held_up: Callable[[], None]
) -> None:
    engine = Switch()
    await written(database, settings)

    async def found(number: int) -> bool:
        return len(mail_server.received) == 1 and await offers_found(engine, free_place=True) == number

    async with running(Runner(Desk(database, engine, open_post(settings)))):
        await become(lambda: has_index(engine))
        await become(lambda: found(3))
        await set_places(database, "es-gezin", 0)
        await become(lambda: found(2))
        assert (await the_mail(database)).state == MailState.SENDING
        held_up()
    assert (await the_mail(database)).state == MailState.SENT


async def test_a_runner_that_is_stopped_finishes_the_mail_under_way_and_gives_back_the_others(
    database: Database, settings: Settings, mail_server: MailServer, held_up: Callable[[], None]
) -> None:
    for number in range(2):
        await written(database, settings, once=f"news {number}")
    runner = Runner(Desk(database, None, open_post(settings)))

    async def arrived() -> bool:
        return len(mail_server.received) == 1

    async with running(runner):
        await become(arrived)
        runner.stop()
        asyncio.get_running_loop().call_later(0.2, held_up)
    assert [(mail.state, mail.attempts) for mail in await rows(database)] == [
        (MailState.SENT, 1), (MailState.WAITING, 0),
    ]  # fmt: skip


async def test_a_runner_that_meets_something_unexpected_while_sending_tells_and_goes_on(
    database: Database, settings: Settings, mail_server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portal.jobs.runner.DATABASE_PAUSE", 0.01)
    post = open_post(settings)
    send, failures = Post.send, [KeyError("femke@wilgenhof.example")]

    async def first_wrong(self: Post, mail: Mail) -> None:
        if failures:
            raise failures.pop()
        await send(self, mail)

    monkeypatch.setattr(Post, "send", first_wrong)
    await written(database, settings)
    await written(database, settings, JOHN)

    async def other_arrived() -> bool:
        return mail_server.receivers == [JOHN.address]

    with capture_logs() as lines:
        async with running(Runner(Desk(database, None, post))):
            await become(other_arrived)
    assert [line["reason"] for line in lines if line["event"] == "mail_put_off"] == ["fault"]
