"""De Wilgenhof with two offers and De Es with one, of which something was said on a Friday; and a real mail server."""

from pathlib import Path

import pytest
from sqlmodel import update

from portal.database import Database
from portal.model import Availability
from portal.regions import load_regions
from portal.settings import Settings
from portal.web.house import House
from tests.jobs.mailing import FROM
from tests.mail.writing import KEY
from tests.reminders.reminding import FRIDAY, World
from tests.servers.mail import MailServer
from tests.small_region import PIET, database

__all__ = ["database"]


@pytest.fixture
async def world(database: Database, mail_server: MailServer, tmp_path: Path) -> World:
    settings = Settings(
        mail_url=mail_server.url, mail_from=FROM, data_dir=tmp_path, encryption_keys=(KEY,),
        base_url="https://hulpkeuze.example",
    )  # fmt: skip
    async with database.writing(PIET) as session:
        await session.exec(update(Availability).values(reference_date=FRIDAY))
    async with database.reading() as session:
        house = House(settings, database, await load_regions(session))
    return World(house, mail_server)
