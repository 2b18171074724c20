"""The door of a house over HTTPS, and hashing that takes no time."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from portal.accounts import passwords
from portal.web.house import House
from portal.web.outer import Outer
from tests.staff import a_safe_house, safe_app

QUICK = PasswordHash((Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1),))


@pytest.fixture(autouse=True)
def quick_hashing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "hashing", QUICK)


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with a_safe_house(tmp_path) as house:
        yield house


@pytest.fixture
def app(house: House) -> Outer:
    return safe_app(house)
