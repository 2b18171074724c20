"""The only source of time. Stored in UTC, shown and counted in Europe/Amsterdam."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

LOCAL = ZoneInfo("Europe/Amsterdam")
EPOCH = date(1970, 1, 1)

_stopped_at: ContextVar[datetime | None] = ContextVar("stopped_at", default=None)


def now() -> datetime:
    """This moment, aware, in UTC."""
    return _stopped_at.get() or datetime.now(UTC)


def today() -> date:
    """The day it is in the Netherlands."""
    return local(now()).date()


def local(moment: datetime) -> datetime:
    return moment.astimezone(LOCAL)


def start_of(day: date) -> datetime:
    """The moment at which it begins in the Netherlands."""
    return datetime.combine(day, time.min, LOCAL).astimezone(UTC)


def day_number(day: date) -> int:
    """Whole days since 1970-01-01."""
    return (day - EPOCH).days


def day_of(number: int) -> date:
    return date.fromordinal(number + EPOCH.toordinal())


@contextmanager
def stopped_at(moment: datetime) -> Iterator[None]:
    """For tests and rehearsals: time stands still at an aware moment."""
    token = _stopped_at.set(moment)
    try:
        yield
    finally:
        _stopped_at.reset(token)
