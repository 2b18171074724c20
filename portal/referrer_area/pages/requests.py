"""What the toegang decides on: a request, a budget that a provider finds too small, several providers at once."""

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect
from sqlmodel.ext.asyncio.session import AsyncSession

from portal.access import Permission
from portal.access.fetch_referrals import referral_for
from portal.finding.things import choices, things
from portal.model import ApplicationState, LivesWith, Referral, ReferralState
from portal.referral.deciding import (
    DECIDE,
    OTHER_BUDGET,
    OTHER_FORM,
    REFUSED,
    Acting,
    Verdict,
    arrange,
    decide_budget,
    decide_request,
)
from portal.referral.desks import desk_for, desks_of, made_by
from portal.referral.placing import WHY_A_GROUP, lives_with
from portal.referral.reasons import REASONS, REFUSALS
from portal.referral.routes import is_closed_care, is_crisis, thing_of, ways_of
from portal.referral.states import CLOSED, Overtaken
from portal.referral.words import GROUP_REASONS, STATES, help_named, offers_in
from portal.referrer_area.forms import CHOOSE, ArrangeForm, BudgetForm, VerdictForm
from portal.referrer_area.pages.notices import to_notice
from portal.referrer_area.pages.parts import Tried, in_words, names_of, words_of
from portal.referrer_area.queries import is_late, lying_of
from portal.referrer_area.shown import reasons_told
from portal.regions import RegionData
from portal.shortlist.holding import Asking
from portal.shortlist.queries import known_today
from portal.web.entrance import REQUESTS
from portal.web.errors import BadRequest, NotFound
from portal.web.form import read_form
from portal.web.page import page
from portal.web.visit import Visit

REQUEST = f"{REQUESTS}/{{key:str}}"
DECIDING = {"permission": Permission.DECIDE_REQUEST}


@get(REQUEST, name="referrer_area.request", opt=DECIDING)
async def request_page(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession], key: FromPath[str]
) -> Response[str]:
    referral = await referral_for(session, visit.visitor, key, DECIDE, visit.region.id)
    return await _shown(request, visit, session, referral)


@post(REQUEST, name="referrer_area.decide", opt=DECIDING, status_code=200)
async def decided(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession], key: FromPath[str]
) -> Response[str] | Redirect:
    referral = await referral_for(session, visit.visitor, key, DECIDE, visit.region.id)
    filled = await read_form(request, VerdictForm, visit)
    said = filled.valid
    if said is None:
        return await _shown(request, visit, session, referral, Tried(filled.typed, filled.errors))
    errors = in_words(_missing(said, referral, visit.region), visit)
    if errors:
        return await _shown(request, visit, session, referral, Tried(filled.typed, errors))
    thing = things(visit.region).get(said.other) if said.what == OTHER_FORM else None
    budget = said.budget if said.budget in visit.region.budgets else ""
    verdict = Verdict(said.what, thing, budget, said.reason, said.group_reason, said.directed_by)
    try:
        await decide_request(await _acting(visit, session, referral, said.version), verdict)
    except Overtaken:
        return await _shown(request, visit, session, referral, Tried(filled.typed, overtaken=True))
    return to_notice(visit, key, "besloten")


def _missing(said: VerdictForm, referral: Referral, region: RegionData) -> dict[str, str]:
    """What this decision asks for besides: field → message id."""
    if said.what == REFUSED and not said.reason:
        return {"reason": CHOOSE}
    if said.what == OTHER_FORM:
        return _wrong_form(said, referral, region)
    if said.what == OTHER_BUDGET and not _has_budget(referral, region):
        return {"what": CHOOSE}
    return {"budget": CHOOSE} if said.what == OTHER_BUDGET and said.budget not in region.budgets else {}


def _has_budget(referral: Referral, region: RegionData) -> bool:
    """Closed care has none: the toegang allocates a place."""
    thing = thing_of(referral.subject_type, referral.subject, region)
    return thing is None or not is_closed_care(thing, region)


def _wrong_form(said: VerdictForm, referral: Referral, region: RegionData) -> dict[str, str]:
    thing = things(region).get(said.other)
    if thing is None or thing.type == "category":
        return {"other": CHOOSE}
    if any(is_crisis(way, region) for way in ways_of(thing)):
        return {"other": REASONS["crisis"].message}
    reason = said.group_reason or referral.group_reason
    if lives_with(thing, region) is LivesWith.GROUP and reason not in GROUP_REASONS:
        return {"group_reason": WHY_A_GROUP}
    return {}


@post(f"{REQUEST}/budget", name="referrer_area.decide_budget", opt=DECIDING, status_code=200)
async def budget_decided(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession], key: FromPath[str]
) -> Response[str] | Redirect:
    referral = await referral_for(session, visit.visitor, key, DECIDE, visit.region.id)
    filled = await read_form(request, BudgetForm, visit)
    said = filled.valid
    if said is None:
        return await _shown(request, visit, session, referral, Tried(filled.typed, filled.errors))
    agreed = said.agreed == "ja"
    if agreed and said.budget not in visit.region.budgets:
        return await _shown(request, visit, session, referral, Tried(filled.typed, {"budget": visit.gettext(CHOOSE)}))
    acting = await _acting(visit, session, referral, said.version)
    try:
        await decide_budget(acting, said.application, said.budget, agreed=agreed)
    except Overtaken:
        return await _shown(request, visit, session, referral, Tried(filled.typed, overtaken=True))
    return to_notice(visit, key, "besloten")


@post(f"{REQUEST}/samen", name="referrer_area.arrange", opt=DECIDING, status_code=200)
async def arranged(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession], key: FromPath[str]
) -> Response[str] | Redirect:
    referral = await referral_for(session, visit.visitor, key, DECIDE, visit.region.id)
    said = (await read_form(request, ArrangeForm, visit)).valid
    if said is None:
        raise BadRequest
    try:
        await arrange(await _acting(visit, session, referral, said.version), said.directed_by)
    except Overtaken:
        return await _shown(request, visit, session, referral, Tried(overtaken=True))
    return to_notice(visit, key, "samen")


async def _acting(visit: Visit, session: AsyncSession, referral: Referral, seen: int) -> Acting:
    desks = await desks_of(session, visit.visitor, visit.region, DECIDE)
    desk = next((one for one in desks if one.municipality == referral.municipality), None) or desk_for(desks, referral)
    if desk is None:
        raise NotFound
    return Acting(visit.house, visit.visitor, visit.region, desk, referral.key, seen)


async def _shown(
    request: Asking, visit: Visit, session: AsyncSession, referral: Referral, tried: Tried | None = None
) -> Response[str]:
    tried, region = tried or Tried(), visit.region
    if tried.overtaken:
        await session.commit()
        await session.refresh(referral)
    lying = (await lying_of(session, [referral], visit.region)).get(referral.id or 0, ())
    return page(
        request,
        visit,
        "referrer_area/request.html",
        private=True,
        status=tried.status,
        referral=referral,
        what=help_named(referral, region),
        by=await made_by(session, referral, region),
        budget=region.budgets.get(referral.budget),
        town=region.municipalities.get(referral.municipality),
        state=STATES[referral.state],
        late=is_late(referral.answer_by, referral.state),
        reasons=reasons_told(referral.reasons, referral.rule, region),
        offers=await known_today(session, offers_in([referral]), region, visit.regions),
        has_budget=_has_budget(referral, region),
        waits=referral.state is ReferralState.REQUESTED,
        too_small=[one for one in lying if one.application.state is ApplicationState.BUDGET],
        may_arrange=referral.state not in CLOSED and referral.state is not ReferralState.REQUESTED,
        groups=choices(region),
        budgets=names_of(region.budgets.values(), visit),
        refusal_texts=[(code, visit.gettext(REASONS[code].message)) for code in REFUSALS],
        words=words_of(visit),
        tried=tried,
    )
