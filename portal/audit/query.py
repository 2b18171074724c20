"""Entries of the audit for one provider or one region, the newest first, found by index and not by looking at all."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, union_all
from sqlmodel import col, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from portal import clock
from portal.audit.whose import ACCOUNT, Whose
from portal.audit.words import PEOPLE, is_shown, value_of
from portal.model import Account, AuditEntry, Role
from portal.web.role_names import ROLE_NAMES

PAGE = 20
MOST_IN_FILE = 10_000
ROLES = frozenset(role.value for role in Role)


@dataclass(frozen=True)
class Wanted:
    day: date | None = None
    kind: str = ""
    actor: str = ""
    before: int = 0  # the entry that the page before this one ended with


@dataclass(frozen=True)
class Change:
    field: str
    before: str
    after: str


@dataclass(frozen=True)
class Entry:
    id: int
    at: datetime
    actor: str  # as the audit knows them
    who: str  # as people do
    capacity: str
    action: str
    kind: str
    key: str
    changes: Sequence[Change]


@dataclass(frozen=True)
class Found:
    entries: Sequence[Entry]
    more_before: int  # 0: there are no more


async def entries(
    session: AsyncSession,
    whose: Whose,
    wanted: Wanted,
    gettext: Callable[[str], str],
    most: int = PAGE,
) -> Found:
    statement = select(AuditEntry).where(_asked(whose, wanted, most + 1)).order_by(col(AuditEntry.id).desc())
    found = (await session.exec(statement.limit(most + 1))).all()
    shown = found[:most]
    names = await _names(session, shown)
    return Found([_entry(one, names, gettext) for one in shown], (shown[-1].id or 0) if len(found) > most else 0)


def _asked(whose: Whose, wanted: Wanted, most: int) -> ColumnElement[bool]:
    """The newest of each by itself: of one or the other a database would read all, to sort them. Of a day or of
    somebody there are few."""
    if wanted.day or wanted.actor:
        return and_(or_(*whose), *_filters(wanted))
    newest = [
        select(AuditEntry.id).where(one, *_filters(wanted)).order_by(col(AuditEntry.id).desc()).limit(most).subquery()
        for one in whose
    ]
    return col(AuditEntry.id).in_(union_all(*(select(one.c.id) for one in newest)))


def _filters(wanted: Wanted) -> Iterable[ColumnElement[bool]]:
    if wanted.day is not None:
        begins = clock.start_of(wanted.day)
        ends = clock.start_of(wanted.day + timedelta(days=1))
        yield col(AuditEntry.at) >= begins
        yield col(AuditEntry.at) < ends
    if wanted.kind:
        yield col(AuditEntry.subject_type) == wanted.kind
    if wanted.actor:
        yield col(AuditEntry.actor) == wanted.actor
    if wanted.before:
        yield col(AuditEntry.id) < wanted.before


async def _names(session: AsyncSession, found: Sequence[AuditEntry]) -> Mapping[str | int, str]:
    """Of the people in these entries, by key and by number. Asked once for all."""
    keys = {one.actor.removeprefix(ACCOUNT) for one in found if one.actor.startswith(ACCOUNT)}
    values = [values.get(name) for one in found for values in (one.before, one.after) for name in PEOPLE]
    numbers = {value for value in values if isinstance(value, int)}
    if not keys and not numbers:
        return {}
    statement = select(Account.id, Account.key, Account.name).where(
        or_(col(Account.key).in_(sorted(keys)), col(Account.id).in_(sorted(numbers)))
    )
    names: dict[str | int, str] = {}
    for number, key, name in (await session.exec(statement)).all():
        names[key] = name
        names[number or 0] = name
    return names


def _entry(one: AuditEntry, names: Mapping[str | int, str], gettext: Callable[[str], str]) -> Entry:
    def said(name: str, values: Mapping[str, Any]) -> str:
        value = values.get(name)
        if name == "role" and value in ROLES:
            return gettext(ROLE_NAMES[Role(value)])
        return names.get(value, "–") if name in PEOPLE and isinstance(value, int) else value_of(value)

    fields = [name for name in {**one.before, **one.after} if is_shown(name)]
    changes = [Change(name, said(name, one.before), said(name, one.after)) for name in fields]
    who = names.get(one.actor.removeprefix(ACCOUNT), "") if one.actor.startswith(ACCOUNT) else one.actor
    return Entry(
        one.id or 0, one.at, one.actor, who, one.capacity, one.action, one.subject_type, one.subject_key, changes
    )
