"""HTTP/1.1 to one server over kept connections, as little of it as a question needs; httptools reads the answers.

A general client takes a millisecond of processor time for a call: a tenth of a whole search page.
"""

import asyncio
import ssl
from dataclasses import dataclass
from typing import cast
from urllib.parse import urlsplit

import httptools

_MOST_IDLE = 32  # connections kept for the next question
_LONGEST_HEAD = 65_536  # bytes


class Broken(Exception):
    """The server hung up, or what it says is not HTTP."""


class _Stale(Broken):
    """A kept connection that the server had closed: nothing was answered, so asking again is safe."""


@dataclass(frozen=True)
class Answer:
    status: int
    body: bytes


class Calls:
    def __init__(self, url: str, headers: dict[str, str]) -> None:
        server = urlsplit(url)
        secure = server.scheme == "https"
        self._host = server.hostname or "localhost"
        self._port = server.port or (443 if secure else 80)
        self._ssl = ssl.create_default_context() if secure else None
        self._base = server.path.rstrip("/")
        lines = [f"{name}: {value}" for name, value in {"Host": server.netloc.rpartition("@")[2], **headers}.items()]
        self._head = "\r\n".join(lines)
        self._idle: list[_Kept] = []

    async def get(self, path: str) -> Answer:
        return await self._ask("GET", path, b"")

    async def post(self, path: str, body: bytes) -> Answer:
        return await self._ask("POST", path, body)

    async def close(self) -> None:
        for kept in self._idle:
            kept.close()
        self._idle.clear()

    async def _ask(self, method: str, path: str, body: bytes) -> Answer:
        """Raises Broken or OSError; how long that may take is the caller's to say."""
        first = f"{method} {self._base}{path} HTTP/1.1\r\n{self._head}\r\nContent-Length: {len(body)}\r\n\r\n"
        message = first.encode("latin-1") + body
        while self._idle:
            try:
                return await self._over(self._idle.pop(), message)
            except _Stale:
                continue
        loop = asyncio.get_running_loop()
        _, kept = await loop.create_connection(_Kept, self._host, self._port, ssl=self._ssl)
        return await self._over(kept, message)

    async def _over(self, kept: "_Kept", message: bytes) -> Answer:
        try:
            answer = await kept.ask(message)
        except BaseException:  # also when nobody waits any longer: this answer would be taken for the next one's
            kept.close()
            raise
        if kept.usable and len(self._idle) < _MOST_IDLE:
            self._idle.append(kept)
        else:
            kept.close()
        return answer


class _Kept(asyncio.Protocol):
    """One connection; one question at a time. The `on_…` names are what httptools calls."""

    def __init__(self) -> None:
        self._transport: asyncio.WriteTransport | None = None
        self._parser = httptools.HttpResponseParser(self)
        self._waiting: asyncio.Future[Answer] | None = None
        self._pieces: list[bytes] = []
        self._head_bytes = 0
        self._length_told = self._head_read = False
        self._answering = self._asked_before = False
        self.usable = True

    async def ask(self, message: bytes) -> Answer:
        self._waiting = asyncio.get_running_loop().create_future()
        if self._transport is None or self._transport.is_closing():
            self._fail("closed")
        else:
            self._transport.write(message)
        return await self._waiting

    def close(self) -> None:
        if self._transport is not None:
            self._transport.close()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # Not asserted: a transport of uvloop, which workers run on, is none of asyncio's classes.
        self._transport = cast(asyncio.WriteTransport, transport)

    def data_received(self, data: bytes) -> None:
        if self._waiting is None or self._waiting.done():
            self.usable = False  # an answer to nothing
            self.close()
            return
        self._answering = True
        self._head_bytes += len(data)
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserError as problem:
            self._fail(f"not HTTP: {problem!r}")
        if not self._pieces and not self._waiting.done() and self._head_bytes > _LONGEST_HEAD:
            self._fail("an endless head")

    def connection_lost(self, problem: Exception | None) -> None:
        self.usable = False
        if problem is None and self._head_read and not self._length_told:  # such an answer ends with its connection
            self.on_message_complete()
        self._fail(f"hung up: {problem!r}")

    def on_message_begin(self) -> None:
        self._length_told = self._head_read = False
        if self._waiting is None or self._waiting.done():
            self.usable = False  # more than was asked for

    def on_header(self, name: bytes, _value: bytes) -> None:
        self._length_told = self._length_told or name.lower() in (b"content-length", b"transfer-encoding")

    def on_headers_complete(self) -> None:
        self._head_read = True

    def on_body(self, piece: bytes) -> None:
        self._pieces.append(piece)

    def on_message_complete(self) -> None:
        if self._waiting is None or self._waiting.done():
            return
        self.usable = self.usable and self._parser.should_keep_alive()
        answer = Answer(self._parser.get_status_code(), b"".join(self._pieces))
        self._pieces, self._head_bytes = [], 0
        self._answering, self._asked_before = False, True
        self._waiting.set_result(answer)

    def _fail(self, reason: str) -> None:
        self.close()
        if self._waiting is not None and not self._waiting.done():
            stale = self._asked_before and not self._answering
            self._waiting.set_exception((_Stale if stale else Broken)(f"no answer: {reason}"))
