"""Nobody finds out at the door who has an account: not by what it says, not by how long it takes."""

import re
import statistics
import time

import pytest
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher
from sqlalchemy import event

from portal import clock
from portal.accounts import passwords
from portal.web.house import House
from portal.web.outer import Outer
from tests.accounts.door import OTHER, PASSWORD, forget_tries, is_in, types, with_password
from tests.staff import an_account, browser_of


async def test_a_wrong_password_and_an_unknown_address_read_the_same(house: House, app: Outer) -> None:
    await with_password(house, "piet")
    await with_password(house, "weg", ended=clock.now())
    await an_account(house, "geen")  # has no password
    pages = set()
    async with browser_of(app) as browser:
        for name, password in (("piet", OTHER), ("niemand", OTHER), ("weg", PASSWORD), ("geen", ""), ("geen", OTHER)):
            await forget_tries(house)
            answer = await types(browser, name, password or " ")
            if password:
                assert answer.status_code == 403
                text = re.sub(r'value="[^"]*"|data-options="[^"]*"', "", answer.text)
                pages.add(text.replace(answer.headers["x-request-id"], ""))
            assert "set-cookie" not in answer.headers
            assert not await is_in(browser)
    assert len(pages) == 1


async def test_the_same_is_asked_of_database_and_hashing_for_known_and_unknown(
    house: House, app: Outer, monkeypatch: pytest.MonkeyPatch
) -> None:
    await with_password(house, "piet")
    asked: list[str] = []
    event.listen(house.database.engine.sync_engine, "before_cursor_execute", lambda *a: asked.append(a[2]))
    hashed: list[int] = []
    real = passwords._check
    monkeypatch.setattr(passwords, "_check", lambda *a: (hashed.append(1), real(*a))[1])
    found = []
    async with browser_of(app) as browser:
        for name in ("piet", "niemand"):
            await forget_tries(house)
            asked.clear()
            hashed.clear()
            await types(browser, name, OTHER)
            found.append((list(asked), len(hashed)))
    assert found[0] == found[1]
    assert found[0][1] == 1


async def test_it_takes_as_long_for_an_address_that_is_nobodys(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """With hashing slow enough to tell."""
    monkeypatch.setattr(passwords, "hashing", PasswordHash((Argon2Hasher(time_cost=2, memory_cost=32768),)))
    held = await passwords.make_hash(PASSWORD)
    await passwords.check(OTHER, "")

    async def seconds(held: str) -> float:
        began = time.perf_counter()
        assert (await passwords.check(OTHER, held))[0] is False
        return time.perf_counter() - began

    known, unknown, nonsense = [], [], []
    for _ in range(9):
        known.append(await seconds(held))
        unknown.append(await seconds(""))
        nonsense.append(await seconds("not a hash"))
    middle = [statistics.median(one) for one in (known, unknown, nonsense)]
    assert max(middle) < 2 * min(middle), middle
