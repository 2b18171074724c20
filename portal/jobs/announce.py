"""Tells the followers what changed: the next index version, stamped on the providers it is about."""

from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement
from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from portal.jobs.left_out import as_left
from portal.model import Counter, IndexedChange, IndexMark
from portal.model.upkeep import INDEX
from portal.upserting import insert_into


async def next_version(session: AsyncSession) -> int:
    """The counter's row is locked until commit, so versions become visible in order."""
    upsert = insert_into(session, Counter).values(name=INDEX, value=1)
    statement = upsert.on_conflict_do_update(index_elements=["name"], set_={"value": col(Counter.value) + 1}).returning(
        col(Counter.value)
    )
    return int((await session.exec(statement)).scalar_one())


async def stamp(session: AsyncSession, provider_ids: Iterable[int]) -> None:
    version = await next_version(session)
    rows = [{"provider_id": number, "version": version} for number in sorted(set(provider_ids))]
    if rows:
        upsert = insert_into(session, IndexedChange)
        statement = upsert.on_conflict_do_update(
            index_elements=["provider_id"], set_={"version": upsert.excluded.version}
        )
        await session.exec(statement, params=rows)


async def mark_announced(session: AsyncSession, marks: Sequence[IndexMark]) -> None:
    heard = col(IndexMark.id).in_(await still_as_read(session, marks))
    await session.exec(update(IndexMark).where(heard).values(announced=col(IndexMark.version)))


async def still_as_read(session: AsyncSession, marks: Sequence[IndexMark]) -> list[int]:
    """The ids of those that nobody raised since, nor is raising now: nobody can until the end of the transaction."""
    there = select(IndexMark).where(col(IndexMark.id).in_([mark.id for mark in marks]))
    # Who holds a lock is raising the version now: waiting for it could be for each other, in a circle.
    free = there.with_for_update(skip_locked=True).execution_options(populate_existing=True)
    ours = {(as_left(mark), mark.version) for mark in (await session.exec(free)).all()}
    return [mark.id for mark in marks if mark.id is not None and (as_left(mark), mark.version) in ours]


async def unannounced_marks(session: AsyncSession, limit: int) -> list[IndexMark]:
    return list((await session.exec(select(IndexMark).where(~is_announced()).limit(limit))).all())


async def waiting_marks(session: AsyncSession, limit: int) -> list[IndexMark]:
    """Never one that came or was raised since the last announcement: cleared unheard, no worker would hear of it."""
    heard = select(IndexMark).where(is_announced())
    return list((await session.exec(heard.order_by(col(IndexMark.id)).limit(limit))).all())


def is_announced() -> ColumnElement[bool]:
    return col(IndexMark.announced) >= col(IndexMark.version)
