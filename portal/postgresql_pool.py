"""How connections to a PostgreSQL server are kept: one that rested is tried before it is used."""

from time import monotonic
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.exc import InvalidatePoolError

# SQLAlchemy's own pool tries each connection each time, which is a question more for every page. A server that went
# away and came back took longer than this.
RESTED_SECONDS = 1.0
_USED = "used"  # when a connection was given back


def listen(engine: Engine) -> None:
    def try_again(connection: Any, record: Any, _proxy: object) -> None:
        used = record.info.get(_USED)
        if used is None or monotonic() - used < RESTED_SECONDS:
            return
        try:
            engine.dialect.do_ping(connection)
        except Exception as problem:
            raise InvalidatePoolError from problem  # the others broke with it

    def give_back(_connection: object, record: Any) -> None:
        record.info[_USED] = monotonic()

    event.listen(engine, "checkout", try_again)
    event.listen(engine, "checkin", give_back)
