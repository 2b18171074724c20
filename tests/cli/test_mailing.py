"""The operator tries out mail, and the doctor looks at it."""

import asyncio
from datetime import timedelta

import pytest

from portal import clock
from portal.database import Database
from portal.jobs.send_mail import Postman
from portal.mail.post import open_post
from portal.settings import Settings, WrongSettings, from_environment
from tests.cli.test_commands import Operator, operator
from tests.mail.writing import FEMKE, JOHN, KEY, everything_in, rows, written
from tests.servers.mail import MailServer

__all__ = ["operator"]

FROM = "Hulpkeuze <post@oost.example>"


@pytest.fixture
def environment(mail_server: MailServer, sqlite_database_url: str) -> dict[str, str]:
    return {
        "PORTAL_MAIL_URL": mail_server.url, "PORTAL_MAIL_FROM": FROM, "PORTAL_ENCRYPTION_KEYS": KEY,
        "PORTAL_DATABASE_URL": sqlite_database_url,
    }  # fmt: skip


def test_a_test_mail_arrives_and_the_command_says_so(
    operator: Operator, environment: dict[str, str], mail_server: MailServer
) -> None:
    said = operator.types("mail", "test", "femke@wilgenhof.example", **environment)
    assert (said.exit_code, said.stdout) == (0, f"sent: {mail_server.url} took the mail\n")
    operator.types("mail", "test", "femke@wilgenhof.example", "--language", "en", **environment)
    assert [message["Subject"] for message in mail_server.received] == [
        "Een testmail van Hulpkeuze", "A test mail of Hulpkeuze",
    ]  # fmt: skip


def test_a_test_mail_that_is_not_taken_is_told_and_not_tried_again(
    operator: Operator, environment: dict[str, str], mail_server: MailServer
) -> None:
    mail_server.refuse["femke@wilgenhof.example"] = ["451 4.7.1 come back"]
    said = operator.types("mail", "test", "femke@wilgenhof.example", **environment)
    assert (said.exit_code, said.stderr) == (
        1, f"not sent: {mail_server.url}: the server asks to come back later\n",
    )  # fmt: skip
    mail_server.stop()
    said = operator.types("mail", "test", "femke@wilgenhof.example", **environment)
    assert (said.exit_code, "no connection" in said.stderr) == (1, True)
    database = Database(environment["PORTAL_DATABASE_URL"])

    async def left() -> str:
        with clock.stopped_at(clock.now() + timedelta(days=1)):
            await Postman(database, open_post(Settings())).send_all()
        found = await everything_in(database)
        await database.close()
        return found

    found = asyncio.run(left())
    assert found.count("MailState.FAILED") == 2
    assert "wilgenhof" not in found


def test_what_is_no_address_is_one_line(operator: Operator, environment: dict[str, str]) -> None:
    said = operator.types("mail", "test", "femke", **environment)
    assert (said.exit_code, said.stderr) == (1, "this is no mail address; nothing was sent\n")


def test_without_a_server_a_test_mail_is_a_file(operator: Operator, sqlite_database_url: str) -> None:
    said = operator.types("mail", "test", FEMKE.address, PORTAL_DATABASE_URL=sqlite_database_url)
    assert said.exit_code == 0, said.stderr
    assert "files in" in said.stdout
    folder = said.stdout.partition("files in ")[2].rpartition(" took")[0]
    assert folder.endswith("/mail")


def test_the_doctor_says_whether_the_server_answers_and_what_waits(
    operator: Operator, environment: dict[str, str], mail_server: MailServer
) -> None:
    said = operator.types("doctor", **environment)
    assert f"ok     mail: {mail_server.url} answers" in said.stdout
    assert "ok     mail: 0 wait to be sent, 0 could not be sent" in said.stdout
    mail_server.refuse = {FEMKE.address: ["451 later"], JOHN.address: ["550 unknown"]}

    async def send() -> None:
        settings = Settings(mail_url=mail_server.url, mail_from=FROM, encryption_keys=(KEY,))
        database = Database(environment["PORTAL_DATABASE_URL"])
        await written(database, settings)
        await written(database, settings, JOHN)
        await Postman(database, open_post(settings)).send_all()
        assert len(await rows(database)) == 2
        await database.close()

    asyncio.run(send())
    mail_server.stop()
    said = operator.types("doctor", **environment)
    assert said.exit_code == 1
    assert f"WRONG  mail: {mail_server.url}: no connection, or it was lost" in said.stdout
    assert "ok     mail: 1 wait to be sent, 1 could not be sent" in said.stdout
    assert "WRONG  mail that could not be sent is tried again: 1 × later" in said.stdout
    assert "wilgenhof" not in said.stdout


def test_where_visitors_come_mail_in_files_is_wrong(operator: Operator, sqlite_database_url: str) -> None:
    found = {"PORTAL_DATABASE_URL": sqlite_database_url, "PORTAL_BASE_URL": "https://hulpkeuze.example"}
    assert "WRONG  PORTAL_MAIL_URL is not set" in operator.types("doctor", **found).stdout
    found |= {"PORTAL_MAIL_URL": "smtps://post.example", "PORTAL_MAIL_FROM": FROM}
    assert "WRONG  PORTAL_ENCRYPTION_KEYS is not set" in operator.types("doctor", **found).stdout


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ({"MAIL_URL": "imap://post:secret@post.example"}, "PORTAL_MAIL_URL"),
        ({"MAIL_URL": "smtp://post:secret@"}, "PORTAL_MAIL_URL"),
        ({"MAIL_URL": "smtps://post.example:99999"}, "PORTAL_MAIL_URL"),
        ({"MAIL_URL": "smtps://post.example/secret"}, "PORTAL_MAIL_URL"),
        ({"MAIL_URL": "smtps://post.example"}, "PORTAL_MAIL_FROM"),
        ({"MAIL_URL": "smtps://post.example", "MAIL_FROM": "secret"}, "PORTAL_MAIL_FROM"),
        ({"MAIL_FROM": "A <a@b.example>\nBcc: secret@b.example"}, "PORTAL_MAIL_FROM"),
        ({"MAIL_URL": "smtp://post:secret@post.example", "MAIL_FROM": FROM}, "PORTAL_MAIL_PASSWORD"),
        ({"MAIL_URL": "smtps://post@post.example", "MAIL_FROM": FROM}, "PORTAL_MAIL_PASSWORD"),
        ({"MAIL_URL": "smtps://post.example", "MAIL_PASSWORD": "secret", "MAIL_FROM": FROM}, "PORTAL_MAIL_PASSWORD"),
    ],
)
def test_a_wrong_setting_of_mail_is_named_without_its_value(
    monkeypatch: pytest.MonkeyPatch, settings: dict[str, str], named: str
) -> None:
    for name, value in settings.items():
        monkeypatch.setenv(f"PORTAL_{name}", value)
    with pytest.raises(WrongSettings) as wrong:
        from_environment()
    assert str(wrong.value).startswith(f"{named} cannot be used")
    assert "secret" not in str(wrong.value)
    assert len(str(wrong.value).splitlines()) == 1


def test_ports_and_passwords_are_read_from_the_url_or_beside_it() -> None:
    beside = Settings(mail_url="smtp+starttls://post.example", mail_user="u", mail_password="p:/@", mail_from=FROM)
    inside = Settings(mail_url="smtp+starttls://u:p%3A%2F%40@post.example:587", mail_from=FROM)
    assert beside.mail_server == inside.mail_server
    for kind, port in (("smtp", 25), ("smtps", 465)):
        named = Settings(mail_url=f"{kind}://post.example", mail_from=FROM).mail_server
        assert named is not None
        assert named.port == port
    assert Settings(mail_url="smtp://u:p@127.0.0.1", mail_from=FROM).mail_server is not None
