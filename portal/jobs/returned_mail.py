"""What became of mails that a server took: one that comes back was not delivered, one that does not come back has
arrived. Both say so of the address, as a refusal at once does.

A mail is found by its key and its address by its print: nothing of what came back is kept or logged but numbers.
"""

import structlog
from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from portal import clock
from portal.access import reached
from portal.access.mail_address import print_of
from portal.database import SYSTEM, Database
from portal.mail.letter import opened
from portal.mail.returned import Returned
from portal.mail.status import trouble_of
from portal.model import Mail
from portal.model.mail import MAY_COME_BACK
from portal.secrecy import Secrecy, Unreadable

log = structlog.get_logger()


async def take_back(database: Database, secrecy: Secrecy, returned: Returned) -> bool:
    """Whether it was news: not of a mail that came back before, or is too long ago."""
    trouble = trouble_of(returned.code)
    async with database.writing(SYSTEM) as session:
        held = select(Mail).where(Mail.key == returned.key).with_for_update()
        mail = (await session.exec(held)).first()
        who = _whose(mail, secrecy) if mail is not None else ""
        if mail is None or not who:
            return False
        # From when it went out: a mail of later that does not come back says more.
        await reached.mark(session, who, mail.sent_at or clock.now())
        mail.came_back(trouble)
    log.error("mail_returned", mail=mail.key, kind=mail.kind, reason=trouble.value, status=returned.code)
    return True


def _whose(mail: Mail, secrecy: Secrecy) -> str:
    """Faster back than it was written down as sent, it holds the address itself."""
    if mail.to_print or not mail.to_sealed:
        return mail.to_print
    try:
        return print_of(secrecy, opened(mail, secrecy).address)
    except Unreadable:
        return ""


async def believe_the_rest(session: AsyncSession) -> None:
    """What did not come back for so long has arrived, and whom it was for need not be known any more."""
    arrived = (col(Mail.to_print) != "", col(Mail.sent_at) <= clock.now() - MAY_COME_BACK)
    for known in reached.KNOWN:
        later = (Mail.to_print == known.email_print, col(Mail.sent_at) > col(known.mail_refused_at), *arrived)
        which = (col(known.mail_refused_at).is_not(None), select(Mail.id).where(*later).exists())
        await session.exec(update(known).where(*which).values(mail_refused_at=None))
    await session.exec(update(Mail).where(*arrived).values(to_print=""))
