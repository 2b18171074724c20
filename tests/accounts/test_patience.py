"""Who guesses has to wait, longer each time; who knows the password never for long."""

import asyncio
from datetime import timedelta

import pytest
from sqlmodel import select

from portal import clock
from portal.access.patience import (
    LONGEST_WAIT,
    TooSoon,
    by_account,
    by_address,
    count_try,
    forget_old,
    forgive,
    wait_after,
)
from portal.database import Database
from portal.model import FailedTry
from portal.secrecy import Secrecy
from portal.web.house import House
from portal.web.outer import Outer
from tests.accounts.door import OTHER, types, with_password
from tests.staff import FEMKE_HERSELF, KEY, browser_of

SECRECY = Secrecy([KEY])
NOOR = by_account(SECRECY, "noor")


def test_the_waits_grow_and_end() -> None:
    waits = [wait_after(tries, 5).total_seconds() for tries in range(1, 14)]
    assert waits == [0, 0, 0, 0, 30, 60, 120, 240, 480, 900, 900, 900, 900]
    assert wait_after(1_000_000, 5) == LONGEST_WAIT


async def test_after_five_wrong_passwords_the_page_says_how_long_to_wait(house: House, app: Outer) -> None:
    await with_password(house, "piet")
    start = clock.now()
    async with browser_of(app) as browser:
        with clock.stopped_at(start):
            for name in ("piet", "niemand"):
                for _ in range(5):
                    assert (await types(browser, name, OTHER)).status_code == 403
                refused = await types(browser, name)
                assert refused.status_code == 429
                assert "31 seconden" in refused.text or "31 seconds" in refused.text
                assert "retry-after" in refused.headers
        with clock.stopped_at(start + timedelta(seconds=31)):
            assert (await types(browser, "piet")).status_code == 303


async def test_a_hundred_guesses_at_once_are_not_a_hundred_tries(own_database_url: str) -> None:
    database = Database(own_database_url)

    async def try_it() -> bool:
        try:
            await count_try(database, NOOR)
        except TooSoon:
            return False
        return True

    tried = await asyncio.gather(*(try_it() for _ in range(40)))
    await database.close()
    assert sum(tried) == 5


async def test_a_wait_is_the_same_for_every_worker(own_database_url: str) -> None:
    one, other = Database(own_database_url), Database(own_database_url)
    for _ in range(5):
        await count_try(one, NOOR)
    with pytest.raises(TooSoon) as refused:
        await count_try(other, NOOR)
    assert timedelta(seconds=25) < refused.value.wait <= timedelta(seconds=30)
    await one.close()
    await other.close()


async def test_who_has_an_account_cannot_use_it_to_guess_at_others(house: House) -> None:
    """Getting in once does not make the address begin anew."""
    address = by_address(house.secrecy, "192.0.2.7")
    with clock.stopped_at(clock.now()):
        for guess in range(19):
            await count_try(house.database, by_account(house.secrecy, f"victim {guess}"), address)
        await count_try(house.database, NOOR, address)  # their own, and right
        async with house.database.writing(FEMKE_HERSELF) as session:
            await forgive(session, NOOR, address)
        await count_try(house.database, by_account(house.secrecy, "victim 20"), address)
        with pytest.raises(TooSoon):
            await count_try(house.database, by_account(house.secrecy, "victim 21"), address)


async def test_who_waits_counts_nothing_and_holds_up_nobody_else(house: House) -> None:
    start = clock.now()
    with clock.stopped_at(start):
        for _ in range(5):
            await count_try(house.database, NOOR)
        for _ in range(30):
            with pytest.raises(TooSoon):
                await count_try(house.database, NOOR)
        await count_try(house.database, by_account(house.secrecy, "olaf"))
    with clock.stopped_at(start + timedelta(seconds=30)):
        await count_try(house.database, NOOR)  # not shut out for good


async def test_only_prints_are_kept_and_those_for_a_day(house: House) -> None:
    start = clock.now()
    address = by_address(house.secrecy, "192.0.2.7")
    with clock.stopped_at(start):
        await count_try(house.database, by_account(house.secrecy, "noor@voorbeeld.example"), address)
    async with house.database.reading() as session:
        held = (await session.exec(select(FailedTry))).all()
    assert len(held) == 2
    assert not any("noor" in str(one.model_dump()) or "192.0.2" in str(one.model_dump()) for one in held)
    for later, left in ((timedelta(hours=23), 2), (timedelta(hours=25), 0)):
        with clock.stopped_at(start + later):
            async with house.database.writing(FEMKE_HERSELF) as session:
                await forget_old(session)
                assert len((await session.exec(select(FailedTry))).all()) == left


def test_an_ipv6_subscriber_is_one_address_however_many_they_have(house: House) -> None:
    def of(address: str) -> str:
        return by_address(house.secrecy, address).print

    assert of("2001:db8:1:2::1") == of("2001:db8:1:2:ffff::9")
    assert of("2001:db8:1:2::1") != of("2001:db8:1:3::1")
    assert of("192.0.2.1") != of("192.0.2.2")
    assert of("nonsense") != of("")
