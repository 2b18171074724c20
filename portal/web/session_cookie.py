"""The cookie of who signs in, and of nobody else: the token of their session."""

import re

from litestar.datastructures import Cookie

from portal.access.sessions import Limits
from portal.settings import Settings
from portal.web.cookies import make_cookie, own_name, value_in

_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")


def cookie_name(settings: Settings) -> str:
    return own_name(settings)


def session_cookie(settings: Settings, token: str, limits: Limits | None = None) -> Cookie:
    """Without limits it ends with the browser."""
    lasting = int(limits.longest.total_seconds()) if limits is not None and limits.outlasts_browser else None
    return make_cookie(settings, cookie_name(settings), token, lasting)


def no_session_cookie(settings: Settings) -> Cookie:
    return make_cookie(settings, cookie_name(settings), "", 0)


def token_in(cookies: bytes, name: str) -> str:
    """Empty if there is none that could be ours."""
    token = value_in(cookies, name)
    return token if _TOKEN.fullmatch(token) else ""
