"""What who refers sees of notices: their own, or those about the children of their municipality."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import case
from sqlalchemy import select as rows_of
from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from portal import clock
from portal.access import Permission, Visitor
from portal.access.fetch_referrals import within_reach
from portal.finding.card import name_of_offer
from portal.model import Application, Offer, Provider, Referral, ReferralState
from portal.model.columns import Texts
from portal.referral.states import OVER, TURN, Turn
from portal.referral.words import STATES, TURNS, help_named
from portal.regions import RegionData

REFER = Permission.REFER


@dataclass(frozen=True)
class Lies:
    """An application, with where it lies."""

    application: Application
    provider: str
    slug: str
    what: Texts  # where several providers help at once: what this one does

    @property
    def is_open(self) -> bool:
        return self.application.state not in OVER


@dataclass(frozen=True)
class Row:
    referral: Referral
    what: Texts
    state: str  # message ids
    turn: str
    late: bool
    providers: tuple[str, ...]  # where it lies now


@dataclass(frozen=True)
class Page:
    rows: Sequence[Row]
    found: int
    number: int
    pages: int


async def own_notices(
    session: AsyncSession, visitor: Visitor, region: RegionData, turn: Turn | None, number: int
) -> Page:
    """The late ones first, then by their last day; what is over comes last."""
    wanted = [col(Referral.region_id) == region.id, within_reach(visitor, REFER)]
    if turn is not None:
        wanted.append(col(Referral.state).in_([state for state, whose in TURN.items() if whose is turn]))
    found = (await session.exec(select(func.count()).select_from(Referral).where(*wanted))).one()
    size = region.terms.page_size
    pages = max(1, -(-found // size))
    number = min(number, pages)
    nobodys = [state for state, whose in TURN.items() if whose is Turn.NOBODY]
    order = (
        case((col(Referral.state).in_(nobodys), 1), else_=0),
        case((col(Referral.answer_by).is_(None), 1), else_=0),
        col(Referral.answer_by),
        col(Referral.id).desc(),
    )
    asked = select(Referral).where(*wanted).order_by(*order).offset((number - 1) * size).limit(size)
    referrals = (await session.exec(asked)).all()
    lying = await lying_of(session, referrals, region)
    return Page([_row(one, lying.get(one.id or 0, ()), region) for one in referrals], found, number, pages)


async def lying_of(
    session: AsyncSession, referrals: Sequence[Referral], region: RegionData
) -> Mapping[int, Sequence[Lies]]:
    """All applications of these, in the order in which they were sent."""
    if not referrals:
        return {}
    several = {one.id for one in referrals if one.directed_by is not None}
    asked: Any = (
        rows_of(Application, Provider.name, Provider.slug, Offer.help_kind, Offer.form)  # type: ignore[call-overload]
        .join(Provider, col(Provider.id) == Application.provider_id)
        .outerjoin(Offer, col(Offer.key) == col(Application.offer))
        .where(col(Application.referral_id).in_([one.id for one in referrals]))
        .order_by(col(Application.id))
    )
    found: dict[int, list[Lies]] = {}
    for application, name, slug, kind, form in (await session.exec(asked)).all():
        what = name_of_offer(kind, form, region) if application.referral_id in several else {}
        found.setdefault(application.referral_id, []).append(Lies(application, name, slug, what))
    return found


def is_late(answer_by: date | None, state: ReferralState) -> bool:
    return answer_by is not None and answer_by < clock.today() and TURN[state] is not Turn.NOBODY


def _row(referral: Referral, lying: Sequence[Lies], region: RegionData) -> Row:
    return Row(
        referral,
        help_named(referral, region),
        STATES[referral.state],
        TURNS[TURN[referral.state]],
        is_late(referral.answer_by, referral.state),
        tuple(one.provider for one in lying if one.is_open),
    )
