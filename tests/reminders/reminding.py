"""Time that goes on from a Friday on which something was said, and what lies in people's mailboxes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from email.message import EmailMessage
from typing import Any

from sqlmodel import SQLModel, select

from portal import clock
from portal.clock import LOCAL
from portal.database import Actor
from portal.jobs.remind import remind
from portal.jobs.send_mail import Postman
from portal.mail.post import open_post
from portal.model import Account, ReminderWish, Rhythm, Role
from portal.web.house import House
from tests.servers.mail import MailServer
from tests.staff import an_account

FRIDAY = date(2026, 11, 20)
MONDAY = date(2026, 11, 23)
WILGENHOF, ES = 1, 2
DAY = timedelta(days=1)
TESTS = Actor("tests", "tests")


def at(day: date, hour: int = 9) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=LOCAL)


@dataclass
class World:
    house: House
    mail_server: MailServer

    async def person(self, name: str, role: Role = Role.PROVIDER_EDITOR, **about: Any) -> Account:
        tied = {"region_id": 1, "provider_id": WILGENHOF} if role != Role.CONTRACT_MANAGER else {"region_id": 1}
        with clock.stopped_at(at(FRIDAY) - 30 * DAY):
            return await an_account(self.house, name, role, tied=tied, **about)

    async def wishes(self, who: Account, rhythm: Rhythm, weekday: int = 0, provider: int = WILGENHOF) -> None:
        async with self.house.database.writing(TESTS) as session:
            wish = ReminderWish(account_id=who.id or 0, provider_id=provider, rhythm=rhythm, weekday=weekday)
            session.add(wish)

    async def reminds(self, day: date, hour: int = 9) -> int:
        with clock.stopped_at(at(day, hour)):
            return await remind(self.house.database, self.house.settings, self.house.regions)

    async def morning(self, day: date, hour: int = 9) -> list[EmailMessage]:
        """What arrives when the jobs have run."""
        before = len(self.mail_server.received)
        await self.reminds(day, hour)
        with clock.stopped_at(at(day, hour)):
            await Postman(self.house.database, open_post(self.house.settings)).send_all()
        return list(self.mail_server.received[before:])

    async def all_of(self, kind: type[SQLModel]) -> Sequence[Any]:
        async with self.house.database.reading() as session:
            return (await session.exec(select(kind))).all()


def said_in(mail: EmailMessage) -> str:
    part = mail.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def links_in(mail: EmailMessage) -> list[str]:
    """The paths that answer for an offer."""
    return re.findall(r"https://[^/\s]+((?:/en)?/klopt-nog/\S+)", said_in(mail))


def to_whom(mails: Sequence[EmailMessage]) -> list[str]:
    return sorted(str(mail["To"]).partition("@")[0] for mail in mails)
