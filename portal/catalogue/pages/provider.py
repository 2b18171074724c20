"""A provider, and telling that something about it is wrong."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect
from sqlmodel.ext.asyncio.session import AsyncSession

from portal.access import Permission
from portal.catalogue.actions import ReportPatience, report_mistake
from portal.catalogue.forms import MistakeAbout, MistakeForm
from portal.catalogue.queries import (
    ContractState,
    ProviderFound,
    offers_shown,
    provider_by_slug,
    provider_in_region,
    slug_now,
)
from portal.catalogue.queries.sitemap import provider_pages
from portal.catalogue.sights import note
from portal.catalogue.structured import organization
from portal.finding.choice import NAME, read_choice, slugs_of, with_choice
from portal.finding.facets import chosen, language_names
from portal.finding.figures import figures_shown
from portal.finding.finder import Finder
from portal.finding.offers import ShownOffer, offer_groups
from portal.finding.question import PARAMETERS, Question
from portal.finding.reading import read_question
from portal.finding.referral_block import referral_text
from portal.finding.sooner import that_take_too_long
from portal.finding.waiting import waiting_for
from portal.model import SeenAs
from portal.web.address import link, write_query
from portal.web.errors import NotFound, TooMany
from portal.web.findable import breadcrumbs, findable
from portal.web.form import read_form
from portal.web.page import page
from portal.web.visit import Visit

REPORTED = "gemeld"  # query name with which the answer to a report comes back
THANKS, UNCLEAR, NOT_OFFERED = "1", "0", "2"
WHAT, WHICH = "over", "aanbod"  # what the visitor had filled in, where the form is shown again

Asking = Request[Any, Any, Any]


@get(
    "/aanbieders/{slug:str}",
    name="catalogue.provider",
    opt={
        "permission": Permission.SEE_CATALOGUE,
        "kept": (*PARAMETERS, NAME, REPORTED, WHAT, WHICH),
        "sitemap": provider_pages,
    },
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
    offers = found.offers(question, visit.regions)
    waiting = await waiting_for(that_take_too_long(offers, question), question, finder, (slug,))
    context = provider_context(found, visit, question, offers)
    if not dict(visit.query).get(REPORTED):
        note(request, question, SeenAs.OPENED, (slug,))
    return page(
        request,
        visit,
        "catalogue/provider.html",
        keep=not waiting.is_away,
        waiting=waiting,
        mistake=_mistake_form(visit),
        found_by=_described(found, visit),
        **context,
    )


def provider_context(
    found: ProviderFound, visit: Visit, question: Question, offers: Sequence[ShownOffer]
) -> dict[str, Any]:
    """All that the page is made of, but for what is asked of an engine or only of visitors."""
    ended = found.contract.state == ContractState.ENDED
    picked = slugs_of(read_choice(visit.query))
    return {
        "found": found,
        "provider": found.provider,
        "referral_text": partial(referral_text, speaker=visit),
        "figures": None if ended else figures_shown(found.measurements, visit.region),
        "groups": offer_groups(offers, visit.region),
        "measured": found.measured(visit.region),
        "keep_choice": lambda query: with_choice(query, picked),
        "comparing": with_choice(question.at_page(1).query, dict.fromkeys((*picked, found.provider.slug))),
        "question": question,
        "chosen": chosen(question),
        "spoken": [language_names(code) for code in found.provider.languages],
        "checked_on": found.checked_on,
        "mistakes": tuple(MistakeAbout),
    }


def _described(found: ProviderFound, visit: Visit) -> tuple[dict[str, Any], ...]:
    """For search engines: nothing that the page does not show."""
    provider, at = found.provider, findable(visit)
    website = provider.website if provider.website.startswith(("https://", "http://")) else ""
    contact = {"telephone": provider.phone, "email": provider.email, "sameAs": website}
    trail = [
        (link(visit.language, "/aanbod"), visit.gettext("Find help")),
        (link(visit.language, visit.path), provider.name),
    ]
    return (
        organization(provider.name, at.canonical, visit.text(provider.about), contact, found.places),
        breadcrumbs(trail, at.absolute),
    )


def _mistake_form(visit: Visit) -> dict[str, object]:
    """Of several of a name the last counts, as in a form."""
    said = dict(visit.query)
    return {
        "thanks": said.get(REPORTED) == THANKS,
        "days": visit.region.terms.report_answer_days,
        "unclear": said.get(REPORTED) == UNCLEAR,
        "not_offered": said.get(REPORTED) == NOT_OFFERED,
        "about": said.get(WHAT, ""),
        "offer": said.get(WHICH, ""),
    }


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
    filled = await read_form(request, MistakeForm, visit)
    said = filled.valid
    if said is None:
        return _back_to_report(visit, slug, UNCLEAR, {WHICH: filled.typed.get("offer")})
    if said.offer and said.offer not in await offers_shown(session, slug, visit.region):
        return _back_to_report(visit, slug, NOT_OFFERED, {WHAT: said.about})
    patience: ReportPatience = request.app.state.reports
    if not patience.allows(provider_id):
        raise TooMany
    await report_mistake(visit.house.database, visit.region.id, provider_id, said.about, said.offer)
    return _back_to_report(visit, slug, THANKS)


def _back_to_report(
    visit: Visit, slug: str, answer: str, filled_in: Mapping[str, str | list[str] | None] | None = None
) -> Redirect:
    query = {REPORTED: answer, **(filled_in or {})}
    return Redirect(link(visit.language, f"/aanbieders/{slug}", query.items()) + "#klopt-niet", status_code=303)
