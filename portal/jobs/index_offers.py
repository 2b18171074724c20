"""Brings what is marked into the search index: announce, send, and only then clear the mark."""

from collections.abc import Sequence

from sqlmodel import col, delete, select
from sqlmodel.ext.asyncio.session import AsyncSession

from portal.database import SYSTEM, Database
from portal.index_marks import leave_marks
from portal.indexing import LeftOut, documents_for
from portal.jobs.announce import (
    mark_announced,
    next_version,
    stamp,
    still_as_read,
    unannounced_marks,
    waiting_marks,
)
from portal.jobs.desk import Desk
from portal.jobs.left_out import Waiting, as_left, providers_of_documents
from portal.model import IndexMark, Offer
from portal.model.upkeep import EVERY_PROVIDER, INDEX, NO_PROVIDER, REBUILT_FOR
from portal.regions import Regions, load_regions
from search_index import Collection, DocumentsRefused, OfferDocument

MARKS_AT_ONCE = 400


class Indexer:
    """Keeps the regions between batches; a region mark reads them anew and, as a mark of the index does, asks
    for a rebuild."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._regions: Regions | None = None
        self.rebuild_asked = False  # until a rebuild has begun that knows of it
        # While a rebuild runs, marks are sent to the index in use but stay in the table: the
        # rebuild may have read past them. Here is which version of each was sent.
        self._held: dict[int, int] | None = None
        self._rebuilds = 0  # that have ended
        self._unsure: Sequence[IndexMark] = ()  # of what was sent, or partly, when something failed
        self.waiting = Waiting()

    async def regions(self) -> Regions:
        if self._regions is None:
            async with self._desk.database.reading() as session:
                self._regions = await load_regions(session)
        return self._regions

    def hold_marks(self, asked_by: Sequence[IndexMark]) -> None:
        """`asked_by` are the marks that the rebuild is for."""
        self._held = {mark.id: mark.version for mark in asked_by if mark.id is not None}
        self.rebuild_asked = False

    def release_marks(self) -> None:
        """From now on the held marks are due again, into the index that is now in use."""
        self._held = None
        self._rebuilds += 1

    def forget_regions(self) -> None:
        """Another runner may have heard that they changed."""
        self._regions = None

    async def announce_due(self) -> None:
        """Tells the followers of every change they have not heard of, whether or not an engine is there."""
        async with self._desk.database.reading() as session:
            marks = await unannounced_marks(session, MARKS_AT_ONCE)
            owners = await _owners(session, marks)
        if not marks:
            return
        changed = {_changed(mark, owners) for mark in marks}
        if any(mark.what == "region" for mark in marks):
            self._regions = None
            changed = {EVERY_PROVIDER}
        async with self._desk.database.writing(SYSTEM) as session:
            await stamp(session, changed)
            await mark_announced(session, marks)

    async def index_due(self) -> int:
        """One batch; the number of marks it sent. Raises EngineAway: then nothing is cleared."""
        await self.make_sure()
        await self.announce_due()
        held, rebuilds = self._held or {}, self._rebuilds
        async with self._desk.database.reading() as session:
            marks = await waiting_marks(session, MARKS_AT_ONCE + len(held) + len(self.waiting) + 1)
            marks = [m for m in marks if held.get(m.id or 0) != m.version and self.waiting.due(m)][:MARKS_AT_ONCE]
            owners = await _owners(session, marks)
        # Cleared by the rebuild it asks for; without an engine there is none to wait for.
        ours = [mark for mark in marks if self._desk.engine is None or mark.what not in REBUILT_FOR]
        self.rebuild_asked = self.rebuild_asked or any(
            mark.what in REBUILT_FOR and (self._held or {}).get(mark.id or 0) != mark.version
            for mark in marks
            if self._desk.engine is not None
        )
        if not ours:
            return 0
        looked_at = len(ours)
        self._unsure = ours
        if self._desk.engine is not None:
            whole = {mark.subject_id for mark in ours if mark.what == "provider"}
            offers = {mark.subject_id for mark in ours if mark.what == "offer"}
            left_out = await self._send(whole, set(owners.values()) - whole, offers)
            ours = self._put_off(ours, owners, left_out)
            await self.waiting.name(self._desk.database, whole | set(owners.values()), left_out)
        if self._rebuilds != rebuilds:
            pass  # sent to an index that was swapped away meanwhile: due again
        elif self._held is None:
            await clear(self._desk.database, ours)
            self._unsure = ()
        else:
            self._held |= {mark.id: mark.version for mark in ours if mark.id is not None}
            async with self._desk.database.writing(SYSTEM) as session:
                await next_version(session)  # as in `clear`, which comes only after the rebuild
        return looked_at

    async def make_sure(self) -> None:
        """Also of a runner that lost its lease: it may have been frozen for as long as another worked, and what it
        sent is older."""
        if self._unsure:
            async with self._desk.database.writing(SYSTEM) as session:
                await _leave_gone(session, self._unsure)
            self._unsure = ()

    def _put_off(self, marks: Sequence[IndexMark], owners: dict[int, int], left_out: LeftOut) -> list[IndexMark]:
        """The others: those that are in."""
        sent: list[IndexMark] = []
        for mark in marks:
            if mark.what in ("provider", "offer") and _changed(mark, owners) in left_out:
                self.waiting.put_off(mark)
            else:
                sent.append(mark)
        self.waiting.forget(sent)
        return sent

    async def _send(self, whole: set[int], partly: set[int], offers: set[int]) -> LeftOut:
        """All documents of the `whole` providers; of the others only those of these offers. Gives the providers of
        which something could not be sent."""
        engine = self._desk.engine
        assert engine is not None
        async with self._desk.database.reading() as session:
            keys = set((await session.exec(select(Offer.key).where(col(Offer.id).in_(offers)))).all())
        put: dict[Collection, list[OfferDocument]] = {collection: [] for collection in Collection}
        remove: dict[Collection, list[str]] = {collection: [] for collection in Collection}
        left_out: LeftOut = {}
        for number, documents in await documents_for(self._desk.database, await self.regions(), sorted(whole | partly)):
            if documents.problem:
                left_out[number] = documents.problem
            for collection in Collection:
                put[collection] += [d for d in documents.put[collection] if number in whole or d.id in keys]
                remove[collection] += documents.remove[collection] if number in whole else []
        refused: list[str] = []
        for collection in Collection:
            if remove[collection]:
                await engine.remove(collection, remove[collection])
            if put[collection]:
                try:
                    await engine.put(collection, put[collection])
                except DocumentsRefused as problem:
                    refused += problem.ids
        return left_out | await self.owners_of(refused)

    async def owners_of(self, refused: Sequence[str]) -> LeftOut:
        if not refused:
            return {}
        async with self._desk.database.reading() as session:
            return dict.fromkeys(await providers_of_documents(session, refused), DocumentsRefused.__name__)


def _changed(mark: IndexMark, owners: dict[int, int]) -> int:
    if mark.what in ("facility", INDEX):
        return NO_PROVIDER
    return mark.subject_id if mark.what == "provider" else owners.get(mark.subject_id, EVERY_PROVIDER)


async def _owners(session: AsyncSession, marks: Sequence[IndexMark]) -> dict[int, int]:
    """Marked offer → its provider."""
    offers = [mark.subject_id for mark in marks if mark.what == "offer"]
    rows = await session.exec(select(col(Offer.id), col(Offer.provider_id)).where(col(Offer.id).in_(offers)))
    return {number or 0: owner for number, owner in rows.all()}


async def clear(database: Database, marks: Sequence[IndexMark]) -> None:
    """Only marks whose version is still what was read: a later change left a higher one."""
    async with database.writing(SYSTEM) as session:
        for start in range(0, len(marks), MARKS_AT_ONCE):
            await _clear(session, marks[start : start + MARKS_AT_ONCE])
        await next_version(session)  # pages kept between announcement and index must go


async def _clear(session: AsyncSession, marks: Sequence[IndexMark]) -> None:
    await _leave_gone(session, marks)  # before any lock of ours, so that we wait for nobody who waits for us
    await session.exec(delete(IndexMark).where(col(IndexMark.id).in_(await still_as_read(session, marks))))


async def _leave_gone(session: AsyncSession, marks: Sequence[IndexMark]) -> None:
    """Gone: another runner sent it too, and nobody knows whose documents came last."""
    held = select(IndexMark).where(col(IndexMark.id).in_([mark.id for mark in marks]))
    there = {as_left(mark) for mark in (await session.exec(held)).all()}
    if gone := {(mark.what, mark.subject_id) for mark in marks if as_left(mark) not in there}:
        await session.run_sync(leave_marks, gone)
