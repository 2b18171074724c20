"""A mail goes out, once, and leaves no address behind; who cannot be reached now is reached later."""

import asyncio
from datetime import timedelta

from structlog.testing import capture_logs

from portal import clock
from portal.database import Database
from portal.jobs.send_mail import KEPT_FOR, Postman, forget_old
from portal.mail.post import open_post
from portal.mail.writing import write_mail
from portal.model import MailState, MailTrouble
from portal.settings import Settings
from tests.jobs.mailing import later, the_mail
from tests.mail.writing import FEMKE, JOHN, REGION, TEST, everything_in, rows, written
from tests.servers.mail import MailServer


async def test_two_people_get_their_mail_each_in_their_language(
    database: Database, settings: Settings, postman: Postman, mail_server: MailServer
) -> None:
    await written(database, settings)
    await written(database, settings, JOHN)
    await postman.send_all()
    await postman.send_all()
    dutch, english = mail_server.received
    assert (dutch["To"], dutch["Subject"]) == (FEMKE.address, "Een testmail van Hulpkeuze")
    assert (english["To"], english["Subject"]) == (JOHN.address, "A test mail of Hulpkeuze")
    assert mail_server.connections == 1


async def test_of_what_was_sent_neither_address_nor_words_are_left(
    database: Database, settings: Settings, postman: Postman
) -> None:
    key = await written(database, settings)
    with capture_logs() as lines:
        await postman.send_all()
    mail = await the_mail(database)
    assert (mail.state, mail.to_sealed, mail.content_sealed, mail.attempts) == (MailState.SENT, "", "", 1)
    assert mail.sent_at is not None
    assert (lines[-1]["event"], lines[-1]["mail"]) == ("mail_sent", key)
    for said in (str(lines), await everything_in(database)):
        assert "femke" not in said.lower()


async def test_two_runners_at_the_same_time_send_each_mail_once(
    database: Database, settings: Settings, mail_server: MailServer
) -> None:
    async with database.writing(REGION) as session:
        for number in range(60):
            await write_mail(session, settings, "test", FEMKE, once=f"news {number}", values=TEST)
    others = [Database(database.url.render_as_string(hide_password=False)) for _ in range(2)]
    await asyncio.gather(*(Postman(each, open_post(settings)).send_all() for each in others))
    for each in others:
        await each.close()
    assert len({message["Message-ID"] for message in mail_server.received}) == len(mail_server.received) == 60
    assert {(mail.state, mail.attempts) for mail in await rows(database)} == {(MailState.SENT, 1)}


async def test_a_server_that_was_away_gets_all_of_it_when_it_is_back(
    database: Database, settings: Settings, postman: Postman, mail_server: MailServer
) -> None:
    mail_server.stop()
    for number in range(3):
        await written(database, settings, once=f"news {number}")
    await postman.send_all()
    assert {(m.state, m.trouble, m.attempts) for m in await rows(database)} == {(MailState.WAITING, "connection", 1)}
    mail_server.start()
    await postman.send_all()
    assert mail_server.received == []  # not due yet
    await later(postman, timedelta(minutes=2))
    assert len(mail_server.received) == 3
    assert {(m.state, m.trouble) for m in await rows(database)} == {(MailState.SENT, "")}


async def test_who_is_asked_to_come_back_comes_back(
    database: Database, settings: Settings, postman: Postman, mail_server: MailServer
) -> None:
    mail_server.refuse[FEMKE.address] = ["451 4.7.1 greylisted femke@wilgenhof.example"] * 2
    await written(database, settings)
    await written(database, settings, JOHN)
    with capture_logs() as lines:
        await postman.send_all()
    assert mail_server.receivers == [JOHN.address]  # nobody waits for another
    assert lines[0] | {"mail": ""} == {
        "event": "mail_put_off", "log_level": "warning", "mail": "", "kind": "test", "attempt": 1, "reason": "later",
        "code": 451,
    }  # fmt: skip
    await later(postman, timedelta(minutes=1.5))
    await later(postman, timedelta(minutes=2))
    assert len(mail_server.received) == 1  # the second pause is longer
    await later(postman, timedelta(minutes=4))
    assert mail_server.receivers == [JOHN.address, FEMKE.address]


async def test_an_address_that_is_refused_is_given_up_and_not_told_in_the_log(
    database: Database, settings: Settings, postman: Postman, mail_server: MailServer
) -> None:
    mail_server.refuse[FEMKE.address] = ["550 5.1.1 femke@wilgenhof.example is unknown"]
    key = await written(database, settings)
    with capture_logs() as lines:
        await postman.send_all()
        await later(postman, timedelta(days=1))
    (line,) = lines
    assert (line["event"], line["mail"], line["reason"], line["code"]) == ("mail_failed", key, "address", 550)
    mail = await the_mail(database)
    assert (mail.state, mail.trouble, mail.to_sealed, mail.sent_at) == (MailState.FAILED, "address", "", None)
    for said in (str(lines), await everything_in(database)):
        assert "femke" not in said.lower()


async def test_what_was_sealed_with_a_lost_key_waits_for_it(
    database: Database, settings: Settings, postman: Postman, mail_server: MailServer
) -> None:
    await written(database, settings)
    other = open_post(settings.model_copy(update={"encryption_keys": ("o" * 40,)}))
    await Postman(database, other).send_all()
    assert (await the_mail(database)).trouble == MailTrouble.UNREADABLE
    await later(postman, timedelta(minutes=2))
    assert len(mail_server.received) == 1


async def test_rows_of_what_has_ended_are_forgotten_after_a_term(
    database: Database, settings: Settings, postman: Postman, mail_server: MailServer
) -> None:
    await written(database, settings)
    await postman.send_all()
    mail_server.stop()
    await written(database, settings, JOHN)
    with clock.stopped_at(clock.now() + KEPT_FOR - timedelta(minutes=1)):
        await forget_old(database)
        assert len(await rows(database)) == 2
    with clock.stopped_at(clock.now() + KEPT_FOR + timedelta(minutes=1)):
        await forget_old(database)
    assert (await the_mail(database)).state == MailState.WAITING  # however long it waits
