"""What lies in people's mailboxes: the mails that were written, as they read them."""

import re
from collections.abc import Sequence

from sqlmodel import col, select

from portal.mail.letter import Letter, opened
from portal.model import Mail
from portal.web.house import House


async def letters(house: House, kind: str = "") -> Sequence[Letter]:
    """The oldest first."""
    async with house.database.reading() as session:
        mails = (await session.exec(select(Mail).order_by(col(Mail.id)))).all()
    return [opened(mail, house.secrecy) for mail in mails if kind in ("", mail.kind)]


async def last_link(house: House, kind: str = "") -> str:
    """The path of the link in the last mail; empty where it holds none."""
    found = re.findall(rf"^{house.settings.public_url}(/\S+)$", (await letters(house, kind))[-1].content.text, re.M)
    return found[0] if found else ""
