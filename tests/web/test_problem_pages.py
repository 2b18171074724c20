from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from portal.web.errors import TEXTS
from portal.web.language import translations
from portal.web.outer import Outer
from portal.web.page import Pages
from portal.web.static import StaticFiles
from tests.web.house import FROM_HERE, a_house, an_app, someone
from tests.web.pages_to_try import pages_to_try

PROBLEMS = [
    ("/fout/400", 400),
    ("/fout/403", 403),
    ("/weg", 404),
    ("/fout/429", 429),
    ("/fout/500", 500),
    ("/fout/503", 503),
    ("/fout/slot", 503),
    ("/fout/motor", 503),
    ("/bewaard?q=" + "a" * 9000, 414),
]
NOT_TO_BE_SEEN = ("Traceback", "geheim", "zoekwoord", "8011AB", "RuntimeError", "OperationalError", "portal/")


@pytest.mark.parametrize(("address", "status"), PROBLEMS)
@pytest.mark.parametrize("language", ["nl", "en"])
async def test_a_problem_has_a_page_in_the_visitors_language(
    visitor: httpx.AsyncClient, address: str, status: int, language: str
) -> None:
    answer = await visitor.get(address if language == "nl" else f"/en{address}")
    assert (answer.status_code, answer.headers["content-type"]) == (status, "text/html; charset=utf-8")
    assert f'<html lang="{language}"' in answer.text
    title = translations(language).gettext(TEXTS[status][0])
    assert f"<h1>{title}</h1>" in answer.text
    assert not [word for word in NOT_TO_BE_SEEN if word in answer.text]
    assert answer.headers["cache-control"] == "no-store"
    assert 'href="tel:112"' in answer.text


@pytest.mark.parametrize("prefix", ["", "/en"])
async def test_so_has_what_is_refused_before_any_page(visitor: httpx.AsyncClient, prefix: str) -> None:
    language = prefix.strip("/") or "nl"
    for headers, status in ((FROM_HERE, 405), ({}, 403)):
        answer = await visitor.post(f"{prefix}/bewaard", headers=headers)
        assert answer.status_code == status
        assert translations(language).gettext(TEXTS[status][0]) in answer.text


async def test_a_page_that_does_not_exist_offers_to_search(visitor: httpx.AsyncClient) -> None:
    assert 'action="/aanbod"' in (await visitor.get("/weg")).text
    assert 'action="/en/aanbod"' in (await visitor.get("/en/weg")).text


async def test_a_broken_page_names_the_request_so_that_one_can_ask_about_it(visitor: httpx.AsyncClient) -> None:
    answer = await visitor.get("/fout/500")
    assert answer.headers["x-request-id"] in answer.text


async def test_what_passes_is_said_to_pass(visitor: httpx.AsyncClient) -> None:
    for address in ("/fout/503", "/fout/slot", "/fout/429"):
        assert int((await visitor.get(address)).headers["retry-after"]) > 0


async def test_htmx_is_told_to_show_the_problem_as_a_page(visitor: httpx.AsyncClient) -> None:
    answer = await visitor.get("/fout/500", headers={"hx-request": "true"})
    assert (answer.headers["hx-retarget"], answer.headers["hx-reswap"]) == ("body", "innerHTML")


async def test_a_body_without_end_is_refused(visitor: httpx.AsyncClient) -> None:
    answer = await visitor.post("/formulier", headers=FROM_HERE, data={"about": "a" * 70_000})
    assert answer.status_code == 413
    assert '<html lang="nl"' in answer.text

    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(20):
            yield b"about=" + b"a" * 8_000

    headers = {**FROM_HERE, "content-type": "application/x-www-form-urlencoded"}
    answer = await visitor.post("/formulier", headers=headers, content=pieces())
    assert answer.status_code == 413


@pytest.mark.parametrize(
    ("content_type", "content"),
    [
        ("multipart/form-data", b"x"),
        ("multipart/form-data; boundary=x", b"--y\r\nonzin"),
        (
            "multipart/form-data; boundary=x",
            b'--x\r\nContent-Disposition: form-data; name="about"\r\nContent-Type: text/plain; charset=onzin\r\n\r\n'
            b"\xff\r\n--x--\r\n",
        ),
        ("application/json", b"{"),
        ("text/plain", b"\xff\xfe"),
        ("onzin", b""),
        ("application/x-www-form-urlencoded; charset=onzin", b"about=%ff"),
    ],
)
async def test_a_body_that_is_nonsense_is_no_fault_of_ours(
    visitor: httpx.AsyncClient, content_type: str, content: bytes
) -> None:
    answer = await visitor.post("/formulier", headers={**FROM_HERE, "content-type": content_type}, content=content)
    assert answer.status_code in (200, 400)


async def test_without_a_region_every_page_says_that_there_is_none_yet(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house, someone(an_app(house, pages_to_try)) as visitor:
        answer = await visitor.get("/en/bewaard")
        assert answer.status_code == 503
        assert "No region has been loaded yet" in answer.text
        assert (await visitor.get("/weg")).status_code == 404
        assert (await visitor.get("/healthz")).status_code == 200
        assert (await visitor.get("/")).status_code == 503


async def test_if_even_the_problem_page_cannot_be_made_there_is_a_sentence(
    app: Outer, visitor: httpx.AsyncClient, tmp_path: Path
) -> None:
    app.inner.state.pages = Pages(StaticFiles(), templates=tmp_path)
    answer = await visitor.get("/weg")
    assert answer.status_code == 404
    assert "bel <a href='tel:112'>" in answer.text
    del app.inner.state["pages"]
    answer = await visitor.get("/weg")
    assert answer.status_code == 500
    assert "bel <a href='tel:112'>" in answer.text
