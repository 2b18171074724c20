"""How often a provider was seen and for which questions, and what families do not know of it yet."""

from collections.abc import Mapping
from typing import Any

from litestar import Request, Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath
from sqlmodel.ext.asyncio.session import AsyncSession

from portal import clock
from portal.access import Permission
from portal.access.fetch import provider_for
from portal.access.visitor import reaches
from portal.model.columns import Texts
from portal.noticed.sums import Question, sums_of
from portal.noticed.untold import completeness_of
from portal.regions import RegionData
from portal.web.entrance import PROVIDER_AREA, SEEN
from portal.web.page import page
from portal.web.visit import Visit

SEE = Permission.SEE_PROVIDER_AREA


@get(f"{PROVIDER_AREA}/{{slug:str}}/{SEEN}", name="seen.provider", opt={"permission": SEE})
async def seen_page(
    request: Request[Any, Any, Any],
    visit: NamedDependency[Visit],
    session: NamedDependency[AsyncSession],
    slug: FromPath[str],
) -> Response[str]:
    provider = await provider_for(session, visit.visitor, slug, SEE, here=visit.region.id)
    sums = await sums_of(session, provider.id or 0, visit.region.id, clock.today())
    changes = Permission.CHANGE_PROFILE
    return page(
        request,
        visit,
        "seen/seen.html",
        private=True,
        provider=provider,
        sums=sums,
        questions=[(question, named(question, visit.region)) for question in sums.questions],
        complete=await completeness_of(session, provider, visit.region),
        may_fill_in=reaches(visit.visitor, changes, region_id=visit.region.id, provider_id=provider.id),
    )


def named(question: Question, region: RegionData) -> Texts:
    """A choice that the region no longer knows is shown by its key."""
    lists: Mapping[str, Mapping[str, Any]] = {
        "soort": region.help_kinds,
        "vorm": region.forms,
        "doelgroep": region.target_groups,
        "product": region.products,
    }
    item = lists.get(question.name, {}).get(question.key)
    return item.names if item is not None else {"nl": question.key}
