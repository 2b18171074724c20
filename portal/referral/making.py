"""Making a notice: looked at, then written down once, with what follows from it, in one transaction."""

import secrets
from dataclasses import dataclass

from sqlalchemy.exc import IntegrityError
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from portal import clock
from portal.access import Permission, Visitor
from portal.access.fetch_referrals import referral_for
from portal.access.refusals import NotFound
from portal.finding.things import Thing
from portal.model import AgeBand, Frame, LivesWith, Referral, ReferralState, Urgency
from portal.referral.desks import Desk
from portal.referral.events import What, leave_event
from portal.referral.placing import considered, lives_with, wrong_order
from portal.referral.routes import GI, Asked, Decision, decide, ways_of
from portal.referral.sending import Context, To, offered, send, wrong_choice
from portal.referral.telling import News, tell_toegang
from portal.regions import RegionData, Regions
from portal.shortlist.queries import Known
from portal.web.house import House
from portal.web.language import N_
from portal.working_days import working_day_after

DIGITS, TRIES = 8, 5
NOT_BY_YOU = N_("This notice cannot be sent. Below stands why.")


@dataclass(frozen=True)
class Wanted:
    """A notice as somebody wants to make it. `key`: of the form, so that sending it twice makes one."""

    key: str
    desk: Desk
    thing: Thing
    municipality: str
    age: AgeBand
    to: To | None = None  # None: no provider has been chosen
    budget: str = ""
    frame: Frame = Frame.VOLUNTARY
    urgency: Urgency = Urgency.USUAL
    runs_already: bool = False
    considered: tuple[str, ...] = ()  # where else was looked: of LivesWith
    group_reason: str = ""
    conditions: tuple[str, ...] = ()
    wish: str = ""  # forced frame: key of the offer that the family wants


class Refused(Exception):
    """It cannot be made so: field → message id; "" for the notice as a whole."""

    def __init__(self, wrong: dict[str, str]) -> None:
        self.wrong = wrong


def decision_on(wanted: Wanted, region: RegionData) -> Decision:
    asked = Asked(
        wanted.desk.referrer, ways_of(wanted.thing), wanted.frame, wanted.runs_already, budget_of(wanted, region)
    )
    return decide(asked, region)


def budget_of(wanted: Wanted, region: RegionData) -> str:
    """A GI has one only, and so chooses none."""
    if wanted.desk.referrer != GI:
        return wanted.budget
    allowed = decide(Asked(GI, ways_of(wanted.thing), wanted.frame), region).budgets
    return allowed[0] if allowed else ""


async def looked_at(session: AsyncSession, wanted: Wanted, region: RegionData, regions: Regions) -> dict[str, str]:
    """What keeps it from being sent."""
    return (await _looked_at(session, wanted, region, regions))[0]


async def _looked_at(
    session: AsyncSession, wanted: Wanted, region: RegionData, regions: Regions
) -> tuple[dict[str, str], Known | None]:
    """Also the offer that it would go to, as it is today."""
    decision, known = decision_on(wanted, region), None
    if not decision.may_send:
        return {"": NOT_BY_YOU}, None
    wrong: dict[str, str] = {}
    if decision.living:
        wrong |= wrong_order(_where_looked(wanted, region), wanted.group_reason)
    if wanted.to is not None:
        known, problem = await offered(session, wanted.to.offer, region, regions)
        if problem:
            wrong["offer"] = problem
        if not decision.asks_toegang:
            wrong |= wrong_choice(wanted.to, wanted.frame, wanted.age)
    return wrong, known


def _where_looked(wanted: Wanted, region: RegionData) -> tuple[str, ...]:
    return considered(wanted.considered, lives_with(wanted.thing, region))


async def make_referral(house: House, visitor: Visitor, region: RegionData, wanted: Wanted) -> str:
    """Its key. Sent twice it is made once. Raises Refused."""
    for _ in range(TRIES):
        if await _made_before(house, visitor, region, wanted.key):
            return wanted.key
        try:
            async with house.database.writing(visitor.as_actor(Permission.REFER)) as session:
                await _make(session, house, visitor, region, wanted)
        except IntegrityError:  # the same form once more in the same moment, or a number that was given out
            continue
        return wanted.key
    raise RuntimeError("no number is free")


async def _made_before(house: House, visitor: Visitor, region: RegionData, key: str) -> bool:
    async with house.database.reading() as session:
        if (await session.exec(select(Referral.id).where(Referral.key == key))).first() is None:
            return False
        await referral_for(session, visitor, key, Permission.REFER, region.id)  # NotFound where it is another's
        return True


async def _make(session: AsyncSession, house: House, visitor: Visitor, region: RegionData, wanted: Wanted) -> None:
    if wanted.desk.municipality and wanted.desk.municipality != wanted.municipality:
        raise NotFound  # a toegang refers for the children of its own municipality
    wrong, known = await _looked_at(session, wanted, region, house.regions)
    if wrong:
        raise Refused(wrong)
    decision = decision_on(wanted, region)
    referral = _record(visitor, region, wanted, decision)
    session.add(referral)
    await session.flush()
    desk = wanted.desk
    leave_event(session, referral, What.MADE, desk.by, desk.name)
    if decision.asks_toegang:
        referral.answer_by = working_day_after(clock.today(), region.terms.request_days)
        leave_event(session, referral, What.REQUESTED, desk.by, desk.name)
        await tell_toegang(session, house.settings, News(What.REQUESTED, referral, None, referral.key, region))
    elif wanted.to is not None and known is not None:
        await send(Context(session, house.settings, region, house.regions, desk), referral, wanted.to, known)
    if decision.answer == "together" and not decision.asks_toegang and not desk.municipality:
        await tell_toegang(session, house.settings, News(What.MADE, referral, None, referral.key, region))


def _record(visitor: Visitor, region: RegionData, wanted: Wanted, decision: Decision) -> Referral:
    assert visitor.account_id is not None
    looked = _where_looked(wanted, region) if decision.living else ()
    asks, offer = decision.asks_toegang, wanted.to.offer if wanted.to is not None else ""
    return Referral(
        key=wanted.key,
        number="".join(secrets.choice("0123456789") for _ in range(DIGITS)),
        region_id=region.id,
        municipality=wanted.municipality,
        practice_id=wanted.desk.practice_id,
        role=wanted.desk.role,
        made_by=visitor.account_id,
        made_at=clock.now(),
        subject_type=wanted.thing.type,
        subject=wanted.thing.key,
        budget="" if decision.living else budget_of(wanted, region),
        age_band=wanted.age,
        frame=wanted.frame,
        urgency=wanted.urgency,
        runs_already=wanted.runs_already,
        considered=list(looked),
        group_reason=wanted.group_reason if LivesWith.GROUP in looked else "",
        conditions=list(wanted.conditions) if decision.living else [],
        route=decision.answer.value,
        reasons=list(decision.reasons),
        rule=decision.rule,
        state=ReferralState.REQUESTED if asks else ReferralState.CHOOSING,
        since=clock.today(),
        wish=wanted.wish,
        asked_offer=offer if asks else "",
    )
