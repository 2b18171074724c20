"""A service as one more way into an account that is there: linked and unlinked by who is in."""

import re
from datetime import timedelta
from html import unescape

import httpx
from sqlmodel import select

from portal import clock
from portal.access import mail_address
from portal.accounts import passwords
from portal.model import Account, ExternalIdentity, Invitation, Role
from portal.secrecy import token_print
from portal.web.house import House
from portal.web.outer import Outer
from tests.accounts.door import PASSWORD, field, is_in, sends, types, with_password
from tests.accounts.services import a_browser, app, comes_in, house, more, roles_of
from tests.servers.openid import OpenIdProvider
from tests.staff import FEMKE_HERSELF, an_account

__all__ = ["app", "house", "more"]


async def test_an_account_gets_one_more_way_in_only_by_who_is_in(
    house: House, app: Outer, openid_provider: OpenIdProvider
) -> None:
    await with_password(house, "noor")
    openid_provider.says("noor-elders")
    links = "/mijn/account/diensten/werk"
    async with a_browser(app) as browser:
        assert (await browser.get(links)).headers["location"].startswith("/inloggen?")
        await types(browser, "noor")
        confirm = await comes_in(browser, openid_provider, "noor-elders", links)
        assert confirm.status_code == 200
        async with house.database.reading() as session:
            assert (await session.exec(select(ExternalIdentity))).all() == []
        proof = field(confirm.text, "bewijs")
        assert (await sends(browser, links, bewijs=proof, wachtwoord="anders")).status_code == 403
        answer = await sends(browser, links, bewijs=proof, wachtwoord=PASSWORD)
        assert answer.headers["location"] == "/mijn/account?gedaan=gekoppeld"
    async with a_browser(app) as browser:
        await comes_in(browser, openid_provider, "noor-elders")
        assert "noor@voorbeeld.example" in (await browser.get("/mijn/account")).text
    await with_password(house, "olaf")
    async with a_browser(app) as browser:  # somebody else's stays theirs
        await types(browser, "olaf")
        confirm = await comes_in(browser, openid_provider, "noor-elders", links)
        answer = await sends(browser, links, bewijs=field(confirm.text, "bewijs"), wachtwoord=PASSWORD)
        assert answer.status_code == 409
        answer = await sends(browser, links, bewijs=proof, wachtwoord=PASSWORD)
        assert answer.status_code == 422


async def test_a_way_in_is_taken_away_but_never_the_last(
    house: House, app: Outer, openid_provider: OpenIdProvider
) -> None:
    openid_provider.says("piet", role="redactie", kvk="01234567")
    async with a_browser(app) as browser:
        await comes_in(browser, openid_provider, "piet")
        async with house.database.reading() as session:
            key = (await session.exec(select(ExternalIdentity))).one().key
        way = f"/mijn/account/diensten/{key}/weg"
        refused = await sends(browser, way)
        assert (refused.status_code, "enige manier" in refused.text) == (409, True)
        hashed = await passwords.make_hash(PASSWORD)
        async with house.database.writing(FEMKE_HERSELF) as session:
            (await session.exec(select(Account))).one().password_hash = hashed
        assert (await sends(browser, way, wachtwoord=PASSWORD)).headers["location"].endswith("=ontkoppeld")
        assert (await sends(browser, way, wachtwoord=PASSWORD)).status_code == 404
    assert await roles_of(house) == set()


async def test_who_signs_out_is_asked_whether_to_sign_out_there_too(
    app: Outer, openid_provider: OpenIdProvider
) -> None:
    openid_provider.says("samira")
    async with a_browser(app) as browser:
        await comes_in(browser, openid_provider, "samira")
        answer = await sends(browser, "/uitloggen")
        assert answer.headers["location"] == "/uitloggen/werk"
        page = await browser.get("/uitloggen/werk")
        assert "U bent hier uitgelogd" in page.text
        assert f"{openid_provider.issuer}/session/end?client_id=werk" in page.text
        assert not await is_in(browser)
    async with httpx.AsyncClient() as elsewhere:
        found = re.search(r'href="([^"]*/session/end[^"]*)"', page.text)
        assert found is not None
        asked = await elsewhere.get(unescape(found[1]))
        assert asked.status_code == 200, asked.text


async def test_an_invitation_is_accepted_with_a_service_instead_of_a_password(
    house: House, app: Outer, openid_provider: OpenIdProvider
) -> None:
    await invited(house, "lotte@voorbeeld.example", "t" * 43)
    openid_provider.says(
        "lotte", name="Lotte Elders", email="elders@voorbeeld.example", email_verified=True, amr=["mfa"]
    )
    async with a_browser(app) as browser:
        page = await browser.get(f"/uitnodiging/{'t' * 43}")
        found = re.search(r'href="(/inloggen/met/werk[^"]*)"', page.text)
        assert found is not None
        by_another = await browser.get(unescape(found[1]), headers={"sec-fetch-site": "cross-site"})
        assert by_another.headers["location"] == f"/uitnodiging/{'t' * 43}"
        answer = await comes_in(browser, openid_provider, "lotte", unescape(found[1]))
        assert answer.headers["location"] == "/mijn/account?gedaan=welkom"
        own = (await browser.get("/mijn/account")).text
        assert "Lotte Elders" in own
        assert "lotte@voorbeeld.example" in own  # where the invitation was sent
    assert await roles_of(house) == {(Role.PROVIDER_EDITOR, 1), (Role.PROVIDER_MANAGER, 1)}
    async with a_browser(app) as browser:  # used
        answer = await comes_in(browser, openid_provider, "samira", unescape(found[1]))
        assert answer.headers["location"] == f"/uitnodiging/{'t' * 43}"
        assert not await is_in(browser)


async def invited(house: House, email: str, token: str) -> None:
    mieke = await an_account(house, "mieke", Role.PROVIDER_MANAGER)
    async with house.database.writing(FEMKE_HERSELF) as session:
        session.add(
            Invitation(
                key="invitation",
                email_sealed=mail_address.seal(house.secrecy, email),
                email_print=mail_address.print_of(house.secrecy, email),
                role=Role.PROVIDER_EDITOR,
                region_id=1,
                provider_id=1,
                token_print=token_print(token),
                invited_by=mieke.id or 0,
                made_at=clock.now(),
                expires=clock.now() + timedelta(days=14),
            )
        )
