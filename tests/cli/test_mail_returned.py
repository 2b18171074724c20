"""What a mail server pipes in, and what it is told to do with it: 0 is done, 75 is try again."""

import asyncio
import subprocess
import sys

import pytest

from portal.database import Database
from portal.jobs.send_mail import Postman
from portal.mail.post import open_post
from portal.mail.returned import LARGEST
from portal.migrating import migrate
from portal.model import MailState
from portal.settings import Settings
from tests.cli.test_commands import Operator, operator
from tests.mail.returns import message
from tests.mail.writing import KEY, rows, written
from tests.servers.databases import without_settings
from tests.servers.mail import MailServer
from tests.servers.processes import ROOT

__all__ = ["operator"]

BOX = "bounces@oost.example"
BEFORE = "c1f4e82d7b90"  # the version that kept nothing of a mail that may come back
TAKEN = "taken: the address is not reached\n"
NOTHING = "nothing: this is no mail of ours that was given up\n"


@pytest.fixture
def environment(mail_server: MailServer, sqlite_database_url: str) -> dict[str, str]:
    return {
        "PORTAL_MAIL_URL": mail_server.url, "PORTAL_MAIL_FROM": "Hulpkeuze <post@oost.example>",
        "PORTAL_MAIL_BOUNCES": BOX, "PORTAL_ENCRYPTION_KEYS": KEY, "PORTAL_DATABASE_URL": sqlite_database_url,
    }  # fmt: skip


def settings_in(environment: dict[str, str]) -> Settings:
    return Settings(
        mail_url=environment["PORTAL_MAIL_URL"], mail_from=environment["PORTAL_MAIL_FROM"], mail_bounces=BOX,
        encryption_keys=(KEY,),
    )  # fmt: skip


@pytest.fixture
def came_from(environment: dict[str, str], mail_server: MailServer) -> str:
    """The address that a mail to Femke went out from."""

    async def send() -> None:
        settings, database = settings_in(environment), Database(environment["PORTAL_DATABASE_URL"])
        await written(database, settings)
        await Postman(database, open_post(settings)).send_all()
        await database.close()

    asyncio.run(send())
    return mail_server.senders[0]


def state_of_mail(environment: dict[str, str]) -> MailState:
    async def look() -> MailState:
        database = Database(environment["PORTAL_DATABASE_URL"])
        (mail,) = await rows(database)
        await database.close()
        return mail.state

    return asyncio.run(look())


def test_it_is_taken_once_and_the_second_time_nothing(
    operator: Operator, environment: dict[str, str], came_from: str
) -> None:
    raw = message("postfix-unknown", came_from)
    said = operator.types("mail", "returned", piped=raw, **environment)
    assert (said.exit_code, said.stdout.splitlines()[-1] + "\n") == (0, TAKEN), said.output
    assert state_of_mail(environment) == MailState.FAILED
    said = operator.types("mail", "returned", piped=raw, **environment)
    assert (said.exit_code, said.output) == (0, "nothing: known already, or too long ago\n")
    assert "1 could not be sent in the last 90 days, of which 1 came back later" in (
        operator.types("doctor", **environment).stdout
    )


def test_nothing_that_it_says_tells_whose_mail_it_was(
    operator: Operator, environment: dict[str, str], came_from: str
) -> None:
    said = operator.types("mail", "returned", piped=message("gmail-unknown", came_from), **environment)
    assert "femke" not in said.output.lower()
    assert "@" not in said.output


@pytest.mark.parametrize(
    "raw",
    [b"", b"\xff\x00" * 100, message("postfix-unknown", "bounces+" + "0" * 48 + "@oost.example"), b"x" * (LARGEST + 9)],
    ids=["empty", "no text", "forged", "huge"],
)
def test_what_is_not_ours_is_let_go(operator: Operator, environment: dict[str, str], raw: bytes) -> None:
    said = operator.types("mail", "returned", piped=raw, **environment)
    assert (said.exit_code, said.output) == (0, NOTHING)


def test_an_answer_of_somebodys_absence_changes_nothing(
    operator: Operator, environment: dict[str, str], came_from: str
) -> None:
    said = operator.types("mail", "returned", piped=message("out-of-office", came_from), **environment)
    assert (said.exit_code, said.output) == (0, NOTHING)
    assert state_of_mail(environment) == MailState.SENT


def test_the_server_may_say_to_whom_it_came(operator: Operator, environment: dict[str, str], came_from: str) -> None:
    raw = message("postfix-unknown", "undisclosed-recipients:;")
    assert operator.types("mail", "returned", piped=raw, **environment).output == NOTHING
    assert TAKEN in operator.types("mail", "returned", "--to", came_from, piped=raw, **environment).output


@pytest.mark.parametrize(
    "changed",
    [
        {"PORTAL_DATABASE_URL": "postgresql://nobody@127.0.0.1:1/nothing"},
        {"PORTAL_MAIL_BOUNCES": ""},
        {"PORTAL_MAIL_BOUNCES": "nothing"},
        {"PORTAL_WORKERS": "many"},
        {"PORTAL_ENCRYPTION_KEYS": "", "PORTAL_BASE_URL": "https://hulpkeuze.example"},
    ],
    ids=["no server", "not set", "wrong", "another setting", "no key"],
)
def test_with_the_database_away_or_settings_wrong_the_mail_server_keeps_it(
    operator: Operator, environment: dict[str, str], came_from: str, changed: dict[str, str]
) -> None:
    said = operator.types("mail", "returned", piped=message("exim", came_from), **{**environment, **changed})
    assert said.exit_code == 75
    assert len(said.output.splitlines()) == 1
    assert "Traceback" not in said.output
    assert state_of_mail(environment) == MailState.SENT


def test_as_a_mail_server_runs_it(environment: dict[str, str], came_from: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "portal.cli", "mail", "returned"], cwd=ROOT, check=False, capture_output=True,
        env={**without_settings(), **environment}, input=message("exchange-unknown", came_from),
    )  # fmt: skip
    assert (done.returncode, done.stdout.decode().endswith(TAKEN)) == (0, True)
    assert state_of_mail(environment) == MailState.FAILED


def test_a_database_of_another_version_is_waited_for(
    operator: Operator, environment: dict[str, str], came_from: str
) -> None:
    raw = message("exim", came_from)
    asyncio.run(_back_to(environment, BEFORE))
    said = operator.types("mail", "returned", piped=raw, **environment)
    assert (said.exit_code, "portal migrate" in said.output) == (75, True)
    asyncio.run(_back_to(environment, "head"))
    said = operator.types("mail", "returned", piped=raw, **environment)
    assert (said.exit_code, said.output) == (0, "nothing: known already, or too long ago\n")


async def _back_to(environment: dict[str, str], version: str) -> None:
    database = Database(environment["PORTAL_DATABASE_URL"])
    await migrate(database, version)
    await database.close()


def test_the_doctor_asks_the_server_whether_it_lets_mail_come_back_there(
    operator: Operator, environment: dict[str, str], mail_server: MailServer
) -> None:
    said = operator.types("doctor", **environment)
    assert "ok     mail: bounces+…@oost.example is where it comes back" in said.stdout
    mail_server.refuse_sender = ["553 5.7.1 not yours"]
    said = operator.types("doctor", **environment)
    assert said.exit_code == 1
    assert "PORTAL_MAIL_BOUNCES where that is set, may not send there" in said.stdout
    assert "comes back" not in operator.types("doctor", **{**environment, "PORTAL_MAIL_BOUNCES": ""}).stdout
    assert mail_server.received == []
