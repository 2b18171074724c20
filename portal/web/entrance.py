"""The way to the sign-in page and back: those who must sign in first, or prove who they are in a second way."""

import re
from typing import Any
from urllib.parse import urlsplit

from litestar import Request
from litestar.response import Redirect

from portal.web.address import in_language, link, write_query
from portal.web.findable import origin_of
from portal.web.visit import asked_of, visit_of

SIGN_IN = "/inloggen"
SIGN_OUT = "/uitloggen"
FORGOTTEN = f"{SIGN_IN}/vergeten"
RESET = f"{SIGN_IN}/wachtwoord"  # followed by the token of a link
SIGN_IN_LINK = f"{SIGN_IN}/link"  # asked for here; followed by the token of one
COLLEAGUES = "medewerkers"  # below /aanbieder/{slug}
LOG = "logboek"  # below /aanbieder/{slug} and /regio
PROFILE = "profiel"  # these below /aanbieder/{slug}
AVAILABILITY = "beschikbaarheid"
SEEN = "gezien"
REPORTS = "meldingen"  # also below /regio
REGION_PEOPLE = "/regio/mensen"
INVITATION = "/uitnodiging"  # followed by a token
OWN_ACCOUNT = "/mijn/account"
PROVIDER_AREA = "/aanbieder"
SECOND_FACTOR = "/mijn/account/tweede-stap"
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


def to_sign_in(request: Request[Any, Any, Any], _problem: Exception) -> Redirect:
    visit = visit_of(request)
    return Redirect(link(visit.language, SIGN_IN, [(BACK, _way_back(request))]), status_code=303)


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
