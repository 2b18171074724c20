"""A session that ends halfway through a form: nothing that was typed is lost, and nobody else sees it."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
from sqlmodel import col, select, update

from portal import clock
from portal.access.form_token import FIELD, make_form_token
from portal.access.kept_form import AGAIN, MOST, NEVER, forget_kept
from portal.database import SYSTEM
from portal.model import Account, Invitation, KeptForm, Role, SignInSession
from portal.secrecy import token_print
from portal.web.house import House
from portal.web.outer import Outer
from portal.web.session_cookie import cookie_name
from tests.accounts.door import PASSWORD, code_now, enters, field, is_in, sends, types, with_password
from tests.provider_area.offering import HELP, add_offers, opened, stand
from tests.staff import browser_of, signed_in
from tests.web.house import FROM_HERE

COLLEAGUES = "/aanbieder/de-wilgenhof/medewerkers"


async def end_sessions(house: House, **values: Any) -> None:
    """As the end of their time, or somebody who ends them elsewhere."""
    async with house.database.writing(SYSTEM) as session:
        await session.exec(update(SignInSession).values(**(values or {"ended_at": clock.now()})))


async def kept_rows(house: House) -> list[KeptForm]:
    async with house.database.reading() as session:
        return list((await session.exec(select(KeptForm).order_by(col(KeptForm.id)))).all())


async def sends_again(browser: httpx.AsyncClient, page: str) -> httpx.Response:
    """As the one button does."""
    form = page[page.index('class="door-form"') :]
    action = re.search(r'action="([^"]*)"', form)
    fields: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', form):
        fields.setdefault(unescape(name), []).append(unescape(value))
    assert action is not None
    return await browser.post(unescape(action[1]), headers=FROM_HERE, data=fields)


@asynccontextmanager
async def after_signing_in_again(
    house: House, app: Outer, account: Account, refused: httpx.Response
) -> AsyncIterator[tuple[httpx.AsyncClient, str]]:
    """The page to which the door leads them then."""
    assert refused.status_code == 303
    back = parse_qs(urlsplit(refused.headers["location"]).query)["verder"][0]
    async with signed_in(app, account) as browser:
        page = await browser.get(back)
        assert page.status_code == 200, back
        yield browser, page.text


async def test_a_grid_of_200_rows_is_sent_after_signing_in_again(house: House, app: Outer) -> None:
    await add_offers(house, more=200)
    await with_password(house, "piet", Role.PROVIDER_EDITOR, app=True)
    async with browser_of(app) as browser:
        await enters(browser, "piet")
        grid = await opened(browser)
        grid.type(HELP, aanmeld="7")
        grid.type("w-199", stand="open", aanmeld="9")
        await end_sessions(house)
        refused = await grid.send(browser)
        assert refused.status_code == 303
        door = await browser.get(refused.headers["location"])
        assert "Wat u typte, is een uur bewaard" in door.text
        assert (await stand(house))[HELP].intake_wait == 3
        back = field(door.text, "verder")
        assert back.startswith("/verder/")
        halfway = await types(browser, "piet", verder=back)
        page = await browser.get(halfway.headers["location"])
        async with house.database.writing(SYSTEM) as session:
            await session.exec(update(Account).values(totp_last_step=0))
        entered = await sends(browser, "/inloggen/code", halfway.headers["location"], code=code_now(), verder=back)
        assert page.status_code == 200
        assert entered.headers["location"] == back
        kept = await browser.get(back)
        assert "Dit had u getypt" in kept.text
        assert kept.headers["cache-control"] == "no-store"
        answer = await sends_again(browser, kept.text)
        assert answer.status_code == 303
        assert (await browser.get(back)).status_code == 404
    now = await stand(house)
    assert (now[HELP].intake_wait, now["w-199"].intake_wait) == (7, 9)


async def test_an_invitation_is_sent_after_signing_in_again(house: House, app: Outer) -> None:
    await with_password(house, "mieke", Role.PROVIDER_MANAGER)
    async with browser_of(app) as browser:
        await types(browser, "mieke")
        await end_sessions(house, second_factor=True)
        page = (await browser.get(COLLEAGUES)).text
        await end_sessions(house, seen=clock.now() - timedelta(hours=2))
        data = {"mailadres": "nieuw@voorbeeld.example", "rol": "provider_editor", "taal": "nl"}
        data["sleutel"] = field(page, "sleutel")
        refused = await browser.post(f"/en{COLLEAGUES}", headers=FROM_HERE, data=data)
        assert refused.headers["location"].startswith("/en/inloggen?verder=%2Fen%2Fverder%2F")
        back = field((await browser.get(refused.headers["location"])).text, "verder")
        assert (await types(browser, "mieke", verder=back)).headers["location"] == back
        await end_sessions(house, second_factor=True)
        answer = await sends_again(browser, (await browser.get(back)).text)
        assert (answer.status_code, answer.headers["location"]) == (303, f"/en{COLLEAGUES}?gedaan=uitgenodigd")
    async with house.database.reading() as session:
        assert len((await session.exec(select(Invitation))).all()) == 1


async def test_who_signed_in_again_in_another_tab_goes_on_at_once(house: House, app: Outer) -> None:
    await with_password(house, "piet")
    async with browser_of(app) as browser:
        await enters(browser, "piet")
        old = field((await browser.get("/mijn/account")).text, "sleutel")
        await types(browser, "piet")
        data = {"sleutel": old, "naam": "Piet de Boer", "taal": "nl"}
        refused = await browser.post("/mijn/account", headers=FROM_HERE, data=data)
        assert refused.status_code == 303
        assert (await sends_again(browser, (await browser.get(refused.headers["location"])).text)).status_code == 303
        assert "Piet de Boer" in (await browser.get("/mijn/account")).text
        data["sleutel"] = old[::-1]
        assert (await browser.post("/mijn/account", headers=FROM_HERE, data=data)).status_code == 403


async def test_somebody_else_at_the_same_screen_sees_nothing_of_it(house: House, app: Outer) -> None:
    await with_password(house, "piet")
    await with_password(house, "olaf")
    async with browser_of(app) as browser:
        await enters(browser, "piet")
        old = field((await browser.get("/mijn/account")).text, "sleutel")
        await end_sessions(house)
        data = {"sleutel": old, "naam": "Geheim", "taal": "nl"}
        refused = await browser.post("/mijn/account", headers=FROM_HERE, data=data)
        back = field((await browser.get(refused.headers["location"])).text, "verder")
        await types(browser, "olaf", verder=back)
        assert (await browser.get(back)).status_code == 404
        # Nor what Piet's open page sends while Olaf is in.
        answer = await browser.post("/mijn/account", headers=FROM_HERE, data=data)
        assert answer.status_code == 403
        assert "Geheim" not in answer.text
    assert len(await kept_rows(house)) == 1


async def test_nothing_is_kept_of_strangers_nor_of_forms_that_are_not_ours(house: House, app: Outer) -> None:
    piet = await with_password(house, "piet")
    async with browser_of(app) as stranger:
        answer = await stranger.post("/mijn/account", headers=FROM_HERE, data={"naam": "x", "sleutel": "y"})
        assert "bewaard" not in (await stranger.get(answer.headers["location"])).text
    async with browser_of(app, "x" * 43) as stranger:
        await stranger.post("/mijn/account", headers=FROM_HERE, data={"naam": "x", "sleutel": "y"})
    async with signed_in(app, piet) as browser:
        token = browser.cookies[cookie_name(house.settings)]
        await end_sessions(house)
        own, other = (make_form_token(house.secrecy, token_print(one)) for one in (token, "another"))
        for sleutel in ("", other):
            await browser.post("/mijn/account", headers=FROM_HERE, data={"naam": "x", "sleutel": sleutel})
        await browser.post("/mijn/account", headers=FROM_HERE, data={"sleutel": own, "wachtwoord": PASSWORD})
        elsewhere = {"origin": "https://elders.example"}
        await browser.post("/mijn/account", headers=elsewhere, data={"naam": "x", "sleutel": own})
        await browser.post("/mijn/account", headers=FROM_HERE, data={"naam": "x" * 70_000, "sleutel": own})
        await end_sessions(house, ended_at=clock.now() - timedelta(days=2))
        await browser.post("/mijn/account", headers=FROM_HERE, data={"naam": "x", "sleutel": own})
    assert await kept_rows(house) == []


async def test_what_is_kept_cannot_be_read_and_passwords_and_files_are_not(house: House, app: Outer) -> None:
    piet = await with_password(house, "piet")
    async with signed_in(app, piet) as browser:
        token = browser.cookies[cookie_name(house.settings)]
        await end_sessions(house)
        data = {
            "sleutel": make_form_token(house.secrecy, token_print(token)),
            "naam": "Piet de Boer",
            "nieuw": PASSWORD,
        }
        files = {"bestand": ("rooster.csv", b"heel,vertrouwelijk", "text/csv")}
        await browser.post("/mijn/account", headers=FROM_HERE, data=data, files=files)
    row = (await kept_rows(house))[0]
    assert "Boer" not in row.sealed
    opened = house.secrecy.unseal(row.sealed, "kept form")
    assert opened == '["/mijn/account", "", [["naam", "Piet de Boer"]], true]'


async def test_only_the_newest_few_are_kept_and_those_for_an_hour(house: House, app: Outer) -> None:
    piet = await with_password(house, "piet")
    async with signed_in(app, piet) as browser:
        token = browser.cookies[cookie_name(house.settings)]
        await end_sessions(house)
        for number in range(MOST + 2):
            proof = make_form_token(house.secrecy, token_print(token))
            answer = await browser.post(
                "/mijn/account", headers=FROM_HERE, data={"sleutel": proof, "naam": f"Piet {number}"}
            )
        back = field((await browser.get(answer.headers["location"])).text, "verder")
        assert len(await kept_rows(house)) == MOST
        await enters(browser, "piet")
        assert f"Piet {MOST + 1}" in (await browser.get(back)).text
        with clock.stopped_at(clock.now() + timedelta(hours=1)):
            async with house.database.writing(SYSTEM) as session:
                await forget_kept(session)
        assert (await browser.get(back)).status_code == 404
        assert await is_in(browser)
    assert await kept_rows(house) == []


async def test_a_part_that_htmx_asked_for_leads_the_whole_page_to_the_door(house: House, app: Outer) -> None:
    piet = await with_password(house, "piet")
    async with signed_in(app, piet) as browser:
        token = browser.cookies[cookie_name(house.settings)]
        await end_sessions(house)
        data = {"sleutel": make_form_token(house.secrecy, token_print(token)), "naam": "Piet"}
        answer = await browser.post("/mijn/account", headers={**FROM_HERE, "hx-request": "true"}, data=data)
        assert answer.status_code == 200
        assert answer.headers["hx-redirect"].startswith("/inloggen?verder=%2Fverder%2F")
        assert answer.text == ""


def test_no_field_that_somebody_fills_in_is_named_as_what_is_never_kept() -> None:
    """Of the pages that ask for what only a person may type each time, those of accounts, that is what is meant; and
    those of a family's list ask who has its code, never who signed in."""
    folder, meant = Path("templates"), ("accounts", "web", "parts", "shortlist")
    others = [path for path in folder.rglob("*.html") if path.parent.name not in meant]
    named = {name for path in others for name in re.findall(r'name="([^"{]+)"', path.read_text("utf-8"))}
    assert "uitkomst" in named
    assert not named & (NEVER - {FIELD, AGAIN, "token"})
