"""What a worker takes before it listens: not without end."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import uvicorn
from litestar.types import Receive, Scope, Send
from uvicorn.server import ServerState

from portal.cli.protocol import BoundedProtocol


async def answer(_scope: Scope, _receive: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 204, "headers": []})  # type: ignore[typeddict-item]
    await send({"type": "http.response.body", "body": b"", "more_body": False})


@pytest.fixture
async def port() -> AsyncIterator[int]:
    config = uvicorn.Config(answer, http=BoundedProtocol, log_config=None, access_log=False)  # type: ignore[arg-type]
    config.load()
    state = ServerState()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: BoundedProtocol(config, state, {}), "127.0.0.1")
    yield server.sockets[0].getsockname()[1]
    server.close()


async def said(port: int, *pieces: bytes) -> bytes:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        for piece in pieces:
            writer.write(piece)
            await writer.drain()
        async with asyncio.timeout(5):
            return await reader.readline()
    except ConnectionError:  # closed while we were still speaking
        return b"HTTP/1.1 431"
    finally:
        writer.close()


async def test_headers_without_end_are_refused(port: int) -> None:
    endless = [b"x-%d: %s\r\n" % (number, b"y" * 10_000) for number in range(50)]
    assert b" 431 " in await said(port, b"GET / HTTP/1.1\r\n", *endless) + b" "


async def test_ordinary_headers_and_large_bodies_are_not_counted_together(port: int) -> None:
    request = b"POST / HTTP/1.1\r\ncontent-length: 300000\r\ncookie: %s\r\n\r\n" % (b"c" * 8_000)
    assert b" 204 " in await said(port, request, b"b" * 300_000)
