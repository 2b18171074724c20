"""The second step: codes of an app and codes on paper, each once."""

import asyncio
import re
from datetime import timedelta

import pytest
from sqlmodel import select

from portal import clock
from portal.accounts import second_factor
from portal.model import Role, SignInSession
from portal.secrecy import Secrecy
from portal.web.house import House
from portal.web.outer import Outer
from portal.web.session_cookie import cookie_name
from tests.accounts.door import (
    CODE,
    OTHER,
    PASSWORD,
    SECRET,
    code_now,
    field,
    halfway,
    is_in,
    says_code,
    sends,
    types,
    with_password,
)
from tests.staff import FEMKE_HERSELF, browser_of

STEP = "/mijn/account/tweede-stap"
RECOVERY = re.compile(r"<code>([a-z0-9]{4}-[a-z0-9]{4}-[a-z0-9]{4})</code>")


async def test_it_works(house: House, app: Outer) -> None:
    await with_password(house, "piet", Role.PROVIDER_EDITOR, app=True)
    async with browser_of(app) as browser:
        await halfway(browser)
        before = browser.cookies[cookie_name(house.settings)]
        answer = await says_code(browser, code_now())
        assert (answer.status_code, answer.headers["location"]) == (303, "/aanbieder")
        assert await is_in(browser)
        assert browser.cookies[cookie_name(house.settings)] != before
    async with browser_of(app, before) as thief:
        assert not await is_in(thief)


async def test_a_password_alone_lets_nobody_in(house: House, app: Outer) -> None:
    await with_password(house, "piet", Role.PROVIDER_EDITOR, app=True)
    async with browser_of(app) as browser:
        await halfway(browser)
        for path in ("/mijn/account", "/mijn/account/wachtwoord", STEP):
            answer = await browser.get(path)
            assert (answer.status_code, answer.headers["location"][:9]) == (303, "/inloggen")
        sent = await sends(browser, "/mijn/account/wachtwoord", CODE, wachtwoord=PASSWORD, nieuw=OTHER)
        assert sent.headers["location"] == "/inloggen"
        assert "Piet" not in (await browser.get("/uw-rechten")).text
        assert (await browser.get("/inloggen")).headers["location"].startswith(CODE)


async def test_the_second_step_must_follow_soon(house: House, app: Outer) -> None:
    await with_password(house, "piet", app=True)
    async with browser_of(app) as browser:
        await halfway(browser)
        with clock.stopped_at(clock.now() + timedelta(minutes=11)):
            assert (await browser.get(CODE)).headers["location"] == "/inloggen"


async def test_where_one_was_going_survives_the_second_step(house: House, app: Outer) -> None:
    await with_password(house, "piet", app=True)
    async with browser_of(app) as browser:
        answer = await types(browser, "piet", verder="/aanbod?q=a")
        page = (await browser.get(answer.headers["location"])).text
        data = {"sleutel": field(page, "sleutel"), "verder": field(page, "verder"), "code": code_now()}
        done = await browser.post(CODE, headers={"sec-fetch-site": "same-origin"}, data=data)
        assert done.headers["location"] == "/aanbod?q=a"


@pytest.mark.parametrize(("steps", "in_"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
async def test_a_clock_may_be_half_a_minute_wrong(house: House, app: Outer, steps: int, in_: bool) -> None:
    await with_password(house, "piet", app=True)
    with clock.stopped_at(clock.now()):
        async with browser_of(app) as browser:
            await halfway(browser)
            assert (await says_code(browser, code_now(steps=steps))).status_code == (303 if in_ else 403)


async def test_a_code_counts_once_and_none_from_before_it(house: House, app: Outer) -> None:
    await with_password(house, "piet", app=True)
    with clock.stopped_at(clock.now()):
        async with browser_of(app) as browser, browser_of(app) as thief:
            await halfway(browser)
            await halfway(thief)
            assert (await says_code(browser, code_now())).status_code == 303
            assert (await says_code(thief, code_now())).status_code == 403
            assert (await says_code(thief, code_now(steps=-1))).status_code == 403
            assert not await is_in(thief)
            assert (await says_code(thief, code_now(steps=1))).status_code == 303  # the app's next one


async def test_of_two_who_send_the_same_code_at_once_one_gets_in(house: House, app: Outer) -> None:
    await with_password(house, "piet", app=True)
    with clock.stopped_at(clock.now()):
        async with browser_of(app) as one, browser_of(app) as two, browser_of(app) as three:
            browsers = (one, two, three)
            for browser in browsers:
                await halfway(browser)
            answers = await asyncio.gather(*(says_code(browser, code_now()) for browser in browsers))
            assert sorted(answer.status_code for answer in answers) == [303, 403, 403]


@pytest.mark.parametrize("code", ["", "000000", "12345", "1234567", "abcdef", "½½½½½½", "٠١٢٣٤٥", "' or 1=1", "a" * 40])
async def test_what_is_no_code_opens_nothing(house: House, app: Outer, code: str) -> None:
    await with_password(house, "piet", app=True)
    async with browser_of(app) as browser:
        await halfway(browser)
        assert (await says_code(browser, code)).status_code in (403, 422)
        assert not await is_in(browser)


async def test_guessing_codes_has_to_wait_and_the_password_does_not_begin_it_anew(house: House, app: Outer) -> None:
    await with_password(house, "piet", app=True)
    with clock.stopped_at(clock.now()):
        async with browser_of(app) as thief:
            for _ in range(5):
                await halfway(thief)
                assert (await says_code(thief, "000000")).status_code == 403
            await halfway(thief)
            assert (await says_code(thief, code_now())).status_code == 429


async def test_ended_from_elsewhere_the_second_step_leads_nowhere(house: House, app: Outer) -> None:
    await with_password(house, "piet", app=True)
    async with browser_of(app) as browser:
        await halfway(browser)
        page = (await browser.get(CODE)).text
        async with house.database.writing(FEMKE_HERSELF) as session:
            (await session.exec(select(SignInSession))).one().ended_at = clock.now()
        answer = await browser.post(
            CODE,
            headers={"sec-fetch-site": "same-origin"},
            data={"sleutel": field(page, "sleutel"), "code": code_now()},
        )
        assert answer.headers["location"] == "/inloggen"
        assert not await is_in(browser)


async def test_without_the_key_an_app_opens_nothing_and_a_recovery_code_of_before_neither(
    house: House, app: Outer
) -> None:
    """A lost key is no way in, and no error page."""
    from_before = Secrecy(["another-key-0123456789-0123456789-0123"])
    await with_password(house, "piet", totp_sealed=second_factor.seal(from_before, SECRET))
    async with browser_of(app) as browser:
        await halfway(browser)
        assert (await says_code(browser, code_now())).status_code == 403
        assert not await is_in(browser)
