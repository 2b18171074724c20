"""One runner at a time: a row says who, and until when."""

from datetime import timedelta

from portal import clock
from portal.database import SYSTEM, Database
from portal.model import Lease

RUNNER = "runner"
TERM = timedelta(seconds=10)
RENEW_EVERY = 3.0  # seconds


class LeaseLost(Exception):
    """Another runner goes on with the work."""


async def take(database: Database, holder: str) -> bool:
    """True when the lease is ours for another term."""
    now = clock.now()
    async with database.writing(SYSTEM) as session:
        lease = await session.get(Lease, RUNNER, with_for_update=True)
        if lease is None:
            session.add(Lease(name=RUNNER, holder=holder, until=now + TERM))
            return True
        # A lease of more than a term was taken before the clock was put back.
        if lease.holder != holder and now < lease.until <= now + TERM:
            return False
        lease.holder, lease.until = holder, now + TERM
        return True


async def give_back(database: Database, holder: str) -> None:
    async with database.writing(SYSTEM) as session:
        lease = await session.get(Lease, RUNNER, with_for_update=True)
        if lease is not None and lease.holder == holder:
            lease.until = clock.now()
