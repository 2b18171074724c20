"""Who is told of a proposal by mail, in the transaction of what happened to it."""

from collections.abc import Mapping, Sequence

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from portal import clock
from portal.access.permissions import Permission
from portal.mail.telling import tell, who_may
from portal.model import Account, Membership, ProfileVersion, Provider
from portal.model.lasting import holds
from portal.regions import RegionData
from portal.settings import Settings
from portal.web.address import link
from portal.web.entrance import PROFILE, PROVIDER_AREA
from portal.web.findable import origin_of
from portal.web.house import House

REGION_PROFILES = "/regio/profielen"


async def tell_region(
    session: AsyncSession, house: House, region: RegionData, provider: Provider, version: ProfileVersion
) -> None:
    people = await who_may(session, Permission.APPROVE_PROFILE, region_id=region.id)
    path = f"{REGION_PROFILES}/{version.key}"
    about = {"provider": provider.name, "due": version.due}
    await _tell(session, house.settings, "profile_sent", people, region, version, path, about)


async def tell_provider(
    session: AsyncSession, house: House, region: RegionData, provider: Provider, version: ProfileVersion, kind: str
) -> None:
    """Who sent it in, and who manages the provider."""
    people = {one.id: one for one in await who_may(session, Permission.INVITE_COLLEAGUE, provider_id=provider.id)}
    for one in await _who_sent(session, version):
        people.setdefault(one.id, one)
    path = f"{PROVIDER_AREA}/{provider.slug}/{PROFILE}"
    about = {"provider": provider.name}
    await _tell(session, house.settings, kind, list(people.values()), region, version, path, about)


async def tell_late(
    session: AsyncSession, settings: Settings, region: RegionData, provider: Provider, version: ProfileVersion
) -> None:
    """Who contracts for the region; once, for the caller writes down that they were told."""
    people = await who_may(session, Permission.INVITE_PROVIDER, region_id=region.id)
    path = f"{REGION_PROFILES}/{version.key}"
    about = {"provider": provider.name, "due": version.due}
    await _tell(session, settings, "profile_overdue", people, region, version, path, about)


async def _who_sent(session: AsyncSession, version: ProfileVersion) -> Sequence[Account]:
    """Unless they work there no more."""
    works = select(Membership.id).where(
        Membership.account_id == Account.id, Membership.provider_id == version.provider_id, holds(clock.now())
    )
    asked = select(Account).where(Account.id == version.sent_by, works.exists(), col(Account.ended).is_(None))
    return (await session.exec(asked)).all()


async def _tell(
    session: AsyncSession,
    settings: Settings,
    kind: str,
    people: Sequence[Account],
    region: RegionData,
    version: ProfileVersion,
    path: str,
    about: Mapping[str, object],
) -> None:
    origin = origin_of(settings, region)

    def values(language: str) -> Mapping[str, object]:
        return {**about, "address": origin + link(language, path)}

    # Sent in again after it was returned is another piece of news.
    once = f"{version.key} {version.sent_at}"
    await tell(session, settings, kind, people, once=once, region=region, values=values)
