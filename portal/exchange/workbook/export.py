"""The database → the same workbook that was imported."""

from pathlib import Path

from sqlmodel.ext.asyncio.session import AsyncSession

from portal.exchange.workbook.files import write_workbook
from portal.exchange.workbook.held import held
from portal.regions import RegionData


async def export_workbook(session: AsyncSession, region: RegionData, path: Path) -> None:
    """For who keeps the region's data: hidden addresses and grounds of stops are in it."""
    write_workbook((await held(session, region)).workbook(), path)
