"""Runs every job there is, in one process at a time. Killed anywhere, the next run goes on:
whatever is not finished still has its mark."""

import asyncio
import os
import time
import uuid

import structlog
from sqlalchemy.exc import IntegrityError

from portal.jobs import lease
from portal.jobs.desk import Desk
from portal.jobs.forget import forget
from portal.jobs.index_offers import Indexer
from portal.jobs.news import tell_news
from portal.jobs.night import mark_the_night
from portal.jobs.rebuild import rebuild, rebuild_needed
from portal.jobs.send_mail import Postman
from portal.measured.measuring import measure_waits
from portal.trouble import trouble_of
from search_index import EngineAway

IDLE = 0.1  # seconds between looks for marks
NIGHT_EVERY = 60.0
FORGET_EVERY = 3600.0
NEWS_EVERY = 1800.0  # whether there is something to tell somebody by mail
CHECK_EVERY = 5.0  # whether the index is there, and as the code wants it
DATABASE_PAUSE = 1.0
MAIL_GRACE = 8.0  # for the mail under way, less than a supervisor's patience: cut short it would go out twice
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 4.0  # after the engine failed; when it is back, its index is behind

log = structlog.get_logger()


class Runner:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.indexer = Indexer(desk)
        self._holder = f"{os.getpid()}-{uuid.uuid4().hex[:8]}"
        self._stopping = asyncio.Event()
        self._postman = Postman(desk.database, desk.post, self._stopping.is_set) if desk.post else None
        self._rebuilding: asyncio.Task[None] | None = None
        self._pause = FIRST_PAUSE
        self._held_until = self._night = self._forgot = self._checked = self._engine_due = float("-inf")

    def stop(self) -> None:
        self._stopping.set()

    async def run(self) -> None:
        """Until `stop`."""
        # Apart from the work: a call of the engine can last longer than the lease does.
        keeping = asyncio.create_task(self._keep_lease())
        # A mail server that is slow holds up no change on its way to the index.
        mailing = asyncio.create_task(self._send_mail())
        # Making hundreds of mails takes seconds.
        telling = asyncio.create_task(self._tell_news())
        while not self._stopping.is_set():
            try:
                pause = await self._turn()
            except Exception as problem:
                pause = self._tell(problem)
            await self._wait(pause)
        await asyncio.wait({mailing}, timeout=MAIL_GRACE)
        for task in filter(None, (keeping, mailing, telling, self._rebuilding)):
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
        try:
            await lease.give_back(self._desk.database, self._holder)
        except Exception as problem:
            self._tell(problem)

    async def run_once(self) -> None:
        """Everything that is due now, a rebuild included. Raises EngineAway."""
        await mark_the_night(self._desk.database, await self.indexer.regions())
        await self._each_hour()
        if await rebuild_needed(self._desk, self.indexer):
            await rebuild(self._desk, self.indexer)
        await self._drain()
        if self.indexer.rebuild_asked:
            await rebuild(self._desk, self.indexer)
            await self._drain()

    async def _each_hour(self) -> None:
        regions = await self.indexer.regions()
        await forget(self._desk.database, regions)
        await measure_waits(self._desk.database, regions)

    async def send_once(self) -> None:
        """Every mail that is due now, and what there is to tell."""
        await self._tell_news_now()
        if self._postman is not None:
            await self._postman.send_all()

    async def _tell_news_now(self) -> None:
        if self._desk.post is not None:  # only who sends mail can seal it
            await tell_news(self._desk.database, self._desk.post.settings, await self.indexer.regions())

    async def _tell_news(self) -> None:
        while not self._stopping.is_set():
            pause = IDLE
            try:
                if self._holds_lease():
                    await self._tell_news_now()
                    pause = NEWS_EVERY
            except Exception as problem:
                pause = self._tell(problem)
            await self._wait(pause)

    async def _send_mail(self) -> None:
        while self._postman is not None and not self._stopping.is_set():
            try:
                pause = await self._postman.turn() if self._holds_lease() else IDLE
            except Exception as problem:
                pause = self._tell(problem)
            await self._wait(pause)

    async def _drain(self) -> None:
        while await self.indexer.index_due():
            pass

    async def _turn(self) -> float:
        """One look at everything; how long to wait before the next."""
        if not self._holds_lease():
            await self.indexer.make_sure()
            return IDLE
        if time.monotonic() - self._night > NIGHT_EVERY:
            await mark_the_night(self._desk.database, await self.indexer.regions())
            self._night = time.monotonic()
        if time.monotonic() - self._forgot > FORGET_EVERY:
            await self._each_hour()
            self._forgot = time.monotonic()
        if time.monotonic() < self._engine_due:
            await self.indexer.announce_due()  # the workers answer meanwhile, with all they know
            return IDLE
        try:
            await self._look_after_rebuild()
            sent = await self.indexer.index_due()
        except EngineAway as reason:
            self._engine_failed(reason)
            return IDLE
        self._pause = FIRST_PAUSE
        return 0.0 if sent else IDLE

    def _engine_failed(self, reason: EngineAway) -> None:
        if self._rebuilding is not None:  # the very first index: there is none yet to send to
            self._engine_due = time.monotonic() + FIRST_PAUSE
            return
        log.warning("engine_away", reason=str(reason), pause=self._pause)
        self._engine_due = time.monotonic() + self._pause
        self._pause = min(self._pause * 2, LONGEST_PAUSE)
        self._checked = float("-inf")

    async def _look_after_rebuild(self) -> None:
        if self._rebuilding is not None:
            if not self._rebuilding.done():
                return
            task, self._rebuilding = self._rebuilding, None
            task.result()  # EngineAway comes out here
            log.info("index_rebuilt")
        due = self.indexer.rebuild_asked or time.monotonic() - self._checked > CHECK_EVERY
        if due and await rebuild_needed(self._desk, self.indexer):
            self._rebuilding = asyncio.create_task(rebuild(self._desk, self.indexer, self._holds_lease))
        if due:
            self._checked = time.monotonic()

    def _holds_lease(self) -> bool:
        return time.monotonic() < self._held_until

    async def _keep_lease(self) -> None:
        while True:
            asked = time.monotonic()
            try:
                if await lease.take(self._desk.database, self._holder):
                    if not self._holds_lease():
                        self.indexer.forget_regions()
                        self._checked = float("-inf")
                    self._held_until = asked + lease.TERM.total_seconds()
                else:
                    self._held_until = float("-inf")
            except IntegrityError:  # two runners made the first row at the same moment
                pass
            except Exception as problem:
                self._tell(problem)
            await asyncio.sleep(lease.RENEW_EVERY if self._holds_lease() else 1.0)

    def _tell(self, problem: Exception) -> float:
        """How long to wait before trying again."""
        if trouble := trouble_of(problem):
            log.warning("runner_waits", reason=type(problem).__name__, database=trouble.value)
        elif isinstance(problem, lease.LeaseLost):
            log.warning("lease_lost")
        else:
            log.error("runner_failed", exc_info=problem)
        return DATABASE_PAUSE

    async def _wait(self, pause: float) -> None:
        try:
            await asyncio.wait_for(self._stopping.wait(), pause)
        except TimeoutError:
            return
