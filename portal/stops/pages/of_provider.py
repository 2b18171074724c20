"""The stops of one provider: its own to decide on, the region's to know of."""

from dataclasses import replace

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect
from sqlmodel.ext.asyncio.session import AsyncSession

from portal.access import Permission
from portal.access.fetch import own_stop_for, provider_for, whether_may
from portal.model import Provider
from portal.stops import actions
from portal.stops.actions import OWN, Overtaken, Refused
from portal.stops.forms import OwnStopForm, Step
from portal.stops.grounds import OF_PROVIDER
from portal.stops.help import choices_of
from portal.stops.pages.shared import (
    ENDED,
    LENGTHENED,
    PLACED,
    Asking,
    NewStop,
    Tried,
    ground_options,
    help_options,
    read_ending,
    read_lengthening,
    sentence,
)
from portal.stops.queries import of_provider
from portal.stops.rules import Days
from portal.stops.telling import who_watches
from portal.web.address import link
from portal.web.entrance import DONE, PROVIDER_AREA, STOPS
from portal.web.form import read_form
from portal.web.page import page
from portal.web.visit import Visit

SEE = Permission.SEE_PROVIDER_AREA
LOOKING, DECIDING = {"permission": SEE}, {"permission": OWN}
PATH = f"{PROVIDER_AREA}/{{slug:str}}/{STOPS}"


@get(PATH, name="stops.own", opt=LOOKING)
async def own_page(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession], slug: FromPath[str]
) -> Response[str]:
    provider = await provider_for(session, visit.visitor, slug, SEE, here=visit.region.id)
    return await _shown(request, visit, session, provider, done=dict(visit.query).get(DONE, ""))


@post(PATH, name="stops.place_own", opt=DECIDING, status_code=200)
async def own_sent(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession], slug: FromPath[str]
) -> Response[str] | Redirect:
    """First it is shown what it comes to; then it is done."""
    provider = await provider_for(session, visit.visitor, slug, OWN)
    filled = await read_form(request, OwnStopForm, visit)
    said = filled.valid
    if said is None or said.step is Step.CHANGE:
        new = NewStop(filled.typed, filled.errors)
        return await _shown(request, visit, session, provider, new=new, status=200 if said else 422)
    wanted = actions.Wanted(said.what, Days(said.starts, said.ends), said.ground, said.explanation)
    try:
        if said.step is Step.SURE:
            await actions.place_own(visit.house, visit.visitor, slug, visit.region, wanted)
            return _back(visit, provider, PLACED)
        await actions.contracted(session, provider, visit.region)
        stop, choices = await actions.check(session, provider, visit.region, wanted, imposed=False)
    except Refused as refused:
        new = NewStop(filled.typed, sentence(visit, refused))
        return await _shown(request, visit, session, provider, new=new, status=422)
    return page(
        request,
        visit,
        "stops/sure.html",
        private=True,
        provider=provider,
        action=f"{PROVIDER_AREA}/{provider.slug}/{STOPS}",
        stop=stop,
        help=choices.named(actions.on_of(stop)).within(visit.language),
        offers=len(choices.offers_under(stop)),
        ground=dict(ground_options(OF_PROVIDER, visit))[said.ground.value],
        told=len(await who_watches(session, visit.region.id)),
        typed=filled.typed,
    )


@post(f"{PATH}/{{key:str}}/verlengen", name="stops.lengthen_own", opt=DECIDING, status_code=200)
async def lengthened(
    request: Asking,
    visit: NamedDependency[Visit],
    session: NamedDependency[AsyncSession],
    slug: FromPath[str],
    key: FromPath[str],
) -> Response[str] | Redirect:
    provider = await provider_for(session, visit.visitor, slug, OWN)
    await own_stop_for(session, visit.visitor, slug, key, visit.region.id)
    change, tried = await read_lengthening(request, visit, key)
    if change is None:
        return await _shown(request, visit, session, provider, tried=tried, status=422)
    try:
        await actions.lengthen_own(visit.house, visit.visitor, slug, visit.region, change)
    except Refused as refused:
        tried = replace(tried, error=sentence(visit, refused)["ends"])
        return await _shown(request, visit, session, provider, tried=tried, status=422)
    except Overtaken:
        tried = replace(tried, overtaken=True)
        return await _shown(request, visit, session, provider, tried=tried, status=409)
    return _back(visit, provider, LENGTHENED)


@post(f"{PATH}/{{key:str}}/beeindigen", name="stops.end_own", opt=DECIDING, status_code=200)
async def ended(
    request: Asking,
    visit: NamedDependency[Visit],
    session: NamedDependency[AsyncSession],
    slug: FromPath[str],
    key: FromPath[str],
) -> Response[str] | Redirect:
    provider = await provider_for(session, visit.visitor, slug, OWN)
    await own_stop_for(session, visit.visitor, slug, key, visit.region.id)
    change = await read_ending(request, visit, key)
    try:
        await actions.end_own(visit.house, visit.visitor, slug, visit.region, change)
    except Overtaken:
        tried = Tried(key, overtaken=True)
        return await _shown(request, visit, session, provider, tried=tried, status=409)
    return _back(visit, provider, ENDED)


async def _shown(
    request: Asking,
    visit: Visit,
    session: AsyncSession,
    provider: Provider,
    *,
    status: int = 200,
    done: str = "",
    new: NewStop | None = None,
    tried: Tried | None = None,
) -> Response[str]:
    await session.commit()  # what somebody else decided meanwhile is read too
    may_decide, second_step = await whether_may(session, visit.visitor, provider, OWN)
    return page(
        request,
        visit,
        "stops/own.html",
        private=True,
        status=status,
        provider=provider,
        stops=await of_provider(session, provider, visit.region),
        options=help_options(await choices_of(session, provider.id or 0, visit.region), visit),
        grounds=ground_options(OF_PROVIDER, visit),
        longest=visit.region.terms.longest_stop_days,
        may_decide=may_decide,
        second_step=second_step,
        done=done,
        new=new or NewStop(),
        tried=tried or Tried(),
    )


def _back(visit: Visit, provider: Provider, done: str) -> Redirect:
    path = f"{PROVIDER_AREA}/{provider.slug}/{STOPS}"
    return Redirect(link(visit.language, path, [(DONE, done)]), status_code=303)
