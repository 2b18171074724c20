"""A day as it is sent in a form."""

import re
from datetime import date
from typing import Annotated

from pydantic import BeforeValidator

_DUTCH = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})")


def _as_typed(said: object) -> object:
    """A day as browsers send it, or as people write it where a browser has no calendar."""
    if not isinstance(said, str):
        return said
    if found := _DUTCH.fullmatch(said.strip()):
        day, month, year = (int(part) for part in found.groups())
        return f"{year:04}-{month:02}-{day:02}"
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", said.strip()):  # a bare number would be read as seconds
        return "-"
    return said.strip()


Day = Annotated[date, BeforeValidator(_as_typed)]
