"""Searching the offers."""

from typing import Any

from litestar import Request, Response, get
from litestar.di import NamedDependency
from litestar.response import Redirect

from portal.access import Permission
from portal.catalogue.queries import names_by_slug
from portal.catalogue.sights import note
from portal.finding.choice import NAME, read_choice, slugs_of, with_choice
from portal.finding.finder import finder_of
from portal.finding.lighter import lighter_than
from portal.finding.question import PARAMETERS, Question
from portal.finding.reading import read_question
from portal.model import SeenAs
from portal.web.address import link
from portal.web.house import House
from portal.web.page import page
from portal.web.visit import Visit, asked_of

SEARCH = "/aanbod"

Asking = Request[Any, Any, Any]


@get(
    SEARCH,
    name="catalogue.search",
    opt={"permission": Permission.SEE_CATALOGUE, "kept": (*PARAMETERS, NAME)},
)
async def search(
    request: Asking,
    visit: NamedDependency[Visit],
) -> Response[str] | Redirect:
    """Asks for its other needs by hand: each dependency is a task of its own, a twentieth of this page together."""
    house: House = request.app.state.house
    question = read_question(visit.query, visit.region, visit.regions)
    if question.coarsened:
        return Redirect(coarser_address(question, visit, SEARCH), status_code=303)
    answer = await finder_of(request.app.state).find(question)
    first = answer.question.page == 1 and answer.danger is None  # in danger only what answers now stands above
    slugs = slugs_of(read_choice(visit.query))
    picked: dict[str, str] = {}
    if slugs:
        async with house.database.reading() as session:
            picked = await names_by_slug(session, slugs, visit.region)
    note(request, question, SeenAs.FOUND, (card.slug for card in answer.cards))
    response = page(
        request,
        visit,
        "catalogue/search.html",
        fragment="catalogue/_found.html",
        answer=answer,
        question=question,
        lighter=lighter_than(question) if first else None,
        picked=picked,
        keep_choice=lambda query: with_choice(query, picked),
    )
    if asked_of(request.scope).fragment:
        # An address without the fields that were left empty. Not for whole pages: htmx also fetches those
        # to go back, and would then go forward again.
        response.headers["hx-push-url"] = link(visit.language, SEARCH) + with_choice(question.query, picked)
    return response


def coarser_address(question: Question, visit: Visit, path: str) -> str:
    """With the four digits instead of the full postcode."""
    others = [pair for pair in visit.query if pair[0] != "postcode"]  # what is wrong in them is told there
    return link(visit.language, path, [*others, ("postcode", question.coarsened)])
