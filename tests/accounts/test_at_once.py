"""Several in the same moment, on both databases: what counts once counts once, and nobody gets in anybody's way."""

import asyncio

import pytest
from sqlmodel import func, select

from portal import clock
from portal.access.patience import TooSoon
from portal.access.sessions import begin, recognise
from portal.access.visitor import Visitor
from portal.accounts import second_factor
from portal.accounts.actions.by_mail import Asker, LinkGone, ask_for_link, reset_password, sign_in_by_link
from portal.accounts.actions.sign_in import Coming, pass_second_factor, sign_in, sign_in_with_passkey, sign_out
from portal.accounts.passkeys import NotProven, Place, _spend, ask_to_sign_in
from portal.model import Account, FailedTry, LinkPurpose, RecoveryCode, Role, SignInSession
from portal.web.house import House
from tests.accounts.door import OTHER, PASSWORD, code_now, with_password
from tests.accounts.mailbox import last_link
from tests.accounts.on_both import house
from tests.staff import FEMKE_HERSELF, SAFE_BASE

__all__ = ["house"]

MANY = 8
EMAIL = "noor@voorbeeld.example"


async def halfway_in(house: House, number: int) -> tuple[Visitor, Coming]:
    entered = await sign_in(house, EMAIL, PASSWORD, Coming(f"192.0.2.{number}", ""))
    assert entered is not None
    assert entered.halfway
    visitor = await recognise(house.database, house.regions, entered.token)
    return visitor, Coming(f"192.0.2.{number}", "", visitor.session)


async def pass_at_once(house: House, codes: list[str]) -> int:
    """How many of them got in."""
    coming = [await halfway_in(house, number) for number in range(len(codes))]

    async def tried(who: tuple[Visitor, Coming], code: str) -> bool:
        try:
            return await pass_second_factor(house, who[0], code, who[1]) is not None
        except TooSoon:
            return False

    return sum(await asyncio.gather(*(tried(who, code) for who, code in zip(coming, codes, strict=True))))


async def test_the_same_code_of_an_app_lets_one_in(house: House) -> None:
    await with_password(house, "noor", Role.CONTRACT_MANAGER, app=True)
    with clock.stopped_at(clock.now()):
        assert await pass_at_once(house, [code_now()] * MANY) == 1


async def test_the_same_recovery_code_lets_one_in(house: House) -> None:
    noor = await with_password(house, "noor", Role.CONTRACT_MANAGER, app=True)
    async with house.database.writing(FEMKE_HERSELF) as session:
        await second_factor.hold_recovery_codes(session, house.secrecy, noor, ["abcd-efgh-jkmn"])
    assert await pass_at_once(house, ["abcd-efgh-jkmn"] * MANY) == 1
    async with house.database.reading() as session:
        assert (await session.exec(select(RecoveryCode))).one().used_at is not None


async def test_the_same_challenge_is_spent_once(house: House) -> None:
    async def tried() -> bool:
        try:
            async with house.database.writing(FEMKE_HERSELF) as session:
                await _spend(session, b"challenge")
        except NotProven:
            return False
        return True

    assert sum(await asyncio.gather(*(tried() for _ in range(MANY)))) == 1


@pytest.mark.parametrize("said", ["\\u0000", "\\ud800", "é"])
async def test_what_no_passkey_is_called_proves_nothing(house: House, said: str) -> None:
    place = Place(SAFE_BASE)
    answer = f'{{"id": "{said}", "rawId": "x", "type": "public-key", "response": {{}}}}'
    sealed = ask_to_sign_in(house.secrecy, place).sealed
    with pytest.raises(NotProven):
        await sign_in_with_passkey(house, place, answer, sealed, Coming("192.0.2.1", ""))


async def test_right_and_wrong_from_one_address_hold_each_other_up_no_further(house: House) -> None:
    """Right ones let go of what wrong ones wait for: in one order, or the two would wait for each other."""
    await with_password(house, "noor", Role.CONTRACT_MANAGER)
    await with_password(house, "olaf", Role.CONTRACT_MANAGER)

    async def tried(email: str, password: str) -> str:
        try:
            entered = await sign_in(house, email, password, Coming("192.0.2.1", ""))
        except TooSoon:
            return "waits"
        return "in" if entered else "out"

    tries = [(EMAIL, PASSWORD), ("olaf@voorbeeld.example", PASSWORD), ("niemand@voorbeeld.example", OTHER)] * 4
    async with asyncio.timeout(30):
        found = await asyncio.gather(*(tried(*one) for one in tries))
    assert {said for said, one in zip(found, tries, strict=True) if one[1] == OTHER} <= {"out", "waits"}
    assert "in" in found
    async with house.database.reading() as session:
        begun = (await session.exec(select(func.count()).select_from(SignInSession))).one()
        assert begun == found.count("in")
        assert len((await session.exec(select(FailedTry))).all()) <= 4


async def test_sessions_begin_and_end_on_both_databases(house: House) -> None:
    noor = await with_password(house, "noor", Role.CONTRACT_MANAGER)
    entered = await sign_in(house, EMAIL, PASSWORD, Coming("192.0.2.1", "Firefox"))
    assert entered is not None
    visitor = await recognise(house.database, house.regions, entered.token)
    assert (visitor.account_id, visitor.second_factor) == (noor.id, False)
    async with house.database.writing(FEMKE_HERSELF) as session:
        token = await begin(
            session, noor.id or 0, entered.limits, second_factor=True, device="", instead_of=visitor.session
        )
    assert not (await recognise(house.database, house.regions, entered.token)).signed_in
    after = await recognise(house.database, house.regions, token)
    assert after.second_factor
    await sign_out(house, after)
    assert not (await recognise(house.database, house.regions, token)).signed_in
    async with house.database.writing(FEMKE_HERSELF) as session:
        (await session.exec(select(Account))).one().ended = clock.now()
    assert await sign_in(house, EMAIL, PASSWORD, Coming("192.0.2.1", "")) is None


async def test_a_link_in_a_mail_works_once_however_many_press_it(house: House) -> None:
    await ask_for_link(house, LinkPurpose.SIGN_IN, Asker("samira@voorbeeld.example", "nl", "192.0.2.1"))
    token = (await last_link(house)).rpartition("/")[2]

    async def tried(number: int) -> bool:
        try:
            await sign_in_by_link(house, token, Coming(f"192.0.2.{number}", ""))
        except LinkGone:
            return False
        return True

    assert sum(await asyncio.gather(*(tried(number) for number in range(MANY)))) == 1


async def test_two_links_of_somebody_new_make_one_account(house: House) -> None:
    tokens = []
    for _ in range(3):
        await ask_for_link(house, LinkPurpose.SIGN_IN, Asker("samira@voorbeeld.example", "nl", "192.0.2.1"))
        tokens.append((await last_link(house)).rpartition("/")[2])
    entered = await asyncio.gather(*(sign_in_by_link(house, token, Coming("192.0.2.1", "")) for token in tokens))
    assert len({one.token for one in entered}) == 3
    async with house.database.reading() as session:
        assert len((await session.exec(select(Account))).all()) == 1


async def test_of_several_new_passwords_by_one_link_one_holds(house: House) -> None:
    await with_password(house, "noor", Role.CONTRACT_MANAGER)
    await ask_for_link(house, LinkPurpose.RESET, Asker(EMAIL, "nl", "192.0.2.1"))
    token = (await last_link(house)).rpartition("/")[2]

    async def tried(number: int) -> bool:
        try:
            await reset_password(house, token, f"{OTHER} {number}")
        except LinkGone:
            return False
        return True

    found = await asyncio.gather(*(tried(number) for number in range(MANY)))
    assert sum(found) == 1
    entered = await sign_in(house, EMAIL, f"{OTHER} {found.index(True)}", Coming("192.0.2.1", ""))
    assert entered is not None
