"""What providers do with what is sent to them, in numbers: answers, in time or late, declines per ground, starts."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select as rows_of
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from portal import clock
from portal.model import Application, DeclineGround, Provider
from portal.model.small_groups import without_small_groups
from portal.plain_rows import read_plain
from portal.referral.counts import ANSWERED, DECLINED, DUTY_DECLINED, LATE, STARTED, Counts, of_application
from portal.region.choice_made import Cell
from portal.regions import RegionData

YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Answering:
    """`sent`: how many notices went there."""

    slug: str
    name: str
    sent: int
    counts: Counts

    @property
    def answered(self) -> int:
        return self.counts[ANSWERED, ""]

    @property
    def late(self) -> int:
        return self.counts[LATE, ""]

    @property
    def started(self) -> int:
        return self.counts[STARTED, ""]

    @property
    def declined(self) -> Mapping[DeclineGround, int]:
        return {ground: self.counts[DECLINED, ground] for ground in DeclineGround}

    @property
    def in_spite_of_duty(self) -> int:
        return sum(self.counts[DUTY_DECLINED, ground] for ground in DeclineGround)


@dataclass(frozen=True)
class Oversight:
    since: date
    whole: Answering | None  # None: too few
    rows: Sequence[Answering]
    hidden: int  # providers with too few


async def oversight(session: AsyncSession, region: RegionData, today: date) -> Oversight:
    """Of what was sent in the last year; shorter where notices go sooner, for of what is gone nobody knows at which
    provider it lay. Nothing of what was sent since can be gone: its term begins when it closes."""
    since = today - min(YEAR, timedelta(days=region.terms.referral_kept_days))
    found: dict[int, list[Application]] = {}
    first = clock.start_of(since)
    asked = select(Application).where(Application.region_id == region.id, col(Application.sent_at) >= first)
    for one in await read_plain(session, Application, asked):
        found.setdefault(one.provider_id, []).append(one)
    named: Any = rows_of(Provider.id, Provider.slug, Provider.name).where(col(Provider.id).in_(found))  # type: ignore[call-overload]
    names = {number: (slug, name) for number, slug, name in (await session.exec(named)).all()}
    of_each = [_answering(*names[number], rows, today) for number, rows in found.items()]
    everything = _answering("", "", [one for rows in found.values() for one in rows], today)
    cells = [Cell(one.slug or "*", one.sent, since, today, one.slug) for one in (everything, *of_each)]
    shown = {cell.product for cell in without_small_groups(cells, {})}
    rows = sorted((one for one in of_each if one.slug in shown), key=_most_late_first)
    return Oversight(since, everything if "" in shown else None, rows, len(of_each) - len(rows))


def _most_late_first(one: Answering) -> tuple[float, str]:
    return -one.late / one.sent, one.name.casefold()


def _answering(slug: str, name: str, rows: Sequence[Application], today: date) -> Answering:
    counts: Counts = Counter()
    for one in rows:
        counts.update(of_application(one, today))
    return Answering(slug, name, len(rows), counts)
