"""The providers that a visitor chose to compare. The choice is in the address and nowhere else."""

import re
from collections.abc import Iterable

from portal.web.address import write_query

NAME = "a"  # in the address
MOST = 3  # beside each other; more cannot be read on one sheet
READ = 12  # an address with more is no visitor's

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LONGEST = 80


def read_choice(pairs: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Each once, in the order in which they were chosen; also what is no provider, so that it can be named."""
    asked = (value.strip() for name, value in pairs if name == NAME)
    return tuple(dict.fromkeys(value[:_LONGEST] for value in asked if value))[:READ]


def slugs_of(choice: Iterable[str]) -> tuple[str, ...]:
    """What may be a provider's: the rest need not be looked for."""
    return tuple(value for value in choice if _SLUG.fullmatch(value))


def with_choice(query: str, choice: Iterable[str]) -> str:
    """The query of an address, "" or "?…", with the choice in it."""
    chosen = write_query([(NAME, value) for value in choice])
    if not chosen:
        return query
    return f"{query}&{chosen}" if query else f"?{chosen}"
