"""How often somebody is reminded of the offers of a provider, and what the next mail would say."""

from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect
from sqlmodel.ext.asyncio.session import AsyncSession

from portal.access import Permission
from portal.access.fetch import provider_for
from portal.reminders.actions import keep_wish
from portal.reminders.forms import RhythmForm
from portal.reminders.letters import shown
from portal.reminders.next_mail import next_mail
from portal.reminders.pages.answer import Asking
from portal.web.address import link
from portal.web.entrance import DONE, OWN_REMINDERS, PROVIDER_AREA
from portal.web.form import read_form
from portal.web.page import page
from portal.web.visit import Visit

CHANGE = Permission.CHANGE_AVAILABILITY
PATH = f"{PROVIDER_AREA}/{{slug:str}}/{OWN_REMINDERS}"
KEPT = "bewaard"


@get(PATH, name="reminders.rhythm", opt={"permission": CHANGE})
async def rhythm_page(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession], slug: FromPath[str]
) -> Response[str]:
    return await _shown(request, visit, session, slug, done=dict(visit.query).get(DONE, ""))


@post(PATH, name="reminders.keep_rhythm", opt={"permission": CHANGE}, status_code=200)
async def rhythm_sent(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession], slug: FromPath[str]
) -> Response[str] | Redirect:
    filled = await read_form(request, RhythmForm, visit)
    if filled.valid is None:
        return await _shown(request, visit, session, slug, typed=filled.typed, errors=filled.errors, status=422)
    await keep_wish(visit.house, visit.visitor, slug, filled.valid.rhythm, filled.valid.weekday)
    path = link(visit.language, PATH.replace("{slug:str}", slug), [(DONE, KEPT)])
    return Redirect(path, status_code=303)


async def _shown(
    request: Asking, visit: Visit, session: AsyncSession, slug: str, *, status: int = 200, **context: Any
) -> Response[str]:
    provider = await provider_for(session, visit.visitor, slug, CHANGE)
    coming = await next_mail(session, visit.regions, provider.id or 0, visit.visitor.account_id or 0)
    typed = {"rhythm": coming.wish.rhythm.value, "weekday": str(coming.wish.weekday)}
    context = {"done": "", "errors": {}, "typed": typed, **context}
    return page(
        request,
        visit,
        "reminders/rhythm.html",
        private=True,
        status=status,
        provider=provider,
        coming=coming,
        offers=[shown(offer, visit.language) for offer in coming.offers],
        **context,
    )
