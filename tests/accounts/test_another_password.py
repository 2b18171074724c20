"""Another password in the moment that somebody signs in with the old one: whoever comes first, they are not in."""

import asyncio
from collections.abc import Coroutine
from typing import Any

import pytest
from sqlmodel import text

from portal.access import SignInNeeded
from portal.access.sessions import recognise
from portal.access.visitor import Visitor
from portal.accounts import second_factor
from portal.accounts.actions import by_mail, own
from portal.accounts.actions import sign_in as door
from portal.accounts.actions.by_mail import Asker, ask_for_link, reset_password
from portal.accounts.actions.sign_in import Coming, Entered, pass_second_factor, sign_in
from portal.model import Account, LinkPurpose, Role
from portal.web.house import House
from tests.accounts.door import OTHER, PASSWORD, SECRET, code_now, with_password
from tests.accounts.mailbox import last_link
from tests.accounts.on_both import house
from tests.staff import FEMKE_HERSELF

__all__ = ["house"]

EMAIL = "noor@voorbeeld.example"
HERE = Coming("192.0.2.1", "Firefox")
ON_PAPER = "abcd-efgh-jkmn"
WAITING = text("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'")
on_a_server = pytest.mark.parametrize("own_database_url", ["postgresql"], indirect=True)  # SQLite has one writer


@pytest.fixture
async def token(house: House) -> str:
    """Of the link in the mail to Noor, who forgot her password."""
    await with_password(house, "noor", Role.CONTRACT_MANAGER)
    await ask_for_link(house, LinkPurpose.RESET, Asker(EMAIL, "nl", "192.0.2.2"))
    return (await last_link(house)).rpartition("/")[2]


async def begun(house: House, work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
    """It is over, or waits for who holds what it wants."""
    task = asyncio.create_task(work)
    while not task.done():
        async with house.database.reading() as session:
            if (await session.exec(WAITING)).scalar_one():  # type: ignore[call-overload]
                break
    return task


def resets_meanwhile(house: House, token: str, monkeypatch: pytest.MonkeyPatch) -> list[asyncio.Task[Any]]:
    """Whoever signs in has been looked at, and is not in yet. What is begun then stands in the list."""
    resetting: list[asyncio.Task[Any]] = []

    async def meanwhile(*counted: Any) -> None:
        resetting.append(await begun(house, reset_password(house, token, OTHER)))
        await forgive(*counted)

    forgive = door.forgive
    monkeypatch.setattr(door, "forgive", meanwhile)
    return resetting


async def is_in(house: House, entered: Entered) -> bool:
    return (await recognise(house.database, house.regions, entered.token)).signed_in


async def known(house: House, entered: Entered | None) -> tuple[Visitor, Coming]:
    assert entered is not None
    visitor = await recognise(house.database, house.regions, entered.token)
    return visitor, Coming(HERE.address, HERE.device, visitor.session)


async def holds_app(house: House, account: Account) -> None:
    async with house.database.writing(FEMKE_HERSELF) as session:
        held = await session.get_one(Account, account.id)
        held.totp_sealed = second_factor.seal(house.secrecy, SECRET)
        await second_factor.hold_recovery_codes(session, house.secrecy, held, [ON_PAPER])


@on_a_server
async def test_who_signs_in_as_the_password_becomes_another_is_out_again(
    house: House, token: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    resetting = resets_meanwhile(house, token, monkeypatch)
    async with asyncio.timeout(30):
        entered = await sign_in(house, EMAIL, PASSWORD, HERE)
        await resetting[0]
    assert entered is not None
    assert not await is_in(house, entered)
    monkeypatch.undo()
    assert await sign_in(house, EMAIL, PASSWORD, HERE) is None
    assert await sign_in(house, EMAIL, OTHER, HERE) is not None


@on_a_server
async def test_who_comes_as_the_password_has_become_another_does_not_get_in(
    house: House, token: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    coming: list[asyncio.Task[Any]] = []

    async def and_then(*about: Any) -> int:
        ended = await end_all_but(*about)
        coming.append(await begun(house, sign_in(house, EMAIL, PASSWORD, HERE)))
        return ended

    end_all_but = by_mail.end_all_but
    monkeypatch.setattr(by_mail, "end_all_but", and_then)
    async with asyncio.timeout(30):
        await reset_password(house, token, OTHER)
        assert await coming[0] is None


@on_a_server
async def test_a_hash_of_another_making_is_never_that_of_the_old_password(
    house: House, token: str, monkeypatch: pytest.MonkeyPatch
) -> None:

    async def right_and_made_anew(password: str, held: str) -> tuple[bool, str]:
        return (await check(password, held))[0], await door.passwords.make_hash(password)

    check = door.passwords.check
    monkeypatch.setattr(door.passwords, "check", right_and_made_anew)
    resetting = resets_meanwhile(house, token, monkeypatch)
    async with asyncio.timeout(30):
        await sign_in(house, EMAIL, PASSWORD, HERE)
        await resetting[0]
    monkeypatch.undo()
    assert await sign_in(house, EMAIL, PASSWORD, HERE) is None
    assert await sign_in(house, EMAIL, OTHER, HERE) is not None


@on_a_server
@pytest.mark.parametrize("with_app", [True, False], ids=["app", "paper"])
async def test_who_is_halfway_in_as_the_password_becomes_another_is_out_again(
    house: House, monkeypatch: pytest.MonkeyPatch, *, with_app: bool
) -> None:
    await holds_app(house, await with_password(house, "noor", Role.CONTRACT_MANAGER))
    await ask_for_link(house, LinkPurpose.RESET, Asker(EMAIL, "nl", "192.0.2.2"))
    token = (await last_link(house)).rpartition("/")[2]
    visitor, coming = await known(house, await sign_in(house, EMAIL, PASSWORD, HERE))
    resetting = resets_meanwhile(house, token, monkeypatch)
    async with asyncio.timeout(30):
        entered = await pass_second_factor(house, visitor, code_now() if with_app else ON_PAPER, coming)
        await resetting[0]
    assert entered is not None
    assert not await is_in(house, entered)


async def test_who_was_in_changes_nothing_of_how_they_get_in_once_they_are_out(house: House, token: str) -> None:
    """Their password was right a moment ago, and their session has ended since."""
    visitor, coming = await known(house, await sign_in(house, EMAIL, PASSWORD, HERE))
    await own.confirm(house, visitor, PASSWORD, coming)
    await reset_password(house, token, OTHER)
    for work in (
        own.change_password(house, visitor, PASSWORD, coming),
        own.hold_app(house, visitor, SECRET, 1, coming),
        own.hold_passkey(house, visitor, door.Place("https://hulp.example"), "{}", "", "Telefoon", coming),
        own.renew_recovery_codes(house, visitor),
        own.drop_app(house, visitor),
    ):
        with pytest.raises(SignInNeeded):
            await work
    assert await sign_in(house, EMAIL, OTHER, HERE) is not None
