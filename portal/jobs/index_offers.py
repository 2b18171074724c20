"""Brings what is marked into the search index: announce, send, and only then clear the mark."""

from collections.abc import Sequence

from sqlmodel import and_, col, delete, or_, select

from portal.database import SYSTEM, Database
from portal.indexing import documents_for
from portal.jobs.announce import mark_announced, next_version, stamp, waiting_marks
from portal.jobs.desk import Desk
from portal.model import IndexMark, Offer
from portal.model.upkeep import EVERY_PROVIDER
from portal.regions import Regions, load_regions
from search_index import Collection, OfferDocument

MARKS_AT_ONCE = 400


class Indexer:
    """Keeps the regions between batches; a region mark reads them anew and asks for a rebuild."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._regions: Regions | None = None
        self.region_marks: list[IndexMark] = []  # cleared by the rebuild that they ask for
        # While a rebuild runs, marks are sent to the index in use but stay in the table: the
        # rebuild may have read past them. Here is which version of each was sent.
        self._held: dict[int, int] | None = None

    async def regions(self) -> Regions:
        if self._regions is None:
            async with self._desk.database.reading() as session:
                self._regions = await load_regions(session)
        return self._regions

    def hold_marks(self) -> None:
        self._held = {}

    def release_marks(self) -> None:
        """From now on the held marks are due again, into the index that is now in use."""
        self._held = None

    async def index_due(self) -> int:
        """One batch; the number of marks it sent. Raises EngineAway: then nothing is cleared."""
        marks = await self._due()
        if not marks:
            return 0
        keys, owners = await self._offers_of(marks)
        await self._announce(marks, owners)
        if self._desk.engine is None:
            await clear(self._desk.database, marks)
            return len(marks)
        self.region_marks = [mark for mark in marks if mark.what == "region"] or self.region_marks
        plain = [mark for mark in marks if mark.what != "region"]
        whole = {mark.subject_id for mark in plain if mark.what == "provider"}
        await self._send(whole, set(owners.values()) - whole, keys)
        if self._held is None:
            await clear(self._desk.database, plain)
        else:
            self._held |= {mark.id: mark.version for mark in plain if mark.id is not None}
        return len(plain)

    async def _due(self) -> list[IndexMark]:
        held = self._held or {}
        known = {mark.id: mark.version for mark in self.region_marks} | held
        async with self._desk.database.reading() as session:
            marks = await waiting_marks(session, MARKS_AT_ONCE + len(known))
        return [mark for mark in marks if known.get(mark.id or 0) != mark.version][:MARKS_AT_ONCE]

    async def _offers_of(self, marks: Sequence[IndexMark]) -> tuple[set[str], dict[int, int]]:
        """Keys of the marked offers, and whose they are."""
        offers = [mark.subject_id for mark in marks if mark.what == "offer"]
        async with self._desk.database.reading() as session:
            statement = select(col(Offer.id), col(Offer.key), col(Offer.provider_id)).where(col(Offer.id).in_(offers))
            rows = (await session.exec(statement)).all()
        return {key for _, key, _ in rows}, {number or 0: owner for number, _, owner in rows}

    async def _announce(self, marks: Sequence[IndexMark], owners: dict[int, int]) -> None:
        fresh = [mark for mark in marks if mark.announced < mark.version]
        if not fresh:
            return
        changed = {mark.subject_id if mark.what == "provider" else owners.get(mark.subject_id, 0) for mark in fresh}
        if any(mark.what == "region" for mark in fresh):
            self._regions = None
            changed = {EVERY_PROVIDER}
        async with self._desk.database.writing(SYSTEM) as session:
            await stamp(session, changed)
            await mark_announced(session, fresh)

    async def _send(self, whole: set[int], partly: set[int], keys: set[str]) -> None:
        """All documents of the `whole` providers; of the others only those of the offers named."""
        engine = self._desk.engine
        assert engine is not None
        put: dict[Collection, list[OfferDocument]] = {collection: [] for collection in Collection}
        remove: dict[Collection, list[str]] = {collection: [] for collection in Collection}
        for number, documents in await documents_for(self._desk.database, await self.regions(), sorted(whole | partly)):
            for collection in Collection:
                put[collection] += [d for d in documents.put[collection] if number in whole or d.id in keys]
                remove[collection] += documents.remove[collection] if number in whole else []
        for collection in Collection:
            if remove[collection]:
                await engine.remove(collection, remove[collection])
            if put[collection]:
                await engine.put(collection, put[collection])


async def clear(database: Database, marks: Sequence[IndexMark]) -> None:
    """Only marks whose version is still what was read: a later change left a higher one."""
    async with database.writing(SYSTEM) as session:
        for start in range(0, len(marks), 100):
            same = [
                and_(col(IndexMark.id) == mark.id, col(IndexMark.version) == mark.version)
                for mark in marks[start : start + 100]
            ]
            await session.exec(delete(IndexMark).where(or_(*same)))
        await next_version(session)  # pages kept between announcement and index must go
