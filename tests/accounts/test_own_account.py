"""What somebody does with their own account, and cannot do with that of another."""

import httpx
import pytest
from sqlmodel import select

from portal import clock
from portal.model import Account, AuditEntry, Role, SignInSession
from portal.web.house import House
from portal.web.outer import Outer
from portal.web.session_cookie import cookie_name
from tests.accounts.door import OTHER, PASSWORD, enters, is_in, sends, types, with_password
from tests.staff import browser_of, signed_in

OWN = "/mijn/account"


async def test_it_shows_who_one_is_and_where_one_is_signed_in(house: House, app: Outer) -> None:
    await with_password(house, "piet", Role.PROVIDER_EDITOR)
    agent = {"user-agent": "Mozilla/5.0 (Windows NT 10.0) Firefox/140.0"}
    async with browser_of(app, headers=agent) as browser:
        await enters(browser, "piet")
        page = (await browser.get(OWN)).text
    assert "De Wilgenhof" in page
    assert "Firefox, Windows" in page
    assert "piet@voorbeeld.example" in page
    assert '<meta name="robots" content="noindex">' in page


async def test_a_name_and_a_language_are_kept(house: House, app: Outer) -> None:
    piet = await with_password(house, "piet")
    async with signed_in(app, piet) as browser:
        assert (await sends(browser, OWN, naam="Piet de Wit", taal="en")).status_code == 303
        page = (await browser.get(OWN)).text
        assert "Piet de Wit" in page
        for data, kept in (({"naam": "", "taal": "nl"}, ""), ({"naam": "x" * 101, "taal": "nl"}, "x" * 101)):
            refused = await sends(browser, OWN, **data)
            assert refused.status_code == 422
            assert kept in refused.text
        assert (await sends(browser, OWN, naam="Piet", taal="xx")).status_code == 422
        marked = await sends(browser, OWN, naam="<script>alert(1)</script>", taal="nl")
        assert marked.status_code == 303
        assert "<script>alert" not in (await browser.get(OWN)).text
    async with house.database.reading() as session:
        entry = (await session.exec(select(AuditEntry).where(AuditEntry.action == "changed"))).first()
    assert entry is not None
    assert (entry.actor, entry.capacity) == ("account:key-piet", "own account")


async def test_a_session_is_ended_from_the_list_and_only_ones_own(house: House, app: Outer) -> None:
    piet, olaf = await with_password(house, "piet"), await with_password(house, "olaf")
    async with signed_in(app, piet) as here, signed_in(app, piet) as there, signed_in(app, olaf) as other:
        async with house.database.reading() as session:
            held = (await session.exec(select(SignInSession).order_by(SignInSession.id))).all()  # type: ignore[arg-type]
        mine, second, foreign = [f"{OWN}/sessies/{one.key}/beeindigen" for one in held]
        assert (await sends(here, foreign)).status_code == 404
        assert (await sends(here, f"{OWN}/sessies/niets/beeindigen")).status_code == 404
        assert await is_in(other)
        assert (await sends(here, second)).headers["location"].startswith(OWN)
        assert not await is_in(there)
        assert (await sends(here, second)).status_code == 404  # over is over
        own = await sends(here, mine)
        assert own.headers["location"] == "/"
        assert "Max-Age=0" in own.headers["set-cookie"]
        assert not await is_in(here)


async def test_everywhere_else_is_everywhere_but_here(house: House, app: Outer) -> None:
    piet, olaf = await with_password(house, "piet"), await with_password(house, "olaf")
    async with signed_in(app, piet) as here, signed_in(app, piet) as there, signed_in(app, olaf) as other:
        await sends(here, f"{OWN}/sessies/beeindigen")
        assert [await is_in(browser) for browser in (here, there, other)] == [True, False, True]


async def changes(browser: httpx.AsyncClient, old: str, new: str) -> httpx.Response:
    return await sends(browser, f"{OWN}/wachtwoord", wachtwoord=old, nieuw=new)


async def test_another_password_signs_out_everywhere_else_and_rotates_here(house: House, app: Outer) -> None:
    piet = await with_password(house, "piet", Role.PROVIDER_EDITOR)
    async with signed_in(app, piet) as there, browser_of(app) as here:
        await enters(here, "piet")
        token = here.cookies[cookie_name(house.settings)]
        assert (await changes(here, PASSWORD, OTHER)).status_code == 303
        assert await is_in(here)
        assert here.cookies[cookie_name(house.settings)] != token
        assert not await is_in(there)
        assert (await types(there, "piet", PASSWORD)).status_code == 403
        assert (await types(there, "piet", OTHER)).status_code == 303


async def test_who_sits_at_an_open_screen_cannot_change_the_password(house: House, app: Outer) -> None:
    piet = await with_password(house, "piet")
    with clock.stopped_at(clock.now()):
        async with signed_in(app, piet) as browser:
            for _ in range(5):
                assert (await changes(browser, "geraden wachtwoord", OTHER)).status_code == 403
            assert (await changes(browser, PASSWORD, OTHER)).status_code == 403  # has to wait
    async with house.database.reading() as session:
        assert (await session.exec(select(Account))).one().password_hash == piet.password_hash


@pytest.mark.parametrize(
    "weak",
    [
        "kort", "a" * 12, "wachtwoord123", "password1234", "123456789012", "qwertyuiopas", "piet@voorbeeld.example",
        "pietvoorbeeld", "hulpkeuze2026", "aaaaaaaaaaaaaaaaaaaaaaaa",
    ],
)  # fmt: skip
async def test_a_password_that_is_easily_guessed_is_not_taken(house: House, app: Outer, weak: str) -> None:
    piet = await with_password(house, "piet")
    async with signed_in(app, piet) as browser:
        refused = await changes(browser, PASSWORD, weak)
    assert refused.status_code == 422
    assert 'name="nieuw" value' not in refused.text


@pytest.mark.parametrize(
    "strong", [OTHER, "tafelkastvensterboom", "Ünïcødé-paard-nietjes", "correct horse battery staple"]
)
async def test_any_long_password_is_taken_without_rules_about_signs(house: House, app: Outer, strong: str) -> None:
    piet = await with_password(house, "piet")
    async with signed_in(app, piet) as browser:
        assert (await changes(browser, PASSWORD, strong)).status_code == 303
    async with browser_of(app) as browser:
        await enters(browser, "piet", strong)


async def test_without_a_second_step_the_page_says_what_is_missing(house: House, app: Outer) -> None:
    piet = await with_password(house, "piet", Role.PROVIDER_EDITOR)
    async with browser_of(app) as browser:
        await enters(browser, "piet")
        assert "/mijn/account/tweede-stap" in (await browser.get(OWN)).text
    async with signed_in(app, piet) as browser:
        assert (await browser.get(f"{OWN}/tweede-stap")).status_code == 200
