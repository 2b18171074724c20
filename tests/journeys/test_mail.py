"""What is written while the portal is served arrives, and goes on arriving after a power cut."""

import asyncio
from collections.abc import Sequence

from portal.database import Database
from portal.model import MailState
from portal.settings import Settings
from tests.mail.writing import FEMKE, JOHN, KEY, rows, written
from tests.servers.mail import MailServer
from tests.servers.portal_process import PortalStarter

FROM = "Hulpkeuze <post@oost.example>"


async def arrived(database: Database, mail_server: MailServer, receivers: Sequence[str]) -> None:
    async with asyncio.timeout(60):
        while mail_server.receivers != receivers or any(m.state != MailState.SENT for m in await rows(database)):
            await asyncio.sleep(0.05)


async def test_mail_goes_out_while_the_portal_is_served(
    own_database_url: str, start_portal: PortalStarter, mail_server: MailServer
) -> None:
    portal = await asyncio.to_thread(
        start_portal, own_database_url, mail_url=mail_server.url, mail_from=FROM, encryption_keys=KEY
    )
    settings = Settings(database_url=own_database_url, encryption_keys=(KEY,), base_url=portal.address)
    database = Database(settings.database)

    await written(database, settings)
    await arrived(database, mail_server, [FEMKE.address])
    portal.kill_all()
    await written(database, settings, JOHN)
    await asyncio.to_thread(portal.start)
    await arrived(database, mail_server, [FEMKE.address, JOHN.address])
    assert portal.address in str(mail_server.received[1].get_body(("plain",)))
    assert "femke" not in portal.said + str(await rows(database))
    await database.close()
    assert await asyncio.to_thread(portal.stop) == 0  # before its database goes
