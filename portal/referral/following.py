"""Where a family's referrals are: found by the keys that stand on their list, and told as they need it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from portal.finding.card import name_of_offer
from portal.finding.toegang import Toegang, toegang_of
from portal.model import (
    Application,
    ApplicationState,
    Frame,
    Municipality,
    Offer,
    Practice,
    Provider,
    Referral,
    ReferralEvent,
)
from portal.model.columns import Texts
from portal.referral.events import events_of
from portal.referral.instead import query_for
from portal.referral.states import OVER, TURN, Turn
from portal.referral.terms import due
from portal.referral.withdrawing import is_theirs_to_withdraw
from portal.referral.words import help_named
from portal.regions import RegionData

A = ApplicationState
CHOOSABLE = (A.ASKED, A.BUDGET, A.ACCEPTED)  # a family may still choose another


@dataclass(frozen=True)
class Step:
    """It lies, or lay, with this provider."""

    application: Application
    provider: Provider
    over: bool
    what: Texts  # where several help at once: what this one does

    @property
    def may_be_left(self) -> bool:
        """For another provider, by the family."""
        return self.application.state in CHOOSABLE


@dataclass(frozen=True)
class Followed:
    referral: Referral
    what: Texts
    referrer: str  # name of the practice; empty: the toegang
    town: Municipality | None
    toegang: Toegang | None  # where it can be reached
    turn: Turn
    until: date | None
    steps: Sequence[Step]
    events: Sequence[ReferralEvent]
    others: str  # query of the search for others who give this help
    may_withdraw: bool
    chooses: bool  # it lies with nobody: the family is to choose
    gi_decides: bool  # forced frame: what the family wants stands beside it

    @property
    def to_call(self) -> Sequence[Provider]:
        return [step.provider for step in self.steps if not step.over]


async def followed(session: AsyncSession, keys: Sequence[str], region: RegionData) -> list[Followed]:
    """The newest first. What was removed is not there any more. Three questions, however many there are."""
    if not keys:
        return []
    asked = (
        select(Referral, Practice.name)
        .outerjoin(Practice, col(Practice.id) == col(Referral.practice_id))
        .where(col(Referral.key).in_(keys), Referral.region_id == region.id)
        .order_by(col(Referral.id).desc())
    )
    referrals = (await session.exec(asked)).all()
    numbers = [referral.id or 0 for referral, _ in referrals]
    steps = await _steps(session, [referral for referral, _ in referrals], region)
    events: dict[int, list[ReferralEvent]] = {}
    for event in await events_of(session, numbers):
        events.setdefault(event.referral_id, []).append(event)
    return [
        _followed(referral, name or "", steps.get(referral.id or 0, []), events.get(referral.id or 0, []), region)
        for referral, name in referrals
    ]


async def _steps(session: AsyncSession, referrals: Sequence[Referral], region: RegionData) -> dict[int, list[Step]]:
    several = {one.id for one in referrals if one.directed_by is not None}
    asked = (
        select(Application, Provider, Offer.help_kind, Offer.form)
        .join(Provider, col(Provider.id) == col(Application.provider_id))
        .outerjoin(Offer, col(Offer.key) == col(Application.offer))
        .where(col(Application.referral_id).in_([one.id for one in referrals]))
        .order_by(col(Application.id))
    )
    found: dict[int, list[Step]] = {}
    for application, provider, kind, form in (await session.exec(asked)).all():
        what = name_of_offer(kind, form, region) if application.referral_id in several else {}
        step = Step(application, provider, application.state in OVER, what)
        found.setdefault(application.referral_id, []).append(step)
    return found


def _followed(
    referral: Referral, name: str, steps: Sequence[Step], events: Sequence[ReferralEvent], region: RegionData
) -> Followed:
    turn, forced = TURN[referral.state], referral.frame is Frame.FORCED
    town = region.municipalities.get(referral.municipality)
    return Followed(
        referral,
        help_named(referral, region),
        name,
        town,
        toegang_of(town, region) if town else None,
        turn,
        referral.answer_by or _until(steps, region),
        steps,
        events,
        query_for(referral, region),
        is_theirs_to_withdraw(referral),
        turn is Turn.FAMILY and not forced,
        forced,
    )


def _until(steps: Sequence[Step], region: RegionData) -> date | None:
    """Of what was sent and not begun: there is a last day all the same."""
    asked = [step.application for step in steps if step.application.state is A.ASKED]
    return min((due(one.answer_by, one.sent_at, region.terms) for one in asked), default=None)
