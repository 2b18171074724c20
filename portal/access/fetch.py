"""To fetch is to ask: the record if this visitor may do this with it, NotFound if it is not there or not theirs."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

from sqlalchemy import ColumnElement, false, true
from sqlmodel import col, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession
from sqlmodel.sql.expression import SelectOfScalar

from portal import clock
from portal.access.permissions import LOOKED_AFTER_BY_REGION, OWN_ACCOUNT, Permission, Reach
from portal.access.refusals import NotFound, SecondFactorNeeded, SignInNeeded
from portal.access.visitor import Visitor, lacks_second_factor, reaches
from portal.model import (
    Account,
    Contract,
    ExternalIdentity,
    IntakeStop,
    Invitation,
    Membership,
    Passkey,
    Practice,
    Provider,
    Role,
    SignInSession,
)
from portal.model.lasting import holds

Record = TypeVar("Record")


async def provider_for(
    session: AsyncSession, visitor: Visitor, slug: str, permission: Permission, *, here: int | None = None
) -> Provider:
    """By membership, or by region: those that it has or had a contract with. `here`: for a page on what is between the
    provider and this region, which is nothing for who looks after them for another."""
    allowed = _any_of(_providers_within(reach, visitor, permission, here) for reach in Reach)
    return found(
        (await session.exec(select(Provider).where(Provider.slug == slug, allowed))).first(), visitor, permission
    )


async def whether_may(
    session: AsyncSession, visitor: Visitor, provider: Provider, permission: Permission
) -> tuple[bool, bool]:
    """Whether they may do this with it; and, if not, whether they could with a second step."""
    try:
        await provider_for(session, visitor, provider.slug, permission)
    except NotFound:
        return False, False
    except SecondFactorNeeded:
        return False, True
    return True, False


async def providers_for(
    session: AsyncSession, visitor: Visitor, permission: Permission, *, here: int | None = None
) -> Sequence[Provider]:
    """All of them, by name."""
    allowed = _any_of(_providers_within(reach, visitor, permission, here) for reach in Reach)
    return (await session.exec(select(Provider).where(allowed).order_by(col(Provider.name), col(Provider.id)))).all()


async def practice_for(session: AsyncSession, visitor: Visitor, key: str, permission: Permission) -> Practice:
    own = of_reach(visitor, permission, Reach.OWN_PRACTICE, "practice_id")
    regions = of_reach(visitor, permission, Reach.OWN_REGION, "region_id")
    allowed = or_(col(Practice.id).in_(own), col(Practice.region_id).in_(regions), _everywhere(visitor, permission))
    return found(
        (await session.exec(select(Practice).where(Practice.key == key, allowed))).first(), visitor, permission
    )


async def account_for(session: AsyncSession, visitor: Visitor, key: str, permission: Permission) -> Account:
    """One's own; of others, those who belong to what the permission reaches, and never somebody who reaches further."""
    belonging = holds(clock.now())
    administrators = select(Membership.account_id).where(Membership.role == Role.ADMINISTRATOR, belonging)
    belongs = select(Membership.account_id).where(
        col(Membership.account_id).not_in(administrators),
        belonging,
        or_(
            col(Membership.provider_id).in_(of_reach(visitor, permission, Reach.OWN_PROVIDER, "provider_id")),
            col(Membership.practice_id).in_(of_reach(visitor, permission, Reach.OWN_PRACTICE, "practice_id")),
            col(Membership.region_id).in_(of_reach(visitor, permission, Reach.OWN_REGION, "region_id")),
        ),
    )
    own = col(Account.id) == visitor.account_id if permission in OWN_ACCOUNT else false()
    allowed = or_(own, col(Account.id).in_(belongs), _everywhere(visitor, permission))
    statement = select(Account).where(Account.key == key, col(Account.ended).is_(None), allowed)
    return found((await session.exec(statement)).first(), visitor, permission)


def region_for(visitor: Visitor, region_id: int, permission: Permission) -> int:
    """The region of this website, if it is theirs: that of another is no page here."""
    return found(region_id if reaches(visitor, permission, region_id=region_id) else None, visitor, permission)


async def colleague_for(session: AsyncSession, visitor: Visitor, slug: str, key: str) -> Membership:
    """Somebody who works at a provider, for who manages it."""
    provider = await provider_for(session, visitor, slug, Permission.INVITE_COLLEAGUE)
    statement = _held(key).where(Membership.provider_id == provider.id)
    return found((await session.exec(statement)).first(), visitor, Permission.INVITE_COLLEAGUE)


async def looked_after_for(session: AsyncSession, visitor: Visitor, key: str, region_id: int) -> Membership:
    """Somebody at a toegang or in a practice, for who looks after them in this region."""
    region_for(visitor, region_id, Permission.LOOK_AFTER_ACCOUNTS)
    roles = col(Membership.role).in_(LOOKED_AFTER_BY_REGION)
    statement = _held(key).where(Membership.region_id == region_id, roles)
    return found((await session.exec(statement)).first(), visitor, Permission.LOOK_AFTER_ACCOUNTS)


async def own_stop_for(
    session: AsyncSession, visitor: Visitor, slug: str, key: str, region_id: int, *, hold: bool = False
) -> IntakeStop:
    """A stop of the provider's own: one that the region imposed is none. `hold`: to be changed."""
    provider = await provider_for(session, visitor, slug, Permission.STOP_INTAKE)
    statement = _stop(key, region_id, hold=hold).where(
        IntakeStop.provider_id == provider.id, col(IntakeStop.imposed).is_(False)
    )
    return found((await session.exec(statement)).first(), visitor, Permission.STOP_INTAKE)


async def stop_in_region_for(
    session: AsyncSession, visitor: Visitor, key: str, region_id: int, *, hold: bool = False
) -> IntakeStop:
    """Whosever it is, for the region."""
    region_for(visitor, region_id, Permission.IMPOSE_STOP)
    return found((await session.exec(_stop(key, region_id, hold=hold))).first(), visitor, Permission.IMPOSE_STOP)


def _stop(key: str, region_id: int, *, hold: bool) -> SelectOfScalar[IntakeStop]:
    statement = select(IntakeStop).where(IntakeStop.key == key, IntakeStop.region_id == region_id)
    return statement.with_for_update() if hold else statement


async def own_membership(session: AsyncSession, visitor: Visitor, key: str) -> Membership:
    statement = _held(key).where(Membership.account_id == visitor.account_id)
    return found((await session.exec(statement)).first(), visitor, Permission.KEEP_OWN_ACCOUNT)


async def invitation_to_provider(session: AsyncSession, visitor: Visitor, slug: str, key: str) -> Invitation:
    provider = await provider_for(session, visitor, slug, Permission.INVITE_COLLEAGUE)
    statement = _open_invitation(key).where(Invitation.provider_id == provider.id)
    return found((await session.exec(statement)).first(), visitor, Permission.INVITE_COLLEAGUE)


async def invitation_by_region(session: AsyncSession, visitor: Visitor, key: str, region_id: int) -> Invitation:
    """One that the region sent; what a provider's manager sent is the provider's."""
    region_for(visitor, region_id, Permission.LOOK_AFTER_ACCOUNTS)
    statement = _open_invitation(key).where(Invitation.region_id == region_id, col(Invitation.by_region).is_(True))
    return found((await session.exec(statement)).first(), visitor, Permission.LOOK_AFTER_ACCOUNTS)


def _held(key: str) -> SelectOfScalar[Membership]:
    now = clock.now()
    return select(Membership).where(Membership.key == key, holds(now))


def _open_invitation(key: str) -> SelectOfScalar[Invitation]:
    ended = or_(col(Invitation.accepted_at).is_not(None), col(Invitation.withdrawn_at).is_not(None))
    return select(Invitation).where(Invitation.key == key, ~ended).with_for_update()


async def own_account(session: AsyncSession, visitor: Visitor) -> Account:
    return await account_for(session, visitor, visitor.key, Permission.KEEP_OWN_ACCOUNT)


async def own_account_held(session: AsyncSession, visitor: Visitor) -> Account:
    """To change how they get in, for as long as the session lasts that they came with: another password ended it, and
    what was asked by then comes too late. Raises SignInNeeded."""
    await session.exec(select(Account.id).where(Account.id == visitor.account_id).with_for_update(key_share=True))
    came_with = select(SignInSession.ended_at).where(SignInSession.id == (visitor.session and visitor.session.id))
    if (await session.exec(came_with)).first() is not None:
        raise SignInNeeded
    return await own_account(session, visitor)


async def own_session(session: AsyncSession, visitor: Visitor, key: str) -> SignInSession:
    """One of one's own that has not ended."""
    statement = select(SignInSession).where(
        SignInSession.key == key,
        SignInSession.account_id == visitor.account_id,
        col(SignInSession.ended_at).is_(None),
    )
    return found((await session.exec(statement)).first(), visitor, Permission.KEEP_OWN_ACCOUNT)


async def own_passkey(session: AsyncSession, visitor: Visitor, key: str) -> Passkey:
    statement = select(Passkey).where(Passkey.key == key, Passkey.account_id == visitor.account_id)
    return found((await session.exec(statement)).first(), visitor, Permission.KEEP_OWN_ACCOUNT)


async def own_identity(session: AsyncSession, visitor: Visitor, key: str) -> ExternalIdentity:
    """With a service."""
    statement = select(ExternalIdentity).where(
        ExternalIdentity.key == key, ExternalIdentity.account_id == visitor.account_id
    )
    return found((await session.exec(statement)).first(), visitor, Permission.KEEP_OWN_ACCOUNT)


def found(record: Record | None, visitor: Visitor, permission: Permission) -> Record:
    if record is None:
        raise NotFound
    if lacks_second_factor(visitor, permission):
        raise SecondFactorNeeded
    return record


def of_reach(visitor: Visitor, permission: Permission, reach: Reach, what: str) -> list[int]:
    return [
        own
        for held, belonging in visitor.reach(permission)
        if held == reach and (own := getattr(belonging, what)) is not None
    ]


def _everywhere(visitor: Visitor, permission: Permission) -> ColumnElement[bool]:
    return true() if any(held == Reach.EVERYWHERE for held, _ in visitor.reach(permission)) else false()


def _providers_within(reach: Reach, visitor: Visitor, permission: Permission, here: int | None) -> ColumnElement[bool]:
    if reach == Reach.EVERYWHERE:
        return _everywhere(visitor, permission)
    if reach == Reach.OWN_PROVIDER:
        return col(Provider.id).in_(of_reach(visitor, permission, reach, "provider_id"))
    if reach == Reach.OWN_REGION:
        regions = [one for one in of_reach(visitor, permission, reach, "region_id") if here in (None, one)]
        contracted = select(Contract.provider_id).where(col(Contract.region_id).in_(regions))
        return col(Provider.id).in_(contracted)
    return false()  # no practice and no municipality has providers of its own


def _any_of(conditions: Iterator[ColumnElement[bool]]) -> ColumnElement[bool]:
    return or_(*conditions)
