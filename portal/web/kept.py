"""Kept pages: what an anonymous visitor was answered, for the next one who asks the same.

A route says which query names its page depends on (`opt={"kept": ("q", "pagina")}`); the page sees
no others, so nothing can be in it that is not in its key. Everything is dropped as soon as anything
changes that all pages depend on. The build needs no place in the key: a process has only one.
"""

import re
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from litestar import Litestar
from litestar.routes import HTTPRoute

from portal.web.address import Pairs
from portal.web.headers import RawHeaders
from portal.web.house import House, State
from portal.web.sights import Sight

MOST_PAGES = 1_000
MOST_BYTES = 10_000_000
LARGEST = 400_000  # bytes of one page


class Key(NamedTuple):
    region: str  # not the host as sent: anybody can make those up without end
    language: str
    path: str
    query: Pairs
    fragment: bool
    compression: str


class Wish(NamedTuple):
    """A page that may be kept, and how everything was when it was asked for."""

    key: Key
    state: State


def state_of(house: House, limited: Callable[[], bool]) -> State:
    return house.state(limited=house.limited or limited())


@dataclass(frozen=True)
class KeptPage:
    headers: RawHeaders
    body: bytes
    etag: bytes
    route: str
    sight: Sight | None = None  # what is counted each time it is served


class KeptPages:
    """Bounded by number and by bytes; the one asked for longest ago goes first."""

    def __init__(self, most_pages: int = MOST_PAGES, most_bytes: int = MOST_BYTES) -> None:
        self._most_pages = most_pages
        self._most_bytes = most_bytes
        self._pages: OrderedDict[Key, KeptPage] = OrderedDict()
        self._state: State | None = None
        self.bytes = 0

    def __len__(self) -> int:
        return len(self._pages)

    def get(self, key: Key, state: State) -> KeptPage | None:
        if self._state is None or not state.same_as(self._state):
            self._pages.clear()
            self.bytes = 0
            self._state = state
        found = self._pages.get(key)
        if found is not None:
            self._pages.move_to_end(key)
        return found

    def put(self, key: Key, page: KeptPage, made_in: State, now: State) -> None:
        """Not if something changed while the page was being made: it may hold half of the change."""
        if len(page.body) > LARGEST or self._state is None:
            return
        if not (made_in.same_as(now) and now.same_as(self._state)):
            return
        replaced = self._pages.pop(key, None)
        self.bytes += len(page.body) - (len(replaced.body) if replaced else 0)
        self._pages[key] = page
        while len(self._pages) > self._most_pages or self.bytes > self._most_bytes:
            _, dropped = self._pages.popitem(last=False)
            self.bytes -= len(dropped.body)


class KeptRoute(NamedTuple):
    name: str
    known: tuple[str, ...]  # query names


class KeptRoutes:
    """Which paths may be kept: known before any routing, from the routes' own declarations."""

    def __init__(self, app: Litestar) -> None:
        self._patterns: list[tuple[re.Pattern[str], KeptRoute]] = []
        for route in app.routes:
            if not isinstance(route, HTTPRoute):
                continue
            for handler in route.route_handlers:
                known = handler.opt.get("kept")
                if known is not None and "GET" in handler.http_methods:
                    parts = re.split(r"\{[^}]*\}", route.path_format)
                    pattern = "[^/]+".join(re.escape(part) for part in parts)
                    self._patterns.append((re.compile(pattern), KeptRoute(handler.name or route.path, tuple(known))))
        self.find = lru_cache(1024)(self._find)

    def _find(self, path: str) -> KeptRoute | None:
        return next((route for pattern, route in self._patterns if pattern.fullmatch(path)), None)
