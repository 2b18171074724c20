"""The results on a map of the region, with a list beside it."""

from typing import Any

from litestar import Request, Response, get
from litestar.di import NamedDependency
from litestar.response import Redirect

from portal.access import Permission
from portal.catalogue.pages.search import SEARCH, coarser_address
from portal.catalogue.sights import note
from portal.finding.finder import Finder
from portal.finding.map import draw_map
from portal.finding.question import PARAMETERS
from portal.finding.reading import read_question
from portal.model import SeenAs
from portal.web.page import page
from portal.web.visit import Visit

MAP = f"{SEARCH}/kaart"


@get(MAP, name="catalogue.map", opt={"permission": Permission.SEE_CATALOGUE, "kept": PARAMETERS})
async def on_a_map(
    request: Request[Any, Any, Any], visit: NamedDependency[Visit], finder: NamedDependency[Finder]
) -> Response[str] | Redirect:
    question = read_question(visit.query, visit.region, visit.regions)
    if question.coarsened:
        return Redirect(coarser_address(question, visit, MAP), status_code=303)
    answer = await finder.find(question)
    note(request, question, SeenAs.FOUND, (card.slug for card in answer.cards))
    return page(
        request,
        visit,
        "catalogue/map.html",
        answer=answer,
        question=answer.question,
        map=draw_map(answer.cards, answer.question, visit.regions),
    )
