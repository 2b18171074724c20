"""Whether visitors find a provider at all: only under a contract that runs."""

from datetime import date

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from portal import clock
from portal.model import Contract
from portal.model.lasting import lasts


async def found_from(session: AsyncSession, provider_id: int, region_id: int) -> tuple[bool, date | None]:
    """Whether visitors find it now; and, if only a contract to come says so, from which day."""
    today = clock.today()
    asked = select(Contract).where(
        Contract.provider_id == provider_id, Contract.region_id == region_id, lasts(Contract, today)
    )
    days = [contract.starts for contract in (await session.exec(asked)).all()]
    found = any(starts is None or starts <= today for starts in days)
    return found, None if found else min((starts for starts in days if starts), default=None)
