"""Setting up the second step, and taking it away."""

import re

import httpx
from sqlmodel import select

from portal.model import Account, RecoveryCode, Role, SignInSession
from portal.web.house import House
from portal.web.outer import Outer
from portal.web.session_cookie import cookie_name
from tests.accounts.door import (
    OTHER,
    PASSWORD,
    code_now,
    enters,
    field,
    forget_tries,
    halfway,
    is_in,
    says_code,
    sends,
    with_password,
)
from tests.staff import browser_of

STEP = "/mijn/account/tweede-stap"


RECOVERY = re.compile(r"<code>([a-z0-9]{4}-[a-z0-9]{4}-[a-z0-9]{4})</code>")


async def sets_up(
    browser: httpx.AsyncClient, password: str = PASSWORD, code: str = "", back: str = ""
) -> httpx.Response:
    page = (await browser.get(STEP, params={"verder": back} if back else {})).text
    secret = re.search(r'class="secret"[^>]*>([A-Z2-7]+)<', page)
    assert secret is not None
    said = code or code_now(secret[1])
    data = {"geheim": field(page, "geheim"), "code": said, "wachtwoord": password}
    return await sends(browser, STEP, STEP, **data, **({"verder": back} if back else {}))


async def test_an_app_is_set_up_with_a_code_and_the_password_and_gives_ten_recovery_codes(
    house: House, app: Outer
) -> None:
    await with_password(house, "piet", Role.PROVIDER_EDITOR)
    async with browser_of(app) as browser:
        await enters(browser, "piet")
        before = browser.cookies[cookie_name(house.settings)]
        page = await browser.get(STEP)
        assert "<svg" in page.text
        assert (await sets_up(browser, password=OTHER)).status_code == 403
        assert (await sets_up(browser, code="000000")).status_code == 422
        answer = await sets_up(browser, back="/aanbod")
        assert answer.status_code == 200
        assert answer.headers["cache-control"] == "no-store"
        codes = RECOVERY.findall(answer.text)
        assert len(set(codes)) == 10
        assert 'href="/aanbod"' in answer.text
        assert browser.cookies[cookie_name(house.settings)] != before
        # The forms of that very page belong to the new session.
        out = await browser.post(
            "/uitloggen", headers={"sec-fetch-site": "same-origin"}, data={"sleutel": field(answer.text, "sleutel")}
        )
        assert out.status_code == 303
    async with house.database.reading() as session:
        held = (await session.exec(select(RecoveryCode))).all()
        account = (await session.exec(select(Account))).one()
    assert not any(code in str(one.model_dump()) for code in codes for one in held)
    assert account.totp_sealed
    async with browser_of(app) as browser:
        await halfway(browser)
        assert (await says_code(browser, f" {codes[3].upper().replace('-', ' ')} ")).status_code == 303
        assert await is_in(browser)
    async with browser_of(app) as thief:
        await halfway(thief)
        assert (await says_code(thief, codes[3])).status_code == 403  # once
        assert (await says_code(thief, codes[4])).status_code == 303


async def test_a_session_from_before_the_app_must_pass_it_too(house: House, app: Outer) -> None:
    await with_password(house, "piet", Role.PROVIDER_EDITOR)
    async with browser_of(app) as own, browser_of(app) as thief:
        await enters(own, "piet")
        await enters(thief, "piet")
        assert (await sets_up(own)).status_code == 200
        assert await is_in(own)
        assert not await is_in(thief)


async def test_the_secret_of_another_or_of_yesterday_is_not_taken(house: House, app: Outer) -> None:
    await with_password(house, "piet")
    await with_password(house, "olaf")
    async with browser_of(app) as piet, browser_of(app) as olaf:
        await enters(piet, "piet")
        await enters(olaf, "olaf")
        page = (await olaf.get(STEP)).text
        secret = re.search(r'class="secret"[^>]*>([A-Z2-7]+)<', page)
        assert secret is not None
        data = {"geheim": field(page, "geheim"), "wachtwoord": PASSWORD}
        foreign = await sends(piet, STEP, STEP, **data, code=code_now(secret[1]))
        assert foreign.status_code == 422
        own = await sends(olaf, STEP, STEP, **{**data, "geheim": "nonsense"}, code=code_now(secret[1]))
        assert own.status_code == 422
    await forget_tries(house)
    async with house.database.reading() as session:
        assert [one.totp_sealed for one in (await session.exec(select(Account))).all()] == ["", ""]


async def test_the_app_goes_with_the_password_only_and_takes_the_codes_along(house: House, app: Outer) -> None:
    await with_password(house, "piet", Role.PROVIDER_EDITOR)
    async with browser_of(app) as browser:
        await enters(browser, "piet")
        await sets_up(browser)
        assert (await sends(browser, f"{STEP}/app-weg", wachtwoord=OTHER)).status_code == 403
        assert (await sends(browser, f"{STEP}/app-weg", wachtwoord=PASSWORD)).status_code == 303
        async with house.database.reading() as session:
            assert (await session.exec(select(RecoveryCode))).all() == []
            assert not any(held.second_factor for held in (await session.exec(select(SignInSession))).all())
        assert await is_in(browser)


async def test_new_recovery_codes_end_the_old_ones(house: House, app: Outer) -> None:
    await with_password(house, "piet")
    async with browser_of(app) as browser:
        await enters(browser, "piet")
        old = RECOVERY.findall((await sets_up(browser)).text)
        assert (await sends(browser, f"{STEP}/herstelcodes", wachtwoord=OTHER)).status_code == 403
        new = RECOVERY.findall((await sends(browser, f"{STEP}/herstelcodes", wachtwoord=PASSWORD)).text)
    assert len(new) == 10
    assert not set(old) & set(new)
    async with browser_of(app) as browser:
        await halfway(browser)
        assert (await says_code(browser, old[0])).status_code == 403
        assert (await says_code(browser, new[0])).status_code == 303
