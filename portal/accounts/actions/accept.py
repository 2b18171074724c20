"""Accepting an invitation: by whose mail address it was sent to, with the account they have or a new one."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from portal import clock, secrecy
from portal.access import Visitor, mail_address, reached
from portal.access.permissions import permissions_to_invite
from portal.access.sessions import belongings_of
from portal.access.visitor import reaches
from portal.accounts import passwords
from portal.accounts.actions.sign_in import AT_THE_DOOR, Coming, Entered, actor_of, begin_for
from portal.accounts.people import invited_address
from portal.model import Account, Invitation, Membership
from portal.model.lasting import holds
from portal.secrecy import public_key
from portal.web.house import House


class Stands(StrEnum):
    """How it is with an invitation."""

    OPEN = "open"
    UNKNOWN = "unknown"
    USED = "used"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


class NotAccepted(Exception):
    """Meanwhile it does not stand open any more, or it is somebody else's: look again."""


class TooWeak(Exception):
    """The password, with a message id that says why."""


@dataclass(frozen=True)
class Opened:
    stands: Stands
    invitation: Invitation | None = None  # of one that stands open only
    account: Account | None = None  # that its address has


async def opened(session: AsyncSession, token: str, *, to_accept: bool = False) -> Opened:
    """`to_accept`: nobody else does until this transaction is over."""
    statement = select(Invitation).where(Invitation.token_print == secrecy.token_print(token))
    found = (await session.exec(statement.with_for_update() if to_accept else statement)).first()
    stands = await _how_it_stands(session, found)
    if found is None or stands is not Stands.OPEN:
        return Opened(stands)
    account = (await session.exec(select(Account).where(Account.email_print == found.email_print))).first()
    return Opened(stands, found, account)


async def _how_it_stands(session: AsyncSession, invitation: Invitation | None) -> Stands:
    if invitation is None:
        return Stands.UNKNOWN
    if invitation.accepted_at is not None:
        return Stands.USED
    if invitation.withdrawn_at is not None or not await _still_theirs_to_give(session, invitation):
        return Stands.WITHDRAWN
    return Stands.EXPIRED if invitation.expires <= clock.now() else Stands.OPEN


async def _still_theirs_to_give(session: AsyncSession, invitation: Invitation) -> bool:
    """Who may not invite any more has invited nobody: or they would come in again under another address."""
    inviter = await session.get(Account, invitation.invited_by)
    if inviter is None or inviter.ended is not None:
        return False
    visitor = Visitor(inviter.id, belongings=await belongings_of(session, inviter.id or 0))
    return any(
        reaches(visitor, permission, region_id=invitation.region_id, provider_id=invitation.provider_id)
        for permission in permissions_to_invite(invitation.role)
    )


async def accept(house: House, token: str, visitor: Visitor, coming: Coming) -> tuple[Entered, Invitation]:
    """By who signed in. Raises NotAccepted."""
    async with house.database.reading() as session:
        account = await session.get(Account, visitor.account_id) if visitor.account_id else None
    if account is None:
        raise NotAccepted
    async with house.database.writing(actor_of(account)) as session:
        now_open = await opened(session, token, to_accept=True)
        held = now_open.account
        if now_open.invitation is None or held is None or held.id != visitor.account_id or held.ended is not None:
            raise NotAccepted
        await join(session, held, now_open.invitation)
        # Worth more from now on, and so another token.
        entered = await begin_for(session, house, held, coming, second_factor=visitor.second_factor)
        return entered, now_open.invitation


async def accept_as_new(
    house: House, token: str, name: str, password: str, coming: Coming
) -> tuple[Entered, Invitation]:
    """With an account that is made for them. Raises NotAccepted or TooWeak."""
    async with house.database.reading() as session:
        before = await opened(session, token)
    if before.invitation is None or before.account is not None:
        raise NotAccepted
    email = invited_address(house.secrecy, before.invitation)
    if not email:
        raise NotAccepted
    if weak := await passwords.problem_with(password, (name, email)):
        raise TooWeak(weak)
    hashed = await passwords.make_hash(password)
    try:
        async with house.database.writing(AT_THE_DOOR) as session:
            now_open = await opened(session, token, to_accept=True)
            if now_open.invitation is None or now_open.account is not None:
                raise NotAccepted
            account = Account(
                key=public_key(),
                name=name,
                email_sealed=mail_address.seal(house.secrecy, email),
                email_print=now_open.invitation.email_print,
                language=now_open.invitation.language,
                password_hash=hashed,
                created=clock.now(),
            )
            session.add(account)
            await session.flush()
            await join(session, account, now_open.invitation)
            return await begin_for(session, house, account, coming), now_open.invitation
    except IntegrityError as problem:  # another invitation made the account in this same moment
        raise NotAccepted from problem


async def join(session: AsyncSession, account: Account, invitation: Invitation) -> None:
    """Who is that already, by another invitation, is not twice."""
    now = clock.now()
    await reached.mark(session, invitation.email_print, None)  # they have the mail
    invitation.accepted_at = now
    tie: dict[str, Any] = {
        "role": invitation.role,
        "region_id": invitation.region_id,
        "provider_id": invitation.provider_id,
        "practice_id": invitation.practice_id,
        "municipality": invitation.municipality,
    }
    same = select(Membership.id).where(
        Membership.account_id == account.id,
        holds(now),
        *(getattr(Membership, name) == value for name, value in tie.items()),
    )
    if (await session.exec(same.limit(1))).first() is None:
        session.add(Membership(key=public_key(), account_id=account.id or 0, since=now, **tie))
    await session.flush()
