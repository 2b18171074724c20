"""Families sign in with a link in a mail, and need no password."""

from datetime import timedelta

from sqlmodel import select

from portal import clock
from portal.model import Account, AuditEntry, Membership, Role
from portal.web.house import House
from portal.web.outer import Outer
from tests.accounts.door import is_in, sends, with_password
from tests.accounts.mailbox import last_link, letters
from tests.staff import FEMKE_HERSELF, an_account, browser_of, signed_in
from tests.web.house import FROM_HERE

LINK = "/inloggen/link"
SAMIRA = "samira@voorbeeld.example"


async def asks(browser, email: str = SAMIRA, language: str = ""):
    return await browser.post(language + LINK, headers=FROM_HERE, data={"mailadres": email})


async def test_somebody_new_presses_a_button_and_is_in(house: House, app: Outer) -> None:
    async with browser_of(app) as browser:
        await asks(browser, language="/en")
        link = await last_link(house, "sign_in_link")
        assert link.startswith("/en/inloggen/link/")
        page = await browser.get(link)
        assert SAMIRA in page.text  # nobody is let in as somebody else without seeing it
        assert page.headers["cache-control"] == "no-store"
        assert not await is_in(browser)
        async with house.database.reading() as session:
            assert (await session.exec(select(Account))).first() is None  # opening it does nothing
        answer = await browser.post(link, headers=FROM_HERE)
        assert (answer.status_code, answer.headers["location"]) == (303, "/en/mijn/account")
        assert "Max-Age=7776000" in answer.headers["set-cookie"]  # for as long as a family stays in
        assert await is_in(browser)
        assert (await browser.get(link)).status_code == 410
        assert (await browser.post(link, headers=FROM_HERE)).status_code in (403, 410)
    async with house.database.reading() as session:
        account = (await session.exec(select(Account))).one()
        assert (account.name, account.language, account.password_hash) == ("Family", "en", "")
        assert (await session.exec(select(Membership))).one().role == Role.FAMILY
        assert "samira" not in str([e.model_dump() for e in (await session.exec(select(AuditEntry))).all()])


async def test_the_second_time_it_is_the_same_account(house: House, app: Outer) -> None:
    async with browser_of(app) as one, browser_of(app) as other:
        await asks(one)
        first = await last_link(house)
        await asks(other, SAMIRA.upper())
        second = await last_link(house)
        for browser, link in ((one, first), (other, second)):
            assert (await browser.post(link, headers=FROM_HERE)).status_code == 303
        assert await is_in(one)
        assert await is_in(other)
    async with house.database.reading() as session:
        assert len((await session.exec(select(Account))).all()) == 1


async def test_it_holds_for_a_quarter_of_an_hour(house: House, app: Outer) -> None:
    async with browser_of(app) as browser:
        await asks(browser)
        link = await last_link(house)
        with clock.stopped_at(clock.now() + timedelta(minutes=16)):
            assert (await browser.get(link)).status_code == 410
            assert (await browser.post(link, headers=FROM_HERE)).status_code == 410


async def test_from_another_website_nobody_is_let_in(house: House, app: Outer) -> None:
    async with browser_of(app) as browser:
        await asks(browser)
        link = await last_link(house)
        for headers in ({"sec-fetch-site": "cross-site"}, {"origin": "https://elders.example"}, {}):
            assert (await browser.post(link, headers=headers)).status_code == 403
        assert (await browser.post(link, headers=FROM_HERE)).status_code == 303


async def test_who_can_change_something_is_not_let_in_by_a_mail(house: House, app: Outer) -> None:
    await with_password(house, "mieke", Role.PROVIDER_MANAGER)
    await with_password(house, "weg", Role.FAMILY, ended=clock.now())
    async with browser_of(app) as browser:
        for name in ("mieke", "weg"):
            await asks(browser, f"{name}@voorbeeld.example")
            assert await last_link(house) == ""
    assert len(await letters(house)) == 2


async def test_who_became_more_than_a_family_since_is_not_let_in_either(house: House, app: Outer) -> None:
    samira = await an_account(house, "samira", Role.FAMILY)
    async with browser_of(app) as browser:
        await asks(browser)
        link = await last_link(house)
        async with house.database.writing(FEMKE_HERSELF) as session:
            more = {"role": Role.PROVIDER_EDITOR, "region_id": 1, "provider_id": 1}
            session.add(Membership(key="m2", account_id=samira.id or 0, since=clock.now(), **more))
        assert (await browser.get(link)).status_code == 410
        assert (await browser.post(link, headers=FROM_HERE)).status_code == 410
        assert not await is_in(browser)


async def test_a_family_with_a_second_step_is_asked_for_it(house: House, app: Outer) -> None:
    await with_password(house, "samira", Role.FAMILY, app=True)
    async with browser_of(app) as browser:
        await asks(browser)
        answer = await browser.post(await last_link(house), headers=FROM_HERE)
        assert answer.headers["location"] == "/inloggen/code"
        assert not await is_in(browser)


async def test_who_is_signed_in_as_somebody_else_is_told_and_goes_over_whole(house: House, app: Outer) -> None:
    piet = await an_account(house, "piet", Role.PROVIDER_EDITOR)
    async with signed_in(app, piet) as browser:
        await sends(browser, LINK, LINK, mailadres=SAMIRA)
        link = await last_link(house)
        assert "Piet" in (await browser.get(link)).text
        before = dict(browser.cookies)
        assert (await sends(browser, link, link)).status_code == 303
        assert dict(browser.cookies) != before
        assert SAMIRA in (await browser.get("/mijn/account")).text
