"""Which providers of a region keep their availability true."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func
from sqlalchemy import select as rows_of
from sqlmodel import col, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from portal import clock
from portal.model import Availability, Contract, IntakeStatus, Offer, Provider
from portal.model.lasting import lasts
from portal.model.region import Terms
from portal.regions import RegionData

SOON = timedelta(days=7)
PAGE = 25


@dataclass(frozen=True)
class Kept:
    """How true what one provider states is today, counted in offers."""

    slug: str
    name: str
    offers: int
    unknown: int  # visitors are not told whether there is room
    fading: int  # will be unknown within a week
    last: date | None  # the most recent day that something was stated about


@dataclass(frozen=True)
class Overview:
    providers: int
    offers: int
    unknown: int
    fading: int
    rows: Sequence[Kept]
    matching: int  # providers that fit what is asked for
    page: int

    @property
    def known(self) -> int:
        return self.offers - self.unknown

    @property
    def pages(self) -> int:
        return max(1, -(-self.matching // PAGE))


async def overview(session: AsyncSession, region: RegionData, name: str, page: int) -> Overview:
    """All of the region in numbers, and a page of the providers whose name has this in it."""
    providers = _of_each(region).subquery()
    fits = func.lower(providers.c.name).contains(name.lower(), autoescape=True)
    totals: Any = rows_of(
        func.count(),
        func.coalesce(func.sum(providers.c.offers), 0),
        func.coalesce(func.sum(providers.c.unknown), 0),
        func.coalesce(func.sum(providers.c.fading), 0),
        func.coalesce(func.sum(case((fits, 1), else_=0)), 0),
    ).select_from(providers)
    # Sums of what was counted are decimals to PostgreSQL.
    many, offers, unknown, fading, matching = map(int, (await session.exec(totals)).one())
    page = min(page, max(1, -(-matching // PAGE)))
    listed: Any = (
        rows_of(providers)
        .where(fits)
        .order_by(providers.c.unknown.desc(), providers.c.fading.desc(), providers.c.name, providers.c.slug)
        .limit(PAGE)
        .offset((page - 1) * PAGE)
    )
    rows = [Kept(*row) for row in (await session.exec(listed)).all()]
    return Overview(many, offers, unknown, fading, rows, matching, page)


def _of_each(region: RegionData) -> Select[str, str, int, int, int, date]:
    """A row for each provider with a contract that has not ended; of published offers only."""
    today = clock.today()
    contracted = select(Contract.provider_id).where(Contract.region_id == region.id, lasts(Contract, today))
    unknown = or_(col(Availability.id).is_(None), _not_believed(region.terms, today))
    fading = ~unknown & _not_believed(region.terms, today + SOON)
    return (
        rows_of(
            col(Provider.slug),
            col(Provider.name),
            func.count(col(Offer.id)).label("offers"),
            _how_many(unknown & col(Offer.id).is_not(None)).label("unknown"),
            _how_many(fading).label("fading"),
            func.max(col(Availability.reference_date)).label("last"),
        )
        .outerjoin(
            Offer,
            (col(Offer.provider_id) == col(Provider.id))
            & (col(Offer.region_id) == region.id)
            & col(Offer.published).is_(True),
        )
        .outerjoin(Availability, col(Availability.offer_id) == col(Offer.id))
        .where(col(Provider.id).in_(contracted))
        .group_by(col(Provider.id), col(Provider.slug), col(Provider.name))
    )


def _not_believed(terms: Terms, day: date) -> ColumnElement[bool]:
    """On that day it is not known whether there is room: `room_believed_until` as a condition."""
    said, is_stop = col(Availability.reference_date), col(Availability.status) == IntakeStatus.STOP
    places, waits = timedelta(days=terms.places_ageing_days), timedelta(days=terms.wait_ageing_days)
    return (is_stop & (said < day - waits)) | (~is_stop & (said < day - places))


def _how_many(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)
