"""HTTP as a worker speaks it: uvicorn's, with a bound on what stands before a body, and leaving nobody unheard."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import suppress

import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

LONGEST_HEAD = 64_000  # bytes; uvicorn keeps all that it is sent, and one request could fill the memory
FIRST_WORD = 1.0  # seconds that a connection has for its request when we are stopping
TOO_LARGE = (
    b"HTTP/1.1 431 Request Header Fields Too Large\r\ncontent-type: text/plain; charset=utf-8\r\n"
    b"content-length: 16\r\nconnection: close\r\n\r\nToo many headers"
)


class BoundedProtocol(HttpToolsProtocol):
    _in_head = False
    _head_read = 0  # bytes
    _leaving = False

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self._in_head:
            self._head_read += len(data)
            if self._head_read > LONGEST_HEAD and not self.transport.is_closing():
                self.transport.write(TOO_LARGE)
                self.transport.close()

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._in_head, self._head_read = True, 0

    def on_headers_complete(self) -> None:
        super().on_headers_complete()
        self._in_head = False
        if self._leaving and self._was_asked:
            self.cycle.keep_alive = False

    def shutdown(self) -> None:
        if self._was_asked:
            super().shutdown()
        else:
            self.leave()

    def leave(self) -> None:
        """One request is answered yet: it is on its way."""
        self._leaving = True
        self.loop.call_later(FIRST_WORD, self._close_if_silent)

    def _close_if_silent(self) -> None:
        if not self._was_asked and self.transport is not None:
            self.transport.close()

    @property
    def _was_asked(self) -> bool:
        return self.cycle is not None


class Server(uvicorn.Server):
    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Who is connected already is answered: closing a socket hangs up on all that nobody took from it yet."""
        loop = asyncio.get_running_loop()
        waiting = [found for listening in sockets or () for found in _waiting_at(listening)]
        answering = [loop.create_task(loop.connect_accepted_socket(self._last_protocol, each)) for each in waiting]
        await super().shutdown(sockets)  # closes the sockets before it gives anyone a turn
        await asyncio.gather(*answering, return_exceptions=True)

    def _last_protocol(self) -> asyncio.Protocol:
        protocol = BoundedProtocol(self.config, self.server_state, self.lifespan.state)
        protocol.leave()
        return protocol


def _waiting_at(listening: socket.socket) -> Iterator[socket.socket]:
    with suppress(OSError):  # nobody waits any more
        while True:
            waiting, _ = listening.accept()
            waiting.setblocking(False)
            yield waiting
