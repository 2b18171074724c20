"""What lies with one provider, as it looks at it: what waits for an answer, late ones first, and one of them whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy.orm import contains_eager
from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from portal import clock
from portal.finding.card import name_of_offer
from portal.model import (
    Application,
    ApplicationState,
    FitQuestion,
    Location,
    Offer,
    Practice,
    Referral,
)
from portal.model.columns import Texts
from portal.referral.own import without_consent
from portal.referral.part import term_of_part
from portal.referral.states import OVER
from portal.referral.terms import Term, due
from portal.referral.words import help_named
from portal.regions import RegionData

A = ApplicationState
PAGE = 20


class Show(StrEnum):
    """As in the address."""

    OPEN = "open"
    GOING = "loopt"
    DONE = "klaar"


_STATES = {Show.OPEN: (A.ASKED,), Show.GOING: (A.BUDGET, A.ACCEPTED, A.STARTED), Show.DONE: tuple(sorted(OVER))}


@dataclass(frozen=True)
class Waiting:
    """How many wait for an answer here, and of how many its last day is over."""

    applications: int
    late: int
    questions: int


@dataclass(frozen=True)
class Lying:
    """An application beside the referral behind it, and who referred."""

    application: Application
    referral: Referral
    practice: str  # empty: the toegang refers itself
    agb: str
    what: Texts  # of several providers at once, what is asked of this one
    budget: Texts
    town: str
    offer: Texts  # of the provider, by its own name for it; empty where it is gone
    place: str
    term: Term
    due: date
    is_late: bool
    runs: bool  # its clock
    withheld: bool  # the family took back that it is read here: number and state are left


@dataclass(frozen=True)
class Page:
    lines: Sequence[Lying]
    in_all: int
    at: int
    pages: int


async def waiting_at(session: AsyncSession, provider_id: int, region: RegionData) -> Waiting:
    days = await _open(session, provider_id, region)
    questions = select(func.count()).where(
        FitQuestion.provider_id == provider_id,
        FitQuestion.region_id == region.id,
        col(FitQuestion.answered_at).is_(None),
    )
    today = clock.today()
    late = sum(day < today for day, _ in days)
    return Waiting(len(days), late, (await session.exec(questions)).one())


async def inbox(session: AsyncSession, provider_id: int, region: RegionData, show: Show, at: int) -> Page:
    """Three questions to the database, however much there is."""
    if show is Show.OPEN:
        numbers = [number for _, number in await _open(session, provider_id, region)]
    else:
        asked = (
            select(Application.id)
            .where(*_of(provider_id, region), col(Application.state).in_(_STATES[show]))
            .order_by(col(Application.id).desc())
        )
        numbers = [number or 0 for number in (await session.exec(asked)).all()]
    pages = max(1, -(-len(numbers) // PAGE))
    at = min(at, pages)
    some = numbers[(at - 1) * PAGE : at * PAGE]
    rows = await _whole(session, some, region)
    return Page([rows[number] for number in some if number in rows], len(numbers), at, pages)


async def lying(session: AsyncSession, application_id: int, region: RegionData) -> Lying:
    return (await _whole(session, [application_id], region))[application_id]


def _of(provider_id: int, region: RegionData) -> tuple[bool, bool]:
    return (Application.provider_id == provider_id, Application.region_id == region.id)


async def _open(session: AsyncSession, provider_id: int, region: RegionData) -> list[tuple[date, int]]:
    """Last day and number of each, the first to answer first. What was sent and not begun has no last day in the
    database: so they are put in order here, of four values each."""
    asked = select(col(Application.id), col(Application.answer_by), col(Application.sent_at)).where(
        *_of(provider_id, region), Application.state == A.ASKED
    )
    rows = (await session.exec(asked)).all()
    return sorted((due(answer_by, sent_at, region.terms), number or 0) for number, answer_by, sent_at in rows)


async def _whole(session: AsyncSession, numbers: Sequence[int], region: RegionData) -> dict[int, Lying]:
    if not numbers:
        return {}
    asked = (
        select(Application, Referral, Practice, Offer)
        .join(Referral, col(Referral.id) == col(Application.referral_id))
        .outerjoin(Practice, col(Practice.id) == col(Referral.practice_id))
        .outerjoin(Offer, col(Offer.key) == col(Application.offer))
        .outerjoin(Location, col(Location.id) == col(Offer.location_id))
        .options(contains_eager(Offer.location))  # type: ignore[arg-type]
        .where(col(Application.id).in_(numbers))
    )
    rows = (await session.exec(asked)).all()
    withheld = await without_consent(session, numbers)
    return {
        one.id or 0: _lying(one, of, practice, offer, region, one.id in withheld) for one, of, practice, offer in rows
    }


def _lying(
    application: Application,
    referral: Referral,
    practice: Practice | None,
    offer: Offer | None,
    region: RegionData,
    withheld: bool,
) -> Lying:
    last = due(application.answer_by, application.sent_at, region.terms)
    own = name_of_offer(offer.help_kind, offer.form, region) if offer else {}
    budget = region.budgets.get(application.budget or referral.budget)
    town = region.municipalities.get(referral.municipality)
    return Lying(
        application,
        referral,
        practice.name if practice else "",
        practice.agb or "" if practice else "",
        own if own and referral.directed_by is not None else help_named(referral, region),
        budget.names if budget else {},
        town.name if town else referral.municipality,
        (offer.title or own) if offer else {},
        offer.location.place if offer and offer.location else "",
        term_of_part(offer, referral, region),
        last,
        application.state is A.ASKED and last < clock.today(),
        application.clock_from is not None,
        withheld,
    )
