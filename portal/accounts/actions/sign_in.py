"""Getting in: a password, then a second factor where there is one; or a passkey, which is both. And out again."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from portal.access.mail_address import print_of
from portal.access.patience import by_account, by_address, count_try, forgive
from portal.access.sessions import FOR_SECOND_FACTOR, Limits, begin, belongings_of, end, limits_for
from portal.access.visitor import Belonging, SessionHeld, Visitor
from portal.accounts import passwords
from portal.accounts.passkeys import Place, signed_in_with
from portal.accounts.second_factor import accept_app_code, accept_recovery_code
from portal.database import Actor
from portal.model import Account, Passkey, SignInSession
from portal.web.house import House

AT_THE_DOOR = Actor("visitor", "visitor")


@dataclass(frozen=True)
class Coming:
    """From where somebody comes to the door."""

    address: str  # of the network
    device: str
    session: SessionHeld | None = None  # that their browser has already


@dataclass(frozen=True)
class Entered:
    """A session that has begun. Halfway in: the second factor is still asked for."""

    token: str
    limits: Limits
    halfway: bool = False
    belongings: tuple[Belonging, ...] = ()  # these say where they go on


async def sign_in(house: House, email: str, password: str, coming: Coming) -> Entered | None:
    """None if the two do not belong together, whichever of them is wrong. Raises TooSoon."""
    who = print_of(house.secrecy, email)
    of_account, of_address = by_account(house.secrecy, who), by_address(house.secrecy, coming.address)
    await count_try(house.database, of_account, of_address)
    async with house.database.reading() as session:
        account = (await session.exec(select(Account).where(Account.email_print == who, open_account()))).first()
    right, renewed = await passwords.check(password, account.password_hash if account else "")
    if account is None or not right:
        return None
    async with house.database.writing(actor_of(account)) as session:
        # Once more, now that nothing can come between: it may have been ended, or given another password, meanwhile.
        held = await _held(session, account.id)
        if held is None or held.password_hash != account.password_hash:
            return None
        if renewed:
            held.password_hash = renewed
        await forgive(session, of_account, of_address)
        halfway = await has_second_factor(session, held)
        return await begin_for(session, house, held, coming, halfway=halfway)


async def pass_second_factor(house: House, visitor: Visitor, code: str, coming: Coming) -> Entered | None:
    """None if the code is not right, was used before, or the session ended meanwhile. Raises TooSoon."""
    of_code, of_address = by_account(house.secrecy, visitor.key, "code"), by_address(house.secrecy, coming.address)
    await count_try(house.database, of_code, of_address)
    async with house.database.writing(Actor(f"account:{visitor.key}", "own account")) as session:
        account = await _held(session, visitor.halfway_in)
        if account is None or coming.session is None:
            return None
        accepted = await accept_app_code(session, house.secrecy, account, code) or await accept_recovery_code(
            session, house.secrecy, account, code
        )
        if not accepted:
            return None
        if not await end(session, col(SignInSession.id) == coming.session.id):
            return None  # ended from elsewhere, a moment ago
        await forgive(session, of_code, of_address)
        return await begin_for(session, house, account, coming, second_factor=True)


async def _held(session: AsyncSession, account_id: int | None) -> Account | None:
    """Whoever gives it another password and ends all its sessions has done so, or waits until this one has begun."""
    statement = select(Account).where(Account.id == account_id, open_account())
    return (await session.exec(statement.with_for_update(key_share=True))).first()


async def sign_in_with_passkey(house: House, place: Place, answer: str, sealed: str, coming: Coming) -> Entered:
    """Raises NotProven or TooSoon. It is both factors: something they have, and it knew them."""
    of_address = by_address(house.secrecy, coming.address)
    await count_try(house.database, of_address)
    async with house.database.writing(AT_THE_DOOR) as session:
        account = await signed_in_with(session, house.secrecy, place, answer, sealed)
        await forgive(session, None, of_address)
        return await begin_for(session, house, account, coming, second_factor=True)


async def sign_out(house: House, visitor: Visitor) -> None:
    if visitor.session is not None:
        async with house.database.writing(Actor(f"account:{visitor.key}", "own account")) as session:
            await end(session, col(SignInSession.id) == visitor.session.id)


async def begin_for(
    session: AsyncSession,
    house: House,
    account: Account,
    coming: Coming,
    *,
    second_factor: bool = False,
    halfway: bool = False,
    through: str = "",
) -> Entered:
    """Instead of the session that their browser has, whosever that is."""
    number = account.id or 0
    belongings = await belongings_of(session, number)
    limits = limits_for(belongings, house.regions)
    if halfway:
        limits = Limits(FOR_SECOND_FACTOR, FOR_SECOND_FACTOR)
    token = await begin(
        session,
        number,
        limits,
        second_factor=second_factor,
        device=coming.device,
        instead_of=coming.session,
        through=through,
    )
    return Entered(token, limits, halfway, belongings)


async def has_second_factor(session: AsyncSession, account: Account) -> bool:
    if account.totp_sealed:
        return True
    return (await session.exec(select(Passkey.id).where(Passkey.account_id == account.id).limit(1))).first() is not None


def open_account() -> ColumnElement[bool]:
    return col(Account.ended).is_(None)


def actor_of(account: Account) -> Actor:
    return Actor(f"account:{account.key}", "own account")
