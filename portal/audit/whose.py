"""Which entries are whose to read. A region reads what is its own, and of a provider that it shares with others what
happened until the last day of their contract: after it that provider is of others, but for what its own people did."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy import ColumnElement, and_, false, func, literal
from sqlmodel import col, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from portal import clock
from portal.access.permissions import Permission, Reach, roles_with
from portal.model import Account, AuditEntry, Contract, Invitation, Membership

ACCOUNT = "account:"
ONE_DAY = timedelta(days=1)
Whose = Sequence[ColumnElement[bool]]  # what fits any of these; no entry fits two
# Who works at a provider, or is asked to, is the provider's own, through whichever region it was done.
PEOPLE_OF_PROVIDERS = (Membership.__name__, Invitation.__name__)
Left = Mapping[date, Sequence[int]]  # providers, by the last day of the last contract that they had


def of_provider(provider_id: int) -> Whose:
    return (col(AuditEntry.provider_id) == provider_id,)


async def of_provider_in(session: AsyncSession, provider_id: int, regions: Sequence[int]) -> Whose:
    """Without what is between the provider and other regions, such as the ground of a stop."""
    theirs = [one for region in regions for one in _seen_in(region, await _left(session, region))]
    return (and_(*of_provider(provider_id), or_(false(), *theirs)),)


async def of_region(session: AsyncSession, region_id: int) -> Whose:
    """Also what is of a provider and of no region in particular, where it has or had a contract with this one."""
    own, of_no_region = _seen_in(region_id, await _left(session, region_id))
    contracted = select(Contract.provider_id).where(Contract.region_id == region_id)
    return (own, and_(of_no_region, col(AuditEntry.provider_id).in_(contracted)))


def _seen_in(region_id: int, left: Left) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    own = col(AuditEntry.region_id) == region_id
    of_no_region = col(AuditEntry.region_id).is_(None)
    if not left:
        return own, of_no_region
    theirs = or_(~_afterwards(left), _by_own_people(region_id))
    not_of_people = or_(col(AuditEntry.provider_id).is_(None), col(AuditEntry.subject_type).not_in(PEOPLE_OF_PROVIDERS))
    return and_(own, or_(not_of_people, theirs)), and_(of_no_region, theirs)


def _afterwards(left: Left) -> ColumnElement[bool]:
    """A day ends where people live: the database knows no time zone for it."""
    return or_(
        *(
            and_(col(AuditEntry.provider_id).in_(providers), col(AuditEntry.at) >= clock.start_of(day + ONE_DAY))
            for day, providers in left.items()
        )
    )


def _by_own_people(region_id: int) -> ColumnElement[bool]:
    """As what they acted, and that they worked there then."""
    roles = roles_with(Permission.SEE_AUDIT, Reach.OWN_REGION)
    worked = (
        select(Membership.id)
        .join(Account, col(Account.id) == col(Membership.account_id))
        .where(
            literal(ACCOUNT) + col(Account.key) == col(AuditEntry.actor),
            Membership.region_id == region_id,
            col(Membership.role).in_(roles),
            col(Membership.since) <= col(AuditEntry.at),
            or_(col(Membership.until).is_(None), col(Membership.until) >= col(AuditEntry.at)),
        )
    )
    return and_(col(AuditEntry.capacity).in_([role.value for role in roles]), worked.exists())


async def _left(session: AsyncSession, region_id: int) -> Left:
    """Of a contract without a last day, or with one that is still to come, nothing is over."""
    last = func.max(Contract.ends)
    asked = (
        select(Contract.provider_id, last)
        .where(Contract.region_id == region_id)
        .group_by(col(Contract.provider_id))
        .having(func.count() == func.count(col(Contract.ends)), last < clock.today())
    )
    found: dict[date, list[int]] = {}
    for provider_id, day in (await session.exec(asked)).all():
        if day is not None:
            found.setdefault(day, []).append(provider_id)
    return found
