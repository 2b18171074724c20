"""Log lines as JSON, one an event. Never what people typed: no query words, no postcodes, no addresses
with a query, and of an error only its kind and where it was raised, since its text may quote values."""

import io
import logging
import sys
import traceback
from contextlib import suppress
from typing import BinaryIO

import msgspec
import structlog
from structlog.typing import EventDict, WrappedLogger

from portal import clock


def configure_logs(level: str, output: BinaryIO | None = None) -> None:
    """Once per process, to its standard output. Everything that others log goes the same way."""
    stream = sys.stdout if output is None else io.TextIOWrapper(output, write_through=True)
    shared: list[structlog.typing.Processor] = [_moment, structlog.stdlib.add_log_level, only_the_kind_of_error]
    structlog.configure(
        processors=[*shared, _json],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=lambda *_: _Lines(output or sys.stdout.buffer),
        # A logger that is remembered cannot be sent elsewhere again: not for an output that will end.
        cache_logger_on_first_use=output is None,
    )
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                lambda *line: _json(*line).decode(),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level.upper())
    # uvicorn's own lines hold whole addresses; httpx writes a line per question.
    logging.getLogger("uvicorn.access").disabled = True
    for talkative in ("httpx", "httpcore", "alembic"):
        logging.getLogger(talkative).setLevel(logging.WARNING)


class _Lines(structlog.BytesLogger):
    """A line for which the disk has no room is lost; the request that it tells of is not."""

    def msg(self, message: bytes) -> None:
        with suppress(OSError):
            super().msg(message)

    debug = info = warning = error = critical = msg


def _json(_logger: WrappedLogger, _method: str, event: EventDict) -> bytes:
    return msgspec.json.encode(event, enc_hook=str)


def _moment(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    event["at"] = clock.now()  # written as RFC 3339 when the line is
    return event


def only_the_kind_of_error(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    problem = event.pop("exc_info", None)
    if problem is True:
        problem = sys.exc_info()[1]
    if isinstance(problem, tuple):
        problem = problem[1]
    if isinstance(problem, BaseException):
        event["error"] = _kinds(problem)
        event["where"] = [
            f"{frame.filename.rpartition('site-packages/')[2]}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(problem.__traceback__)[-12:]
        ]
    return event


def _kinds(problem: BaseException) -> list[str]:
    """The error and what it came from, the last first."""
    kinds: list[str] = []
    cause: BaseException | None = problem
    while cause is not None and len(kinds) < 5:
        kinds.append(f"{type(cause).__module__}.{type(cause).__qualname__}")
        cause = cause.__cause__ or cause.__context__
    return kinds
