"""A mail that nobody needs any more is not sent, and who cannot be reached is told so where they look."""

from datetime import timedelta

from sqlmodel import select

from portal import clock
from portal.access.sessions import recognise
from portal.database import Database
from portal.jobs.send_mail import Postman
from portal.mail.kinds import KINDS
from portal.mail.writing import Receiver, write_mail
from portal.model import Account, AuditEntry, MailState, Role
from portal.settings import Settings
from portal.web.house import House
from tests.jobs.mailing import later, the_mail
from tests.mail.writing import FEMKE, REGION, written
from tests.servers.mail import MailServer
from tests.staff import a_token, an_account


def test_each_kind_says_how_long_it_is_worth_sending() -> None:
    assert KINDS["reset"].worth == timedelta(hours=1)
    assert KINDS["sign_in_link"].worth == timedelta(minutes=15)
    assert all(timedelta(0) < kind.worth <= timedelta(days=14) for kind in KINDS.values())


async def test_a_link_of_an_hour_is_not_sent_after_six_hours_of_tries(
    database: Database, settings: Settings, postman: Postman, mail_server: MailServer
) -> None:
    mail_server.refuse[FEMKE.address] = ["451 later"] * 3
    async with database.writing(REGION) as session:
        values = {"address": "https://oost.example/inloggen/wachtwoord/abc"}
        await write_mail(session, settings, "reset", FEMKE, once="a", values=values)
    for minutes in (0, 5, 50):
        await later(postman, timedelta(minutes=minutes))
    assert (await the_mail(database)).state == MailState.WAITING
    await later(postman, timedelta(hours=6))
    mail = await the_mail(database)
    assert (mail.state, mail.trouble, mail.to_sealed) == (MailState.FAILED, "too_late", "")
    assert mail_server.received == []


async def test_who_cannot_be_reached_is_marked_until_a_mail_arrives(
    database: Database, settings: Settings, postman: Postman, mail_server: MailServer
) -> None:
    house = House(settings, database)
    piet = await an_account(house, "piet", Role.PROVIDER_EDITOR)
    token = await a_token(house, piet)
    address = Receiver("Piet@voorbeeld.example")

    async def refused() -> bool:
        return (await recognise(database, house.regions, token)).mail_refused

    mail_server.refuse["Piet@voorbeeld.example"] = ["451 later", "550 5.1.1 nobody"]
    await written(database, settings, address, once="one")
    await postman.send_all()
    assert not await refused()
    await later(postman, timedelta(minutes=2))
    assert await refused()
    async with database.reading() as session:
        found = (await session.exec(select(Account.mail_refused_at).where(Account.key == "key-piet"))).one()
        kept = (await session.exec(select(AuditEntry).where(AuditEntry.action == "changed"))).all()
    assert found is not None
    assert [entry for entry in kept if entry.subject_type == "Account"] == []
    await written(database, settings, address, once="two")
    await postman.send_all()
    assert not await refused()
    assert clock.now() > found - timedelta(minutes=3)
