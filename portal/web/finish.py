"""What happens to an answer on its way out: compression, ETag, the headers that every answer carries."""

from collections.abc import Callable
from hashlib import blake2b

from litestar.types import HTTPResponseStartEvent, Message, Send

from portal.web.compression import compressed, worth_it
from portal.web.headers import RawHeaders
from portal.web.kept import KeptPage
from portal.web.visit import Asked

WITHOUT_BODY = (204, 304)
NO_STORE = (b"cache-control", b"no-store")


class Finish:
    """Stands where `send` stood. Holds the start back until the first piece of the body is there: only
    then it is known whether the answer is one piece, or a stream that has to pass as it comes."""

    def __init__(
        self, send: Send, asked: Asked, *, head: bool, compression: str, if_none_match: bytes, always: RawHeaders
    ) -> None:
        self._send = send
        self._asked = asked
        self._head = head
        self._compression = compression
        self._if_none_match = if_none_match
        self._always = always
        self._start: HTTPResponseStartEvent | None = None
        self.status = 0  # 0 until something has been sent
        self.keep: Callable[[KeptPage], None] | None = None

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._start = message
            return
        start, self._start = self._start, None
        if start is None:
            await self._send(message)  # the rest of a stream
        elif message["type"] != "http.response.body" or message.get("more_body"):
            request_id = (b"x-request-id", self._asked.request_id.encode())
            headers = [*start["headers"], *self._always, request_id]
            if self._asked.private:
                headers = [*(pair for pair in headers if pair[0] != b"cache-control"), NO_STORE]
            await self._begin(start["status"], headers)
            await self._send(message)
        else:
            await self._whole(start["status"], list(start["headers"]), message["body"])

    async def _whole(self, status: int, sent: RawHeaders, body: bytes) -> None:
        known = dict(sent)
        headers = [pair for pair in sent if pair[0] not in (b"content-length", b"vary")]
        content_type = known.get(b"content-type", b"")
        vary = [known[b"vary"]] if b"vary" in known else []
        if b"content-encoding" not in known and worth_it(content_type, len(body)):
            vary.append(b"Accept-Encoding")
            if self._compression:
                headers.append((b"content-encoding", self._compression.encode()))
                body = compressed(body, self._compression)
        if vary:
            headers.append((b"vary", b", ".join(vary)))
        private = self._asked.private
        if private:
            headers = [pair for pair in headers if pair[0] != b"cache-control"]
            headers.append(NO_STORE)
        elif b"cache-control" not in known:
            headers.append((b"cache-control", b"private, no-cache"))
        etag = b""
        if status == 200 and not private:
            etag = b'W/"' + blake2b(body, digest_size=9).hexdigest().encode() + b'"'
            headers.append((b"etag", etag))
        headers += self._always
        if self.keep is not None and status == 200 and self._asked.keep and not private and b"set-cookie" not in known:
            self.keep(KeptPage(headers, body, etag, self._asked.route, self._asked.sight))
        self.status = 304 if etag and names(self._if_none_match, etag) else status
        await send_whole(self._send, self._asked, self.status, headers, body, head=self._head)

    async def _begin(self, status: int, headers: RawHeaders) -> None:
        self.status = status
        start: HTTPResponseStartEvent = {"type": "http.response.start", "status": status, "headers": headers}
        await self._send(start)


async def send_whole(send: Send, asked: Asked, status: int, headers: RawHeaders, body: bytes, *, head: bool) -> None:
    if status in WITHOUT_BODY:
        body = b""
        headers = [pair for pair in headers if pair[0] not in (b"content-type", b"content-encoding")]
    else:
        headers = [*headers, (b"content-length", str(len(body)).encode())]
    headers.append((b"x-request-id", asked.request_id.encode()))
    start: HTTPResponseStartEvent = {"type": "http.response.start", "status": status, "headers": headers}
    await send(start)
    end: Message = {"type": "http.response.body", "body": b"" if head else body, "more_body": False}
    await send(end)


def names(if_none_match: bytes, etag: bytes) -> bool:
    """Does the visitor hold this already? Compared weakly: the same page, however compressed."""
    if if_none_match.strip() == b"*":
        return True
    return etag.removeprefix(b"W/") in [tag.strip().removeprefix(b"W/") for tag in if_none_match.split(b",")]
