"""Addresses: the language prefix, one spelling per page, and what a query asks."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import parse_qsl, quote, quote_plus

from portal.web.characters import one_line
from portal.web.language import DEFAULT, LANGUAGES

LONGEST = 8192  # bytes of path and query: 500 characters of emoji fit
SHORT = 100  # characters
MOST_FIELDS = 200  # of a query; what comes after is not read

Pairs = tuple[tuple[str, str], ...]

_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a path leads: a page in a language. `spelling` is the one right way to write it."""

    language: str
    path: str
    spelling: str
    possible: bool = True  # False: no page can be there


def read_path(path: str) -> Place:
    """Doubled and trailing slashes go, so that `//elsewhere.example/` cannot be sent back as a redirect."""
    # Not remembered: a thousand of the longest paths that can be sent would fill the memory.
    return _read_path(path) if len(path) <= LONGEST else Place(DEFAULT, "/", path, possible=False)


@lru_cache(1024)
def _read_path(path: str) -> Place:
    if _UNPRINTABLE.search(path):
        return Place(DEFAULT, "/", path, possible=False)
    parts = [part for part in path.split("/") if part]
    language = DEFAULT
    if parts and parts[0] in LANGUAGES:
        language = parts.pop(0)
    rest = "/" + "/".join(parts)
    return Place(language, rest, in_language(language, rest))


def in_language(language: str, path: str) -> str:
    if language == DEFAULT:
        return path
    return f"/{language}" if path == "/" else f"/{language}{path}"


@lru_cache(1024)
def read_query(raw: bytes, known: Collection[str] | None = None) -> Pairs:
    """Only the known names where they are given, sorted by name, without empty values: two questions
    that ask the same get the same pairs. Repeated names keep their order."""
    try:
        fields = parse_qsl(raw.decode("latin-1"), errors="replace", max_num_fields=MOST_FIELDS)
    except ValueError:
        cut = b"&".join(raw.split(b"&", MOST_FIELDS)[:MOST_FIELDS])
        fields = parse_qsl(cut.decode("latin-1"), errors="replace")
    wanted = (field for field in fields if known is None or field[0] in known)
    cleaned = ((name, one_line(value)) for name, value in wanted)
    return tuple(sorted(((name, value) for name, value in cleaned if value), key=lambda pair: pair[0]))


def write_query(pairs: Iterable[tuple[str, str]]) -> str:
    return "&".join([f"{_quoted(name)}={_quoted(value)}" for name, value in pairs])


def _quoted(text: str) -> str:
    """A page of results writes the same few values in a hundred addresses: short ones are remembered."""
    return _quoted_before(text) if len(text) < SHORT else quote_plus(text)


_quoted_before = lru_cache(4096)(quote_plus)


def number_in(said: object, most: int = 999_999) -> int | None:
    """What somebody wrote as a whole number in an address or a form; None where it is none, or more than `most`."""
    if not isinstance(said, str) or not (said.isascii() and said.isdigit()) or len(said) > len(str(most)):
        return None
    number = int(said)
    return number if number <= most else None


def link(language: str, path: str, query: Iterable[tuple[str, object]] = ()) -> str:
    """Lists become repeated names, True becomes 1, what is empty is left out."""
    pairs: list[tuple[str, str]] = []
    for name, value in query:
        values = value if isinstance(value, list | tuple | set | frozenset) else (value,)
        pairs += ((name, "1" if one is True else str(one)) for one in values if _is_said(one))
    address = in_language(language, quote(path, safe="/-._~"))
    return f"{address}?{write_query(pairs)}" if pairs else address


def _is_said(value: object) -> bool:
    return value is not None and value is not False and value != ""  # 0 is said: an age
