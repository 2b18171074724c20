"""The cookie of who has a list open: sealed, for this visit only. No public page looks at it."""

import re
from datetime import timedelta

from litestar.datastructures import Cookie

from portal.settings import Settings
from portal.web.session_cookie import cookie_name, is_secure

OPEN_FOR = timedelta(hours=4)  # after the list was last looked at: browsers that are never closed end no visit
_VALUE = re.compile(r"[A-Za-z0-9_-]{80,1000}")


def list_cookie_name(settings: Settings) -> str:
    return f"{cookie_name(settings)}-lijst"


def list_cookie(settings: Settings, sealed: str) -> Cookie:
    """Without an age: it ends with the browser. Lax, and not strict: who comes from their mail has it open still;
    what changes it is sent from a page of ours, as everywhere."""
    return _cookie(settings, sealed.rstrip("="), None)


def no_list_cookie(settings: Settings) -> Cookie:
    return _cookie(settings, "", 0)


def _cookie(settings: Settings, value: str, max_age: int | None) -> Cookie:
    return Cookie(
        key=list_cookie_name(settings),
        value=value,
        path="/",
        max_age=max_age,
        secure=is_secure(settings),
        httponly=True,
        samesite="lax",
    )


def sealed_in(cookies: bytes, name: str) -> str:
    """Empty if there is none that could be ours. Of two with our name neither is believed."""
    found = {value for key, value in _pairs(cookies) if key == name}
    value = found.pop() if len(found) == 1 else ""
    return value + "=" * (-len(value) % 4) if _VALUE.fullmatch(value) else ""


def holds_nothing_else(cookies: bytes, name: str) -> bool:
    """Whether who sends this is to public pages as anybody without a cookie."""
    return all(key in (name, "") for key, _ in _pairs(cookies))


def _pairs(cookies: bytes) -> list[tuple[str, str]]:
    parts = (part.partition("=") for part in cookies.decode("latin-1").split(";"))
    return [(key.strip(), value.strip()) for key, _, value in parts]
