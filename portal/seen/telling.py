"""A mail to who manages a provider when visitors said that something is wrong: at most one a day, about all of it."""

from collections.abc import Sequence
from datetime import datetime, time

from sqlalchemy import ColumnElement
from sqlmodel import col, or_, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from portal import clock
from portal.access.mail_address import address_of
from portal.database import SYSTEM, Database
from portal.mail.writing import NotAnAddress, Receiver, write_mail
from portal.model import Account, Membership, MistakeReport, Provider, Role
from portal.noticed.reports import Lines, Show, lines_of
from portal.regions import RegionData, Regions
from portal.settings import Settings
from portal.web.address import link
from portal.web.entrance import PROVIDER_AREA, REPORTS
from portal.web.findable import origin_of

KIND = "report"


async def tell_of_reports(database: Database, settings: Settings, regions: Regions) -> int:
    """How many providers were told."""
    by_id = {region.id: region for region in regions.by_key.values()}
    async with database.reading() as session:
        due = [(by_id[region], provider) for region, provider in await _due(session) if region in by_id]
    for region, provider_id in due:  # each in a transaction of its own: one that fails holds up no other
        await _tell(database, settings, region, provider_id)
    return len(due)


async def _due(session: AsyncSession) -> Sequence[tuple[int, int]]:
    """Region and provider of whom somebody reported what they were not told, and who were told nothing yet today."""
    today = datetime.combine(clock.today(), time(), clock.LOCAL)
    of = MistakeReport
    told_today = select(of.provider_id).where(col(of.told_at) >= today)
    managed = select(Membership.provider_id).where(_manages())
    asked = (
        select(of.region_id, of.provider_id)
        .where(
            _untold(),
            col(of.provider_id).not_in(told_today),
            col(of.provider_id).in_(managed),
        )
        .distinct()
    )
    return (await session.exec(asked)).all()


async def _tell(database: Database, settings: Settings, region: RegionData, provider_id: int) -> None:
    async with database.writing(SYSTEM) as session:
        provider = (await session.exec(select(Provider).where(Provider.id == provider_id))).one()
        found = await lines_of(session, region, provider_id, Show.OPEN)
        managers = select(Account).where(
            col(Account.id).in_(select(Membership.account_id).where(_manages(), Membership.provider_id == provider_id)),
            col(Account.ended).is_(None),
        )
        for account in (await session.exec(managers)).all():
            await _write(session, settings, region, provider, found, account)
        told = update(MistakeReport).where(
            _untold(), col(MistakeReport.region_id) == region.id, col(MistakeReport.provider_id) == provider_id
        )
        await session.exec(told.values(told_at=clock.now()))


async def _write(
    session: AsyncSession, settings: Settings, region: RegionData, provider: Provider, found: Lines, account: Account
) -> None:
    receiver = Receiver(address_of(settings.secrecy(), account), account.name, account.language)
    path = link(receiver.language, f"{PROVIDER_AREA}/{provider.slug}/{REPORTS}")
    values = {
        "provider": provider.name,
        "things": [(line.about, line.times) for line in found.lines],
        "days": region.terms.report_answer_days,
        "address": origin_of(settings, region) + path,
    }
    once = f"{region.key}:{provider.key}:{clock.today().isoformat()}"
    try:
        await write_mail(session, settings, KIND, receiver, once=once, region=region, values=values)
    except NotAnAddress:  # an account that was made by hand: the others are told
        return


def _untold() -> ColumnElement[bool]:
    return col(MistakeReport.told_at).is_(None) & col(MistakeReport.handled_at).is_(None)


def _manages() -> ColumnElement[bool]:
    now = clock.now()
    holds = or_(col(Membership.until).is_(None), col(Membership.until) > now)
    return (col(Membership.role) == Role.PROVIDER_MANAGER) & (col(Membership.since) <= now) & holds
