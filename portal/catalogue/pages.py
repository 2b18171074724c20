"""The public catalogue: searching, a provider, the products."""

from typing import Any

from litestar import Request, Response, Router, get, post
from litestar.datastructures import State
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath
from litestar.response import Redirect
from sqlmodel.ext.asyncio.session import AsyncSession

from portal.access import Permission
from portal.catalogue.actions import Patience, report_mistake
from portal.catalogue.forms import MistakeAbout, MistakeForm
from portal.catalogue.queries import ContractState, product_book, provider_by_slug, provider_in_region, slug_now
from portal.finding.facets import chosen, language_names
from portal.finding.finder import Finder
from portal.finding.offers import offer_groups
from portal.finding.question import PARAMETERS
from portal.finding.reading import read_question
from portal.web.address import link, write_query
from portal.web.errors import NotFound, TooMany
from portal.web.form import read_form
from portal.web.page import page
from portal.web.visit import Visit, asked_of

SEARCH = "/aanbod"
REPORTED = "gemeld"  # query name with which the answer to a report comes back
THANKS, UNCLEAR = "1", "0"

_reports_in_all = Patience(60)
_reports_per_provider = Patience(6)

Asking = Request[Any, Any, Any]


@get(
    SEARCH,
    name="catalogue.search",
    opt={"permission": Permission.SEE_CATALOGUE, "kept": PARAMETERS},
)
async def search(
    request: Asking, visit: NamedDependency[Visit], finder: NamedDependency[Finder]
) -> Response[str] | Redirect:
    question = read_question(visit.query, visit.region, visit.regions)
    if question.coarsened:
        others = [pair for pair in visit.query if pair[0] != "postcode"]  # what is wrong in them is told there
        address = link(visit.language, SEARCH, [*others, ("postcode", question.coarsened)])
        return Redirect(address, status_code=303)
    answer = await finder.find(question)
    response = page(
        request, visit, "catalogue/search.html", fragment="catalogue/_results.html", answer=answer, question=question
    )
    if asked_of(request.scope).fragment:
        # An address without the fields that were left empty. Not for whole pages: htmx also fetches those
        # to go back, and would then go forward again.
        response.headers["hx-push-url"] = link(visit.language, SEARCH) + question.query
    return response


@get(
    "/aanbieders/{slug:str}",
    name="catalogue.provider",
    opt={"permission": Permission.SEE_CATALOGUE, "kept": (*PARAMETERS, REPORTED)},
)
async def provider(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession], slug: FromPath[str]
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
    return page(
        request,
        visit,
        "catalogue/provider.html",
        found=found,
        provider=found.provider,
        groups=() if ended else offer_groups(found.records, question),
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


@get("/producten", name="catalogue.products", opt={"permission": Permission.SEE_CATALOGUE, "kept": ()})
async def products(request: Asking, visit: NamedDependency[Visit]) -> Response[str]:
    return page(request, visit, "catalogue/products.html", book=product_book(visit.region))


def provide_finder(state: State) -> Finder:
    return Finder(state.engines)


routes = Router(
    path="/",
    route_handlers=[search, provider, melding, products],
    dependencies={"finder": Provide(provide_finder, sync_to_thread=False)},
)
