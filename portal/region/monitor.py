"""The rows of an extract between seeing what they would change and saving that: in the form, sealed. Nothing is stored
of a file that nobody saves."""

import base64
import binascii
import json
import zlib
from collections.abc import Sequence
from dataclasses import astuple
from datetime import date
from typing import Any

from portal.exchange.monitor import Alike, Allocation
from portal.secrecy import Secrecy, Unreadable

PURPOSE = "monitor extract"


def packed(secrecy: Secrecy, region_id: int, rows: Sequence[Allocation]) -> str:
    said = [[*astuple(row.alike), *row.later] for row in rows]
    small = zlib.compress(json.dumps([region_id, said], default=str, separators=(",", ":")).encode())
    return secrecy.seal(base64.b64encode(small).decode(), PURPOSE)


def unpacked(secrecy: Secrecy, region_id: int, sent: str) -> list[Allocation] | None:
    """None where it is none of ours, or of another region."""
    try:
        small = base64.b64decode(secrecy.unseal(sent, PURPOSE))
        of, rows = json.loads(zlib.decompress(small))
    except (Unreadable, ValueError, binascii.Error, zlib.error):
        return None
    return [_row(*row) for row in rows] if of == region_id else None


def _row(*said: Any) -> Allocation:
    provider, town, product, kind, referrer, measure, allocated, started, ended, reason = said
    alike = Alike(provider, town, product, kind, referrer, measure, date.fromisoformat(allocated))
    return Allocation(alike, _day(started), _day(ended), reason)


def _day(said: str | None) -> date | None:
    return date.fromisoformat(said) if said else None
