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
from portal.finding.options import Options, options_for
from portal.finding.things import Thing, choices, things
from portal.finding.toegang import toegang_of
from portal.model import ApplicationState, Referral, ReferralState
from portal.referral.deciding import Acting, is_about, is_of, send_on, withdraw
from portal.referral.desks import desk_for, desks_of, toegang_name
from portal.referral.events import EVENTS, events_of
from portal.referral.instead import Others, others_for
from portal.referral.receivers import unread_at, who_decides
from portal.referral.routes import is_closed_care, thing_of
from portal.referral.states import AFTER, TURN, Overtaken, Turn
from portal.referral.together import list_for_notice
from portal.referral.words import APPLICATION_STATES, STATES, TURNS, help_named
from portal.referrer_area.forms import SendOnForm, VersionForm
from portal.referrer_area.pages.home import REFERRING
from portal.referrer_area.pages.lists import helper_of
from portal.referrer_area.pages.parts import Tried, in_words, words_of
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
OTHER = "wat"  # query name: other help, for an arrangement
# Where it may go to a provider: once, or to several where the toegang agreed to that.
GOES_ON = frozenset({ReferralState.CHOOSING})
ARRANGED = frozenset({ReferralState.CHOOSING, ReferralState.ASKED, ReferralState.ACCEPTED, ReferralState.BUDGET})


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
    said, thing = filled.valid, _thing(referral, visit)
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


def _thing(referral: Referral, visit: Visit) -> Thing | None:
    """What it is about; for one of several providers at once, what was asked for in the address."""
    asked = things(visit.region).get(dict(visit.query).get(OTHER, "")) if referral.directed_by is not None else None
    if asked is not None and asked.type != "category":
        return asked
    return thing_of(referral.subject_type, referral.subject, visit.region)


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
    lying = (await lying_of(session, [referral.id or 0])).get(referral.id or 0, ())
    answer = page(
        request,
        visit,
        "referrer_area/notice.html",
        private=True,
        status=tried.status,
        referral=referral,
        lying=lying,
        unread=await _unread(session, referral, lying, visit),
        events=await events_of(session, [referral.id or 0]),
        may_withdraw=ReferralState.WITHDRAWN in AFTER[referral.state] and desk is not None and is_of(desk, referral),
        may_decide=_decides(visit.visitor, referral),
        others=await _others(request, referral, lying, visit),
        has_code=referral.key in content.referrals,
        tried=tried,
        done=done,
        **_in_words(referral, visit),
        **await _sending(request, visit, session, referral, content),
    )
    return holding(request, visit, answer, held) if held is not None and opened is not None else answer


async def _unread(session: AsyncSession, referral: Referral, lying: Sequence[Lies], visit: Visit) -> Sequence[str]:
    """Who was told nothing, since nobody of them signs in here: they are called."""
    if TURN[referral.state] is Turn.TOEGANG:
        people = await who_decides(session, referral.region_id, referral.municipality)
        return [] if people else [toegang_name(referral.municipality, visit.region)]
    waits = [one for one in lying if one.application.state is ApplicationState.ASKED]
    unread = await unread_at(session, [one.application.provider_id for one in waits])
    return [one.provider for one in waits if one.application.provider_id in unread]


async def _others(request: Asking, referral: Referral, lying: Sequence[Lies], visit: Visit) -> Others | None:
    """It was with somebody, and came back: who chooses anew sees where else it can go."""
    if referral.state is not ReferralState.CHOOSING or not lying:
        return None
    return await others_for(referral, visit.region, finder_of(request.app.state), {one.slug for one in lying})


def _in_words(referral: Referral, visit: Visit) -> dict[str, Any]:
    region, turn = visit.region, TURN[referral.state]
    return {
        "what": help_named(referral, region),
        "budget": region.budgets.get(referral.budget),
        "town": region.municipalities.get(referral.municipality),
        "state": STATES[referral.state],
        "turn": TURNS[turn] if turn is not Turn.NOBODY else "",
        "late": is_late(referral.answer_by, referral.state),
        "reasons": reasons_told(referral.reasons, referral.rule, region),
        "states": APPLICATION_STATES,
        "happened": EVENTS,
        "words": words_of(visit),
    }


async def _sending(
    request: Asking, visit: Visit, session: AsyncSession, referral: Referral, content: Content
) -> dict[str, Any]:
    """What it can be sent to now, if it can."""
    town = visit.region.municipalities.get(referral.municipality)
    may_send = referral.state in (ARRANGED if referral.directed_by is not None else GOES_ON)
    thing = _thing(referral, visit)
    closed = thing is not None and is_closed_care(thing, visit.region)
    options = None
    listed: list[tuple[str, str]] = []
    if thing is not None and may_send:
        finder, band = finder_of(request.app.state), referral.age_band
        options = await options_for(finder, visit.region, thing, referral.municipality, band)
        known = await known_today(session, [item.offer for item in content.items], visit.region, visit.regions)
        listed = [
            (item.offer, f"{item.provider}: {visit.text(item.what)}")
            for item in content.items
            if item.offer in known and is_about(referral, known[item.offer].offer.subject, visit.region)
        ]
    return {
        "may_send": may_send,
        "thing": thing,
        "closed": closed and (may_send or referral.state is ReferralState.ALLOCATED),
        "toegang": toegang_of(town, visit.region) if town and closed else None,
        "options": options,
        "groups": choices(visit.region),
        "choose": _choose(options, listed, visit),
    }


def _choose(options: Options | None, listed: list[tuple[str, str]], visit: Visit) -> list[tuple[str, str]]:
    """Offers to send it to: those on the family's list, then who else offers this help."""
    found = [card for card in options.cards if card.offer] if options else []
    named = [(card.offer, f"{card.name}: {visit.text(card.what)} {card.place}".rstrip()) for card in found]
    return list({**dict(listed), **dict(named)}.items())


def _decides(visitor: Visitor, referral: Referral) -> bool:
    """For the way to the page on which one does; whether they may is asked there."""
    towns = {(one.region_id, one.municipality) for _, one in visitor.reach(Permission.DECIDE_REQUEST)}
    return (referral.region_id, referral.municipality) in towns
