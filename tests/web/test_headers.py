from pathlib import Path

import httpx

from portal.web.by_link import is_by_link
from portal.web.outer import Outer
from tests.web.house import FROM_HERE, a_house, an_app, every_route, someone

ALWAYS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
NOTHING_INLINE = ("unsafe-inline", "unsafe-eval", "data:", "http:", "https:", "*")


def assert_guarded(answer: httpx.Response, referrer: str = "same-origin") -> None:
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; ")
    assert not [loose for loose in NOTHING_INLINE if loose in policy]
    assert {name: answer.headers.get(name) for name in ALWAYS} == ALWAYS | {"referrer-policy": referrer}
    assert answer.headers.get_list("x-request-id")[0]


async def test_every_answer_of_every_route_carries_the_headers_and_no_cookie(
    app: Outer, visitor: httpx.AsyncClient
) -> None:
    for method, address, _ in every_route(app):
        for prefix in ("", "/en"):
            answer = await visitor.request(method, prefix + address.rstrip("/") or "/", headers=FROM_HERE)
            assert_guarded(answer, "no-referrer" if is_by_link(address) else "same-origin")
            assert "set-cookie" not in answer.headers, address


async def test_so_does_every_other_kind_of_answer(visitor: httpx.AsyncClient) -> None:
    kept = await visitor.get("/bewaard")
    answers = [
        kept,
        await visitor.get("/bewaard"),
        await visitor.get("/bewaard", headers={"if-none-match": kept.headers["etag"]}),
        await visitor.head("/bewaard"),
        await visitor.get("/weg"),
        await visitor.get("/bewaard/"),
        await visitor.get("/"),
        await visitor.post("/bewaard"),
        await visitor.post("/bewaard", headers=FROM_HERE),
        await visitor.options("/bewaard"),
        await visitor.get("/gestroomd"),
        await visitor.get("/fout/500"),
        await visitor.get("/static/niets-0123456789abcdef.css"),
        await visitor.get("/bewaard", headers={"cookie": "sessie=gekozen"}),
        await visitor.get("/bewaard?q=" + "a" * 9000),
    ]
    assert [a.status_code for a in answers] == [
        200,
        200,
        304,
        200,
        404,
        308,
        200,
        403,
        405,
        204,
        200,
        500,
        404,
        200,
        414,
    ]
    for answer in answers:
        assert_guarded(answer)
        assert "set-cookie" not in answer.headers
        assert answer.headers.get("server") is None


async def test_a_head_is_a_get_without_its_body(visitor: httpx.AsyncClient) -> None:
    for address in ("/bewaard", "/bewaard?q=x", "/healthz", "/weg", "/robots.txt"):
        got, head = await visitor.get(address), await visitor.head(address)
        assert (head.status_code, head.content) == (got.status_code, b"")
        for name in ("content-type", "content-length", "etag"):
            assert head.headers.get(name) == got.headers.get(name), address


async def test_only_over_https_browsers_are_told_to_stay_there(app: Outer, tmp_path: Path) -> None:
    async with someone(app) as visitor:
        assert "strict-transport-security" not in (await visitor.get("/weg")).headers
    (tmp_path / "veilig").mkdir()
    settings = {"base_url": "https://hulpkeuze.example"}
    async with a_house(tmp_path / "veilig", settings=settings) as house, someone(an_app(house)) as visitor:
        assert "max-age=63072000" in (await visitor.get("/weg")).headers["strict-transport-security"]


async def test_a_websocket_is_turned_away(app: Outer) -> None:
    sent = []

    async def send(message: dict[str, object]) -> None:
        sent.append(message["type"])

    await app({"type": "websocket", "path": "/"}, None, send)  # type: ignore[arg-type, typeddict-item]
    assert sent == ["websocket.close"]
