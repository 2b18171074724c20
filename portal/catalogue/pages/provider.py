"""A provider, and telling that something about it is wrong."""

from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect
from sqlmodel.ext.asyncio.session import AsyncSession

from portal.access import Permission
from portal.catalogue.actions import Patience, report_mistake
from portal.catalogue.forms import MistakeAbout, MistakeForm
from portal.catalogue.queries import ContractState, provider_by_slug, provider_in_region, slug_now
from portal.finding.choice import NAME, read_choice, slugs_of, with_choice
from portal.finding.facets import chosen, language_names
from portal.finding.finder import Finder
from portal.finding.offers import offer_groups, shown_offers
from portal.finding.question import PARAMETERS
from portal.finding.reading import read_question
from portal.finding.sooner import that_take_too_long
from portal.finding.waiting import waiting_for
from portal.web.address import link, write_query
from portal.web.errors import NotFound, TooMany
from portal.web.form import read_form
from portal.web.page import page
from portal.web.visit import Visit

REPORTED = "gemeld"  # query name with which the answer to a report comes back
THANKS, UNCLEAR = "1", "0"

_reports_in_all = Patience(60)
_reports_per_provider = Patience(6)

Asking = Request[Any, Any, Any]


@get(
    "/aanbieders/{slug:str}",
    name="catalogue.provider",
    opt={"permission": Permission.SEE_CATALOGUE, "kept": (*PARAMETERS, NAME, REPORTED)},
)
async def provider(
    request: Asking,
    visit: NamedDependency[Visit],
    session: NamedDependency[AsyncSession],
    finder: NamedDependency[Finder],
    slug: FromPath[str],
) -> Response[str] | Redirect:
    found = await provider_by_slug(session, slug, visit.region)
    if found is None:
        present = await slug_now(session, slug, visit.region)
        if present is None:
            raise NotFound
        address = link(visit.language, f"/aanbieders/{present}")
        return Redirect(f"{address}?{write_query(visit.query)}" if visit.query else address, status_code=301)
    question = read_question(visit.query, visit.region, visit.regions)
    ended = found.contract.state == ContractState.ENDED
    offers = () if ended else shown_offers(found.records, question, visit.regions)
    waiting = await waiting_for(that_take_too_long(offers, question), question, finder, (slug,))
    picked = slugs_of(read_choice(visit.query))
    return page(
        request,
        visit,
        "catalogue/provider.html",
        keep=not waiting.is_away,
        found=found,
        provider=found.provider,
        groups=offer_groups(offers, visit.region),
        waiting=waiting,
        keep_choice=lambda query: with_choice(query, picked),
        comparing=with_choice(question.at_page(1).query, dict.fromkeys((*picked, slug))),
        question=question,
        chosen=chosen(question),
        spoken=[language_names(code) for code in found.provider.languages],
        checked_on=found.checked_on,
        mistakes=tuple(MistakeAbout),
        thanks=(REPORTED, THANKS) in visit.query,
        unclear=(REPORTED, UNCLEAR) in visit.query,
    )


@post(
    "/aanbieders/{slug:str}/melding",
    name="catalogue.report_mistake",
    opt={"permission": Permission.REPORT_MISTAKE},
)
async def melding(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession], slug: FromPath[str]
) -> Redirect:
    provider_id = await provider_in_region(session, slug, visit.region)
    if provider_id is None:
        raise NotFound
    address = link(visit.language, f"/aanbieders/{slug}")
    filled = await read_form(request, MistakeForm, visit)
    if filled.valid is None:
        return Redirect(f"{address}?{REPORTED}={UNCLEAR}#klopt-niet", status_code=303)
    if not (_reports_per_provider.allows(provider_id) and _reports_in_all.allows()):
        raise TooMany
    await report_mistake(visit.house.database, visit.region.id, provider_id, filled.valid.about)
    return Redirect(f"{address}?{REPORTED}={THANKS}#klopt-niet", status_code=303)
