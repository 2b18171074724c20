"""Tells the followers what changed: the next index version, stamped on the providers it is about."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement
from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

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


async def mark_announced(session: AsyncSession, marks: Iterable[IndexMark]) -> None:
    for mark in marks:
        # Not by its id alone: SQLite gives the id of a mark that is gone to another, which nobody has heard of.
        same = (col(IndexMark.id) == mark.id) & (col(IndexMark.what) == mark.what)
        same &= (col(IndexMark.subject_id) == mark.subject_id) & (col(IndexMark.marked_at) == mark.marked_at)
        await session.exec(update(IndexMark).where(same).values(announced=mark.version))


async def unannounced_marks(session: AsyncSession, limit: int) -> list[IndexMark]:
    return list((await session.exec(select(IndexMark).where(~is_announced()).limit(limit))).all())


async def waiting_marks(session: AsyncSession, limit: int) -> list[IndexMark]:
    """Never one that came or was raised since the last announcement: cleared unheard, no worker would hear of it."""
    heard = select(IndexMark).where(is_announced())
    return list((await session.exec(heard.order_by(col(IndexMark.id)).limit(limit))).all())


def is_announced() -> ColumnElement[bool]:
    return col(IndexMark.announced) >= col(IndexMark.version)
