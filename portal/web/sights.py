"""How often providers are seen on public pages: counted here per worker, brought to the database by portal/noticed.

A page notes once what it shows (`Asked.sight`); serving it, kept or made anew, is one more in a dict. Nothing is held
of who asked. A part of a page for htmx counts where it shows another question than the page it is put in.
"""

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import urlsplit

from portal.model import SeenAs
from portal.web.address import Pairs, read_path, read_query

MOST_SIGHTS = 20_000  # different ones that wait to be brought to the database
LONGEST_AGENT = 400
SAME_PROVIDERS = frozenset({"sorteer", "a"})  # order, and what is chosen to compare: the question stays the same

# What calls itself no browser of a person. Each of them says Mozilla/ too, and one of these.
_MACHINE = re.compile(rb"bot|crawl|spider|slurp|preview|monitor|scan|fetch|lighthouse|archiver|\+https?:")


class Sight(NamedTuple):
    """What one page shows: these providers, as this, for this question."""

    region_id: int
    day: date
    what: SeenAs
    question: str  # one closed choice, or nothing
    slugs: tuple[str, ...]


class Sights:
    """Bounded: where the database takes nothing for long, what is seen for the first time is left out."""

    def __init__(self, most: int = MOST_SIGHTS) -> None:
        self._most = most
        self._times: dict[Sight, int] = {}
        # Of those above, by what they are and not by what they say: a kept page shows the same one each time, and
        # reading all its providers anew is most of what counting costs.
        self._same: dict[int, list[int]] = {}
        self.left_out = 0

    def count(self, sight: Sight) -> None:
        same = self._same.get(id(sight))
        if same is not None:
            same[0] += 1
        elif sight in self._times:
            self._times[sight] += 1
        elif len(self._times) < self._most:
            self._times[sight] = 0
            self._same[id(sight)] = [1]
        else:
            self.left_out += 1

    def take(self) -> Mapping[Sight, int]:
        """All there is; from here on it is the taker's."""
        times, same = self._times, self._same
        self._times, self._same = {}, {}
        return {sight: more + same[id(sight)][0] for sight, more in times.items()}


def is_watched(method: str, heard: Mapping[bytes, bytes]) -> bool:
    """Somebody looks at this answer, as far as a request tells."""
    if method != "GET" or b"sec-purpose" in heard or b"purpose" in heard:
        return False
    return _is_browser(heard.get(b"user-agent", b"")[:LONGEST_AGENT])


@lru_cache(512)
def _is_browser(agent: bytes) -> bool:
    return agent.startswith(b"Mozilla/") and not _MACHINE.search(agent.lower())


def is_seen_already(path: str, query: Pairs, known: tuple[str, ...], heard: Mapping[bytes, bytes]) -> bool:
    """A part that is asked for from a page of the same question."""
    try:
        before = urlsplit(heard.get(b"hx-current-url", b"").decode("latin-1"))
    except ValueError:  # no address
        return False
    if read_path(before.path).path != path:
        return False
    return _question(read_query(before.query.encode("latin-1"), known)) == _question(query)


def _question(query: Pairs) -> Pairs:
    return tuple(pair for pair in query if pair[0] not in SAME_PROVIDERS)
