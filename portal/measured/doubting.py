"""A stated wait that the measured one contradicts: the provider is asked to look again, once."""

from collections.abc import Mapping, Sequence

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession
from sqlmodel.sql.expression import SelectOfScalar

from portal import clock
from portal.access.permissions import Permission
from portal.database import SYSTEM, Database
from portal.mail.telling import tell, who_may
from portal.measured.of_provider import Beside, beside_each_other
from portal.measured.waits import in_weeks
from portal.model import MeasuredWait, Provider
from portal.regions import RegionData, Regions
from portal.settings import Settings
from portal.trouble import alone
from portal.web.address import link
from portal.web.entrance import AVAILABILITY, PROVIDER_AREA
from portal.web.findable import origin_of

KIND = "measured_wait"
SAYS = Permission.CHANGE_AVAILABILITY


async def tell_of_doubts(database: Database, settings: Settings, regions: Regions) -> int:
    """How many providers were asked. Told and written down in one transaction each."""
    told = 0
    for region in regions.by_key.values():
        async with database.reading() as session:
            measured = (await session.exec(_measured(region))).all()
            found = await beside_each_other(session, region, sorted({row.provider_id for row in measured}))
            due = [number for number, beside in found.items() if _asked_for(beside) or _settled(beside)]
        for number in due:
            with alone("doubt_not_told"):
                told += await _tell(database, settings, region, number)
    return told


def _measured(region: RegionData) -> SelectOfScalar[MeasuredWait]:
    return select(MeasuredWait).where(MeasuredWait.region_id == region.id)


def _asked_for(found: Sequence[Beside]) -> list[Beside]:
    return [one for one in found if one.contradicted and one.row is not None and one.row.doubted_at is None]


def _settled(found: Sequence[Beside]) -> list[MeasuredWait]:
    """Asked once, and right since: if it is contradicted again, that is news."""
    doubted = {one.row.id: one.row for one in found if one.row is not None and one.row.doubted_at is not None}
    still = {one.row.id for one in found if one.row is not None and one.contradicted}
    return [row for number, row in doubted.items() if number not in still]


async def _tell(database: Database, settings: Settings, region: RegionData, provider_id: int) -> int:
    """Unless it was said anew meanwhile."""
    async with database.writing(SYSTEM) as session:
        await session.exec(_measured(region).where(MeasuredWait.provider_id == provider_id).with_for_update())
        found = (await beside_each_other(session, region, [provider_id])).get(provider_id, ())
        for row in _settled(found):
            row.doubted_at = None
        asked = _asked_for(found)
        if not asked:
            return 0
        await _write(session, settings, region, provider_id, asked)
        for one in asked:
            assert one.row is not None
            one.row.doubted_at = clock.now()
    return 1


async def _write(
    session: AsyncSession, settings: Settings, region: RegionData, provider_id: int, asked: Sequence[Beside]
) -> None:
    provider = (await session.exec(select(Provider).where(col(Provider.id) == provider_id))).one()
    people = await who_may(session, SAYS, provider_id=provider_id)
    about = "-".join(sorted(str(one.row.id) for one in asked if one.row is not None))
    origin, path = origin_of(settings, region), f"{PROVIDER_AREA}/{provider.slug}/{AVAILABILITY}"

    def values(language: str) -> Mapping[str, object]:
        return {
            "provider": provider.name,
            "waits": [_said(one, region, language) for one in asked],
            "address": origin + link(language, path),
        }

    once = f"{region.key}:{provider.key}:{about}:{clock.today().isoformat()}"
    await tell(session, settings, KIND, people, once=once, region=region, values=values)


def _said(one: Beside, region: RegionData, language: str) -> dict[str, object]:
    assert one.row is not None
    thing = region.help_kinds.get(one.help_kind) or region.forms.get(one.form)
    names = one.offer.title or (thing.names if thing else {})
    weeks = in_weeks(one.row.median_days, one.row.low_days, one.row.high_days)
    return {
        "name": names.get(language) or names.get("nl", one.offer.key),
        "stated": one.stated,
        "median": weeks.median,
        "low": weeks.low,
        "high": weeks.high,
        "number": one.row.number,
    }
