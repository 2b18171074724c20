"""The peer: Datasette on the same rows, with full-text search on the same words. In an environment of its own."""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

from search_index import OfferDocument
from tests.servers.processes import ROOT

PYTHON = ROOT / ".venv-bench" / "bin" / "python"
SEARCHED = ("title", "names", "lay_words", "places", "codes", "text")
_LEFT_OUT = ("card", "parts")  # what only our own page needs


def write_peer(documents: Sequence[OfferDocument], file: Path) -> None:
    names = [field.name for field in fields(OfferDocument) if field.name not in _LEFT_OUT]
    connection = sqlite3.connect(file)
    columns = ", ".join("id TEXT PRIMARY KEY" if name == "id" else f'"{name}"' for name in names)
    connection.execute(f"CREATE TABLE offers ({columns})")
    marks = ", ".join("?" for _ in names)
    rows = [[_cell(name, getattr(document, name)) for name in names] for document in documents if document.counted]
    connection.executemany(f"INSERT INTO offers VALUES ({marks})", rows)  # noqa: S608 - our own names
    searched = ", ".join(SEARCHED)
    connection.execute(f'CREATE VIRTUAL TABLE offers_fts USING fts5({searched}, content="offers")')
    connection.execute(f"INSERT INTO offers_fts (rowid, {searched}) SELECT rowid, {searched} FROM offers")  # noqa: S608
    for name in ("help_kind", "form"):
        connection.execute(f"CREATE INDEX offers_{name} ON offers ({name})")
    connection.execute("ANALYZE")
    connection.commit()
    connection.execute("VACUUM")
    connection.close()


def _cell(name: str, value: Any) -> Any:
    if name in SEARCHED:
        return " · ".join(value)
    return json.dumps(value) if isinstance(value, tuple) else value


def command(file: Path, port: int) -> list[str | Path]:
    """As quick as it can be: a file that does not change, nothing suggested; but every facet is finished."""
    return [
        PYTHON, "-m", "datasette", "serve", "--immutable", file, "--host", "127.0.0.1", "--port", str(port),
        "--setting", "suggest_facets", "off", "--setting", "facet_time_limit_ms", "5000",
        "--setting", "sql_time_limit_ms", "10000", "--setting", "num_sql_threads", "3",
    ]  # fmt: skip
