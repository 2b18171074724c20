import tracemalloc

import httpx
import pytest

from portal.web.address import link, read_path, read_query
from portal.web.compression import chosen
from portal.web.outer import Outer
from tests.web.house import every_route


async def ask(app: Outer, path: str, query: bytes = b"", method: str = "GET") -> tuple[int, dict[bytes, bytes]]:
    """Without a client in between, which would write the address its own way."""
    sent = []

    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict[str, object]) -> None:
        sent.append(message)

    scope = {"type": "http", "method": method, "path": path, "raw_path": b"", "query_string": query, "scheme": "http"}
    scope |= {"headers": [(b"host", b"hulpkeuze.example")], "http_version": "1.1", "asgi": {"version": "3.0"}}
    scope |= {"client": ("127.0.0.1", 1), "server": ("127.0.0.1", 80), "root_path": ""}
    await app(scope, receive, send)  # type: ignore[arg-type]
    return sent[0]["status"], dict(sent[0]["headers"])  # type: ignore[call-overload, return-value]


async def test_every_page_is_there_in_english_under_its_prefix(app: Outer, visitor: httpx.AsyncClient) -> None:
    for method, address, handler in every_route(app):
        if method != "GET":
            continue
        dutch, english = await visitor.get(address), await visitor.get(f"/en{address}".rstrip("/"))
        assert dutch.status_code == english.status_code, address
        if "text/html" in dutch.headers.get("content-type", "") and "<html" in dutch.text:
            assert ('lang="nl"' in dutch.text, 'lang="en"' in english.text) == (True, True), handler.name


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("/nl/bewaard", "/bewaard"),
        ("/nl", "/"),
        ("/nl/", "/"),
        ("/en/", "/en"),
        ("/bewaard/", "/bewaard"),
        ("/en/bewaard//", "/en/bewaard"),
        ("//bewaard", "/bewaard"),
        ("//elders.example/", "/elders.example"),
        ("/en//elders.example", "/en/elders.example"),
        ("/nl//elders.example", "/elders.example"),
        ("/\\elders.example/", "/%5Celders.example"),
        ("/bewaard/één/", "/bewaard/%C3%A9%C3%A9n"),
    ],
)
async def test_an_address_has_one_spelling(app: Outer, written: str, right: str) -> None:
    status, headers = await ask(app, written)
    assert (status, headers[b"location"].decode()) == (308, right)


async def test_a_redirect_keeps_the_question(app: Outer) -> None:
    _, headers = await ask(app, "/bewaard/", b"q=boos%20kind&soort=a&soort=b")
    assert headers[b"location"] == b"/bewaard?q=boos%20kind&soort=a&soort=b"
    _, headers = await ask(app, "/bewaard/", b"q=\r\nset-cookie: x=\xff")
    assert not set(b"\r\n \xff") & set(headers[b"location"])


@pytest.mark.parametrize("path", ["/a\x00b", "/\r\n", "/bewaard/\x1b", "*", "/..", "/../../etc/passwd", "/%2e%2e"])
async def test_an_impossible_path_is_a_page_that_does_not_exist(app: Outer, path: str) -> None:
    status, _ = await ask(app, path)
    assert status in (404, 308)


@pytest.mark.parametrize("query", [b"&&&=;", b"q=%00", b"q=%ff%fe", b"q=%", b"=", b"&".join([b"q=1"] * 900), b"\xff"])
async def test_no_query_is_an_error(app: Outer, query: bytes) -> None:
    assert (await ask(app, "/bewaard", query))[0] == 200


async def test_an_address_without_end_is_refused(app: Outer) -> None:
    assert (await ask(app, "/bewaard", b"q=" + b"a" * 9000))[0] == 414
    assert (await ask(app, "/" + "a" * 9000))[0] == 414
    assert (await ask(app, "/bewaard", b"q=" + b"%F0%9F%98%80" * 500))[0] == 200  # 500 emoji


async def test_another_host_is_another_region_and_an_unknown_one_the_first(visitor: httpx.AsyncClient) -> None:
    assert "bovenland" in (await visitor.get("/bewaard", headers={"host": "BOVENLAND.example:8000"})).text
    assert "rivierland" in (await visitor.get("/bewaard", headers={"host": "wie.example"})).text


def test_a_link_repeats_lists_and_leaves_out_what_is_empty() -> None:
    query = {"q": "boos kind", "soort": ["a", "b"], "plek": True, "route": "", "taal": None, "leeftijd": 0}
    assert link("nl", "/aanbod", query.items()) == "/aanbod?q=boos+kind&soort=a&soort=b&plek=1&leeftijd=0"
    assert link("en", "/") == "/en"
    assert link("en", "/aanbieders/één") == "/en/aanbieders/%C3%A9%C3%A9n"


def test_two_questions_that_ask_the_same_are_one() -> None:
    known = ("q", "soort")
    assert read_query(b"soort=b&q=+x+&soort=a&utm_source=mail&q=", known) == (
        ("q", "x"),
        ("soort", "b"),
        ("soort", "a"),
    )
    assert read_query(b"q=a%00b", known) == (("q", "a b"),)


def test_a_language_is_only_a_whole_first_part() -> None:
    assert read_path("/english").language == "nl"
    assert (read_path("/en/nl/x").language, read_path("/en/nl/x").path) == ("en", "/nl/x")


def test_what_is_longer_than_any_visitor_sends_is_not_remembered() -> None:
    tracemalloc.start()
    for number in range(300):
        assert not read_path(f"/{number}" + "a" * 60_000).possible
        assert chosen(b"br, " + str(number).encode() * 20_000) == "br"
    kept, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert kept < 1_000_000
