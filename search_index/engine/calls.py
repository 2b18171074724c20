"""HTTP/1.1 to one server over kept connections, and no more of it than a question needs.

A general client takes a millisecond of processor time for a call: a tenth of a whole search page.
"""

import asyncio
import ssl
from dataclasses import dataclass
from urllib.parse import urlsplit

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
        reader, writer = await asyncio.open_connection(self._host, self._port, ssl=self._ssl, limit=_LONGEST_HEAD)
        return await self._over(_Kept(reader, writer), message)

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


class _Kept:
    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer
        self._asked_before = False
        self.usable = True

    def close(self) -> None:
        self._writer.close()

    async def ask(self, message: bytes) -> Answer:
        try:
            self._writer.write(message)
            await self._writer.drain()
            head = await self._reader.readuntil(b"\r\n\r\n")
        except (asyncio.IncompleteReadError, ConnectionError) as problem:
            began = getattr(problem, "partial", b"")
            kind = _Stale if self._asked_before and not began else Broken
            raise kind(f"no answer: {problem!r}") from problem
        except asyncio.LimitOverrunError as problem:
            raise Broken("an endless head") from problem
        try:
            self._asked_before = True
            return await self._read(head)
        except (asyncio.IncompleteReadError, ValueError, IndexError) as problem:
            raise Broken(f"half an answer: {problem!r}") from problem

    async def _read(self, head: bytes) -> Answer:
        first, *lines = head.decode("latin-1").split("\r\n")
        status = int(first.split()[1])
        fields = {name.strip().lower(): value.strip().lower() for name, _, value in (s.partition(":") for s in lines)}
        self.usable = fields.get("connection") != "close" and first.startswith("HTTP/1.1")
        if "chunked" in fields.get("transfer-encoding", ""):
            return Answer(status, await self._chunks())
        if "content-length" in fields:
            return Answer(status, await self._reader.readexactly(int(fields["content-length"])))
        self.usable = False
        return Answer(status, await self._reader.read())

    async def _chunks(self) -> bytes:
        pieces: list[bytes] = []
        while size := int((await self._line()).partition(b";")[0], 16):
            pieces.append(await self._reader.readexactly(size))
            await self._line()
        while await self._line():  # trailing fields
            pass
        return b"".join(pieces)

    async def _line(self) -> bytes:
        return (await self._reader.readuntil(b"\r\n")).rstrip(b"\r\n")
