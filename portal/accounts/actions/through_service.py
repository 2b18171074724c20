"""Getting in because a service vouches for somebody, and which services may do that for an account.

Who they are is issuer and subject, never a mail address: whoever can have any address written in their claims would
have anybody's account with it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from portal import clock
from portal.access import mail_address
from portal.access.fetch import own_account, own_identity
from portal.access.patience import by_address, count_try, forgive
from portal.access.visitor import Visitor
from portal.accounts.actions.sign_in import Coming, Entered, begin_for, has_second_factor
from portal.accounts.services.journey import LASTS, Journey
from portal.accounts.services.known import Service
from portal.accounts.services.rules import apply, end_ruled, wanted_by
from portal.accounts.services.talk import NotVouched
from portal.accounts.services.token import proven_by, text_of, with_second_factor
from portal.database import Actor
from portal.mail.writing import NotAnAddress, checked
from portal.model import Account, ExternalIdentity, Membership, Passkey, Role, SpentOnce
from portal.secrecy import Unreadable, public_key, token_print
from portal.web.characters import one_line
from portal.web.house import House
from portal.web.language import DEFAULT, LANGUAGES, translations

TO_LINK = "service to link"


class NotKnown(Exception):
    """The service vouches for them, and they have no account here, nor get one by that."""


class AddressTaken(Exception):
    """There is an account with their mail address, and it is not shown that it is theirs."""


class Ended(Exception):
    """Their account has ended."""


@dataclass(frozen=True)
class Vouched:
    """Of whom a service says who they are."""

    print: str = field(repr=False)
    claims: Mapping[str, Any] = field(repr=False)
    second_factor: bool


async def vouched_for(
    house: House, service: Service, journey: Journey, code: str, back_to: str, coming: Coming
) -> Vouched:
    """Asks the service, outside any transaction. Raises NotVouched, ServiceAway or TooSoon."""
    of_address = by_address(house.secrecy, coming.address, "service")
    await count_try(house.database, of_address)
    said, talk = service.said, service.talk
    given = await talk.exchange(code, journey.verifier, back_to)
    claims = await proven_by(said, talk, given, journey.nonce)
    if said.userinfo:
        more = await talk.userinfo(given.access_token)
        if more.get("sub") != claims["sub"]:
            raise NotVouched("userinfo of somebody else")
        claims = {**more, **claims}
    subject = text_of(claims, said.subject)
    if not subject:
        raise NotVouched("no subject")
    printed = house.secrecy.fingerprint(f"{said.issuer}\0{said.subject}\0{subject}", "identity")
    async with house.database.writing(actor_for(service)) as session:
        await _spend(session, journey)
        await forgive(session, None, of_address)
    return Vouched(printed, claims, with_second_factor(said, claims))


async def sign_in_through(
    house: House, service: Service, journey: Journey, vouched: Vouched, coming: Coming
) -> Entered:
    """Raises NotKnown, AddressTaken or Ended."""
    try:
        return await _sign_in_through(house, service, journey, vouched, coming)
    except (IntegrityError, AddressTaken):  # perhaps by another answer about them, in this same moment
        return await _sign_in_through(house, service, journey, vouched, coming)


async def _sign_in_through(
    house: House, service: Service, journey: Journey, vouched: Vouched, coming: Coming
) -> Entered:
    async with house.database.writing(actor_for(service)) as session:
        wanted = await wanted_by(session, service.said, vouched.claims, house.regions)
        identity = await identity_of(session, service, vouched.print)
        if identity is None:
            if not wanted.new_account:
                raise NotKnown
            account = await _new_account(session, house, service, journey, vouched, family=not wanted.tied)
            if not wanted.tied:
                session.add(
                    Membership(key=public_key(), account_id=account.id or 0, role=Role.FAMILY, since=clock.now())
                )
            await link_to(session, service, account, vouched.print)
        else:
            # Locked: of two at once the second sees which roles the first gave.
            statement = select(Account).where(Account.id == identity.account_id).with_for_update()
            held = (await session.exec(statement)).first()
            if held is None or held.ended is not None:
                raise Ended
            account, identity.last_used = held, clock.now()
        await apply(session, service.said, account, wanted)
        halfway = not vouched.second_factor and await has_second_factor(session, account)
        return await begin_for(
            session,
            house,
            account,
            coming,
            second_factor=vouched.second_factor,
            halfway=halfway,
            through=service.key,
        )


def seal_to_link(house: House, service: Service, visitor: Visitor, vouched: Vouched) -> str:
    """For the form in which they say yes: that nobody else had their browser walk there and back."""
    until = int((clock.now() + LASTS).timestamp())
    return house.secrecy.seal(f"{visitor.key} {until} {service.key} {vouched.print}", TO_LINK)


async def link(house: House, service: Service, visitor: Visitor, sealed: str) -> bool:
    """Whether it is one of their ways in now: not where it is somebody else's. Raises NotVouched."""
    try:
        key, until, of, printed = house.secrecy.unseal(sealed, TO_LINK).split(" ")
    except (Unreadable, ValueError) as problem:
        raise NotVouched("not sealed by us") from problem
    if key != visitor.key or of != service.key or int(until) <= clock.now().timestamp():
        raise NotVouched("for another account, or too late")
    try:
        async with house.database.writing(Actor(f"account:{visitor.key}", "own account")) as session:
            account = await own_account(session, visitor)
            identity = await identity_of(session, service, printed)
            if identity is None:
                await link_to(session, service, account, printed)
            return identity is None or identity.account_id == account.id
    except IntegrityError:  # theirs or another's, a moment ago
        return False


async def unlink(house: House, visitor: Visitor, key: str) -> bool:
    """Not the last way in. As what somebody is by that service's word alone ends with it. Raises LastOne."""
    async with house.database.writing(Actor(f"account:{visitor.key}", "own account")) as session:
        account = await own_account(session, visitor)
        identity = await own_identity(session, visitor, key)
        statement = select(ExternalIdentity).where(ExternalIdentity.account_id == account.id).with_for_update()
        held = (await session.exec(statement)).all()
        if len(held) == 1 and not await has_other_way_in(session, house, account):
            return False
        await session.delete(identity)
        if sum(one.service == identity.service for one in held) == 1:
            await end_ruled(session, account, identity.service)
        return True


async def has_other_way_in(session: AsyncSession, house: House, account: Account) -> bool:
    """Than through a service: a password, a passkey; for a family a mail with a link."""
    if account.password_hash:
        return True
    if (await session.exec(select(Passkey.id).where(Passkey.account_id == account.id).limit(1))).first() is not None:
        return True
    memberships = select(Membership.role).where(
        Membership.account_id == account.id, col(Membership.until).is_(None), Membership.role != Role.FAMILY
    )
    is_family = (await session.exec(memberships.limit(1))).first() is None
    return is_family and bool(mail_address.address_of(house.secrecy, account))


async def identity_of(session: AsyncSession, service: Service, printed: str) -> ExternalIdentity | None:
    statement = select(ExternalIdentity).where(
        ExternalIdentity.service == service.key, ExternalIdentity.subject_print == printed
    )
    return (await session.exec(statement)).first()


async def link_to(session: AsyncSession, service: Service, account: Account, printed: str) -> None:
    session.add(
        ExternalIdentity(
            key=public_key(),
            account_id=account.id or 0,
            service=service.key,
            subject_print=printed,
            linked_at=clock.now(),
        )
    )
    await session.flush()


async def _new_account(
    session: AsyncSession, house: House, service: Service, journey: Journey, vouched: Vouched, *, family: bool
) -> Account:
    """A mail address counts only where the service has seen that it is theirs. Without one they cannot be written to;
    what stands in its place is nobody's address."""
    said = service.said
    email = _address(text_of(vouched.claims, said.email)) if vouched.claims.get("email_verified") is True else ""
    printed = mail_address.print_of(house.secrecy, email or f"\0{said.key}\0{vouched.print}")
    if (await session.exec(select(Account.id).where(Account.email_print == printed))).first() is not None:
        raise AddressTaken
    language = journey.language if journey.language in LANGUAGES else DEFAULT
    account = Account(
        key=public_key(),
        name=name_for(service, vouched, language, family=family),
        email_sealed=mail_address.seal(house.secrecy, email) if email else "",
        email_print=printed,
        language=language,
        created=clock.now(),
    )
    session.add(account)
    await session.flush()
    return account


def name_for(service: Service, vouched: Vouched, language: str, *, family: bool = False) -> str:
    known = translations(language)
    unnamed = known.gettext("Family") if family else known.gettext("Name unknown")
    return one_line(text_of(vouched.claims, service.said.name))[:100].strip() or unnamed


def _address(said: str) -> str:
    try:
        return checked(said) if said else ""
    except NotAnAddress:
        return ""


async def _spend(session: AsyncSession, journey: Journey) -> None:
    """An answer counts once, whatever the service thinks of its code."""
    session.add(SpentOnce(print=token_print(f"journey {journey.state}"), until=clock.now() + LASTS))
    try:
        await session.flush()
    except IntegrityError as problem:
        raise NotVouched("answered before") from problem


def actor_for(service: Service) -> Actor:
    return Actor(f"service:{service.key}", "identity service")
