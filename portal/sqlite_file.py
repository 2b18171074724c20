"""How a SQLite file is opened and spoken to."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Engine, event
from sqlalchemy.exc import DisconnectionError

from portal.sqlite_visits import adapted, begin_to_read

BUSY_MS = 15_000
_UNTOUCHED = "untouched"  # of a connection that looks at a file nobody can write


def listen(engine: Engine) -> None:
    """Everything that has to be said on a new connection, and at the begin of a transaction."""
    event.listen(engine, "do_connect", _choose)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    event.listen(engine, "checkout", _look_again)


def _choose(dialect: Any, record: Any, arguments: list[Any], options: dict[str, Any]) -> Any:
    """In a folder that cannot be written SQLite opens no file with a log, which it would have to make there, unless
    it is told that nobody writes the file."""
    file = str(arguments[0]) if arguments else ""
    record.info.pop(_UNTOUCHED, None)
    if file and not options.get("uri") and _is_untouched(file):
        record.info[_UNTOUCHED] = file
        arguments[0], options["uri"] = f"file:{quote(file)}?immutable=1", True
    return adapted(dialect.connect(*arguments, **options))


def _is_untouched(file: str) -> bool:
    """With a log beside it there is more than the file holds: then only the ordinary way reads it all."""
    return Path(file).exists() and not Path(f"{file}-wal").exists() and not os.access(Path(file).parent, os.W_OK)


def _look_again(_connection: object, record: Any, _proxy: object) -> None:
    file = record.info.get(_UNTOUCHED)
    if file is not None and not _is_untouched(file):
        raise DisconnectionError("the folder can be written again")


def _prepare(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves, see _begin
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        f"busy_timeout={BUSY_MS}",
        "cache_size=-16000",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Any) -> None:
    # A transaction that reads first and writes later cannot wait for the lock: it fails at once.
    if connection.get_execution_options().get("writes", False):
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        begin_to_read(connection)
