"""What a service cannot make us believe, and what we tell who comes when it does not answer."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from joserfc.jwk import RSAKey
from sqlmodel import select

from portal import clock
from portal.accounts.services import Services
from portal.accounts.services import talk as talking
from portal.accounts.services.token import text_of, texts_of
from portal.model import Account, SignInSession
from portal.web.house import House
from portal.web.outer import Outer
from tests.accounts.door import is_in
from tests.accounts.liar import ISSUER, Liar
from tests.accounts.services import FAMILIES, TO_WORK, a_browser, asked, goes, settings_for
from tests.servers.openid import SECRET, SECRET_NAME
from tests.staff import a_safe_house, safe_app

BACK = f"{TO_WORK}/terug"


@pytest.fixture
def liar() -> Liar:
    return Liar()


@pytest.fixture
async def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[House]:
    monkeypatch.setenv(SECRET_NAME, SECRET)
    async with a_safe_house(tmp_path, settings=settings_for(tmp_path, ISSUER, more=FAMILIES)) as house:
        yield house


@pytest.fixture
async def app(house: House, liar: Liar, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Outer]:
    client = liar.client()
    monkeypatch.setattr(Services, "_client", client)
    yield safe_app(house)
    await client.aclose()


async def comes_back(browser: httpx.AsyncClient, liar: Liar, **answer: str) -> httpx.Response:
    said = asked(await goes(browser))
    liar.nonce = liar.nonce or said["nonce"]
    return await browser.get(BACK, params={"state": said["state"], "code": "c", **answer})


async def refuses(house: House, app: Outer, liar: Liar, status: int = 403, **answer: str) -> str:
    async with a_browser(app) as browser:
        found = await comes_back(browser, liar, **answer)
        assert found.status_code == status, found.headers
        assert not await is_in(browser)
        assert 'name="wachtwoord"' in found.text
    async with house.database.reading() as session:
        assert (await session.exec(select(Account))).all() == []
    return found.text


async def test_an_honest_answer_is_believed_and_says_who_we_are(house: House, app: Outer, liar: Liar) -> None:
    async with a_browser(app) as browser:
        assert (await comes_back(browser, liar)).status_code == 303
        assert await is_in(browser)
    said = liar.sent[0]
    assert (said["grant_type"], said["redirect_uri"]) == ("authorization_code", f"http://localhost:8000{BACK}")
    assert len(said["code_verifier"]) > 42
    assert liar.asked.count("/.well-known/openid-configuration") == 1


def lies() -> dict[str, dict[str, Any]]:
    now = int(clock.now().timestamp())
    return {
        "of another question": {"nonce": "another"},
        "of no question": {"nonce": None},
        "by somebody else": {"iss": "https://elders.example"},
        "for somebody else": {"aud": "other"},
        "for others too": {"aud": ["werk", "other"]},
        "asked by somebody else": {"aud": ["werk", "other"], "azp": "other"},
        "too old": {"iat": now - 7200, "exp": now - 3600},
        "made long ago": {"iat": now - 3600},
        "of tomorrow": {"iat": now + 86_400, "exp": now + 90_000},
        "without an end": {"exp": None},
        "about nobody": {"sub": None},
        "with another access token": {"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"},
    }


@pytest.mark.parametrize("lie", sorted(lies()))
async def test_a_token_is_not_believed(house: House, app: Outer, liar: Liar, lie: str) -> None:
    liar.claims = lies()[lie]
    assert "ging mis" in await refuses(house, app, liar)


async def test_a_token_that_is_signed_by_another_is_not_believed(house: House, app: Outer, liar: Liar) -> None:
    liar.signs_with = RSAKey.generate_key(2048, {"kid": "one"})
    await refuses(house, app, liar)


@pytest.mark.parametrize("algorithm", ["none", "HS256"])
async def test_a_token_that_is_not_signed_with_their_key_is_not_believed(
    house: House, app: Outer, liar: Liar, algorithm: str
) -> None:
    liar.header = {"alg": algorithm}
    await refuses(house, app, liar)


async def test_a_clock_that_differs_by_half_a_minute_is_no_reason(house: House, app: Outer, liar: Liar) -> None:
    now = int(clock.now().timestamp())
    liar.claims = {"iat": now + 30, "exp": now - 30}
    async with a_browser(app) as browser:
        assert (await comes_back(browser, liar)).status_code == 303


async def test_a_new_key_is_asked_for_once(
    house: House, app: Outer, liar: Liar, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with a_browser(app) as browser:
        await comes_back(browser, liar)
    liar.new_key("two")
    liar.nonce = ""
    monkeypatch.setattr(talking, "KEYS_AGAIN", 0.0)
    async with a_browser(app) as browser:
        assert (await comes_back(browser, liar)).status_code == 303
    assert liar.asked.count("/jwks") == 2
    monkeypatch.setattr(talking, "KEYS_AGAIN", 10.0)
    liar.header = {"kid": "three"}
    for _ in range(3):
        liar.nonce = ""
        async with a_browser(app) as browser:
            assert (await comes_back(browser, liar)).status_code == 403
    assert liar.asked.count("/jwks") == 2


async def test_an_answer_that_this_browser_did_not_ask_for_is_refused(house: House, app: Outer, liar: Liar) -> None:
    assert "ging mis" in await refuses(house, app, liar, state="another")
    async with a_browser(app) as browser, a_browser(app) as other:
        said = asked(await goes(browser))
        await goes(other)
        liar.nonce = said["nonce"]
        taken = await other.get(BACK, params={"state": said["state"], "code": "c"})
        assert taken.status_code == 403
        assert (await a_browser(app).get(BACK, params={"state": said["state"], "code": "c"})).status_code == 403
        assert not await is_in(other)
    assert "/token" not in liar.asked


async def test_an_answer_counts_once(house: House, app: Outer, liar: Liar) -> None:
    async with a_browser(app) as browser:
        said = asked(await goes(browser))
        liar.nonce = said["nonce"]
        held = dict(browser.cookies)
        params = {"state": said["state"], "code": "c"}
        assert (await browser.get(BACK, params=params)).status_code == 303
        assert (await browser.get(BACK, params=params)).status_code == 403
        async with a_browser(app) as thief:  # who has the cookie too
            thief.cookies.update(held)
            assert (await thief.get(BACK, params=params)).status_code == 403
    async with house.database.reading() as session:
        assert len((await session.exec(select(SignInSession))).all()) == 1


async def test_an_answer_of_another_service_is_refused(house: House, app: Outer, liar: Liar) -> None:
    """RFC 9207: which of two services answers is looked at, where they say so."""
    await refuses(house, app, liar, iss="https://elders.example")
    liar.nonce = ""
    async with a_browser(app) as browser:
        assert (await comes_back(browser, liar, iss=ISSUER)).status_code == 303


async def test_a_service_that_says_who_answers_always_does(house: House, app: Outer, liar: Liar) -> None:
    liar.about = {"authorization_response_iss_parameter_supported": True}
    await refuses(house, app, liar)


def away() -> httpx.Response:
    raise httpx.ConnectError("secret-in-an-error")


FAILURES = {
    "is away": away,
    "fails": lambda: httpx.Response(500),
    "sends a page": lambda: httpx.Response(200, text="<html>"),
    "sends a list": lambda: httpx.Response(200, json=[]),
    "sends elsewhere": lambda: httpx.Response(302, headers={"location": "https://elders.example"}),
    "sends without end": lambda: httpx.Response(200, content=b"[" * 300_000),
}


@pytest.mark.parametrize("failure", sorted(FAILURES))
async def test_a_service_that_does_not_answer_leaves_the_other_ways_in(
    house: House, app: Outer, liar: Liar, failure: str, capfd: pytest.CaptureFixture[str]
) -> None:
    liar.answers["/.well-known/openid-configuration"] = FAILURES[failure]
    async with a_browser(app) as browser:
        answer = await browser.get(TO_WORK)
        assert answer.status_code == 503
        assert "Werkpas is nu niet te bereiken" in answer.text
        assert 'name="wachtwoord"' in answer.text
        assert "set-cookie" not in answer.headers
    liar.answers = {"/token": FAILURES[failure]}
    assert "nu niet te bereiken" in await refuses(house, app, liar, 503)
    assert "secret-in-an-error" not in "".join(capfd.readouterr())


@pytest.mark.parametrize(
    "about", [{"issuer": "https://elders.example"}, {"token_endpoint": "http://elders.example/t"}, {"jwks_uri": None}]
)
async def test_a_service_that_says_something_odd_of_itself_is_not_asked(
    app: Outer, liar: Liar, about: dict[str, Any]
) -> None:
    liar.about = about
    async with a_browser(app) as browser:
        assert (await browser.get(TO_WORK)).status_code == 503


@pytest.mark.parametrize(
    ("error", "status"), [("access_denied", 403), ("login_required", 403), ("server_error", 503), ("<script>", 503)]
)
async def test_what_the_service_says_went_wrong_is_told_in_plain_words(
    house: House, app: Outer, liar: Liar, error: str, status: int
) -> None:
    text = await refuses(house, app, liar, status, error=error, error_description="<b>hack</b>")
    assert "hack" not in text
    assert "<script>" not in text


async def test_a_service_that_nobody_knows_has_no_page(app: Outer) -> None:
    async with a_browser(app) as browser:
        for path in ("/inloggen/met/niemand", "/inloggen/met/niemand/terug"):
            assert (await browser.get(path)).status_code == 404


@pytest.mark.parametrize("odd", ["0193\0", "\0", "\ud800"])
def test_what_cannot_be_kept_is_nothing_said(odd: str) -> None:
    assert text_of({"gemeente": odd}, "gemeente") == ""
    assert texts_of({"rol": [odd, "medewerker"]}, "rol") == {"medewerker"}
