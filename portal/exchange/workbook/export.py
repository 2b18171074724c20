"""The database → the same workbook that was imported."""

from pathlib import Path

from sqlmodel.ext.asyncio.session import AsyncSession

from portal.exchange.workbook.files import write_workbook
from portal.exchange.workbook.held import held
from portal.exchange.workbook.public import public_workbook
from portal.regions import RegionData


async def export_workbook(session: AsyncSession, region: RegionData, path: Path, *, public: bool = False) -> None:
    """Everything, for who keeps the region's data: hidden addresses and grounds of stops are in it.

    `public`: without those and all else that is not for everyone. Never import that again: what it
    leaves out it would empty."""
    found = await held(session, region)
    write_workbook(public_workbook(found, region) if public else found.workbook(), path)
