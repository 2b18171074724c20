"""The cookie of who signs in, and of nobody else: the token of their session."""

import re

from litestar.datastructures import Cookie

from portal.access.sessions import Limits
from portal.settings import Settings

_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")


def cookie_name(settings: Settings) -> str:
    """`__Host-`: set by this host alone, over HTTPS, for all of it. Browsers refuse that over HTTP, which is only
    spoken on one's own machine."""
    return "__Host-hulpkeuze" if is_secure(settings) else "hulpkeuze"


def is_secure(settings: Settings) -> bool:
    return not (settings.is_local and settings.public_url.startswith("http://"))


def session_cookie(settings: Settings, token: str, limits: Limits | None = None) -> Cookie:
    """Without limits it ends with the browser."""
    lasting = int(limits.longest.total_seconds()) if limits is not None and limits.outlasts_browser else None
    return _cookie(settings, token, lasting)


def no_session_cookie(settings: Settings) -> Cookie:
    return _cookie(settings, "", 0)


def _cookie(settings: Settings, value: str, max_age: int | None) -> Cookie:
    return Cookie(
        key=cookie_name(settings),
        value=value,
        path="/",
        max_age=max_age,
        secure=is_secure(settings),
        httponly=True,
        samesite="lax",
    )


def token_in(cookies: bytes, name: str) -> str:
    """Empty if there is none that could be ours. Of two with our name neither is believed: one was put there by
    somebody else."""
    found = {
        value.strip()
        for part in cookies.decode("latin-1").split(";")
        for key, _, value in (part.partition("="),)
        if key.strip() == name
    }
    token = found.pop() if len(found) == 1 else ""
    return token if _TOKEN.fullmatch(token) else ""
