"""What the browser of a family holds while their list is open: the code and the key, sealed with the installation's
own key. Nowhere else, and no longer than the visit."""

import json
from dataclasses import dataclass, field

from portal import clock
from portal.secrecy import Secrecy, Unreadable
from portal.shortlist.keuzecode import Keuzecode
from portal.web.list_cookie import OPEN_FOR

PURPOSE = "open list"


@dataclass(frozen=True)
class Held:
    code: Keuzecode
    key: bytes = field(repr=False)

    @property
    def locator(self) -> str:
        return self.code.locator


def seal_held(secrecy: Secrecy, held: Held) -> str:
    until = int((clock.now() + OPEN_FOR).timestamp())
    return secrecy.seal(json.dumps([held.code.locator, held.code.secret, held.key.hex(), until]), PURPOSE)


def unseal_held(secrecy: Secrecy, sealed: str) -> Held | None:
    """None where it is too old, or none of ours."""
    try:
        locator, secret, key, until = json.loads(secrecy.unseal(sealed, PURPOSE))
    except (Unreadable, ValueError):
        return None
    return Held(Keuzecode(locator, secret), bytes.fromhex(key)) if clock.now().timestamp() < until else None
