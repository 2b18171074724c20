"""Inviting somebody by mail, and taking that back. Only who may do so for what the invitation ties to."""

from dataclasses import dataclass, field
from datetime import timedelta

from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from portal import clock, secrecy
from portal.access import Visitor, mail_address
from portal.access.patience import by_invited, count_try
from portal.mail.writing import NotAnAddress, Receiver, checked, write_mail
from portal.model import Account, Invitation, Membership, Role
from portal.model.lasting import holds
from portal.regions import RegionData
from portal.secrecy import public_key
from portal.web.address import link
from portal.web.entrance import INVITATION
from portal.web.findable import origin_of
from portal.web.house import House
from portal.web.language import N_, translations
from portal.web.role_names import ROLE_NAMES

VALID = timedelta(days=14)
MOST_OPEN = 50  # of one who invites

NO_ADDRESS = N_("This is no mail address.")
WORKS_HERE = N_("Somebody with this address works here already.")
INVITED_ALREADY = N_("This address has been invited already. Withdraw that first if the mail did not arrive.")
TOO_MANY = N_("There are many invitations open. Withdraw some first.")
HAS_MANAGER = N_("This provider has somebody who manages it. They invite their colleagues themselves.")


class NotInvited(Exception):
    """With a message id that says why."""


@dataclass(frozen=True)
class Offered:
    """As what, and of what."""

    role: Role
    region: RegionData
    of: str  # its name
    provider_id: int | None = None
    practice_id: int | None = None
    municipality: str = ""
    by_region: bool = False


@dataclass(frozen=True)
class Invited:
    """Who is to read it."""

    email: str = field(repr=False)
    language: str


async def allow(house: House, visitor: Visitor, invited: Invited) -> str:
    """The address, as it is written on a letter. Raises NotInvited or TooSoon: no mailbox is filled."""
    try:
        email = checked(invited.email)
    except NotAnAddress as problem:
        raise NotInvited(NO_ADDRESS) from problem
    who = mail_address.print_of(house.secrecy, email)
    await count_try(house.database, by_invited(house.secrecy, who, visitor.key))
    return email


async def invite(
    session: AsyncSession, house: House, visitor: Visitor, email: str, language: str, offered: Offered
) -> None:
    """In the transaction in which the caller fetched, with permission, what is offered. Raises NotInvited."""
    who = mail_address.print_of(house.secrecy, email)
    await _free_to_invite(session, visitor, who, offered)
    now, token = clock.now(), secrecy.token()
    invitation = Invitation(
        key=public_key(),
        email_sealed=mail_address.seal(house.secrecy, email),
        email_print=who,
        language=language,
        role=offered.role,
        region_id=offered.region.id,
        provider_id=offered.provider_id,
        practice_id=offered.practice_id,
        municipality=offered.municipality,
        token_print=secrecy.token_print(token),
        by_region=offered.by_region,
        invited_by=visitor.account_id or 0,
        made_at=now,
        expires=now + VALID,
    )
    session.add(invitation)
    await session.flush()
    address = origin_of(house.settings, offered.region) + link(language, f"{INVITATION}/{token}")
    # Not by whom: a name can be changed into whatever somebody wants strangers to read.
    role = translations(language).gettext(ROLE_NAMES[offered.role])
    await write_mail(
        session,
        house.settings,
        "invitation",
        Receiver(email, language=language),
        once=invitation.key,
        region=offered.region,
        values={"of": offered.of, "role": role, "until": invitation.expires, "address": address},
    )


async def _free_to_invite(session: AsyncSession, visitor: Visitor, who: str, offered: Offered) -> None:
    now = clock.now()
    works = (
        select(Membership.id)
        .join(Account, col(Account.id) == col(Membership.account_id))
        .where(
            Account.email_print == who,
            Membership.role == offered.role,
            Membership.provider_id == offered.provider_id,
            Membership.practice_id == offered.practice_id,
            Membership.municipality == offered.municipality,
            holds(now),
        )
    )
    if (await session.exec(works.limit(1))).first() is not None:
        raise NotInvited(WORKS_HERE)
    is_open = (
        col(Invitation.accepted_at).is_(None),
        col(Invitation.withdrawn_at).is_(None),
        col(Invitation.expires) > now,
    )
    same = select(Invitation.id).where(
        *is_open,
        Invitation.email_print == who,
        Invitation.role == offered.role,
        Invitation.provider_id == offered.provider_id,
        Invitation.practice_id == offered.practice_id,
        Invitation.municipality == offered.municipality,
    )
    if (await session.exec(same.limit(1))).first() is not None:
        raise NotInvited(INVITED_ALREADY)
    mine = select(func.count()).select_from(Invitation).where(*is_open, Invitation.invited_by == visitor.account_id)
    if (await session.exec(mine)).one() >= MOST_OPEN:
        raise NotInvited(TOO_MANY)


async def has_manager(session: AsyncSession, provider_id: int) -> bool:
    statement = (
        select(Membership.id)
        .join(Account, col(Account.id) == col(Membership.account_id))
        .where(
            Membership.provider_id == provider_id,
            Membership.role == Role.PROVIDER_MANAGER,
            holds(clock.now()),
            col(Account.ended).is_(None),
        )
    )
    return (await session.exec(statement.limit(1))).first() is not None


def withdraw(invitation: Invitation) -> None:
    """Its link opens nothing any more."""
    invitation.withdrawn_at = clock.now()
