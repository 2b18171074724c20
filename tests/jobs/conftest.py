from pathlib import Path

import pytest

from portal.database import Database
from portal.jobs.send_mail import Postman
from portal.mail.post import open_post
from portal.settings import Settings
from tests.jobs.mailing import FROM
from tests.mail.writing import KEY
from tests.servers.mail import MailServer
from tests.small_region import database

__all__ = ["database"]


@pytest.fixture
def settings(mail_server: MailServer, tmp_path: Path) -> Settings:
    return Settings(mail_url=mail_server.url, mail_from=FROM, data_dir=tmp_path, encryption_keys=(KEY,))


@pytest.fixture
def postman(database: Database, settings: Settings) -> Postman:
    return Postman(database, open_post(settings))
