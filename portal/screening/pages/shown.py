"""One application as its page shows it, also after something could not be done with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from litestar import Request, Response
from sqlmodel.ext.asyncio.session import AsyncSession

from portal import clock
from portal.access import Permission
from portal.access.fetch_referrals import application_for
from portal.model import ApplicationState
from portal.referral import grounds, words
from portal.referral.duty import duty_of
from portal.referral.events import EVENTS
from portal.referral.inbox import lying
from portal.referral.own import own_events
from portal.referral.terms import Term
from portal.web.entrance import APPLICATIONS, DONE, PROVIDER_AREA
from portal.web.page import page
from portal.web.visit import Visit

Asking = Request[Any, Any, Any]
SCREENING = {"permission": Permission.SCREEN}
PATH = f"{PROVIDER_AREA}/{{slug:str}}/{APPLICATIONS}"
A = ApplicationState


@dataclass(frozen=True)
class Tried:
    """What was sent, and was not done. `form`: which of the forms of the page."""

    form: str = ""
    typed: Mapping[str, Any] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    overtaken: bool = False

    @property
    def status(self) -> int:
        return 409 if self.overtaken else 422 if self.errors else 200

    def value(self, form: str, name: str) -> Any:
        return self.typed.get(name, "") if form == self.form else ""

    def values(self, form: str, name: str) -> Sequence[str]:
        found = self.value(form, name)
        return found if isinstance(found, list) else [found] if found else []

    def error(self, form: str, name: str) -> str:
        return self.errors.get(name, "") if form == self.form else ""


async def application_page(
    request: Asking, visit: Visit, session: AsyncSession, slug: str, key: str, tried: Tried | None = None
) -> Response[str]:
    tried = tried or Tried()
    await session.commit()  # what somebody else decided meanwhile is read too
    session.expunge_all()
    provider, application, _ = await application_for(session, visit.visitor, slug, key, visit.region.id)
    state = application.state
    one = await lying(session, application.id or 0, visit.region)
    return page(
        request,
        visit,
        "screening/application.html",
        private=True,
        status=tried.status,
        provider=provider,
        one=one,
        duty=application.has_duty or await duty_of(session, application.offer, visit.region),
        events=[] if one.withheld else await own_events(session, application),
        tried=tried,
        today=clock.today(),
        may_accept=state is A.ASKED,
        may_decline=state in (A.ASKED, A.BUDGET, A.ACCEPTED),
        may_start=state is A.ACCEPTED,
        may_end=state is A.STARTED,
        asks_budget=state is A.ASKED,
        living=one.term in (Term.MATCHING, Term.RESPITE),
        done=dict(visit.query).get(DONE, ""),
        path=f"{PROVIDER_AREA}/{provider.slug}/{APPLICATIONS}/{key}",
        grounds=grounds,
        words=words,
        happened=EVENTS,
    )
