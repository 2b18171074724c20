"""Who is told of a proposal by mail, in the transaction of what happened to it."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import col, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from portal import clock
from portal.access import mail_address
from portal.mail.writing import NotAnAddress, Receiver, write_mail
from portal.model import Account, Membership, ProfileVersion, Provider, Role
from portal.regions import RegionData
from portal.settings import Settings
from portal.web.address import link
from portal.web.entrance import PROVIDER_AREA
from portal.web.findable import origin_of
from portal.web.house import House

REGION_PROFILES = "/regio/profielen"
PROFILE = "profiel"  # below /aanbieder/{slug}


async def tell_region(
    session: AsyncSession, house: House, region: RegionData, provider: Provider, version: ProfileVersion
) -> None:
    some = col(Membership.role).in_([Role.REGION_EDITOR, Role.CONTRACT_MANAGER])
    people = await _people(session, some & (col(Membership.region_id) == region.id))
    path = f"{REGION_PROFILES}/{version.key}"
    values = {"provider": provider.name, "due": version.due}
    await _tell(session, house.settings, "profile_sent", people, region, version, path, values)


async def tell_provider(
    session: AsyncSession, house: House, region: RegionData, provider: Provider, version: ProfileVersion, kind: str
) -> None:
    """Who sent it in, and who manages the provider."""
    manages = (col(Membership.role) == Role.PROVIDER_MANAGER) & (col(Membership.provider_id) == provider.id)
    sent = (col(Account.id) == version.sent_by) & (col(Membership.provider_id) == provider.id)
    people = await _people(session, or_(manages, sent))
    path = f"{PROVIDER_AREA}/{provider.slug}/{PROFILE}"
    await _tell(session, house.settings, kind, people, region, version, path, {"provider": provider.name})


async def tell_late(
    session: AsyncSession, settings: Settings, region: RegionData, provider: Provider, version: ProfileVersion
) -> None:
    """Who contracts for the region; once, for the caller writes down that they were told."""
    contracts = (col(Membership.role) == Role.CONTRACT_MANAGER) & (col(Membership.region_id) == region.id)
    people = await _people(session, contracts)
    path = f"{REGION_PROFILES}/{version.key}"
    values = {"provider": provider.name, "due": version.due}
    await _tell(session, settings, "profile_overdue", people, region, version, path, values)


async def _people(session: AsyncSession, which: ColumnElement[bool]) -> Sequence[Account]:
    holds = or_(col(Membership.until).is_(None), col(Membership.until) > clock.now())
    statement = (
        select(Account)
        .join(Membership, col(Membership.account_id) == col(Account.id))
        .where(which, holds, col(Account.ended).is_(None))
        .order_by(col(Account.id))
    )
    found = (await session.exec(statement)).all()
    return list({account.id: account for account in found}.values())


async def _tell(
    session: AsyncSession,
    settings: Settings,
    kind: str,
    people: Sequence[Account],
    region: RegionData,
    version: ProfileVersion,
    path: str,
    values: dict[str, Any],
) -> None:
    for account in people:
        address = mail_address.address_of(settings.secrecy(), account)
        about = {**values, "address": origin_of(settings, region) + link(account.language, path)}
        # Sent in again after it was returned is another piece of news.
        once = f"{version.key} {version.sent_at}"
        try:
            receiver = Receiver(address, account.name, account.language)
            await write_mail(session, settings, kind, receiver, once=once, region=region, values=about)
        except NotAnAddress:  # sealed with a key that has gone: nobody can be told there
            continue
