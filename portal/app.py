"""Puts the parts together: the capabilities, and what each of their pages can ask for. Nothing else."""

from collections.abc import AsyncIterator, Sequence
from typing import Any

from litestar import Litestar, Request, Response, Router
from litestar.datastructures import State
from litestar.di import Provide
from litestar.exceptions import HTTPException
from sqlmodel.ext.asyncio.session import AsyncSession

from portal import region
from portal.access import FormNotOfSession, SecondFactorNeeded, SignInNeeded, guard
from portal.accounts import pages as accounts
from portal.accounts.services import Services
from portal.audit import pages as audit
from portal.catalogue import pages as catalogue
from portal.catalogue.actions import ReportPatience
from portal.catalogue.preview import ProviderPreviewing
from portal.family import pages as family
from portal.finding.engines import Engines
from portal.guide import pages as guide
from portal.profile import pages as profile
from portal.provider_area import pages as provider_area
from portal.push import pages as push
from portal.referrer_area import pages as referrer_area
from portal.reminders import pages as reminders
from portal.screening import pages as screening
from portal.seen import pages as seen
from portal.stops import pages as stops
from portal.web import plain_routes
from portal.web.entrance import to_kept_form, to_second_factor, to_sign_in
from portal.web.errors import Unavailable, show_problem
from portal.web.house import House
from portal.web.outer import Outer
from portal.web.page import Pages
from portal.web.request import StorableRequest
from portal.web.software import is_for_software, tell_problem
from portal.web.static import StaticFiles
from portal.web.visit import Visit, asked_of, visit_of
from search_index import EngineAway

LARGEST_BODY = 64_000  # bytes; a route that takes files says so itself

CAPABILITIES: Sequence[Router] = (
    plain_routes.routes,
    catalogue.routes,
    guide.routes,
    accounts.routes,
    audit.routes,
    region.routes,
    provider_area.routes,
    push.routes,
    stops.routes,
    reminders.routes,
    profile.routes,
    seen.routes,
    family.routes,
    screening.routes,
    referrer_area.routes,
)


def create_app(
    house: House,
    engines: Engines | None,
    *,
    strict_templates: bool = False,
    capabilities: Sequence[Router] = CAPABILITIES,
) -> Outer:
    """`strict_templates`: an unknown name in a template is an error, as tests want it."""
    limited = (lambda: engines.limited) if engines is not None else bool
    static = StaticFiles()
    services = Services(house.settings)
    inner = Litestar(
        route_handlers=list(capabilities),
        guards=[guard],
        dependencies={
            "visit": Provide(provide_visit, sync_to_thread=False),
            "session": Provide(provide_session),
            "previewing": Provide(ProviderPreviewing, sync_to_thread=False),
        },
        exception_handlers={
            HTTPException: tell,
            Exception: tell,
            EngineAway: no_engine,
            FormNotOfSession: to_kept_form,
            SignInNeeded: to_sign_in,
            SecondFactorNeeded: to_second_factor,
        },
        state=State(
            {
                "house": house,
                "engines": engines,
                "limited": limited,
                "services": services,
                "static": static,
                "reports": ReportPatience(),
                "pages": Pages(static, strict=strict_templates),
            }
        ),
        request_class=StorableRequest,
        request_max_body_size=LARGEST_BODY,
        on_shutdown=[services.close],
        openapi_config=None,
        logging_config=None,
    )
    return Outer(inner, house, limited=limited)


def tell(request: Request[Any, Any, Any], problem: Exception) -> Response[Any]:
    if is_for_software(asked_of(request.scope).path):
        return tell_problem(request, problem)
    return show_problem(request, problem)


def no_engine(request: Request[Any, Any, Any], _problem: EngineAway) -> Response[str]:
    return show_problem(request, Unavailable())


def provide_visit(request: Request[Any, Any, Any]) -> Visit:
    visit = visit_of(request)
    _ = visit.region  # raises NoRegionYet: a page need not think of that
    return visit


async def provide_session(state: State) -> AsyncIterator[AsyncSession]:
    """For reading. It asks the database for nothing until the handler does."""
    async with state.house.database.reading() as session:
        yield session
