"""One notice: where it is, whose turn, what happened; to a provider, or back."""

from collections.abc import Sequence
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect
from sqlmodel.ext.asyncio.session import AsyncSession

from portal.access import Permission
from portal.access.fetch_referrals import referral_for
from portal.access.visitor import Visitor
from portal.finding.finder import finder_of
from portal.finding.options import options_for
from portal.model import ApplicationState, Referral, ReferralState
from portal.referral.deciding import Acting, is_of, send_on, withdraw
from portal.referral.desks import desk_for, desks_of, made_by, toegang_name
from portal.referral.events import EVENTS, events_of, refused_at
from portal.referral.instead import Others, others_for
from portal.referral.receivers import Silence, silent_at, who_decides
from portal.referral.states import AFTER, CLOSED, TURN, Overtaken, Turn
from portal.referral.together import list_for_notice
from portal.referral.words import APPLICATION_STATES, DIRECTED_BY, STATES, TURNS, help_named, offers_in
from portal.referrer_area.forms import SendOnForm, VersionForm
from portal.referrer_area.pages.home import REFERRING
from portal.referrer_area.pages.lists import helper_of
from portal.referrer_area.pages.parts import Tried, in_words, words_of
from portal.referrer_area.pages.sending import begun, sending, thing_sent
from portal.referrer_area.queries import Lies, is_late, lying_of
from portal.referrer_area.shown import reasons_told
from portal.shortlist.actions import read_list
from portal.shortlist.content import Content
from portal.shortlist.holding import Asking, holding, shared_in
from portal.shortlist.queries import known_today
from portal.web.address import link
from portal.web.entrance import DONE, NOTICES
from portal.web.errors import BadRequest, NotFound
from portal.web.form import read_form
from portal.web.page import page
from portal.web.visit import Visit

NOTICE = f"{NOTICES}/{{key:str}}"
REFER = Permission.REFER


@get(NOTICE, name="referrer_area.notice", opt=REFERRING)
async def notice(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession], key: FromPath[str]
) -> Response[str]:
    referral = await referral_for(session, visit.visitor, key, REFER, visit.region.id)
    return await _shown(request, visit, session, referral, done=dict(visit.query).get(DONE, ""))


@post(f"{NOTICE}/aanbieder", name="referrer_area.send_on", opt=REFERRING, status_code=200)
async def sent_on(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession], key: FromPath[str]
) -> Response[str] | Redirect:
    referral = await referral_for(session, visit.visitor, key, REFER, visit.region.id)
    filled = await read_form(request, SendOnForm, visit)
    if filled.valid is None:
        return await _shown(request, visit, session, referral, tried=Tried(filled.typed, filled.errors))
    said, thing = filled.valid, thing_sent(referral, visit)
    finder, band = finder_of(request.app.state), referral.age_band
    options = await options_for(finder, visit.region, thing, referral.municipality, band) if thing else None
    to = said.to(said.offer, options.number if options else None, reserve=bool(said.reserve))
    try:
        wrong = await send_on(await _acting(visit, session, referral, said.version), to)
    except Overtaken:
        return await _shown(request, visit, session, referral, tried=Tried(filled.typed, overtaken=True))
    if wrong:
        return await _shown(request, visit, session, referral, tried=Tried(filled.typed, in_words(wrong, visit)))
    return to_notice(visit, key, "verstuurd")


@post(f"{NOTICE}/intrekken", name="referrer_area.withdraw", opt=REFERRING, status_code=200)
async def withdrawn(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession], key: FromPath[str]
) -> Response[str] | Redirect:
    referral = await referral_for(session, visit.visitor, key, REFER, visit.region.id)
    said = (await read_form(request, VersionForm, visit)).valid
    if said is None:
        raise BadRequest
    try:
        await withdraw(await _acting(visit, session, referral, said.version))
    except Overtaken:
        return await _shown(request, visit, session, referral, tried=Tried(overtaken=True))
    return to_notice(visit, key, "ingetrokken")


@post(f"{NOTICE}/code", name="referrer_area.code", opt=REFERRING, status_code=200)
async def code_made(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession], key: FromPath[str]
) -> Redirect:
    """For a family that has none, or lost it: a new list, with this notice on it."""
    await referral_for(session, visit.visitor, key, REFER, visit.region.id)
    held = await list_for_notice(visit.house, visit.region, key, await helper_of(visit, session))
    return holding(request, visit, to_notice(visit, key, "code"), held)


def to_notice(visit: Visit, key: str, done: str) -> Redirect:
    return Redirect(link(visit.language, f"{NOTICES}/{key}", [(DONE, done)]), status_code=303)


async def _acting(visit: Visit, session: AsyncSession, referral: Referral, seen: int) -> Acting:
    desk = desk_for(await desks_of(session, visit.visitor, visit.region), referral)
    if desk is None:
        raise NotFound
    return Acting(visit.house, visit.visitor, visit.region, desk, referral.key, seen)


async def _shown(
    request: Asking,
    visit: Visit,
    session: AsyncSession,
    referral: Referral,
    *,
    tried: Tried | None = None,
    done: str = "",
) -> Response[str]:
    tried, region = tried or Tried(), visit.region
    if tried.overtaken:  # what somebody else decided meanwhile
        await session.commit()
        referral = await referral_for(session, visit.visitor, referral.key, REFER, region.id)
        await session.refresh(referral)
    held = shared_in(request, visit)
    opened = await read_list(session, region, held) if held is not None else None
    content = opened.content if opened is not None else Content()
    desk = desk_for(await desks_of(session, visit.visitor, region), referral)
    is_own = desk is not None and is_of(desk, referral)
    lying = (await lying_of(session, [referral], region)).get(referral.id or 0, ())
    to_send = await sending(request, visit, session, referral, content, lying)
    answer = page(
        request,
        visit,
        "referrer_area/notice.html",
        private=True,
        status=tried.status,
        referral=referral,
        lying=lying,
        by=await made_by(session, referral, region),
        silent=await _silent(session, referral, lying, visit),
        is_own=is_own,
        is_open=any(one.is_open for one in lying),
        may_withdraw=ReferralState.WITHDRAWN in AFTER[referral.state] and is_own,
        may_decide=referral.state not in CLOSED and _decides(visit.visitor, referral),
        others=await _others(request, referral, lying, visit),
        has_code=referral.key in content.referrals,
        tried=tried,
        done=done,
        **await _happened(session, referral),
        **await _in_words(session, referral, visit),
        **to_send,
        typed=tried.typed or begun(referral, content, lying, dict(to_send["choose"])),
    )
    return holding(request, visit, answer, held) if held is not None and opened is not None else answer


async def _silent(
    session: AsyncSession, referral: Referral, lying: Sequence[Lies], visit: Visit
) -> Sequence[tuple[str, Silence]]:
    """Who was told nothing, and why: they are called."""
    if TURN[referral.state] is Turn.TOEGANG:
        people = await who_decides(session, referral.region_id, referral.municipality)
        name = toegang_name(referral.municipality, visit.region)
        if any(one.mail_refused_at is None for one in people):
            return []
        return [(name, Silence.UNREACHED if people else Silence.UNREAD)]
    waits = [one for one in lying if one.application.state is ApplicationState.ASKED]
    silent = await silent_at(session, [one.application.provider_id for one in waits])
    found = [(one.provider, silent.get(one.application.provider_id)) for one in waits]
    return [(name, why) for name, why in found if why is not None]


async def _others(request: Asking, referral: Referral, lying: Sequence[Lies], visit: Visit) -> Others | None:
    """It was with somebody, and came back: who chooses anew sees where else it can go."""
    if referral.state is not ReferralState.CHOOSING or not lying:
        return None
    return await others_for(referral, visit.region, finder_of(request.app.state), {one.slug for one in lying})


async def _happened(session: AsyncSession, referral: Referral) -> dict[str, Any]:
    events = await events_of(session, [referral.id or 0])
    return {"events": events, "said_no_at": refused_at(events)}


async def _in_words(session: AsyncSession, referral: Referral, visit: Visit) -> dict[str, Any]:
    region, turn = visit.region, TURN[referral.state]
    return {
        "what": help_named(referral, region),
        "offers": await known_today(session, offers_in([referral]), region, visit.regions),
        "budget": region.budgets.get(referral.budget),
        "town": region.municipalities.get(referral.municipality),
        "overview": DIRECTED_BY[referral.directed_by] if referral.directed_by is not None else "",
        "state": STATES[referral.state],
        "turn": TURNS[turn] if turn is not Turn.NOBODY else "",
        "late": is_late(referral.answer_by, referral.state),
        "reasons": reasons_told(referral.reasons, referral.rule, region),
        "states": APPLICATION_STATES,
        "happened": EVENTS,
        "words": words_of(visit),
    }


def _decides(visitor: Visitor, referral: Referral) -> bool:
    """For the way to the page on which one does; whether they may is asked there."""
    towns = {(one.region_id, one.municipality) for _, one in visitor.reach(Permission.DECIDE_REQUEST)}
    return (referral.region_id, referral.municipality) in towns
