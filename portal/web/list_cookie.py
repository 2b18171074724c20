"""The cookie of who has a list open: sealed, for this visit only. No public page looks at it."""

import re
from datetime import timedelta

from litestar.datastructures import Cookie

from portal.settings import Settings
from portal.web.cookies import make_cookie, own_name, pairs_in, value_in

OPEN_FOR = timedelta(hours=4)  # after the list was last looked at: browsers that are never closed end no visit
_VALUE = re.compile(r"[A-Za-z0-9_-]{80,1000}")


def list_cookie_name(settings: Settings) -> str:
    return own_name(settings, "lijst")


def list_cookie(settings: Settings, sealed: str) -> Cookie:
    """It ends with the browser."""
    return make_cookie(settings, list_cookie_name(settings), sealed.rstrip("="), None)


def no_list_cookie(settings: Settings) -> Cookie:
    return make_cookie(settings, list_cookie_name(settings), "", 0)


def sealed_in(cookies: bytes, name: str) -> str:
    """Empty if there is none that could be ours."""
    value = value_in(cookies, name)
    return value + "=" * (-len(value) % 4) if _VALUE.fullmatch(value) else ""


def holds_nothing_else(cookies: bytes, name: str) -> bool:
    """Whether who sends this is to public pages as anybody without a cookie."""
    return all(key in (name, "") for key, _ in pairs_in(cookies))
