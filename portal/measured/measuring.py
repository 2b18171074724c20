"""What is measured of each provider, made anew from what is known today. A job does it; killed, the next goes on."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select as rows_of
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from portal import clock
from portal.database import SYSTEM, Database
from portal.index_marks import leave_marks
from portal.measured.continued import GOES_ON, Begun, new_ones
from portal.measured.waits import Measured, Waited, measured
from portal.model import Application, MeasuredWait, MonitorRow, Offer, Referral
from portal.model.measured import FORM, HELP_KIND, PRODUCT
from portal.regions import RegionData, Regions

About = tuple[int, str, str]  # provider, kind of subject, subject
Waits = dict[About, list[Waited]]

# Help to which a doctor refers is allocated when its provider asks for it, which is when it begins or nearly so: how
# long the family waited before is not in the extract.
ALLOCATED_AT_THE_START = ("huisarts", "jeugdarts", "medisch-specialist")


async def measure_waits(database: Database, regions: Regions) -> int:
    """The number of rows written. Looked at as often as you like: what stands already is not written again."""
    written = 0
    for region in regions.by_key.values():
        async with database.reading() as session:
            found = await measured_now(session, region)
            if not _difference(found, await _standing(session, region)):
                continue
        async with database.writing(SYSTEM) as session:
            written += await _write(session, region, found)
    return written


async def measured_now(session: AsyncSession, region: RegionData) -> dict[About, Measured]:
    terms, today = region.terms, clock.today()
    since = today - timedelta(days=terms.measured_over_days)
    extract = await _from_extract(session, region.id, since, today)
    notices = await _from_notices(session, region.id, since, today)
    chosen = {about: _one_of(extract.get(about, ()), notices.get(about, ())) for about in extract.keys() | notices}
    found = {about: measured(waits, terms.measured_least) for about, waits in chosen.items()}
    return {about: one for about, one in found.items() if one is not None}


def _one_of(extract: Sequence[Waited], notices: Sequence[Waited]) -> Sequence[Waited]:
    """Never both: a start that was referred here is in the extract too, and nothing says which it is. The extract holds
    all help, so it rules wherever it reaches as far as the notices do."""
    return extract if _known(extract) >= _known(notices) else notices


def _known(waits: Sequence[Waited]) -> int:
    return sum(one.days is not None for one in waits)


async def _from_extract(session: AsyncSession, region_id: int, since: date, today: date) -> Waits:
    of = MonitorRow
    told: Any = (of.provider_id, of.municipality, of.help_kind, of.product, of.allocated_on, of.started_on)
    asked: Any = rows_of(*told).where(
        col(of.region_id) == region_id,
        col(of.started_on) > since,
        col(of.started_on) <= today,
        col(of.referrer).not_in(ALLOCATED_AT_THE_START),
    )
    ended: Any = rows_of(of.provider_id, of.municipality, of.ended_on).where(  # type: ignore[call-overload]
        col(of.region_id) == region_id, col(of.ended_on) >= since, col(of.end_reason) == GOES_ON
    )
    gone_on = [(provider, town, day) for provider, town, day in (await session.exec(ended)).all()]
    found: Waits = {}
    for one in new_ones((Begun(*row) for row in (await session.exec(asked)).all()), gone_on):
        kind: tuple[str, str] = (HELP_KIND, one.help_kind) if one.help_kind else (PRODUCT, one.product)
        found.setdefault((one.provider, *kind), []).append(Waited(one.allocated_on, one.started_on))
    return found


async def _from_notices(session: AsyncSession, region_id: int, since: date, today: date) -> Waits:
    """From the day on which it was sent to this provider: what went before with another is not this one's wait."""
    of = Application
    told: Any = (of.provider_id, of.sent_at, of.started_on, of.patient_days)
    offered: Any = (Offer.help_kind, Offer.form, Referral.subject_type, Referral.subject)
    asked: Any = (
        rows_of(*told, *offered)
        .join(Referral, col(Referral.id) == col(of.referral_id))
        .outerjoin(Offer, col(Offer.key) == col(of.offer))
        .where(col(of.region_id) == region_id, col(of.started_on) > since, col(of.started_on) <= today)
    )
    found: Waits = {}
    for provider, sent, started, patient, kind, form, subject_type, subject in (await session.exec(asked)).all():
        about = _about(provider, kind, form, (subject_type, subject))
        found.setdefault(about, []).append(Waited(clock.local(sent).date(), started, patient))
    return found


def _about(provider: int, kind: str | None, form: str | None, asked_for: tuple[str, str]) -> About:
    """What was offered tells more than what was asked for; an offer that is gone has only the last."""
    if kind or form:
        return (provider, HELP_KIND, kind) if kind else (provider, FORM, form or "")
    return (provider, *asked_for)


async def _standing(session: AsyncSession, region: RegionData) -> dict[About, MeasuredWait]:
    rows = (await session.exec(select(MeasuredWait).where(MeasuredWait.region_id == region.id))).all()
    return {(row.provider_id, row.subject_type, row.subject): row for row in rows}


def _difference(found: Mapping[About, Measured], standing: Mapping[About, MeasuredWait]) -> set[About]:
    return {about for about in found.keys() | standing.keys() if _changed(found.get(about), standing.get(about))}


def _changed(found: Measured | None, row: MeasuredWait | None) -> bool:
    return found is None or row is None or any(getattr(row, name) != it for name, it in _values(found).items())


def _values(found: Measured) -> dict[str, Any]:
    return {
        "number": found.number,
        "median_days": found.median,
        "low_days": found.low,
        "high_days": found.high,
        "since": found.since,
        "until": found.until,
    }


async def _write(session: AsyncSession, region: RegionData, found: Mapping[About, Measured]) -> int:
    standing = await _standing(session, region)
    different = _difference(found, standing)
    for about in different:
        new, row = found.get(about), standing.get(about)
        if new is None and row is not None:
            await session.delete(row)
        elif new is not None:
            provider, kind, subject = about
            row = row or MeasuredWait(
                region_id=region.id, provider_id=provider, subject_type=kind, subject=subject, **_values(new)
            )
            row.sqlmodel_update(_values(new))
            session.add(row)
    await session.flush()
    await session.run_sync(lambda sync: leave_marks(sync, _marks(different)) if different else None)
    return len(different)


def _marks(different: Iterable[About]) -> set[tuple[str, int]]:
    """Their pages are shown anew."""
    return {("provider", provider) for provider, _, _ in different}
