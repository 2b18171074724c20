"""Getting in by a mail: another password for who forgot theirs, and for families a link instead of one.

Whether somebody has an account is told in the mail and nowhere else. Whoever asks, for whomever, the same is done: a
link is made, perhaps for nobody, and a mail is written.
"""

from dataclasses import dataclass, field

from sqlalchemy.exc import IntegrityError
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from portal import clock, secrecy
from portal.access import mail_address
from portal.access.one_time import link_of, make_link, use_link, use_up_others
from portal.access.patience import by_address, by_receiver, count_try
from portal.access.sessions import end_all_but
from portal.accounts import passwords
from portal.accounts.actions.own import known_of
from portal.accounts.actions.sign_in import AT_THE_DOOR, Coming, Entered, actor_of, begin_for, has_second_factor
from portal.mail.writing import Receiver, checked, write_mail
from portal.model import Account, LinkPurpose, Membership, OneTimeLink, Role
from portal.model.lasting import holds
from portal.regions import RegionData
from portal.secrecy import public_key
from portal.web.address import link
from portal.web.entrance import RESET, SIGN_IN_LINK
from portal.web.findable import origin_of
from portal.web.house import House
from portal.web.language import translations

PURPOSE = "one-time link"
KINDS = {LinkPurpose.RESET: "reset", LinkPurpose.SIGN_IN: "sign_in_link"}
PATHS = {LinkPurpose.RESET: RESET, LinkPurpose.SIGN_IN: SIGN_IN_LINK}


class LinkGone(Exception):
    """It was never there, or does not work (any more)."""


class TooWeak(Exception):
    """The password, with a message id that says why."""


@dataclass(frozen=True)
class Asker:
    """Who asks for a mail, by their word only."""

    email: str = field(repr=False)
    language: str
    address: str  # of the network
    region: RegionData | None = None


async def ask_for_link(house: House, purpose: LinkPurpose, asker: Asker) -> None:
    """Raises NotAnAddress, by its form alone, or TooSoon."""
    email = checked(asker.email)
    who = mail_address.print_of(house.secrecy, email)
    await count_try(
        house.database,
        by_receiver(house.secrecy, who, purpose.value),
        by_address(house.secrecy, asker.address, "mails address"),
    )
    async with house.database.writing(AT_THE_DOOR) as session:
        account, families_only = await _account(session, who)
        # Somebody whose account ended gets no other way in.
        lets_in = account is not None and account.ended is None
        if purpose is LinkPurpose.SIGN_IN:
            lets_in = account is None or (lets_in and families_only)
        language = account.language if account else asker.language
        token = await make_link(
            session,
            purpose,
            account.id if account and lets_in else None,
            email_sealed=house.secrecy.seal(email, PURPOSE) if account is None else "",
            language=language,
        )
        path = link(language, f"{PATHS[purpose]}/{token}")
        # To the address that is held, not to the one that was typed: two that look alike to us may differ elsewhere.
        held = mail_address.address_of(house.secrecy, account) if account else ""
        await write_mail(
            session,
            house.settings,
            KINDS[purpose],
            Receiver(held or email, language=language),
            once=secrecy.token_print(token),
            region=asker.region,
            values={"address": origin_of(house.settings, asker.region) + path if lets_in else ""},
        )


async def _account(session: AsyncSession, who: str) -> tuple[Account | None, bool]:
    """And whether they are here as a family only. Asked in one question, whoever it is: as long for nobody."""
    now = clock.now()
    more = select(Membership.id).where(
        Membership.account_id == Account.id,
        Membership.role != Role.FAMILY,
        holds(now),
    )
    statement = select(Account, more.limit(1).scalar_subquery()).where(Account.email_print == who)
    found = (await session.exec(statement)).first()
    return (None, True) if found is None else (found[0], found[1] is None)


async def account_to_reset(session: AsyncSession, token: str) -> Account:
    """Whose password the link sets. Raises LinkGone."""
    return (await _to_reset(session, token))[1]


async def _to_reset(session: AsyncSession, token: str) -> tuple[OneTimeLink, Account]:
    held = await link_of(session, token, LinkPurpose.RESET)
    account = await session.get(Account, held.account_id) if held and held.account_id else None
    if held is None or account is None or account.ended is not None:
        raise LinkGone
    return held, account


async def reset_password(house: House, token: str, password: str) -> None:
    """Everywhere else they are out, and nobody is in: they come in by the door, with their second step where they
    have one. Raises LinkGone or TooWeak; a password that is too weak does not use the link up."""
    async with house.database.reading() as session:
        account = await account_to_reset(session, token)
    if weak := await passwords.problem_with(password, known_of(house, account)):
        raise TooWeak(weak)
    hashed = await passwords.make_hash(password)
    async with house.database.writing(actor_of(account)) as session:
        held, account = await _to_reset(session, token)
        if not await use_link(session, held):
            raise LinkGone
        account.password_hash = hashed
        await use_up_others(session, account.id or 0)
        await end_all_but(session, account.id or 0)


async def address_to_sign_in(session: AsyncSession, house: House, token: str) -> str:
    """As whom the link lets somebody in. Raises LinkGone."""
    held = await link_of(session, token, LinkPurpose.SIGN_IN)
    if held is None:
        raise LinkGone
    if held.email_sealed:
        return _opened(house, held)
    return mail_address.address_of(house.secrecy, await _of_family(session, held.account_id))


async def sign_in_by_link(house: House, token: str, coming: Coming) -> Entered:
    """An account is made for who has none. Raises LinkGone."""
    try:
        return await _sign_in_by_link(house, token, coming)
    except IntegrityError:  # another link of theirs made the account in this same moment
        return await _sign_in_by_link(house, token, coming)


async def _sign_in_by_link(house: House, token: str, coming: Coming) -> Entered:
    async with house.database.writing(AT_THE_DOOR) as session:
        held = await link_of(session, token, LinkPurpose.SIGN_IN)
        if held is None or not await use_link(session, held):
            raise LinkGone
        if held.email_sealed:
            account = await _family_at(session, house, _opened(house, held), held.language)
        else:
            account = await _of_family(session, held.account_id)
        halfway = await has_second_factor(session, account)
        return await begin_for(session, house, account, coming, halfway=halfway)


def _opened(house: House, held: OneTimeLink) -> str:
    try:
        return house.secrecy.unseal(held.email_sealed, PURPOSE)
    except secrecy.Unreadable as problem:
        raise LinkGone from problem


async def _family_at(session: AsyncSession, house: House, email: str, language: str) -> Account:
    who = mail_address.print_of(house.secrecy, email)
    known, _ = await _account(session, who)
    if known is not None:  # made since the mail was written, or it has become more than a family's since
        return await _of_family(session, known.id)
    account = Account(
        key=public_key(),
        name=translations(language).gettext("Family"),  # no part of the address: names are seen
        email_sealed=mail_address.seal(house.secrecy, email),
        email_print=who,
        language=language,
        created=clock.now(),
    )
    session.add(account)
    await session.flush()
    session.add(Membership(key=public_key(), account_id=account.id or 0, role=Role.FAMILY, since=clock.now()))
    await session.flush()
    return account


async def _of_family(session: AsyncSession, account_id: int | None) -> Account:
    account = await session.get(Account, account_id) if account_id else None
    known, families_only = await _account(session, account.email_print) if account else (None, False)
    if known is None or known.ended is not None or not families_only:
        raise LinkGone
    return known
