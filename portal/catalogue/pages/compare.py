"""Providers beside each other, for the question that was asked."""

from typing import Any

from litestar import Request, Response, get
from litestar.di import NamedDependency
from sqlmodel.ext.asyncio.session import AsyncSession

from portal import clock
from portal.access import Permission
from portal.catalogue.comparison import compare
from portal.catalogue.queries import providers_by_slug
from portal.catalogue.sights import note
from portal.finding.choice import NAME, read_choice, slugs_of, with_choice
from portal.finding.facets import chosen
from portal.finding.finder import Finder
from portal.finding.question import PARAMETERS
from portal.finding.reading import read_question
from portal.finding.sooner import any_that_takes_too_long
from portal.finding.waiting import waiting_for
from portal.model import SeenAs
from portal.web.address import link
from portal.web.errors import NotFound
from portal.web.page import page
from portal.web.qr import can_draw, qr_drawing
from portal.web.visit import Visit

COMPARE = "/vergelijk"
DRAWING = "/vergelijk/qr.svg"
DIFFERENCES = "verschillen"  # query name: 1 = only the rows that differ


@get(
    COMPARE,
    name="catalogue.compare",
    opt={"permission": Permission.SEE_CATALOGUE, "kept": (*PARAMETERS, NAME, DIFFERENCES)},
)
async def comparing(
    request: Request[Any, Any, Any],
    visit: NamedDependency[Visit],
    session: NamedDependency[AsyncSession],
    finder: NamedDependency[Finder],
) -> Response[str]:
    question = read_question(visit.query, visit.region, visit.regions).at_page(1)
    choice = read_choice(visit.query)
    slugs = slugs_of(choice)
    found = await providers_by_slug(session, slugs, visit.region) if slugs else {}
    only = (DIFFERENCES, "1") in visit.query
    compared = compare(choice, found, question, visit.regions, only_differences=only)
    if len(compared.slugs) > 1:
        note(request, question, SeenAs.COMPARED, compared.slugs)
    best = [column.offer for column in compared.columns if column.offer is not None]
    long = any_that_takes_too_long(best, question)
    waiting = await waiting_for(long, question, finder, compared.slugs)
    address = link(visit.language, COMPARE) + with_choice(question.query, compared.slugs)
    shared = visit.absolute(address)
    return page(
        request,
        visit,
        "catalogue/compare.html",
        keep=not waiting.is_away,
        question=question,
        keep_choice=lambda query: with_choice(query, compared.slugs),
        with_choice=with_choice,
        chosen=chosen(question),
        compared=compared,
        only_differences=only,
        waiting=waiting,
        address=address,
        shared=shared,
        today=clock.today(),
        drawing=link(visit.language, DRAWING) + with_choice(question.query, compared.slugs) if can_draw(shared) else "",
    )


@get(
    DRAWING,
    name="catalogue.compare_drawing",
    opt={"permission": Permission.SEE_CATALOGUE, "kept": (*PARAMETERS, NAME), "sitemap": False},
)
async def drawing(visit: NamedDependency[Visit]) -> Response[bytes]:
    """An image of its own: drawing it takes as long as half of the page does. Of an address of ours only."""
    question = read_question(visit.query, visit.region, visit.regions).at_page(1)
    address = link(visit.language, COMPARE) + with_choice(question.query, slugs_of(read_choice(visit.query)))
    drawn = qr_drawing(visit.absolute(address))
    if drawn is None:
        raise NotFound
    return Response(drawn, media_type="image/svg+xml")
