"""An extract into the database: what it would change, and doing it in one transaction."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlmodel import col, delete, insert, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from portal import clock
from portal.bookkeeping import Entry, keep_book_of_region
from portal.database import Actor, Database
from portal.exchange.monitor.merging import Alike, Allocation, HeldRow, Merge, merged
from portal.exchange.workbook.footing import alone
from portal.model import MonitorRow
from portal.regions import RegionData


async def look_at(session: AsyncSession, region: RegionData, rows: Sequence[Allocation]) -> Merge:
    """What putting it would change."""
    return await asyncio.to_thread(merged, region.id, await _held(session, region.id, rows), rows)


async def put_extract(database: Database, region: RegionData, rows: Sequence[Allocation], actor: Actor) -> Merge:
    """One at a time: two that are put at once would both find a row new."""
    async with database.writing(actor) as session:
        await alone(session)
        merge = await look_at(session, region, rows)
        now = clock.now()
        added = [
            {"print": own, "region_id": region.id, "read_at": now, **vars(row.alike), **_later(row)}
            for own, row in merge.added
        ]
        changed = [{"id": number, "read_at": now, **_later(row)} for number, row in merge.changed]
        if added:
            await session.run_sync(lambda sync: sync.execute(insert(MonitorRow), added))
        if changed:
            await session.run_sync(lambda sync: sync.execute(update(MonitorRow), changed))
        if added or changed:
            numbers = {"rows_added": len(added), "rows_changed": len(changed)}
            entry = Entry("added", "MonitorExtract", region.region.key, {}, numbers)
            await session.run_sync(keep_book_of_region, region.id, entry)
    return merge


def _later(row: Allocation) -> dict[str, Any]:
    return {"started_on": row.started_on, "ended_on": row.ended_on, "end_reason": row.end_reason}


async def _held(session: AsyncSession, region_id: int, rows: Sequence[Allocation]) -> list[HeldRow]:
    """Of the days that the file is about, in the order in which they came."""
    if not rows:
        return []
    days = [row.alike.allocated_on for row in rows]
    about = col(MonitorRow.allocated_on)
    asked = (
        select(MonitorRow)
        .where(MonitorRow.region_id == region_id, about >= min(days), about <= max(days))
        .order_by(col(MonitorRow.id))
    )
    return [_held_row(row) for row in (await session.exec(asked)).all()]


def _held_row(row: MonitorRow) -> HeldRow:
    alike = Alike(
        row.provider_id,
        row.municipality,
        row.product,
        row.help_kind,
        row.referrer,
        row.measure,
        row.allocated_on,
    )
    return HeldRow(row.id or 0, row.print, Allocation(alike, row.started_on, row.ended_on, row.end_reason))


async def forget_extract(session: AsyncSession, region: RegionData) -> None:
    """What was read longer ago than the region keeps it."""
    before = clock.now() - timedelta(days=region.terms.extract_kept_days)
    old = delete(MonitorRow).where(col(MonitorRow.region_id) == region.id, col(MonitorRow.read_at) < before)
    await session.exec(old)
