"""A forgotten password, as its owner and as somebody else would try it."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import event
from sqlmodel import select

from portal import clock
from portal.model import Account, AuditEntry, OneTimeLink, Role
from portal.web.house import House
from portal.web.outer import Outer
from tests.accounts.door import OTHER, PASSWORD, enters, forget_tries, is_in, sends, types, with_password
from tests.accounts.mailbox import last_link, letters
from tests.mail.writing import everything_in
from tests.staff import FEMKE_HERSELF, an_account, browser_of, signed_in
from tests.web.house import FROM_HERE

NEW = "negen gouden fluiten slapen"
FORGOTTEN = "/inloggen/vergeten"


async def asks(browser, email: str = "piet@voorbeeld.example"):
    return await browser.post(FORGOTTEN, headers=FROM_HERE, data={"mailadres": email})


async def chooses(browser, link: str, password: str = NEW):
    return await browser.post(link, headers=FROM_HERE, data={"nieuw": password})


async def test_a_link_sets_another_password_once(house: House, app: Outer) -> None:
    piet = await with_password(house, "piet", Role.PROVIDER_EDITOR)
    async with browser_of(app) as browser, signed_in(app, piet) as elsewhere:
        assert (await asks(browser)).status_code == 200
        link = await last_link(house, "reset")
        for _ in range(2):  # a scanner opens it too
            page = await browser.get(link)
            assert (page.status_code, page.headers["cache-control"]) == (200, "no-store")
        assert await is_in(elsewhere)
        done = await chooses(browser, link)
        assert (done.status_code, done.headers["location"]) == (303, "/inloggen?gedaan=wachtwoord")
        assert "set-cookie" not in done.headers
        assert not await is_in(elsewhere)  # whoever had it
        assert (await browser.get(link)).status_code == 410
        assert (await chooses(browser, link, OTHER)).status_code == 410
        assert (await types(browser, "piet", PASSWORD)).status_code == 403
        assert (await types(browser, "piet", NEW)).status_code == 303


async def test_a_password_that_is_too_easy_does_not_use_the_link_up(house: House, app: Outer) -> None:
    await with_password(house, "piet")
    async with browser_of(app) as browser:
        await asks(browser)
        link = await last_link(house)
        for weak in ("kort", "piet@voorbeeld.example", ""):
            answer = await chooses(browser, link, weak)
            assert (answer.status_code, 'role="alert"' in answer.text) == (422, True)
        assert (await chooses(browser, link)).status_code == 303


async def test_the_second_step_is_still_asked_for(house: House, app: Outer) -> None:
    await with_password(house, "noor", Role.CONTRACT_MANAGER, app=True)
    async with browser_of(app) as browser:
        await asks(browser, "noor@voorbeeld.example")
        await chooses(browser, await last_link(house))
        answer = await types(browser, "noor", NEW)
        assert answer.headers["location"] == "/inloggen/code"
        assert not await is_in(browser)


async def test_it_ends_after_an_hour_and_with_every_other_link(house: House, app: Outer) -> None:
    await with_password(house, "piet")
    async with browser_of(app) as browser:
        await asks(browser)
        first = await last_link(house)
        await asks(browser)
        second = await last_link(house)
        with clock.stopped_at(clock.now() + timedelta(minutes=61)):
            assert (await chooses(browser, second)).status_code == 410
        assert (await chooses(browser, second)).status_code == 303
        assert (await chooses(browser, first, OTHER)).status_code == 410


@pytest.mark.parametrize("change", [str.upper, lambda link: link + "a", lambda link: link[:-1], lambda link: link[:20]])
async def test_a_tampered_link_is_nobodys(house: House, app: Outer, change) -> None:
    await with_password(house, "piet")
    async with browser_of(app) as browser:
        await asks(browser)
        answer = await chooses(browser, "/inloggen/wachtwoord/" + change((await last_link(house)).rpartition("/")[2]))
        assert answer.status_code == 410
        assert "piet" not in answer.text


async def test_a_link_does_only_what_it_was_made_for(house: House, app: Outer) -> None:
    await with_password(house, "samira", Role.FAMILY)
    async with browser_of(app) as browser:
        await asks(browser, "samira@voorbeeld.example")
        reset = (await last_link(house)).rpartition("/")[2]
        await browser.post("/inloggen/link", headers=FROM_HERE, data={"mailadres": "samira@voorbeeld.example"})
        sign_in = (await last_link(house)).rpartition("/")[2]
        assert (await browser.post(f"/inloggen/link/{reset}", headers=FROM_HERE)).status_code == 410
        assert (await chooses(browser, f"/inloggen/wachtwoord/{sign_in}")).status_code == 410
        assert not await is_in(browser)


async def test_nobody_learns_from_the_answer_who_has_an_account(house: House, app: Outer) -> None:
    await with_password(house, "piet")
    await with_password(house, "weg", ended=clock.now())
    asked: list[str] = []
    event.listen(house.database.engine.sync_engine, "before_cursor_execute", lambda *a: asked.append(a[2]))
    for path in (FORGOTTEN, "/inloggen/link"):
        pages, statements = set(), set()
        for name in ("piet", "niemand", "weg"):
            await forget_tries(house)
            asked.clear()
            async with browser_of(app) as browser:
                email = f"{name}@voorbeeld.example"
                answer = await browser.post(path, headers=FROM_HERE, data={"mailadres": email})
            statements.add(tuple(asked))
            pages.add(answer.text.replace(answer.headers["x-request-id"], "").replace(email, ""))
        assert len(pages) == 1
        assert len(statements) == 1  # the same is asked of the database: it takes as long


async def test_who_has_no_account_reads_so_in_a_mail_without_a_link(house: House, app: Outer) -> None:
    await with_password(house, "weg", ended=clock.now())
    async with browser_of(app) as browser:
        for name in ("niemand", "weg"):
            await asks(browser, f"{name}@voorbeeld.example")
            assert await last_link(house, "reset") == ""
    async with house.database.reading() as session:
        assert {link.account_id for link in (await session.exec(select(OneTimeLink))).all()} == {None}


async def test_the_mail_goes_to_the_address_that_is_held(house: House, app: Outer) -> None:
    await with_password(house, "piet")
    async with browser_of(app) as browser:
        assert (await asks(browser, " PIET@Voorbeeld.EXAMPLE ")).status_code == 200
        # The Kelvin sign and the dotless i are small letters of others: never another mailbox.
        for email in ("p\u0131et@voorbeeld.example", "piet@voorbeeld.example\r\nBcc: x@y.example", "piet", "@"):
            assert (await asks(browser, email)).status_code in (200, 422)
    assert {letter.address for letter in await letters(house)} == {"piet@voorbeeld.example"}


async def test_nobodys_mailbox_is_filled(house: House, app: Outer) -> None:
    await with_password(house, "piet")
    async with browser_of(app) as browser:
        for email in ("piet@voorbeeld.example", "niemand@voorbeeld.example"):
            found = [(await asks(browser, email)).status_code for _ in range(6)]
            assert found == [200, 200, 200, 429, 429, 429]
    assert len(await letters(house)) == 6


async def test_no_token_and_no_address_is_in_the_database_or_in_the_audit(house: House, app: Outer) -> None:
    await with_password(house, "piet")
    async with browser_of(app) as browser:
        await asks(browser)
        token = (await last_link(house)).rpartition("/")[2]
        assert re.fullmatch(r"[A-Za-z0-9_-]{43}", token)  # 256 bits
        await chooses(browser, f"/inloggen/wachtwoord/{token}")
    held = await everything_in(house.database)
    assert token not in held
    assert "piet@" not in held
    async with house.database.reading() as session:
        entry = (await session.exec(select(AuditEntry).where(AuditEntry.actor == "account:key-piet"))).one()
    assert (entry.before, entry.after) == ({"password_hash": "(hidden)"}, {"password_hash": "(hidden)"})


async def test_who_changes_the_password_meanwhile_leaves_no_link_behind(house: House, app: Outer) -> None:
    await with_password(house, "piet")
    async with browser_of(app) as browser, browser_of(app) as other:
        await asks(other)
        link = await last_link(house)
        await enters(browser, "piet")
        path = "/mijn/account/wachtwoord"
        assert (await sends(browser, path, path, wachtwoord=PASSWORD, nieuw=NEW)).status_code == 303
        assert (await chooses(other, link, OTHER)).status_code == 410


async def test_an_account_that_ended_since_is_not_opened(house: House, app: Outer) -> None:
    await an_account(house, "piet")
    async with browser_of(app) as browser:
        await asks(browser)
        link = await last_link(house)
        async with house.database.writing(FEMKE_HERSELF) as session:
            (await session.exec(select(Account))).one().ended = clock.now()
        assert (await chooses(browser, link)).status_code == 410
