"""Problem pages: what went wrong, in the visitor's language, and what one can do. Never a stack trace."""

from dataclasses import dataclass
from typing import Any

import structlog
from litestar import Request, Response
from litestar.enums import MediaType
from litestar.exceptions import (
    ClientException,
    HTTPException,
    PermissionDeniedException,
    ServiceUnavailableException,
    TooManyRequestsException,
)

from portal.access import FormNotOfSession, NotFound
from portal.trouble import UNWRITTEN, is_away, trouble_of
from portal.web.language import N_
from portal.web.page import Pages
from portal.web.visit import NoRegionYet, Visit, asked_of, visit_of

__all__ = ["BadRequest", "NotFound", "Refused", "TooMany", "Unavailable", "problem_page", "show_problem", "status_of"]

log = structlog.get_logger()

RETRY_SECONDS = 30


class BadRequest(ClientException):
    """A request that no page of ours can send."""


class Refused(PermissionDeniedException):
    """This visitor may not do this."""


class TooMany(TooManyRequestsException):
    """Too often in too short a time."""


class Unavailable(ServiceUnavailableException):
    """Something we need is away; coming back later helps."""


NO_REGION = "no_region"
NOT_SAVED = "not_saved"
OTHER_SESSION = "other_session"

# Status or name → title and sentence.
TEXTS: dict[int | str, tuple[str, str]] = {
    400: (N_("This request cannot be read"), N_("Go back and try again, or start a new search.")),
    403: (N_("This is not allowed"), N_("You may not see this page, or the form was not sent from this website.")),
    404: (N_("This page does not exist"), N_("The address may be wrong, or the page is no longer there.")),
    405: (N_("This cannot be done here"), N_("The page exists, but not for what was asked of it.")),
    413: (N_("This is too much to send"), N_("Send less at a time.")),
    414: (N_("This address is too long"), N_("Start a new search with fewer words.")),
    429: (N_("Too many requests"), N_("Wait a minute and try again.")),
    500: (N_("Something went wrong on our side"), N_("It has been written down. Try again in a few minutes.")),
    503: (N_("The website cannot reach its data now"), N_("Nothing is lost. Try again in a few minutes.")),
    NOT_SAVED: (
        N_("This could not be saved"),
        N_("The website can be read, but can save nothing now. Nothing was kept of what you sent. Try again later."),
    ),
    OTHER_SESSION: (
        N_("This form is out of date"),
        N_("You signed in or out after the page was opened. Go back, load the page again and send it once more."),
    ),
    NO_REGION: (
        N_("No region has been loaded yet"),
        N_("As soon as a region is loaded, its youth help is shown here."),
    ),
}

# Shown if even the problem page cannot be made. Both languages: nothing is known for sure any more.
LAST_RESORT = (
    "<!doctype html><html lang='nl'><meta charset='utf-8'><title>Storing</title>"
    "<h1>Er ging iets mis</h1><p>Probeer het over een paar minuten opnieuw. "
    "In levensgevaar: bel <a href='tel:112'>112</a>.</p>"
    "<p lang='en'>Something went wrong. Try again in a few minutes. In danger of life: call 112.</p></html>"
)


def status_of(problem: BaseException) -> int:
    if isinstance(problem, HTTPException):
        return problem.status_code
    return 503 if isinstance(problem, NoRegionYet) or is_away(problem) else 500


@dataclass(frozen=True)
class Told:
    """Of what went wrong: the name of its text, and the headers that go with it."""

    name: int | str
    headers: dict[str, str]


def told_of(request: Request[Any, Any, Any], problem: Exception) -> Told:
    """Written down too, where it is ours to mend."""
    status = status_of(problem)
    trouble = trouble_of(problem)
    if status >= 500 and not isinstance(problem, NoRegionYet):
        about = {"database": trouble.value} if trouble else {}
        log.error("request_failed", exc_info=problem, request_id=asked_of(request.scope).request_id, **about)
    headers = dict(getattr(problem, "headers", None) or {})
    name: int | str = NO_REGION if isinstance(problem, NoRegionYet) else status
    if trouble in UNWRITTEN and request.method not in ("GET", "HEAD"):
        name = NOT_SAVED
    if isinstance(problem, FormNotOfSession):
        name = OTHER_SESSION
    return Told(name, _headers(status, headers))


def show_problem(request: Request[Any, Any, Any], problem: Exception) -> Response[str]:
    """Litestar calls this for everything that a handler or the routing raises."""
    told = told_of(request, problem)
    return problem_page(request.app.state.pages, visit_of(request), status_of(problem), told.name, told.headers)


def problem_page(
    pages: Pages, visit: Visit, status: int, name: int | str = 0, headers: dict[str, str] | None = None
) -> Response[str]:
    title, sentence = TEXTS.get(name or status) or TEXTS[400 if status < 500 else 500]
    context = {
        "status": status,
        "title": visit.gettext(title),
        "sentence": visit.gettext(sentence),
        "request_id": visit.request_id,
        "can_search": visit.known_region is not None,
    }
    try:
        body = pages.html(visit, "layout/problem.html", context)
    except Exception as second:  # whatever a template can raise
        log.error("problem_page_failed", exc_info=second, request_id=visit.request_id)
        body = LAST_RESORT
    # htmx would put the page inside the part it asked for.
    given = {**_headers(status, headers or {}), "hx-retarget": "body", "hx-reswap": "innerHTML"}
    return Response(body, media_type=MediaType.HTML, status_code=status, headers=given)


def _headers(status: int, given: dict[str, str]) -> dict[str, str]:
    headers = {"cache-control": "no-store"}
    if status in (429, 503):
        headers["retry-after"] = str(RETRY_SECONDS)
    allowed = next((value for name, value in given.items() if name.lower() == "allow"), None)
    if allowed is not None:
        methods = set(allowed.split(", "))
        headers["allow"] = ", ".join(sorted(methods | {"HEAD"} if "GET" in methods else methods))
    return headers
