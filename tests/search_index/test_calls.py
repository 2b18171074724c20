"""The few words of HTTP that questions are asked in, against servers that behave well and badly."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress

import pytest
from uvicorn.loops.auto import auto_loop_factory

from search_index.engine.calls import Broken, Calls

WHOLE = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
CHUNKED = (
    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\no\r\n1;why=not\r\nk\r\n0\r\nTrailing: field\r\n\r\n"
)
CLOSING = b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nok"


class Server:
    """Each connection gives these answers one after the other, then hangs up."""

    def __init__(self, answers: Sequence[bytes]) -> None:
        self.answers = answers
        self.connections = 0
        self.heard: list[bytes] = []

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        with suppress(asyncio.IncompleteReadError):
            for answer in self.answers:
                self.heard.append(await reader.readuntil(b"\r\n\r\n"))
                writer.write(answer)
        writer.close()


@asynccontextmanager
async def calls_to(server: Server) -> AsyncIterator[Calls]:
    listening = await asyncio.start_server(server.talk, "127.0.0.1", 0)
    port = listening.sockets[0].getsockname()[1]
    calls = Calls(f"http://127.0.0.1:{port}/behind/", {"Authorization": "Bearer x"})
    try:
        yield calls
    finally:
        await calls.close()
        listening.close()


@pytest.mark.parametrize("answer", [WHOLE, CHUNKED])
async def test_one_connection_serves_many_questions(answer: bytes) -> None:
    server = Server([answer] * 3)
    async with calls_to(server) as calls:
        for _ in range(3):
            assert (await calls.get("/health")).body == b"ok"
    assert server.connections == 1
    assert server.heard[0].startswith(b"GET /behind/health HTTP/1.1\r\nHost: 127.0.0.1:")
    assert b"Authorization: Bearer x" in server.heard[0]


async def test_a_connection_that_the_server_closed_is_not_an_error() -> None:
    server = Server([WHOLE])
    async with calls_to(server) as calls:
        for _ in range(3):
            assert (await calls.get("/health")).status == 200
    assert server.connections == 3


async def test_an_answer_without_length_ends_with_its_connection() -> None:
    server = Server([CLOSING])
    async with calls_to(server) as calls:
        assert (await calls.get("/health")).body == b"ok"


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"hello\r\n\r\n",
        b"HTTP/1.1 two hundred\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nok",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\nEndless: " + b"x" * 200_000,
    ],
    ids=["nothing", "no HTTP", "no number", "half a body", "no chunk", "an endless head"],
)
async def test_what_is_not_http_is_broken_and_asked_once(answer: bytes) -> None:
    server = Server([answer])
    async with calls_to(server) as calls:
        with pytest.raises(Broken):
            await calls.get("/health")
    assert server.connections == 1


async def test_an_answer_nobody_waited_for_is_not_taken_for_the_next() -> None:
    server = Server([b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nol", b"d!" + WHOLE])
    async with calls_to(server) as calls:
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.05):
                await calls.get("/health")
        server.answers = [WHOLE]
        assert (await calls.get("/health")).body == b"ok"
    assert server.connections == 2


async def test_more_than_was_asked_for_is_not_kept_for_the_next() -> None:
    server = Server([WHOLE + b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil", WHOLE])
    async with calls_to(server) as calls:
        assert (await calls.get("/health")).body == b"ok"
        server.answers = [WHOLE]
        assert (await calls.get("/health")).body == b"ok"
    assert server.connections == 2


async def test_they_are_asked_on_the_loop_that_workers_run_on() -> None:
    async def ask_twice() -> int:
        server = Server([WHOLE] * 2)
        async with calls_to(server) as calls:
            assert [(await calls.get("/health")).body for _ in range(2)] == [b"ok", b"ok"]
        return server.connections

    def on_a_loop_of_its_own() -> int:
        with asyncio.Runner(loop_factory=auto_loop_factory()) as runner:
            return runner.run(ask_twice())

    assert await asyncio.to_thread(on_a_loop_of_its_own) == 1
