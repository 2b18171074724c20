"""HTTP as a worker speaks it: uvicorn's, with a bound on what stands before a body."""

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

LONGEST_HEAD = 64_000  # bytes; uvicorn keeps all that it is sent, and one request could fill the memory
TOO_LARGE = (
    b"HTTP/1.1 431 Request Header Fields Too Large\r\ncontent-type: text/plain; charset=utf-8\r\n"
    b"content-length: 16\r\nconnection: close\r\n\r\nToo many headers"
)


class BoundedProtocol(HttpToolsProtocol):
    _in_head = False
    _head_read = 0  # bytes

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
