"""What the toegang decides, and what who refers takes back: the referral is held, and who comes second is told."""

from dataclasses import dataclass

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from portal import clock
from portal.access import Permission, Visitor
from portal.access.fetch_referrals import referral_for
from portal.access.refusals import NotFound
from portal.finding.things import Thing
from portal.model import Application, ApplicationState, DirectedBy, LivesWith, Provider, Referral, ReferralState
from portal.referral.answering import ask_again
from portal.referral.desks import Desk
from portal.referral.events import What, leave_event
from portal.referral.placing import considered, lives_with
from portal.referral.reasons import REFUSALS
from portal.referral.routes import is_closed_care, thing_of
from portal.referral.sending import SAID_NO, WRONG_HELP, Context, To, may_go, offered, said_no, send, wrong_choice
from portal.referral.standing import put, stand
from portal.referral.states import CLOSED, NotNow, Overtaken
from portal.referral.telling import News, tell_provider, tell_referrer
from portal.referral.withdrawing import TakingBack, withdraw_whole
from portal.regions import RegionData
from portal.web.house import House

DECIDE, REFER = Permission.DECIDE_REQUEST, Permission.REFER
AGREED, OTHER_FORM, OTHER_BUDGET, REFUSED = "agreed", "other_form", "other_budget", "refused"
DECISIONS = (AGREED, OTHER_FORM, OTHER_BUDGET, REFUSED)


@dataclass(frozen=True)
class Acting:
    """Who decides on which referral, as they saw it."""

    house: House
    visitor: Visitor
    region: RegionData
    desk: Desk
    key: str
    seen: int  # its version


@dataclass(frozen=True)
class Verdict:
    what: str  # of DECISIONS
    thing: Thing | None = None  # in the place of what was asked for
    budget: str = ""
    reason: str = ""  # of REFUSALS
    group_reason: str = ""  # of GROUP_REASONS, where the other form is a group
    directed_by: DirectedBy | None = None  # several providers at once


async def decide_request(acting: Acting, verdict: Verdict) -> None:
    """Raises Overtaken."""
    async with acting.house.database.writing(acting.visitor.as_actor(DECIDE)) as session:
        referral = await _held(session, acting, DECIDE, ReferralState.REQUESTED)
        refused = verdict.what == REFUSED
        if refused:
            assert verdict.reason in REFUSALS
            referral.reasons = [*referral.reasons, verdict.reason]
        else:
            _agree(referral, verdict, acting.region)
        _stand(referral, ReferralState.REFUSED if refused else _agreed_state(referral, acting.region))
        referral.decided_at, referral.decision = clock.now(), verdict.what
        what = What(verdict.what)
        leave_event(session, referral, what, acting.desk.by, acting.desk.name)
        if referral.directed_by is not None:
            leave_event(session, referral, What.ARRANGED, acting.desk.by, acting.desk.name)
        await tell_referrer(session, acting.house.settings, News(what, referral, None, referral.key, acting.region))


def _agree(referral: Referral, verdict: Verdict, region: RegionData) -> None:
    code = "other_budget_agreed" if verdict.what == OTHER_BUDGET else verdict.what
    referral.reasons = [*referral.reasons, code]
    if verdict.what == OTHER_FORM and verdict.thing is not None:
        referral.subject_type, referral.subject = verdict.thing.type, verdict.thing.key
        referral.asked_offer = ""
        _place(referral, verdict, region)
    if verdict.what == OTHER_BUDGET or verdict.budget:
        referral.budget = verdict.budget
    referral.directed_by = verdict.directed_by


def _place(referral: Referral, verdict: Verdict, region: RegionData) -> None:
    """What stands of where was looked for a place follows the form: a reason for a group is kept of a group only."""
    home = lives_with(verdict.thing, region) if verdict.thing is not None else None
    if home is None:  # it differs: what who referred said stands
        return
    referral.considered = list(considered(referral.considered, home))
    is_group = LivesWith.GROUP in referral.considered
    referral.group_reason = (verdict.group_reason or referral.group_reason) if is_group else ""


def _agreed_state(referral: Referral, region: RegionData) -> ReferralState:
    """Closed care goes to no provider from here; of several providers at once the others do."""
    thing = thing_of(referral.subject_type, referral.subject, region)
    ends = thing is not None and is_closed_care(thing, region) and referral.directed_by is None
    return ReferralState.ALLOCATED if ends else ReferralState.CHOOSING


async def arrange(acting: Acting, directed_by: DirectedBy | None) -> None:
    """Several providers at once from now on, or no longer. Raises Overtaken."""
    async with acting.house.database.writing(acting.visitor.as_actor(DECIDE)) as session:
        referral = await _held(session, acting, DECIDE)
        if referral.state in CLOSED or referral.state is ReferralState.REQUESTED:
            raise Overtaken
        referral.directed_by = directed_by
        if directed_by is not None:
            leave_event(session, referral, What.ARRANGED, acting.desk.by, acting.desk.name)


async def decide_budget(acting: Acting, application_key: str, budget: str, *, agreed: bool) -> None:
    """001 4.2.1 punt 5.4: the provider found the budget too small, and the toegang decides. Not agreed: another
    provider is looked for. Raises Overtaken."""
    async with acting.house.database.writing(acting.visitor.as_actor(DECIDE)) as session:
        referral = await _held(session, acting, DECIDE)
        there = await applications_of(session, referral)
        application = next((one for one in there if one.key == application_key), None)
        if application is None:
            raise NotFound
        if application.state is not ApplicationState.BUDGET:
            raise Overtaken
        if agreed:
            application.budget = referral.budget = budget
            await ask_again(session, application, referral, acting.region)
        else:
            application.state = ApplicationState.DECLINED
        put(referral, there, acting.region.terms, clock.today())
        what = What.BUDGET_AGREED if agreed else What.BUDGET_REFUSED
        leave_event(session, referral, what, acting.desk.by, acting.desk.name, application)
        provider = await session.get_one(Provider, application.provider_id)
        news = News(what, referral, provider, f"{application.key}:{application.version}", acting.region)
        await tell_provider(session, acting.house.settings, news, application.key)
        await tell_referrer(session, acting.house.settings, news)


async def send_on(acting: Acting, to: To) -> dict[str, str]:
    """To a provider, of a referral that may go there. What is wrong with it: field → message id. Raises Overtaken."""
    house, region = acting.house, acting.region
    async with house.database.writing(acting.visitor.as_actor(REFER)) as session:
        referral = await _held(session, acting, REFER)
        if not may_go(referral):
            raise Overtaken
        known, problem = await offered(session, to.offer, region, house.regions)
        if known is not None and not problem and not is_about(referral, known.offer.subject, region):
            problem = WRONG_HELP
        if to.offer in said_no(await applications_of(session, referral)):
            problem = SAID_NO
        wrong = {"offer": problem} if problem else {}
        wrong |= wrong_choice(to, referral.frame, referral.age_band)
        if wrong or known is None:
            return wrong
        if to.reserve and referral.directed_by is None:
            raise Overtaken
        try:
            await send(Context(session, house.settings, region, house.regions, acting.desk), referral, to, known)
        except NotNow:
            raise Overtaken from None
    return {}


def is_about(referral: Referral, subject: str, region: RegionData) -> bool:
    """Other help has rules of its own; several providers at once give what the toegang agreed to."""
    form = region.forms.get(subject)
    parent = form.parent if form is not None else ""
    return (
        referral.directed_by is not None
        or referral.subject in (subject, parent)
        or (referral.subject_type == "product" and referral.subject in _products_of(subject, region))
    )


def _products_of(subject: str, region: RegionData) -> list[str]:
    item = region.help_kinds.get(subject) or region.forms.get(subject)
    return item.products if item is not None else []


async def withdraw(acting: Acting) -> None:
    """With the family, by who made it: a toegang refuses or decides, and takes back its own only. Raises Overtaken."""
    async with acting.house.database.writing(acting.visitor.as_actor(REFER)) as session:
        referral = await _held(session, acting, REFER)
        if not is_of(acting.desk, referral):
            raise NotFound
        taking = TakingBack(session, acting.house.settings, acting.region, acting.desk.by, acting.desk.name)
        try:
            await withdraw_whole(taking, referral)
        except NotNow:
            raise Overtaken from None


def is_of(desk: Desk, referral: Referral) -> bool:
    """Made there."""
    return desk.practice_id == referral.practice_id


async def applications_of(session: AsyncSession, referral: Referral) -> list[Application]:
    asked = select(Application).where(Application.referral_id == referral.id).order_by(col(Application.id))
    return list((await session.exec(asked)).all())


async def _held(
    session: AsyncSession, acting: Acting, permission: Permission, state: ReferralState | None = None
) -> Referral:
    referral = await referral_for(session, acting.visitor, acting.key, permission, acting.region.id, hold=True)
    if referral.version != acting.seen or (state is not None and referral.state is not state):
        raise Overtaken
    return referral


def _stand(referral: Referral, then: ReferralState) -> None:
    try:
        stand(referral, then, clock.today())
    except NotNow:
        raise Overtaken from None
