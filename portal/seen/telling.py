"""A mail to who manages a provider when visitors said that something is wrong: at most one a day, about all of it."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from sqlalchemy import ColumnElement
from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from portal import clock
from portal.access.permissions import Permission, Reach, roles_with
from portal.database import SYSTEM, Database
from portal.mail.telling import tell, who_may
from portal.model import Membership, MistakeReport, Provider
from portal.model.lasting import holds
from portal.noticed.reports import Show, lines_of
from portal.regions import RegionData, Regions
from portal.settings import Settings
from portal.trouble import alone
from portal.web.address import link
from portal.web.entrance import PROVIDER_AREA, REPORTS
from portal.web.findable import origin_of

KIND = "report"
MANAGES = Permission.INVITE_COLLEAGUE


async def tell_of_reports(database: Database, settings: Settings, regions: Regions) -> int:
    """How many providers were told."""
    by_id = {region.id: region for region in regions.by_key.values()}
    async with database.reading() as session:
        due = [(by_id[region], provider) for region, provider in await _due(session) if region in by_id]
    told = 0
    for region, provider_id in due:
        with alone("reports_not_told"):
            await _tell(database, settings, region, provider_id)
            told += 1
    return told


async def _due(session: AsyncSession) -> Sequence[tuple[int, int]]:
    """Region and provider of whom somebody reported what they were not told, and who were told nothing yet today."""
    today = clock.start_of(clock.today())
    of = MistakeReport
    told_today = select(of.provider_id).where(col(of.told_at) >= today, col(of.told_at) < today + timedelta(days=1))
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
        people = await who_may(session, MANAGES, provider_id=provider_id)
        once = f"{region.key}:{provider.key}:{clock.today().isoformat()}"
        origin, path = origin_of(settings, region), f"{PROVIDER_AREA}/{provider.slug}/{REPORTS}"

        def values(language: str) -> Mapping[str, object]:
            return {
                "provider": provider.name,
                "things": [(line.about, line.times) for line in found.lines],
                "days": region.terms.report_answer_days,
                "address": origin + link(language, path),
            }

        await tell(session, settings, KIND, people, once=once, region=region, values=values)
        told = update(MistakeReport).where(
            _untold(), col(MistakeReport.region_id) == region.id, col(MistakeReport.provider_id) == provider_id
        )
        await session.exec(told.values(told_at=clock.now()))


def _untold() -> ColumnElement[bool]:
    return col(MistakeReport.told_at).is_(None) & col(MistakeReport.handled_at).is_(None)


def _manages() -> ColumnElement[bool]:
    now = clock.now()
    return (
        col(Membership.role).in_(roles_with(MANAGES, Reach.OWN_PROVIDER)) & (col(Membership.since) <= now) & holds(now)
    )
