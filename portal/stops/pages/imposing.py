"""A stop that the region imposes on a provider: first whom, then what, then sure."""

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.response import Redirect
from sqlmodel.ext.asyncio.session import AsyncSession

from portal.access.fetch import provider_for, region_for
from portal.stops import actions
from portal.stops.actions import IMPOSE, Refused
from portal.stops.forms import ImposedStopForm, Step
from portal.stops.grounds import OF_REGION
from portal.stops.help import choices_of
from portal.stops.pages.of_region import IMPOSING, PROVIDER, back
from portal.stops.pages.shared import PLACED, Asking, NewStop, ground_options, help_options, sentence
from portal.stops.queries import providers_of
from portal.stops.rules import Days
from portal.stops.telling import who_manages
from portal.web.entrance import REGION_STOPS
from portal.web.form import read_form
from portal.web.page import page
from portal.web.visit import Visit

PATH = f"{REGION_STOPS}/opleggen"


@get(PATH, name="stops.imposing", opt=IMPOSING)
async def impose_page(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession]
) -> Response[str]:
    region_for(visit.visitor, visit.region.id, IMPOSE)
    return await _shown(request, visit, session, _slug(visit))


@post(PATH, name="stops.impose", opt=IMPOSING, status_code=200)
async def imposed(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession]
) -> Response[str] | Redirect:
    region_for(visit.visitor, visit.region.id, IMPOSE)
    slug = _slug(visit)
    if not slug:
        return await _shown(request, visit, session, slug, status=422)
    provider = await provider_for(session, visit.visitor, slug, IMPOSE)
    filled = await read_form(request, ImposedStopForm, visit)
    said = filled.valid
    if said is None or said.step is Step.CHANGE:
        new = NewStop(filled.typed, filled.errors)
        return await _shown(request, visit, session, slug, new, status=200 if said else 422)
    texts = {language: text for language, text in (("nl", said.text_nl), ("en", said.text_en)) if text}
    wanted = actions.Wanted(said.what, Days(said.starts, said.ends), said.ground, public_text=texts)
    try:
        if said.step is Step.SURE:
            await actions.impose(visit.house, visit.visitor, slug, visit.region, wanted)
            return back(visit, PLACED)
        await actions.contracted(session, provider, visit.region)
        stop, choices = await actions.check(session, provider, visit.region, wanted, imposed=True)
    except Refused as refused:
        return await _shown(request, visit, session, slug, NewStop(filled.typed, sentence(visit, refused)), status=422)
    return page(
        request,
        visit,
        "stops/sure.html",
        private=True,
        provider=provider,
        action=PATH,
        stop=stop,
        help=choices.named(actions.on_of(stop)).within(visit.language),
        offers=len(choices.offers_under(stop)),
        ground=dict(ground_options(OF_REGION, visit))[said.ground.value],
        told=len(await who_manages(session, provider.id or 0)),
        typed=filled.typed,
    )


async def _shown(
    request: Asking,
    visit: Visit,
    session: AsyncSession,
    slug: str,
    new: NewStop | None = None,
    *,
    status: int = 200,
) -> Response[str]:
    """Without a provider: the choice of one."""
    provider = await provider_for(session, visit.visitor, slug, IMPOSE) if slug else None
    options = help_options(await choices_of(session, provider.id or 0, visit.region), visit) if provider else []
    return page(
        request,
        visit,
        "stops/impose.html",
        private=True,
        status=status,
        provider=provider,
        providers=await providers_of(session, visit.region),
        options=options,
        grounds=ground_options(OF_REGION, visit),
        new=new or NewStop(),
    )


def _slug(visit: Visit) -> str:
    return dict(visit.query).get(PROVIDER, "")[:80]
