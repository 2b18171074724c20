"""The way to the sign-in page and back: those who must sign in first, or prove who they are in a second way."""

import re
from typing import Any
from urllib.parse import urlsplit

from litestar import Request, Response
from litestar.response import Redirect

from portal.web.address import in_language, link, read_path, write_query
from portal.web.errors import show_problem
from portal.web.findable import origin_of
from portal.web.visit import asked_of, visit_of

SIGN_IN = "/inloggen"
SIGN_OUT = "/uitloggen"
FORGOTTEN = f"{SIGN_IN}/vergeten"
RESET = f"{SIGN_IN}/wachtwoord"  # followed by the token of a link
SIGN_IN_LINK = f"{SIGN_IN}/link"  # asked for here; followed by the token of one
SERVICE = f"{SIGN_IN}/met"  # followed by the key of a service that vouches for people
COLLEAGUES = "medewerkers"  # below /aanbieder/{slug}
OWN_REMINDERS = "herinneringen"  # below /aanbieder/{slug}
STILL_RIGHT = "/klopt-nog"  # followed by a token
STOP_REMINDERS = "/herinneringen-stoppen"  # followed by a token
LOG = "logboek"  # below /aanbieder/{slug} and /regio
REGION_AREA = "/regio"
PROFILE = "profiel"  # these below /aanbieder/{slug}
AVAILABILITY = "beschikbaarheid"
SEEN = "gezien"
REPORTS = "meldingen"  # also below /regio
APPLICATIONS = "aanmeldingen"
QUESTIONS = "vragen"  # about fit, asked before anything is referred
REGION_PEOPLE = "/regio/mensen"
REGION_STOPS = "/regio/stops"
REGION_REFERRALS = "/regio/verwijzingen"  # counts only
STOPS = "stops"  # below /aanbieder/{slug}
INVITATION = "/uitnodiging"  # followed by a token
OWN_ACCOUNT = "/mijn/account"
PROVIDER_AREA = "/aanbieder"
OWN_LIST = "/mijn/lijst"
FOLLOWING = "waar-zijn-we"  # below it
REFERRER_AREA = "/verwijzer"
NOTICES = "/verwijzer/berichten"  # these two followed by the key of a notice
REQUESTS = "/verwijzer/verzoeken"
OWN_QUESTIONS = "/verwijzer/vragen"  # the same, of who asks them
SHARED_LIST = "/verwijzer/lijst"  # a family's, opened by who refers
SECOND_FACTOR = "/mijn/account/tweede-stap"
KEPT_FORM = "/verder"  # followed by the key of what somebody had typed
BACK = "verder"  # query name and field: where to go on
DONE = "gedaan"  # query name: what has just been done
LONGEST_BACK = 1_000

# Browsers read a backslash as a slash, and leave out what cannot be seen.
_OWN_PATH = re.compile(r"/(?![/\\])[^\\\x00-\x20\x7f-\xa0]*")


def own_path(said: str, otherwise: str = "") -> str:
    """A path of this website, whatever a link says; never another website, nor the door that one comes from."""
    if len(said) > LONGEST_BACK or not _OWN_PATH.fullmatch(said):
        return otherwise
    path = urlsplit(said).path
    doors = (SIGN_IN, SIGN_OUT)
    return otherwise if any(part in path + "/" for part in (f"{door}/" for door in doors)) else said


def to_sign_in(request: Request[Any, Any, Any], problem: Exception) -> Response[Any]:
    visit = visit_of(request)
    kept = getattr(problem, "kept", "")
    back = link(visit.language, f"{KEPT_FORM}/{kept}") if kept else _way_back(request)
    return _whole_page(request, link(visit.language, SIGN_IN, [(BACK, back)]))


def to_kept_form(request: Request[Any, Any, Any], problem: Exception) -> Response[Any]:
    """Signed in again meanwhile, elsewhere in the same browser: they can send at once what they typed."""
    kept = getattr(problem, "kept", "")
    if not kept:
        return show_problem(request, problem)
    return _whole_page(request, link(visit_of(request).language, f"{KEPT_FORM}/{kept}"))


def is_of_kept_form(back: str) -> bool:
    """Whether somebody is on their way to what they had typed."""
    return read_path(urlsplit(back).path).path.startswith(f"{KEPT_FORM}/")


def _whole_page(request: Request[Any, Any, Any], address: str) -> Response[Any]:
    """htmx would put it inside the part that it asked for."""
    if asked_of(request.scope).fragment:
        return Response("", status_code=200, headers={"hx-redirect": address, "cache-control": "no-store"})
    return Redirect(address, status_code=303)


def to_second_factor(request: Request[Any, Any, Any], _problem: Exception) -> Redirect:
    visit = visit_of(request)
    return Redirect(link(visit.language, SECOND_FACTOR, [(BACK, _way_back(request))]), status_code=303)


def _way_back(request: Request[Any, Any, Any]) -> str:
    """The page asked for; after a form, the page that it stood on."""
    if request.method in ("GET", "HEAD"):
        asked = asked_of(request.scope)
        query = write_query(asked.query)
        return own_path(in_language(asked.language, asked.path) + (f"?{query}" if query else ""))
    visit = visit_of(request)
    origin = origin_of(visit.house.settings, visit.known_region)
    before = urlsplit(request.headers.get("referer", ""))
    if f"{before.scheme}://{before.netloc}" != origin:
        return ""
    return own_path(before.path + (f"?{before.query}" if before.query else ""))
