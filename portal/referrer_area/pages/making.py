"""Making a notice: what the rules say of it stands above the form before anything is sent."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.response import Redirect
from sqlmodel.ext.asyncio.session import AsyncSession

from portal.finding.finder import finder_of
from portal.finding.options import Options, options_for
from portal.finding.things import Thing, choices, things
from portal.model import AgeBand, Frame, LivesWith, Urgency, WhoChose
from portal.referral.desks import Desk, desks_of
from portal.referral.making import Refused, Wanted, decision_on, looked_at, make_referral
from portal.referral.placing import asked_about, asks_reason, lives_with
from portal.referral.routes import GI
from portal.referral.sending import offered
from portal.referral.together import list_for_notice, tie_notice
from portal.referral.words import CONDITIONS, GROUP_REASONS
from portal.referrer_area.forms import NOT_SAID, NoticeForm
from portal.referrer_area.pages.home import REFERRING
from portal.referrer_area.pages.lists import helper_of
from portal.referrer_area.pages.parts import names_of, words_of
from portal.referrer_area.pages.sending import named
from portal.referrer_area.shown import decision_shown
from portal.regions import RegionData
from portal.secrecy import public_key
from portal.shortlist.actions import read_list
from portal.shortlist.content import Content
from portal.shortlist.held import Held
from portal.shortlist.holding import Asking, holding, shared_in
from portal.shortlist.queries import Known
from portal.web.address import link
from portal.web.entrance import DONE, NOTICES, REFERRER_AREA
from portal.web.errors import BadRequest, NotFound
from portal.web.form import Filled, read_form
from portal.web.page import page
from portal.web.visit import Visit

NEW = f"{REFERRER_AREA}/nieuw"
OFFER, WHAT = "aanbod", "wat"  # query names


@dataclass(frozen=True)
class About:
    """What a form is for: an offer, or help of which no provider has been chosen."""

    thing: Thing | None = None
    offer: str = ""
    known: Known | None = None
    gone: str = ""  # a message id: why nothing can be sent to that offer
    desks: tuple[Desk, ...] = ()
    held: Held | None = None
    content: Content = field(default_factory=Content)


@dataclass(frozen=True)
class Place:
    """What a form asks of where a child could live."""

    home: LivesWith | None  # what is asked for itself, where the region says it
    asked: tuple[LivesWith, ...]
    asks_reason: bool


@get(NEW, name="referrer_area.new", opt=REFERRING)
async def make_page(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession]
) -> Response[str]:
    about = await _about(request, visit, session)
    filled: Filled[NoticeForm] = Filled(_begun(about))
    return await _form(request, visit, about, filled)


@post(NEW, name="referrer_area.make", opt=REFERRING, status_code=200)
async def made(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession]
) -> Response[str] | Redirect:
    filled = await read_form(request, NoticeForm, visit)
    if "key" in filled.errors:  # no page of ours sends that
        raise BadRequest
    about = await _about(request, visit, session)
    if about.thing is None:
        raise NotFound
    if filled.valid is None:
        return await _form(request, visit, about, filled, status=422)
    options = await _options(request, visit, about.thing, filled.valid)
    wanted = _wanted(about, filled.valid, options, visit)
    wrong = await looked_at(session, wanted, visit.region, visit.regions)
    seen = decision_shown(decision_on(wanted, visit.region), wanted.municipality, visit.region).print
    if wrong or filled.valid.do == "bekijk" or filled.valid.seen != seen:
        status = 422 if wrong and filled.valid.do == "verstuur" else 200
        return await _form(request, visit, about, filled, wanted, wrong, options, status)
    try:
        key = await make_referral(visit.house, visit.visitor, visit.region, wanted)
    except Refused as refused:  # since it was looked at
        return await _form(request, visit, about, filled, wanted, refused.wrong, options, 409)
    held = about.held
    if held is None or not await tie_notice(visit.house, visit.region, held, key):
        held = await list_for_notice(visit.house, visit.region, key, await helper_of(visit, session))
    address = link(visit.language, f"{NOTICES}/{key}", [(DONE, "gemaakt")])
    return holding(request, visit, Redirect(address, status_code=303), held)


async def _about(request: Asking, visit: Visit, session: AsyncSession) -> About:
    """Of the address, and of the list that is open."""
    said = dict(visit.query)
    desks = await desks_of(session, visit.visitor, visit.region)
    if not desks:
        raise NotFound
    held = shared_in(request, visit)
    opened = await read_list(session, visit.region, held) if held is not None else None
    held, content = (held, opened.content) if opened is not None else (None, Content())
    offer, known_things = said.get(OFFER, "")[:80], things(visit.region)
    if offer:
        known, gone = await offered(session, offer, visit.region, visit.regions)
        # Of what is offered no more the address says what it was.
        thing = known_things.get(known.offer.subject if known is not None else said.get(WHAT, ""))
        return About(thing, offer, known, gone, desks, held, content)
    thing = known_things.get(said.get(WHAT, ""))
    return About(thing if thing and thing.type != "category" else None, desks=desks, held=held, content=content)


def _begun(about: About) -> Mapping[str, str | list[str]]:
    """What stands in a form that nobody filled in yet."""
    first: dict[str, str | list[str]] = {"key": public_key(), "frame": Frame.VOLUNTARY, "urgency": Urgency.USUAL}
    if len(about.desks) == 1:
        first |= {"desk": about.desks[0].key, "municipality": about.desks[0].municipality}
    if about.offer and about.offer == about.content.chosen:
        first["who_chose"] = WhoChose.FAMILY
    return first


def _wanted(about: About, said: NoticeForm, options: Options | None, visit: Visit) -> Wanted:
    assert about.thing is not None
    desk = next((one for one in about.desks if one.key == said.desk), None)
    if desk is None or said.municipality not in visit.region.municipalities:
        raise BadRequest
    return Wanted(
        key=said.key,
        desk=desk,
        thing=about.thing,
        municipality=desk.municipality or said.municipality,
        age=said.age,
        to=said.to(about.offer, options.number if options else None) if about.offer else None,
        budget=said.budget if said.budget in visit.region.budgets else "",
        frame=said.frame,
        urgency=said.urgency,
        runs_already=said.runs == "ja",
        considered=tuple(said.considered),
        group_reason=said.group_reason if said.group_reason in GROUP_REASONS else "",
        conditions=tuple(one for one in CONDITIONS if one in said.conditions),
        wish=_wish(about, said, options, visit) if said.frame is Frame.FORCED else "",
    )


def _wishes(about: About, options: Options | None, visit: Visit) -> list[tuple[str, str]]:
    """What a family may want where the GI decides: what stands on their list, or what fits."""
    listed = [(item.offer, f"{item.provider}: {visit.text(item.what)}") for item in about.content.items]
    if about.known is not None and about.offer not in dict(listed):
        listed.append((about.offer, f"{about.known.provider.name}: {visit.text(about.known.offer.what)}"))
    return [(NOT_SAID, visit.gettext("Not said")), *named(options, listed, visit)]


def _wish(about: About, said: NoticeForm, options: Options | None, visit: Visit) -> str:
    """What they chose on the list, where nobody was asked yet."""
    wish = said.wish or about.content.chosen
    return wish if wish != NOT_SAID and wish in dict(_wishes(about, options, visit)) else ""


def _towns(about: About, visit: Visit) -> list[tuple[str, str]]:
    """A toegang refers for its own municipality only."""
    own = [desk.municipality for desk in about.desks]
    towns = visit.region.municipalities.values()
    return [(town.code, town.name) for town in towns if "" in own or town.code in own]


def _place(thing: Thing | None, filled: Filled[NoticeForm], region: RegionData) -> Place | None:
    if thing is None:
        return None
    home, ticked = lives_with(thing, region), filled.typed.get("considered", ())
    return Place(home, asked_about(home), asks_reason(ticked, home))


async def _options(request: Asking, visit: Visit, thing: Thing, said: NoticeForm) -> Options | None:
    finder = finder_of(request.app.state)
    return await options_for(finder, visit.region, thing, said.municipality, said.age)


async def _form(
    request: Asking,
    visit: Visit,
    about: About,
    filled: Filled[NoticeForm],
    wanted: Wanted | None = None,
    wrong: Mapping[str, str] | None = None,
    options: Options | None = None,
    status: int = 200,
) -> Response[str]:
    region, thing = visit.region, about.thing
    if wanted is None and thing is not None:  # as far as it can be told yet
        wanted = Wanted("", about.desks[0], thing, about.desks[0].municipality, AgeBand.TO_11)
    decision = decision_on(wanted, region) if wanted is not None else None
    others = options
    if others is None and thing is not None and not about.known:
        others = await options_for(finder_of(request.app.state), region, thing, about.desks[0].municipality, None)
    errors = {name: visit.gettext(message) for name, message in (wrong or {}).items()}
    return page(
        request,
        visit,
        "referrer_area/new.html",
        private=True,
        status=status,
        about=about,
        what=thing.item.names if thing else {},
        groups=choices(region),
        typed=filled.typed,
        errors={**filled.errors, **errors},
        shown=decision_shown(decision, wanted.municipality, region) if decision and wanted else None,
        looked=filled.valid is not None,
        may_send=filled.valid is not None and not errors,
        options=options,
        others=[card for card in others.cards if card.offer and card.offer != about.offer] if others else [],
        desks=[(desk.key, desk.name) for desk in about.desks],
        towns=_towns(about, visit),
        budgets=names_of(region.budgets.values(), visit),
        gi=about.desks[0].referrer == GI,
        place=_place(thing, filled, region) if decision is not None and decision.living else None,
        words=words_of(visit),
        wishes=_wishes(about, others, visit),
        query={OFFER: about.offer, WHAT: thing.key if thing else ""},
    )
