"""What the browser of a family holds while their list is open: the code and the key, sealed with the installation's
own key. Nowhere else, and no longer than the visit."""

import json
from dataclasses import dataclass, field

from portal import clock
from portal.secrecy import Secrecy, Unreadable
from portal.shortlist.keuzecode import Keuzecode
from portal.web.list_cookie import OPEN_FOR

PURPOSE = "open list"
LONGEST_NAME = 100  # characters: a cookie has to hold it


@dataclass(frozen=True)
class Helper:
    """Who helps a family choose, and opened their list with the code that they gave: an account, for an organisation.
    Only that account has it open."""

    account: str  # key
    name: str  # of the organisation, as the family reads it


@dataclass(frozen=True)
class Held:
    code: Keuzecode
    key: bytes = field(repr=False)
    by: Helper | None = None  # None: the family itself

    @property
    def locator(self) -> str:
        return self.code.locator


def seal_held(secrecy: Secrecy, held: Held) -> str:
    until = int((clock.now() + OPEN_FOR).timestamp())
    by = [held.by.account, held.by.name[:LONGEST_NAME]] if held.by is not None else []
    whole = [held.code.locator, held.code.secret, held.key.hex(), until, *by]
    return secrecy.seal(json.dumps(whole, ensure_ascii=False), PURPOSE)


def unseal_held(secrecy: Secrecy, sealed: str) -> Held | None:
    """None where it is too old, or none of ours."""
    try:
        locator, secret, key, until, *by = json.loads(secrecy.unseal(sealed, PURPOSE))
    except (Unreadable, ValueError):
        return None
    if clock.now().timestamp() >= until:
        return None
    return Held(Keuzecode(locator, secret), bytes.fromhex(key), Helper(*by) if by else None)
