"""One kept-alive connection that counts every byte: so little of its own that what it times is the server."""

import gzip
import socket
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from statistics import median
from time import perf_counter
from urllib.parse import urlsplit

import brotli  # type: ignore[import-untyped]

BROWSER = {"Accept-Encoding": "gzip, deflate, br, zstd", "Accept": "text/html", "User-Agent": "bench"}
# Whoever sends a cookie gets a page that is made for them: none that was kept, and it is not kept either.
NOT_KEPT = {**BROWSER, "Cookie": "bench=1"}


@dataclass(frozen=True)
class Asked:
    path: str
    headers: Mapping[str, str]
    body: bytes | None = None


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]  # lower-case names
    body: bytes  # as sent, perhaps compressed
    bytes: int  # with the status line and the headers

    @property
    def text(self) -> str:
        encoding = self.headers.get("content-encoding", "")
        whole = {"br": brotli.decompress, "gzip": gzip.decompress}.get(encoding, bytes)(self.body)
        return bytes(whole).decode()


class Wire:
    def __init__(self, address: str) -> None:
        host = urlsplit(address)
        self._host = host.netloc
        self._socket = socket.create_connection((host.hostname or "", host.port or 80), timeout=30)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def __enter__(self) -> "Wire":
        return self

    def __exit__(self, *_reason: object) -> None:
        self._socket.close()

    def ask(self, asked: Asked) -> Answer:
        headers = {"Host": self._host, **asked.headers}
        if asked.body is not None:
            headers["Content-Length"] = str(len(asked.body))
        method = "GET" if asked.body is None else "POST"
        lines = [f"{method} {asked.path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
        self._socket.sendall("\r\n".join([*lines, "", ""]).encode() + (asked.body or b""))
        return self._answer()

    def get(self, path: str) -> Answer:
        """As a browser asks."""
        return self.ask(Asked(path, BROWSER))

    def _answer(self) -> Answer:
        received = b""
        while b"\r\n\r\n" not in received:
            received += self._more()
        head, _, body = received.partition(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        status = int(first.split()[1])
        length = 0 if status in (204, 304) else int(headers["content-length"])
        pieces, missing = [body], length - len(body)
        while missing > 0:
            pieces.append(self._more())
            missing -= len(pieces[-1])
        return Answer(status, headers, b"".join(pieces), len(head) + 4 + length)

    def _more(self) -> bytes:
        piece = self._socket.recv(262_144)
        if not piece:
            raise ConnectionError("the server hung up")
        return piece


@dataclass
class Lane:
    """Who is asked, and what, one after the other. A question may take several calls."""

    address: str
    questions: Sequence[Sequence[Asked]]


def side_by_side(*lanes: Lane) -> list[float]:
    """The median time of each in seconds. Asked in turn, and in turn first, so that a machine that is
    slow for a while is slow for all."""
    took: list[list[float]] = [[] for _ in lanes]
    with ExitStack() as opened:
        wires = [opened.enter_context(Wire(lane.address)) for lane in lanes]
        for number, questions in enumerate(zip(*(lane.questions for lane in lanes), strict=True)):
            order = range(len(lanes)) if number % 2 else reversed(range(len(lanes)))
            for which in order:
                began = perf_counter()
                answers = [wires[which].ask(asked) for asked in questions[which]]
                took[which].append(perf_counter() - began)
                _check(questions[which], answers)
    return [median(times) for times in took]


def _check(questions: Sequence[Asked], answers: Sequence[Answer]) -> None:
    for asked, answer in zip(questions, answers, strict=True):
        if answer.status != 200:
            raise ConnectionError(f"{asked.path} was answered with {answer.status}")
