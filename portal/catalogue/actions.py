"""What a visitor of the catalogue can do."""

import time
from collections import deque
from collections.abc import Callable

from portal import clock
from portal.catalogue.forms import MistakeAbout
from portal.database import Actor, Database
from portal.model import MistakeReport

VISITOR = Actor("visitor", "visitor")
MINUTE = 60.0  # seconds


class Patience:
    """How often something may be done per minute, in this process, by everybody together. Nobody is
    followed to count: one who sends hundreds costs the others a minute's wait, no more."""

    def __init__(self, per_minute: int, seconds: Callable[[], float] = time.monotonic) -> None:
        self._per_minute = per_minute
        self._seconds = seconds
        self._times: dict[object, deque[float]] = {}

    def allows(self, what: object = "") -> bool:
        now = self._seconds()
        self._times = {key: times for key, times in self._times.items() if times[-1] > now - MINUTE}
        times = self._times.setdefault(what, deque(maxlen=self._per_minute))
        if len(times) == self._per_minute and times[0] > now - MINUTE:
            return False
        times.append(now)
        return True


class ReportPatience:
    """Of one portal: for all reports together, and for those of one provider."""

    def __init__(self) -> None:
        self._in_all, self._per_provider = Patience(60), Patience(6)

    def allows(self, provider_id: int) -> bool:
        return self._per_provider.allows(provider_id) and self._in_all.allows()


async def report_mistake(
    database: Database, region_id: int, provider_id: int, about: MistakeAbout, offer_key: str = ""
) -> None:
    """It waits for the region; what is reported changes nothing by itself."""
    report = MistakeReport(
        region_id=region_id, provider_id=provider_id, offer_key=offer_key, about=about.value, reported_at=clock.now()
    )
    async with database.writing(VISITOR) as session:
        session.add(report)
