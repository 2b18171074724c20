import gzip

import brotli  # type: ignore[import-untyped]
import httpx
import pytest

from portal.web.compression import SMALLEST, chosen


@pytest.mark.parametrize(
    ("accepted", "expected"),
    [
        ("", ""),
        ("identity", ""),
        ("gzip", "gzip"),
        ("gzip, deflate, br, zstd", "br"),
        ("GZIP;q=1.0, br;q=0.1", "gzip"),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("br;q=0, gzip;q=0", ""),
        ("br; q=0.3", "br"),
        ("*", ""),
        ("br;q=onzin", ""),
        (";;,,", ""),
    ],
)
def test_the_visitor_says_which_compression(accepted: str, expected: str) -> None:
    assert chosen(accepted.encode()) == expected


async def raw(visitor: httpx.AsyncClient, address: str, accepted: str) -> tuple[httpx.Response, bytes]:
    async with visitor.stream("GET", address, headers={"accept-encoding": accepted}) as answer:
        return answer, b"".join([piece async for piece in answer.aiter_raw()])


@pytest.mark.parametrize("address", ["/bewaard", "/weg", "/en/weg"])
async def test_pages_and_problem_pages_come_compressed_and_are_the_same(
    visitor: httpx.AsyncClient, address: str
) -> None:
    plain = (await visitor.get(address)).content
    for accepted, unpack in (("br", brotli.decompress), ("gzip", gzip.decompress)):
        for _ in range(2):  # made, then kept
            answer, body = await raw(visitor, address, accepted)
            assert answer.headers["content-encoding"] == accepted
            assert int(answer.headers["content-length"]) == len(body) < len(plain)
            # A problem page names its own request.
            assert len(unpack(body)) == len(plain)


async def test_what_is_tiny_or_a_stream_is_sent_as_it_is(visitor: httpx.AsyncClient) -> None:
    for address in ("/robots.txt", "/healthz", "/gestroomd"):
        answer, body = await raw(visitor, address, "br")
        assert "content-encoding" not in answer.headers
        assert 0 < len(body) < SMALLEST


async def test_caches_on_the_way_are_told_what_the_answer_depends_on(visitor: httpx.AsyncClient) -> None:
    for accepted in ("br", "identity"):
        answer, _ = await raw(visitor, "/bewaard", accepted)
        assert answer.headers["vary"] == "HX-Request, Accept-Encoding"
        assert answer.headers["cache-control"] == "private, no-cache"


async def test_whoever_has_the_page_gets_only_that_it_is_still_the_same(visitor: httpx.AsyncClient) -> None:
    for headers in ({}, {"cookie": "a=b"}):
        first = await visitor.get("/bewaard", headers=headers)
        tag = first.headers["etag"]
        for known in (tag, tag.removeprefix("W/"), f'"x", {tag}', "*"):
            answer = await visitor.get("/bewaard", headers={**headers, "if-none-match": known})
            assert (answer.status_code, answer.content) == (304, b"")
            assert answer.headers["etag"] == tag
            assert answer.headers["vary"] == first.headers["vary"]
            assert not {"content-length", "content-encoding", "content-type"} & set(answer.headers)
        assert (await visitor.get("/bewaard", headers={**headers, "if-none-match": 'W/"x"'})).status_code == 200


async def test_another_page_has_another_tag_and_a_problem_has_none(visitor: httpx.AsyncClient) -> None:
    one, other = await visitor.get("/bewaard"), await visitor.get("/en/bewaard")
    assert one.headers["etag"] != other.headers["etag"]
    assert "etag" not in (await visitor.get("/weg")).headers
    assert (await visitor.get("/weg", headers={"if-none-match": "*"})).status_code == 404
