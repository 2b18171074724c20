"""What the pages of the door and of one's own account read from a request."""

from collections.abc import Sequence
from typing import Any, TypeVar

from litestar import Request, Response
from litestar.response import Redirect

from portal.access import NotFound
from portal.accounts.actions.sign_in import Coming, Entered
from portal.accounts.devices import device_of
from portal.accounts.passkeys import Place
from portal.accounts.services import Service, Services
from portal.web.entrance import own_path
from portal.web.findable import origin_of
from portal.web.session_cookie import session_cookie
from portal.web.visit import Visit, asked_of

Asking = Request[Any, Any, Any]
Answer = TypeVar("Answer", bound=Response[Any])


def coming_of(request: Asking, visit: Visit) -> Coming:
    address = request.client.host if request.client else ""
    return Coming(address, device_of(request.headers.get("user-agent", "")), visit.visitor.session)


def place_of(visit: Visit) -> Place:
    return Place(origin_of(visit.house.settings, visit.known_region))


def services_of(request: Asking, visit: Visit) -> Sequence[Service]:
    """That vouch for people in this region."""
    services: Services = request.app.state.services
    return services.of_region(visit.region.key)


def service_of(request: Asking, visit: Visit, key: str) -> Service:
    found = next((one for one in services_of(request, visit) if one.key == key), None)
    if found is None:
        raise NotFound
    return found


def go_on(request: Asking, visit: Visit, entered: Entered, back: str, otherwise: str) -> Redirect:
    """With the new session in the browser's hand."""
    answer = Redirect(own_path(back, otherwise), status_code=303)
    return with_session(request, visit, answer, entered)


def with_session(request: Asking, visit: Visit, answer: Answer, entered: Entered) -> Answer:
    asked_of(request.scope).private = True
    answer.set_cookie(session_cookie(visit.house.settings, entered.token, None if entered.halfway else entered.limits))
    return answer
