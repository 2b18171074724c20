"""What one worker holds between requests. The follower in portal/finding keeps it current."""

from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property, lru_cache
from typing import Any, NamedTuple, TypeVar

from portal import clock
from portal.database import Database
from portal.regions import Regions
from portal.secrecy import Secrecy
from portal.settings import Settings
from portal.web.sights import Sights

QUARTER = 900  # seconds

Read = TypeVar("Read")


class State(NamedTuple):
    """What every page depends on."""

    index_version: int
    today: date
    limited: bool
    regions: Regions

    def same_as(self, other: "State") -> bool:
        # Regions by identity: comparing two of them would compare all their records.
        return self.regions is other.regions and self[:3] == other[:3]


@dataclass
class House:
    settings: Settings
    database: Database
    regions: Regions = field(default_factory=Regions)
    index_version: int = 0  # rises with every change that visitors can see
    limited: bool = False  # the in-process engine answers because Meilisearch is away
    sights: Sights = field(default_factory=Sights)
    _read_in: State | None = field(default=None, init=False, repr=False)
    _read: dict[Hashable, Any] = field(default_factory=dict, init=False, repr=False)

    @cached_property
    def secrecy(self) -> Secrecy:
        return self.settings.secrecy()

    def state(self, *, limited: bool = False) -> State:
        quarter = int(clock.now().timestamp()) // QUARTER
        return State(self.index_version, _day_of_quarter(quarter), limited, self.regions)

    async def once(self, name: Hashable, read: Callable[[], Awaitable[Read]]) -> Read:
        """For what is the same for everybody and takes long to read: read once for as long as a kept page would be
        kept. There are few names."""
        state = self.state()
        if self._read_in is None or not state.same_as(self._read_in):
            self._read_in, self._read = state, {}
        held = self._read
        if name in held:
            known: Read = held[name]
            return known
        found = await read()
        # Not if something changed meanwhile: it may hold half of the change.
        if state.same_as(self.state()):
            held[name] = found
        return found


@lru_cache(4)
def _day_of_quarter(quarter: int) -> date:
    """A day begins at a whole quarter of an hour, wherever it is; counting days anew for each request is slow."""
    return clock.local(datetime.fromtimestamp(quarter * QUARTER, UTC)).date()
