"""What somebody changes of their own account. Where it is about how they get in, the password is asked again."""

from collections.abc import Sequence
from datetime import timedelta

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from portal import clock
from portal.access.fetch import own_account, own_account_held, own_membership, own_passkey, own_session
from portal.access.mail_address import address_of
from portal.access.one_time import use_up_others
from portal.access.patience import by_account, by_address, count_try, forgive
from portal.access.sessions import end, end_all_but
from portal.access.visitor import Visitor
from portal.accounts import passwords, second_factor
from portal.accounts.actions.leave import end_membership
from portal.accounts.actions.sign_in import Coming, Entered, begin_for, has_second_factor
from portal.accounts.passkeys import Place, registered
from portal.database import Actor
from portal.model import Account, RecoveryCode, SignInSession
from portal.web.house import House

FRESH = timedelta(minutes=10)  # since somebody without a password signed in


class NotThem(Exception):
    """The password that was asked again is not right; or there is none, and it is too long ago that they signed in."""


def _actor(visitor: Visitor) -> Actor:
    return Actor(f"account:{visitor.key}", "own account")


async def confirm(house: House, visitor: Visitor, password: str, coming: Coming) -> Account:
    """Raises NotThem or TooSoon. A session that somebody else got hold of is not enough for what follows."""
    async with house.database.reading() as session:
        account = await own_account(session, visitor)
    if not account.password_hash:
        if visitor.session is None or clock.now() - visitor.session.began > FRESH:
            raise NotThem
        return account
    of_account = by_account(house.secrecy, account.email_print)
    of_address = by_address(house.secrecy, coming.address)
    await count_try(house.database, of_account, of_address)
    right, _ = await passwords.check(password, account.password_hash)
    if not right:
        raise NotThem
    async with house.database.writing(_actor(visitor)) as session:
        await forgive(session, of_account, of_address)
    return account


async def change_about(house: House, visitor: Visitor, name: str, language: str) -> None:
    async with house.database.writing(_actor(visitor)) as session:
        account = await own_account(session, visitor)
        account.name, account.language = name, language


async def change_password(house: House, visitor: Visitor, password: str, coming: Coming) -> Entered:
    """Every other session ends: if somebody else knew the old one, they are out."""
    hashed = await passwords.make_hash(password)
    async with house.database.writing(_actor(visitor)) as session:
        account = await own_account_held(session, visitor)
        account.password_hash = hashed
        await use_up_others(session, account.id or 0)
        await end_all_but(session, account.id or 0)
        return await begin_for(session, house, account, coming, second_factor=visitor.second_factor)


async def hold_app(
    house: House, visitor: Visitor, secret: str, step: int, coming: Coming
) -> tuple[Entered, Sequence[str]]:
    """The app from now on, codes for when it is lost, and a session in which the second factor has been passed."""
    codes = second_factor.new_recovery_codes()
    async with house.database.writing(_actor(visitor)) as session:
        account = await own_account_held(session, visitor)
        account.totp_sealed = second_factor.seal(house.secrecy, secret)
        account.totp_last_step = step
        await second_factor.hold_recovery_codes(session, house.secrecy, account, codes)
        return await begin_for(session, house, account, coming, second_factor=True), codes


async def hold_passkey(
    house: House, visitor: Visitor, place: Place, answer: str, sealed: str, name: str, coming: Coming
) -> tuple[Entered, Sequence[str]]:
    """As above; codes only for who has none yet. Raises NotProven."""
    async with house.database.writing(_actor(visitor)) as session:
        account = await own_account_held(session, visitor)
        await registered(session, house.secrecy, place, account, answer, sealed, name)
        codes: Sequence[str] = ()
        held = select(RecoveryCode.id).where(RecoveryCode.account_id == account.id).limit(1)
        if (await session.exec(held)).first() is None:
            codes = second_factor.new_recovery_codes()
            await second_factor.hold_recovery_codes(session, house.secrecy, account, codes)
        return await begin_for(session, house, account, coming, second_factor=True), codes


async def drop_app(house: House, visitor: Visitor) -> None:
    async with house.database.writing(_actor(visitor)) as session:
        account = await own_account_held(session, visitor)
        account.totp_sealed = ""
        await session.flush()
        await _drop_codes_without_factor(session, account)


async def drop_passkey(house: House, visitor: Visitor, key: str) -> None:
    async with house.database.writing(_actor(visitor)) as session:
        account = await own_account_held(session, visitor)
        await session.delete(await own_passkey(session, visitor, key))
        await session.flush()
        await _drop_codes_without_factor(session, account)


async def renew_recovery_codes(house: House, visitor: Visitor) -> Sequence[str]:
    codes = second_factor.new_recovery_codes()
    async with house.database.writing(_actor(visitor)) as session:
        account = await own_account_held(session, visitor)
        await second_factor.hold_recovery_codes(session, house.secrecy, account, codes)
    return codes


async def _drop_codes_without_factor(session: AsyncSession, account: Account) -> None:
    """Codes that stand in for nothing open nothing; and who passed a factor that is gone has passed none."""
    if not await has_second_factor(session, account):
        for code in (await session.exec(select(RecoveryCode).where(RecoveryCode.account_id == account.id))).all():
            await session.delete(code)
        for held in (await session.exec(select(SignInSession).where(SignInSession.account_id == account.id))).all():
            held.second_factor = False


async def leave(house: House, visitor: Visitor, key: str) -> None:
    """Raises LastOne."""
    async with house.database.writing(_actor(visitor)) as session:
        await end_membership(session, await own_membership(session, visitor, key))


async def end_session(house: House, visitor: Visitor, key: str) -> bool:
    """Whether it was the one that this request came in."""
    async with house.database.writing(_actor(visitor)) as session:
        held = await own_session(session, visitor, key)
        await end(session, col(SignInSession.id) == held.id)
        return visitor.session is not None and held.id == visitor.session.id


async def end_other_sessions(house: House, visitor: Visitor) -> int:
    kept = [visitor.session.id] if visitor.session else []
    async with house.database.writing(_actor(visitor)) as session:
        return await end_all_but(session, visitor.account_id or 0, kept)


def known_of(house: House, account: Account) -> tuple[str, str]:
    """What a password should not be made of."""
    return account.name, address_of(house.secrecy, account)
