"""What a process remembers of an index: its words. As good as its stamp, which every asking compares."""

import asyncio
from dataclasses import dataclass

from search_index.engine.connection import Connection, IndexMissing
from search_index.engine.stored import ABOUT, TERMS_REGION, About, read_vocabulary
from search_index.index import EngineAway
from search_index.lexicon import Lexicon
from search_index.terms import Terms


@dataclass(frozen=True)
class Remembered:
    about: About
    lexicon: Lexicon
    terms: Terms


async def about_index(connection: Connection, uid: str) -> About:
    """Raises IndexMissing for an index that is not there or that was not built by us."""
    described = await connection.documents(uid, ABOUT)
    if not described:
        raise IndexMissing(f"{uid} does not describe itself")
    try:
        return About.read(described[0])
    except (KeyError, TypeError) as problem:
        raise EngineAway(f"unreadable description of {uid}: {problem!r}") from problem


class Memory:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._remembered: dict[str, Remembered] = {}
        self._renewing: dict[str, asyncio.Task[Remembered]] = {}

    async def of(self, uid: str) -> Remembered:
        """As remembered, perhaps not the newest."""
        return self._remembered.get(uid) or await self.renewed(uid)

    async def current(self, uid: str) -> Remembered:
        about = await about_index(self._connection, uid)
        known = self._remembered.get(uid)
        return known if known and known.about == about else await self._renew(uid)

    async def renewed(self, uid: str) -> Remembered:
        """Goes on when who asked waits no longer: a slow server's words would never be read. All who ask
        meanwhile get the same."""
        renewing = self._renewing.get(uid)
        if renewing is None or renewing.done():
            renewing = self._renewing[uid] = asyncio.create_task(self._renew(uid))
            renewing.add_done_callback(lambda ended: ended.cancelled() or ended.exception())
        return await asyncio.shield(renewing)

    async def _renew(self, uid: str) -> Remembered:
        # The stamp is read first: when words change in between, it is older than they are and the next asking renews.
        about = await about_index(self._connection, uid)
        try:
            vocabulary, terms = read_vocabulary(await self._connection.documents(uid, TERMS_REGION))
        except (KeyError, TypeError, ValueError) as problem:
            raise EngineAway(f"unreadable vocabulary in {uid}: {problem!r}") from problem
        before = self._remembered.get(uid)
        same_words = before is not None and before.lexicon.vocabulary == vocabulary
        lexicon = before.lexicon if before and same_words else Lexicon(vocabulary)
        self._remembered[uid] = Remembered(about, lexicon, terms)
        return self._remembered[uid]
