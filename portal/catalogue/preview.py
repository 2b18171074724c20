"""A provider's page as visitors would see it with a proposal in it: the same template, from the same records."""

from typing import Any

from litestar import Request, Response
from sqlmodel.ext.asyncio.session import AsyncSession

from portal.catalogue.pages.provider import provider_context
from portal.catalogue.queries.provider import Edit, provider_by_slug
from portal.finding.question import Question
from portal.finding.waiting import Waiting
from portal.web.errors import NotFound
from portal.web.page import page
from portal.web.previewing import Previewing
from portal.web.visit import Visit


class ProviderPreviewing(Previewing):
    async def page(
        self, request: Request[Any, Any, Any], visit: Visit, session: AsyncSession, slug: str, edit: Edit, back: str
    ) -> Response[str]:
        found = await provider_by_slug(session, slug, visit.region, edit)
        if found is None:
            raise NotFound
        question = Question(visit.region)
        context = provider_context(found, visit, question, found.offers(question, visit.regions))
        # No engine is asked what there is instead: it is about this provider's own words.
        about: dict[str, Any] = {"waiting": Waiting(), "found_by": (), "preview_back": back}
        return page(request, visit, "catalogue/provider_preview.html", private=True, **context, **about)
