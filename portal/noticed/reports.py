"""What visitors reported with "Klopt dit niet?", and what is answered. The same said many times is one line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, case, literal
from sqlmodel import col, delete, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from portal import clock
from portal.model import Location, MistakeReport, Offer, Provider, ReportAnswer
from portal.model.columns import Texts
from portal.regions import RegionData

PAGE = 20


class By(StrEnum):
    PROVIDER = "provider"
    REGION = "region"


class Show(StrEnum):
    """Which of them, as in the address."""

    OPEN = "open"
    LATE = "te-laat"  # open for longer than the region's term
    ANSWERED = "beantwoord"
    ALL = "alle"


@dataclass(frozen=True)
class Line:
    """All reports of one thing that wait for one answer, or got it together."""

    provider_id: int
    about: str
    offer_key: str
    times: int
    first_at: datetime
    last_at: datetime
    last_id: int  # a report that came after it is not answered with these
    seen: int  # rises with every answer
    answer: str
    answered_by: str
    answered_at: datetime | None
    is_open: bool


@dataclass(frozen=True)
class About:
    """The offer that a report is about, in words."""

    thing: Texts
    title: Texts
    place: str


@dataclass(frozen=True)
class Lines:
    lines: Sequence[Line]
    offers: Mapping[str, About]  # by key
    providers: Mapping[int, Provider]
    has_more: bool = False


async def number_open(session: AsyncSession, provider_id: int, region_id: int) -> int:
    """Lines, not reports."""
    waiting = (
        select(MistakeReport.about, MistakeReport.offer_key)
        .where(_of(region_id, provider_id), col(MistakeReport.handled_at).is_(None))
        .distinct()
        .subquery()
    )
    return (await session.exec(select(func.count()).select_from(waiting))).one()


async def lines_of(
    session: AsyncSession, region: RegionData, provider_id: int | None, show: Show, page: int = 1
) -> Lines:
    """Of one provider, or with None of all in the region: what is open first, then by provider, the oldest first."""
    statement = _grouped(region, provider_id, show).limit(PAGE + 1).offset(PAGE * (page - 1))
    rows = (await session.exec(statement)).all()  # type: ignore[call-overload]
    lines = [Line(*row) for row in rows[:PAGE]]
    return Lines(
        lines,
        await _offers(session, region, {line.offer_key for line in lines}),
        await _providers(session, {line.provider_id for line in lines}),
        len(rows) > PAGE,
    )


async def line_now(session: AsyncSession, region: RegionData, provider_id: int, about: str, offer: str) -> Line | None:
    """How it stands with one thing: what is open of it, or else what was answered last."""
    statement = _grouped(region, provider_id, Show.ALL).where(
        col(MistakeReport.about) == about, col(MistakeReport.offer_key) == offer
    )
    row = (await session.exec(statement)).first()  # type: ignore[call-overload]
    return None if row is None else Line(*row)


def latest_moment(region: RegionData) -> datetime:
    """What was reported before it is late."""
    return clock.now() - timedelta(days=region.terms.report_answer_days)


async def answer(
    session: AsyncSession,
    about: str,
    offer: str,
    whose: tuple[int, int],
    said: ReportAnswer,
    seen: tuple[int, int],
    by: By,
) -> int:
    """How many reports were answered; 0 where somebody did so meanwhile, and nothing was written. `whose`: region and
    provider. `seen`: of the line, up to which report, and how often answered."""
    last_id, versions = seen
    statement = (
        select(MistakeReport)
        .where(
            _of(*whose),
            MistakeReport.about == about,
            MistakeReport.offer_key == offer,
            col(MistakeReport.handled_at).is_(None),
            col(MistakeReport.id) <= last_id,
        )
        .order_by(col(MistakeReport.id))
        .with_for_update()
    )
    reports = (await session.exec(statement)).all()
    if not reports or sum(report.version for report in reports) != versions:
        return 0
    now = clock.now()
    for report in reports:
        report.answer, report.answered_by, report.answered_at = said.value, by.value, now
        report.handled_at = None if said is ReportAnswer.LOOKING else now
    return len(reports)


async def forget_reports(session: AsyncSession, region: RegionData) -> None:
    """That were answered longer ago than the region keeps them. What waits for an answer stays."""
    before = clock.now() - timedelta(days=region.terms.report_kept_days)
    await session.exec(delete(MistakeReport).where(_of(region.id, None), col(MistakeReport.handled_at) < before))


def _of(region_id: int, provider_id: int | None) -> ColumnElement[bool]:
    of_region = col(MistakeReport.region_id) == region_id
    return of_region if provider_id is None else of_region & (col(MistakeReport.provider_id) == provider_id)


def _grouped(region: RegionData, provider_id: int | None, show: Show) -> Select[Any]:
    of = MistakeReport
    is_open = col(of.handled_at).is_(None)
    first = func.min(of.reported_at)
    statement: Select[Any] = (
        select(  # type: ignore[call-overload]
            of.provider_id,
            of.about,
            of.offer_key,
            func.count(),
            first,
            func.max(of.reported_at),
            func.max(of.id),
            func.sum(of.version),
            func.max(of.answer),
            func.max(of.answered_by),
            func.max(of.answered_at),
            case((is_open, literal(True)), else_=literal(False)),
        )
        .join(Provider, col(Provider.id) == col(of.provider_id))
        .where(_of(region.id, provider_id))
        .group_by(col(of.provider_id), col(Provider.name), col(of.about), col(of.offer_key), col(of.handled_at))
        .order_by(is_open.desc(), col(Provider.name), col(of.handled_at).desc(), first, func.max(of.id))
    )
    if show in (Show.OPEN, Show.LATE):
        statement = statement.where(is_open)
    elif show is Show.ANSWERED:
        statement = statement.where(~is_open)
    return statement.having(first < latest_moment(region)) if show is Show.LATE else statement


async def _offers(session: AsyncSession, region: RegionData, keys: set[str]) -> dict[str, About]:
    asked = (
        select(Offer, Location.place)
        .outerjoin(Location, col(Location.id) == col(Offer.location_id))
        .where(col(Offer.key).in_(keys - {""}), Offer.region_id == region.id)
    )
    found = {}
    for offer, place in (await session.exec(asked)).all():
        kind = region.help_kinds.get(offer.help_kind) or region.forms.get(offer.form)
        thing = kind.names if kind else {"nl": offer.help_kind or offer.form}
        found[offer.key] = About(thing, offer.title, place or "")
    return found


async def _providers(session: AsyncSession, numbers: set[int]) -> dict[int, Provider]:
    found = (await session.exec(select(Provider).where(col(Provider.id).in_(numbers)))).all()
    return {provider.id or 0: provider for provider in found}
