"""The door: with a password, and what those see who should not get in."""

import asyncio

import pytest
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher
from sqlmodel import select

from portal import secrecy
from portal.accounts import passwords
from portal.accounts.devices import device_of
from portal.model import Account, AuditEntry, Role, SignInSession
from portal.web.house import House
from portal.web.outer import Outer
from portal.web.session_cookie import cookie_name
from tests.accounts.door import OTHER, PASSWORD, enters, field, is_in, sends, types, with_password
from tests.staff import FEMKE_HERSELF, an_account, browser_of
from tests.web.house import FROM_HERE


async def test_it_works(house: House, app: Outer) -> None:
    await with_password(house, "piet", Role.PROVIDER_EDITOR)
    async with browser_of(app) as browser:
        page = await browser.get("/inloggen")
        assert page.status_code == 200
        assert "set-cookie" not in page.headers
        answer = await types(browser, "piet")
        assert (answer.status_code, answer.headers["location"]) == (303, "/aanbieder")
        assert answer.headers["set-cookie"].startswith("__Host-hulpkeuze=")
        assert answer.headers["cache-control"] == "no-store"
        own = await browser.get("/mijn/account")
        assert "piet@voorbeeld.example" in own.text
        assert own.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("role", "there"),
    [(Role.HUISARTS, "/verwijzer"), (Role.TOEGANG, "/verwijzer"), (Role.CONTRACT_MANAGER, "/regio")],
)
async def test_one_arrives_where_ones_work_is(house: House, app: Outer, role: Role, there: str) -> None:
    await with_password(house, "bram", role)
    async with browser_of(app) as browser:
        answer = await types(browser, "bram")
        assert (answer.status_code, answer.headers["location"]) == (303, there)
        again = await browser.get("/inloggen")
        assert (again.status_code, again.headers["location"]) == (303, there)


async def test_a_mail_address_is_the_same_in_capitals(house: House, app: Outer) -> None:
    await with_password(house, "piet")
    async with browser_of(app) as browser:
        assert (await types(browser, " Piet@Voorbeeld.EXAMPLE ")).status_code == 303


async def test_one_goes_on_where_one_came_from_and_nowhere_else(house: House, app: Outer) -> None:
    await with_password(house, "piet")
    for said, location in (
        ("/aanbod?q=angst", "/aanbod?q=angst"),
        ("//elders.example/", "/mijn/account"),
        ("https://elders.example/", "/mijn/account"),
        ("/\\elders.example", "/mijn/account"),
        ("/inloggen", "/mijn/account"),
    ):
        async with browser_of(app) as browser:
            page = await browser.get("/inloggen", params={"verder": said})
            assert field(page.text, "verder") == ("" if "elders" in said or said == "/inloggen" else said)
            answer = await types(browser, "piet", verder=said)
            assert answer.headers["location"] == location
            again = await browser.get("/inloggen", params={"verder": said})
            assert (again.status_code, again.headers["location"]) == (303, location)


async def test_the_session_a_browser_brings_to_the_door_is_not_the_one_it_leaves_with(house: House, app: Outer) -> None:
    """Session fixation: an attacker's own session, planted in somebody's browser, never becomes theirs."""
    await with_password(house, "piet")
    await with_password(house, "olaf")
    async with browser_of(app) as attacker:
        await enters(attacker, "olaf")
        planted = attacker.cookies[cookie_name(house.settings)]
    async with browser_of(app, planted) as victim:
        await enters(victim, "piet")
        assert victim.cookies[cookie_name(house.settings)] != planted
        assert "Piet" in (await victim.get("/mijn/account")).text
    async with browser_of(app, planted) as attacker:
        assert not await is_in(attacker)
    for made_up in (secrecy.token(), "x" * 43):
        async with browser_of(app, made_up) as victim:
            await enters(victim, "piet")
            assert victim.cookies[cookie_name(house.settings)] != made_up
        async with browser_of(app, made_up) as attacker:
            assert not await is_in(attacker)


async def test_two_who_sign_in_at_once_get_a_session_each(house: House, app: Outer) -> None:
    await with_password(house, "piet")
    async with browser_of(app) as one, browser_of(app) as two, browser_of(app) as three:
        answers = await asyncio.gather(*(types(browser, "piet") for browser in (one, two, three)))
        assert [answer.status_code for answer in answers] == [303] * 3
        assert all([await is_in(browser) for browser in (one, two, three)])
    async with house.database.reading() as session:
        prints = {held.token_print for held in (await session.exec(select(SignInSession))).all()}
    assert len(prints) == 3


async def test_signing_out_ends_the_session_for_whoever_has_the_cookie(house: House, app: Outer) -> None:
    await with_password(house, "piet")
    async with browser_of(app) as browser:
        await enters(browser, "piet")
        token = browser.cookies[cookie_name(house.settings)]
        without = await browser.post("/uitloggen", headers=FROM_HERE)
        assert without.status_code == 403
        assert (await browser.post("/uitloggen", headers={"origin": "https://elders.example"})).status_code == 403
        assert (await browser.get("/uitloggen")).status_code == 405
        assert await is_in(browser)
        answer = await sends(browser, "/uitloggen")
        assert (answer.status_code, answer.headers["location"]) == (303, "/")
        assert "Max-Age=0" in answer.headers["set-cookie"]
    async with browser_of(app, token) as thief:
        assert not await is_in(thief)


async def test_who_is_not_signed_in_can_sign_out_and_nothing_happens(app: Outer) -> None:
    async with browser_of(app) as stranger:
        answer = await stranger.post("/uitloggen", headers=FROM_HERE)
        assert (answer.status_code, answer.headers["location"]) == (303, "/")
        assert "set-cookie" not in answer.headers


async def test_nobody_is_signed_in_by_another_website(house: House, app: Outer) -> None:
    await with_password(house, "piet")
    async with browser_of(app) as browser:
        for headers in ({}, {"sec-fetch-site": "cross-site"}, {"origin": "https://elders.example"}):
            data = {"mailadres": "piet@voorbeeld.example", "wachtwoord": PASSWORD}
            answer = await browser.post("/inloggen", headers=headers, data=data)
            assert answer.status_code == 403
            assert "set-cookie" not in answer.headers


async def test_a_password_is_never_shown_again_and_never_logged(
    house: House, app: Outer, capfd: pytest.CaptureFixture[str]
) -> None:
    await with_password(house, "piet")
    async with browser_of(app) as browser:
        for data in ({"mailadres": "piet@voorbeeld.example", "wachtwoord": OTHER}, {"wachtwoord": OTHER}):
            answer = await browser.post("/inloggen", headers=FROM_HERE, data=data)
            assert OTHER not in answer.text
            assert answer.status_code in (403, 422)
    said = capfd.readouterr()
    assert OTHER not in said.out + said.err
    assert "piet@" not in said.out + said.err


async def test_a_hash_of_older_making_is_renewed(house: House, app: Outer) -> None:
    older = PasswordHash((Argon2Hasher(time_cost=2, memory_cost=16, parallelism=1),))
    await an_account(house, "piet", password_hash=older.hash(PASSWORD))
    async with browser_of(app) as browser:
        await enters(browser, "piet")
    async with house.database.reading() as session:
        held = (await session.exec(select(Account))).one().password_hash
        written = (await session.exec(select(AuditEntry))).all()
    assert "m=8,t=1" in held
    assert not any("argon2" in str((entry.before, entry.after)) for entry in written)


async def test_a_password_changed_while_it_was_looked_at_no_longer_opens(
    house: House, app: Outer, monkeypatch: pytest.MonkeyPatch
) -> None:
    await with_password(house, "piet")
    real = passwords.check

    async def slow(password: str, held: str):
        said = await real(password, held)
        async with house.database.writing(FEMKE_HERSELF) as session:
            (await session.exec(select(Account))).one().password_hash = "another"
        return said

    monkeypatch.setattr(passwords, "check", slow)
    async with browser_of(app) as browser:
        assert (await types(browser, "piet")).status_code == 403
        assert not await is_in(browser)


@pytest.mark.parametrize(
    ("user_agent", "device"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox, Windows"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Safari/604.1",
            "Safari, iPhone",
        ),
        ("Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36", "Chrome, Android"),
        ("<script>alert(1)</script>", ""),
        ("", ""),
    ],
)
def test_a_device_is_named_in_words_that_we_know(user_agent: str, device: str) -> None:
    assert device_of(user_agent) == device
