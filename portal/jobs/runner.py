"""Runs every job there is, in one process at a time. Killed anywhere, the next run goes on:
whatever is not finished still has its mark."""

import asyncio
import os
import time
import uuid

import structlog
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from portal.jobs import lease
from portal.jobs.desk import Desk
from portal.jobs.index_offers import Indexer
from portal.jobs.night import mark_the_night
from portal.jobs.rebuild import rebuild, rebuild_needed
from search_index import EngineAway

IDLE = 0.1  # seconds between looks for marks
NIGHT_EVERY = 60.0
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0  # after the engine failed

log = structlog.get_logger()


class Runner:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.indexer = Indexer(desk)
        self._holder = f"{os.getpid()}-{uuid.uuid4().hex[:8]}"
        self._stopping = asyncio.Event()
        self._rebuilding: asyncio.Task[None] | None = None
        self._checked = False  # whether the index is as the code wants it, looked at once per engine's life
        self._pause = FIRST_PAUSE
        self._renewed = self._night = float("-inf")

    def stop(self) -> None:
        self._stopping.set()

    async def run(self) -> None:
        """Until `stop`."""
        while not self._stopping.is_set():
            try:
                pause = await self._turn()
            except EngineAway as reason:
                if self._rebuilding is not None:  # the very first index: there is none yet to send to
                    await self._wait(FIRST_PAUSE)
                    continue
                log.warning("engine_away", reason=str(reason), pause=self._pause)
                pause, self._pause = self._pause, min(self._pause * 2, LONGEST_PAUSE)
                self._checked = False
            except (SQLAlchemyError, OSError) as problem:
                log.warning("runner_waits", reason=type(problem).__name__)
                pause = 1.0
            await self._wait(pause)
        if self._rebuilding is not None:
            self._rebuilding.cancel()
            await asyncio.gather(self._rebuilding, return_exceptions=True)
        await lease.give_back(self._desk.database, self._holder)

    async def run_once(self) -> None:
        """Everything that is due now, a rebuild included. Raises EngineAway."""
        await mark_the_night(self._desk.database, await self.indexer.regions())
        if await rebuild_needed(self._desk, self.indexer):
            await rebuild(self._desk, self.indexer)
        await self._drain()
        if self.indexer.region_changed:
            await rebuild(self._desk, self.indexer)
            await self._drain()

    async def _drain(self) -> None:
        while await self.indexer.index_due():
            pass

    async def _turn(self) -> float:
        """One look at everything; how long to wait before the next."""
        if not await self._holds_lease():
            return 1.0
        if time.monotonic() - self._night > NIGHT_EVERY:
            await mark_the_night(self._desk.database, await self.indexer.regions())
            self._night = time.monotonic()
        await self._look_after_rebuild()
        sent = await self.indexer.index_due()
        self._pause = FIRST_PAUSE
        return 0.0 if sent else IDLE

    async def _look_after_rebuild(self) -> None:
        if self._rebuilding is not None:
            if not self._rebuilding.done():
                return
            task, self._rebuilding = self._rebuilding, None
            task.result()  # EngineAway comes out here
            log.info("index_rebuilt")
        if (self.indexer.region_changed or not self._checked) and await rebuild_needed(self._desk, self.indexer):
            self._rebuilding = asyncio.create_task(rebuild(self._desk, self.indexer))
        self._checked = True

    async def _holds_lease(self) -> bool:
        if time.monotonic() - self._renewed < lease.RENEW_EVERY:
            return True
        try:
            held = await lease.take(self._desk.database, self._holder)
        except IntegrityError:  # two runners made the first row at the same moment
            return False
        if held:
            self._renewed = time.monotonic()
        return held

    async def _wait(self, pause: float) -> None:
        try:
            await asyncio.wait_for(self._stopping.wait(), pause)
        except TimeoutError:
            return
