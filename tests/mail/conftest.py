from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from portal.database import Database
from portal.settings import Settings
from tests.mail.writing import KEY


@pytest.fixture
async def database(own_database_url: str) -> AsyncIterator[Database]:
    database = Database(own_database_url)
    yield database
    await database.close()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path / "data", encryption_keys=(KEY,), base_url="http://127.0.0.1:8000")
