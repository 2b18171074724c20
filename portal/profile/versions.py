"""Versions of a profile: finding them, with what stands beside them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from portal import clock
from portal.access import NotFound, Permission, Visitor
from portal.access.fetch import provider_for, region_for
from portal.model import Account, ProfileState, ProfileVersion, Provider
from portal.model.lasting import works_for
from portal.profile.merging import Merged, merge
from portal.profile.records import Profile, profile_of
from portal.regions import RegionData

CHANGE = Permission.CHANGE_PROFILE
APPROVE = Permission.APPROVE_PROFILE
# What a region may read of a provider's proposals: never what is being worked on, also after it was returned.
READABLE = frozenset({ProfileState.SENT, ProfileState.APPROVED, ProfileState.REPLACED})


class Answered(Exception):
    """Somebody else has approved or returned it meanwhile, or the provider took it back."""


class ContractOver(NotFound):
    """It waits for a region with which the provider has no contract any more: that one has nothing to say of it."""


@dataclass
class Desk:
    """A profile as it stands and, where there is one, the open proposal beside it."""

    profile: Profile
    open: ProfileVersion | None = None
    names: dict[int, str] = field(default_factory=dict)
    stranded: bool = False  # what is open belongs to a region without a contract: nobody can answer it

    @property
    def provider(self) -> Provider:
        return self.profile.provider

    @property
    def may_edit(self) -> bool:
        return self.profile.contracted and (self.open is None or (self.is_here and self.open.can_be_edited))

    @property
    def is_here(self) -> bool:
        """Not of another region that the provider works for, which has a website of its own."""
        return self.open is None or self.open.region_id == self.profile.region.id

    @cached_property
    def merged(self) -> Merged:
        if self.open is None or not self.is_here:
            return merge({}, {}, self.profile.values)
        # Of what was decided one reads what it changed then.
        present = self.profile.values if self.open.is_open else self.open.base
        return merge(self.open.base, self.open.content, present)

    @property
    def late(self) -> bool:
        return is_late(self.open) if self.open is not None else False

    def name(self, account_id: int | None) -> str:
        return self.names.get(account_id or 0, "")


def is_late(version: ProfileVersion) -> bool:
    return version.state == ProfileState.SENT and version.due is not None and version.due < clock.today()


async def own_desk(
    session: AsyncSession, visitor: Visitor, slug: str, region: RegionData, *, to_write: bool = False
) -> Desk:
    """For who may change the profile of this provider."""
    provider = await provider_for(session, visitor, slug, CHANGE)
    if to_write:  # whoever comes second waits, and then sees what the first did
        await hold(session, provider.id or 0)
    found = (await session.exec(select(ProfileVersion).where(ProfileVersion.open_for == provider.id))).first()
    desk = Desk(await profile_of(session, provider, region), found)
    if found is not None:
        desk.stranded = not (desk.profile.contracted if desk.is_here else await _is_contracted(session, found))
    desk.names = await names_of(session, (found.changed_by, found.sent_by) if found else ())
    return desk


async def sent_desk(
    session: AsyncSession, visitor: Visitor, key: str, region: RegionData, *, to_write: bool = False
) -> Desk:
    """For who approves profiles for this region: a version that was sent in. Raises Answered where it was, and one
    came to write, and ContractOver where it waits for an answer that this region cannot give."""
    region_for(visitor, region.id, APPROVE)
    statement = (
        select(ProfileVersion, Provider)
        .join(Provider)
        .where(ProfileVersion.key == key, ProfileVersion.region_id == region.id)
    )
    found = (await session.exec(statement)).first()
    if found is None:
        raise NotFound
    if to_write:
        await hold(session, found[0].provider_id)
        await session.refresh(found[0])
    version, provider = found
    if to_write and version.state != ProfileState.SENT:
        raise Answered
    if version.state not in READABLE:
        raise NotFound
    desk = Desk(await profile_of(session, provider, region), version)
    if version.state == ProfileState.SENT and not desk.profile.contracted:
        raise ContractOver
    desk.names = await names_of(session, (version.changed_by, version.sent_by, version.decided_by))
    return desk


async def _is_contracted(session: AsyncSession, version: ProfileVersion) -> bool:
    lasting = works_for(version.provider_id, version.region_id, clock.today())
    asked = select(Provider.id).where(Provider.id == version.provider_id, lasting)
    return (await session.exec(asked)).first() is not None


async def hold(session: AsyncSession, provider_id: int) -> None:
    """Whoever writes of a profile holds its provider first, and reads it once more: it may have been waited for."""
    held = select(Provider).where(Provider.id == provider_id).with_for_update()
    await session.exec(held.execution_options(populate_existing=True))


async def read_afresh(session: AsyncSession) -> None:
    """What was written since it began to read is read too, also of records that it has read already."""
    await session.commit()
    session.expunge_all()


async def names_of(session: AsyncSession, accounts: Collection[int | None]) -> dict[int, str]:
    wanted = {number for number in accounts if number is not None}
    if not wanted:
        return {}
    statement = select(Account.id, Account.name).where(col(Account.id).in_(wanted))
    return {number or 0: name for number, name in (await session.exec(statement)).all()}


async def versions_of(session: AsyncSession, provider_id: int, region_id: int) -> Sequence[ProfileVersion]:
    """The newest first."""
    statement = (
        select(ProfileVersion)
        .where(ProfileVersion.provider_id == provider_id, ProfileVersion.region_id == region_id)
        .order_by(col(ProfileVersion.number).desc())
    )
    return (await session.exec(statement)).all()


async def next_number(session: AsyncSession, provider_id: int) -> int:
    highest = select(func.max(ProfileVersion.number)).where(ProfileVersion.provider_id == provider_id)
    return ((await session.exec(highest)).one() or 0) + 1


@dataclass(frozen=True)
class Waiting:
    version: ProfileVersion
    provider: Provider
    late: bool


async def waiting_in(session: AsyncSession, visitor: Visitor, region: RegionData) -> list[Waiting]:
    """What was sent in and waits for an answer, the oldest first."""
    region_for(visitor, region.id, APPROVE)
    statement = (
        select(ProfileVersion, Provider)
        .join(Provider)
        .where(
            ProfileVersion.region_id == region.id,
            ProfileVersion.state == ProfileState.SENT,
            works_for(col(ProfileVersion.provider_id), region.id, clock.today()),
        )
        .order_by(col(ProfileVersion.sent_at), col(ProfileVersion.id))
    )
    return [Waiting(version, provider, is_late(version)) for version, provider in (await session.exec(statement)).all()]


async def decided_in(
    session: AsyncSession, region: RegionData, most: int = 20
) -> Sequence[tuple[ProfileVersion, Provider]]:
    """What was answered last."""
    statement = (
        select(ProfileVersion, Provider)
        .join(Provider)
        .where(
            ProfileVersion.region_id == region.id,
            col(ProfileVersion.state).in_([ProfileState.APPROVED, ProfileState.RETURNED, ProfileState.REPLACED]),
        )
        .order_by(col(ProfileVersion.decided_at).desc())
        .limit(most)
    )
    return (await session.exec(statement)).all()
