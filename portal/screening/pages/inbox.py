"""All that lies with a provider."""

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath
from sqlmodel.ext.asyncio.session import AsyncSession

from portal.access.fetch import provider_for
from portal.referral import words
from portal.referral.answering import SCREEN
from portal.referral.inbox import Show, inbox
from portal.screening.pages.shown import PATH, SCREENING, Asking
from portal.web.address import number_in
from portal.web.entrance import APPLICATIONS, PROVIDER_AREA
from portal.web.page import page
from portal.web.visit import Visit

SHOW, PAGE = "toon", "pagina"  # query names
MOST_PAGES = 10_000


@get(PATH, name="screening.inbox", opt=SCREENING)
async def inbox_page(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession], slug: FromPath[str]
) -> Response[str]:
    provider = await provider_for(session, visit.visitor, slug, SCREEN)
    said = dict(visit.query)
    wanted = said.get(SHOW, "")
    show = Show(wanted) if wanted in list(Show) else Show.OPEN
    at = number_in(said.get(PAGE), MOST_PAGES) or 1
    return page(
        request,
        visit,
        "screening/inbox.html",
        private=True,
        provider=provider,
        found=await inbox(session, provider.id or 0, visit.region, show, at),
        show=show,
        shows=tuple(Show),
        path=f"{PROVIDER_AREA}/{provider.slug}/{APPLICATIONS}",
        days=visit.region.terms.screening_days,
        words=words,
    )
