"""A mail that was taken and comes back later was not delivered; one that does not come back has arrived."""

import asyncio
from datetime import datetime, timedelta

import pytest
from sqlmodel import col, select
from structlog.testing import capture_logs

from portal import clock
from portal.access import mail_address
from portal.access.reached import mark
from portal.database import SYSTEM, Database
from portal.jobs.returned_mail import take_back
from portal.jobs.send_mail import Postman, forget_old
from portal.mail.post import open_post
from portal.mail.returned import Returned, read_returned
from portal.mail.writing import Receiver
from portal.model import Account, AuditEntry, Invitation, MailState, Role
from portal.model.mail import MAY_COME_BACK
from portal.settings import Settings
from portal.web.house import House
from tests.jobs.mailing import FROM, the_mail
from tests.mail.returns import message
from tests.mail.writing import FEMKE, KEY, everything_in, rows, written
from tests.servers.mail import MailServer
from tests.staff import an_account

BOX = "bounces@oost.example"
DAY = timedelta(days=1)


@pytest.fixture
def settings(mail_server: MailServer, database: Database) -> Settings:
    url = database.url.render_as_string(hide_password=False)
    return Settings(
        mail_url=mail_server.url, mail_from=FROM, mail_bounces=BOX, encryption_keys=(KEY,), database_url=url
    )


@pytest.fixture
async def femke(database: Database, settings: Settings) -> str:
    """Has an account, and is invited besides; her address by its print."""
    house = House(settings, database)
    account = await an_account(house, "femke", Role.FAMILY, email=FEMKE.address)
    await an_invitation(database, account, "open")
    await an_invitation(database, account, "withdrawn", withdrawn_at=clock.now())
    return account.email_print


async def an_invitation(database: Database, account: Account, key: str, **about: datetime) -> None:
    async with database.writing(SYSTEM) as session:
        session.add(
            Invitation(
                key=key, email_sealed="x", email_print=account.email_print, role=Role.PROVIDER_EDITOR, region_id=1,
                provider_id=1, token_print=key, invited_by=account.id or 0, made_at=clock.now(),
                expires=clock.now() + 14 * DAY, **about,
            )
        )  # fmt: skip


async def marks(database: Database) -> tuple[datetime | None, datetime | None, datetime | None]:
    """Of the account, and of the invitations that are open and withdrawn."""
    async with database.reading() as session:
        account = (await session.exec(select(Account.mail_refused_at))).one()
        asked = select(Invitation.mail_refused_at).order_by(col(Invitation.key))
        invited, withdrawn = (await session.exec(asked)).all()
    return account, invited, withdrawn


async def sends(database: Database, settings: Settings, once: str, *, at: datetime | None = None) -> None:
    with clock.stopped_at(at or clock.now()):
        await written(database, settings, FEMKE, once=once)
        await Postman(database, open_post(settings)).send_all()


async def comes_back(
    database: Database, settings: Settings, mail_server: MailServer, number: int = -1, name: str = "postfix-unknown"
) -> bool:
    found = read_returned(message(name, mail_server.senders[number]), settings.secrecy(), BOX)
    assert found is not None
    return await take_back(database, settings.secrecy(), found)


async def test_what_comes_back_says_what_a_refusal_at_once_says(
    database: Database, settings: Settings, mail_server: MailServer, femke: str
) -> None:
    now = clock.now()
    await sends(database, settings, "one", at=now)
    assert await marks(database) == (None, None, None)
    with capture_logs() as lines:
        assert await comes_back(database, settings, mail_server)
    assert await marks(database) == (now, now, None)
    mail = await the_mail(database)
    assert (mail.state, mail.trouble, mail.to_print, mail.to_sealed) == (MailState.FAILED, "address", "", "")
    assert lines == [
        {"event": "mail_returned", "log_level": "error", "mail": mail.key, "kind": "test", "reason": "address",
         "status": "5.1.1"}
    ]  # fmt: skip
    async with database.reading() as session:
        changed = select(AuditEntry).where(AuditEntry.action == "changed")
        assert (await session.exec(changed)).all() == []


async def test_a_refusal_at_once_is_seen_on_the_invitation_too(
    database: Database, settings: Settings, mail_server: MailServer, femke: str
) -> None:
    mail_server.refuse[FEMKE.address] = ["550 5.1.1 nobody"]
    await sends(database, settings, "one")
    account, invited, withdrawn = await marks(database)
    assert (account == invited is not None, withdrawn) == (True, None)
    await sends(database, settings.model_copy(update={"mail_bounces": ""}), "two")  # as it was without the setting
    assert await marks(database) == (None, None, None)


async def test_of_what_was_sent_only_a_print_is_left_and_not_for_long(
    database: Database, settings: Settings, femke: str
) -> None:
    now = clock.now()
    await sends(database, settings, "one", at=now)
    assert (await the_mail(database)).to_print == femke
    assert FEMKE.address not in await everything_in(database)
    with clock.stopped_at(now + MAY_COME_BACK - DAY):
        await forget_old(database)
    assert (await the_mail(database)).to_print == femke
    with clock.stopped_at(now + MAY_COME_BACK):
        await forget_old(database)
    assert (await the_mail(database)).to_print == ""
    await sends(database, settings.model_copy(update={"mail_bounces": ""}), "two")
    assert [mail.to_print for mail in await rows(database)] == ["", ""]


async def test_it_is_taken_once_and_only_while_it_can_be_known(
    database: Database, settings: Settings, mail_server: MailServer, femke: str
) -> None:
    now = clock.now()
    await sends(database, settings, "one", at=now)
    assert await comes_back(database, settings, mail_server)
    async with database.writing(SYSTEM) as session:
        await mark(session, femke, None)
    assert not await comes_back(database, settings, mail_server)  # somebody sends it again
    assert not await take_back(database, settings.secrecy(), Returned("f" * 32, "5.1.1"))
    await sends(database, settings, "two", at=now)
    with clock.stopped_at(now + MAY_COME_BACK):
        await forget_old(database)
        assert not await comes_back(database, settings, mail_server)
    assert await marks(database) == (None, None, None)


async def test_of_six_copies_at_once_one_is_taken(
    database: Database, settings: Settings, mail_server: MailServer, femke: str
) -> None:
    await sends(database, settings, "one")
    done = await asyncio.gather(*(comes_back(database, settings, mail_server) for _ in range(6)))
    assert sorted(done) == [False] * 5 + [True]


async def test_that_a_server_takes_the_next_one_says_nothing_but_that_it_does_not_come_back_does(
    database: Database, settings: Settings, mail_server: MailServer, femke: str
) -> None:
    now = clock.now()
    await sends(database, settings, "one", at=now)
    await comes_back(database, settings, mail_server)
    await sends(database, settings, "two", at=now + DAY)
    await sends(database, settings, "three", at=now + 2 * DAY)
    await comes_back(database, settings, mail_server, 1)
    for days, reached in ((DAY, False), (DAY + MAY_COME_BACK, False), (2 * DAY + MAY_COME_BACK, True)):
        with clock.stopped_at(now + days):
            await forget_old(database)
        assert await marks(database) == ((None,) * 3 if reached else (now, now, None))


async def test_an_older_one_that_comes_back_last_is_no_news_against_a_later_one_that_arrived(
    database: Database, settings: Settings, mail_server: MailServer, femke: str
) -> None:
    now = clock.now()
    await sends(database, settings, "one", at=now)
    await sends(database, settings, "two", at=now + DAY)
    with clock.stopped_at(now + 5 * DAY):
        assert await comes_back(database, settings, mail_server, 0, "postfix-tried-for-days")
    assert await marks(database) == (now, now, None)
    with clock.stopped_at(now + DAY + MAY_COME_BACK):
        await forget_old(database)
    assert await marks(database) == (None, None, None)


async def test_back_before_it_was_written_down_as_sent(
    database: Database, settings: Settings, mail_server: MailServer, femke: str
) -> None:
    loop = asyncio.get_running_loop()

    def at_once() -> None:
        returned = comes_back(database, settings, mail_server)
        assert asyncio.run_coroutine_threadsafe(returned, loop).result(10)

    mail_server.on_data = at_once
    await sends(database, settings, "one")
    assert (await the_mail(database)).state == MailState.FAILED
    account, invited, _ = await marks(database)
    assert account == invited is not None


async def test_why_it_came_back_is_told_to_who_runs_the_portal_and_nobody_was_reached_all_the_same(
    database: Database, settings: Settings, mail_server: MailServer, femke: str
) -> None:
    await sends(database, settings, "one")
    assert await comes_back(database, settings, mail_server, name="postfix-not-allowed")
    assert (await the_mail(database)).trouble == "sender"
    assert (await marks(database))[0] is not None


async def test_somebody_else_is_not_marked(
    database: Database, settings: Settings, mail_server: MailServer, femke: str
) -> None:
    await written(database, settings, Receiver("john@populier.example"))
    await Postman(database, open_post(settings)).send_all()
    assert await comes_back(database, settings, mail_server)
    assert await marks(database) == (None, None, None)
    assert mail_address.print_of(settings.secrecy(), "john@populier.example") not in await everything_in(database)
