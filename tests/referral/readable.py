"""What somebody reads who gets hold of everything that was written: the whole database, the mails, the log."""

import base64
import json
import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path

START = 7  # signs: what is looked for has as many
# Signs that people put between the groups of a code.
_BETWEEN = str.maketrans("", "", "- .")
_FOR_ADDRESSES = str.maketrans("-_", "+/")
_ENCODED = re.compile(r"[A-Za-z0-9+/_-]{16,}={0,2}")


def whole_database(file: Path) -> Iterator[tuple[str, str]]:
    """Where, and what stands there: of every table every column as one text."""
    with closing(sqlite3.connect(file)) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            asked = connection.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - a name of the database itself
            columns = [about[0] for about in asked.description]
            for column, values in zip(columns, zip(*asked, strict=True), strict=False):
                yield f"{table}.{column}", "\n".join(_text(value) for value in values if value is not None)


def found_in(places: Iterable[tuple[str, str]], secrets: Iterable[str]) -> Mapping[str, set[str]]:
    """Where → which of them stand there: in capitals or not, with or without signs between, or encoded only.

    One look at each place of a text, however many are looked for.
    """
    begins: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for secret in secrets:
        sought = _plain(secret)
        assert len(sought) >= START, secret
        begins[sought[:START]].append((sought, secret))
    found: dict[str, set[str]] = defaultdict(set)
    for where, text in places:
        for reading in _readings(text):
            for at in range(len(reading) - START + 1):
                for sought, secret in begins.get(reading[at : at + START], ()):
                    if reading.startswith(sought, at):
                        found[where].add(secret)
    return dict(found)


def _plain(text: str) -> str:
    return text.translate(_BETWEEN).casefold()


def _readings(text: str) -> Iterator[str]:
    yield _plain(text)
    if "\\u" in text:
        yield _plain(text.encode("ascii", "backslashreplace").decode("unicode_escape"))
    yield _plain(" ".join(_decoded(part) for part in _ENCODED.findall(text)))


def _decoded(part: str) -> str:
    """Nothing where it was not base64."""
    whole = part.rstrip("=")
    try:
        return base64.b64decode(
            whole[: len(whole) // 4 * 4], altchars=b"-_" if set(whole) & {"-", "_"} else None
        ).decode()
    except ValueError:
        return ""


def _text(value: object) -> str:
    if isinstance(value, bytes):
        return value.decode("latin-1")
    return value if isinstance(value, str) else json.dumps(value)
