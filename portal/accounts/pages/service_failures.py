"""What somebody is told who comes back from a service, and is not in."""

from dataclasses import replace

import structlog
from litestar import Response

from portal.access.patience import TooSoon
from portal.accounts.actions.through_service import AddressTaken, Ended, NotKnown
from portal.accounts.pages.coming import Asking
from portal.accounts.pages.sign_in import door
from portal.accounts.services import Service, ServiceAway
from portal.web.entrance import BACK, SIGN_IN
from portal.web.visit import Visit
from portal.web.waiting import waiting_sentence, with_wait

KNOWN_ERRORS = frozenset(
    {"access_denied", "login_required", "interaction_required", "consent_required", "server_error",
     "temporarily_unavailable", "invalid_request", "invalid_scope", "unauthorized_client"}
)  # fmt: skip

log = structlog.get_logger()


def refused(request: Asking, visit: Visit, service: Service, back: str, error: str) -> Response[str]:
    """By them, or by the service: nothing went wrong on our side."""
    visit = _at_the_door(visit, back)
    name = service.name_in(visit.language)
    log.info("service_refused", service=service.key, error=error if error in KNOWN_ERRORS else "other")
    if error in ("access_denied", "login_required", "interaction_required", "consent_required"):
        wrong = visit.gettext("You did not sign in with %(name)s. Try again, or choose another way in.", name=name)
        return door(request, visit, back, wrong=wrong, status=403)
    wrong = visit.gettext("%(name)s could not help now. Try again, or choose another way in.", name=name)
    return door(request, visit, back, wrong=wrong, status=503)


def _at_the_door(visit: Visit, back: str) -> Visit:
    """The address that they came back to holds what nobody else may have, and leads nowhere a second time."""
    return replace(visit, path=SIGN_IN, query=((BACK, back),) if back else ())


def failed(request: Asking, visit: Visit, service: Service, back: str, problem: Exception) -> Response[str]:
    visit = _at_the_door(visit, back)
    name = service.name_in(visit.language)
    if isinstance(problem, TooSoon):
        return with_wait(door(request, visit, back, wrong=waiting_sentence(visit, problem), status=429), problem)
    if isinstance(problem, NotKnown):
        wrong = visit.gettext(
            "%(name)s knows you, and you have no account here yet. Ask for an invitation, or sign in another way.",
            name=name,
        )
        return door(request, visit, back, wrong=wrong, status=403)
    if isinstance(problem, AddressTaken):
        wrong = visit.gettext(
            "There is an account with your mail address already. Sign in as you did before. Then link %(name)s on the "
            "page of your account.",
            name=name,
        )
        return door(request, visit, back, wrong=wrong, status=409)
    if isinstance(problem, Ended):
        return door(request, visit, back, wrong=visit.gettext("This account has ended."), status=403)
    log.warning("service_failed", service=service.key, problem=type(problem).__name__, reason=str(problem))
    if isinstance(problem, ServiceAway):
        wrong = visit.gettext("%(name)s cannot be reached now. Try again later, or choose another way in.", name=name)
        return door(request, visit, back, wrong=wrong, status=503)
    wrong = visit.gettext("Signing in with %(name)s went wrong, or took too long. Try again.", name=name)
    return door(request, visit, back, wrong=wrong, status=403)
