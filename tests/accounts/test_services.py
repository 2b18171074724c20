"""Signing in with a service that vouches for people: a real OpenID provider."""

import pytest
from sqlmodel import col, select

from portal.model import Account, AuditEntry, ExternalIdentity, Membership, Role, SignInSession
from portal.web.house import House
from portal.web.outer import Outer
from tests.accounts.door import is_in, with_password
from tests.accounts.services import TO_WORK, a_browser, app, asked, comes_in, goes, house, more, own_part, roles_of
from tests.servers.openid import SECRET, OpenIdProvider
from tests.staff import FEMKE_HERSELF

__all__ = ["app", "house", "more"]


async def test_who_the_service_knows_is_in_with_what_it_says_of_them(
    house: House, app: Outer, openid_provider: OpenIdProvider
) -> None:
    openid_provider.says("piet", role="redactie", kvk="01234567", name="Piet van Werk")
    async with a_browser(app) as browser:
        door = await browser.get("/inloggen")
        assert "Werkpas" in door.text
        assert "set-cookie" not in door.headers
        question = await goes(browser)
        said = asked(question)
        assert (said["code_challenge_method"], said["scope"]) == ("S256", "openid email profile")
        assert len(said["state"]) > 30
        assert len(said["nonce"]) > 30
        answer = await browser.get(own_part(await openid_provider.signs_in(question, "piet")))
        assert (answer.status_code, answer.headers["location"]) == (303, "/aanbieder")
        assert answer.headers["cache-control"] == "no-store"
        own = await browser.get("/mijn/account")
        assert "Piet van Werk" in own.text
        assert "Werkpas" in own.text
    assert await roles_of(house) == {(Role.PROVIDER_EDITOR, 1)}
    async with house.database.reading() as session:
        held = (await session.exec(select(Membership))).one()
        written = (await session.exec(select(AuditEntry).where(AuditEntry.subject_type == "Membership"))).one()
        identity = (await session.exec(select(ExternalIdentity))).one()
    assert (held.ruled_by, written.actor) == ("werk", "service:werk")
    assert "piet" not in identity.subject_print


async def test_the_second_time_it_is_the_same_account(
    house: House, app: Outer, openid_provider: OpenIdProvider
) -> None:
    openid_provider.says("piet", role="redactie", kvk="01234567")
    for _ in range(2):
        async with a_browser(app) as browser:
            assert (await comes_in(browser, openid_provider, "piet")).headers["location"] == "/aanbieder"
    async with house.database.reading() as session:
        assert len((await session.exec(select(Account))).all()) == 1
    assert await roles_of(house) == {(Role.PROVIDER_EDITOR, 1)}


async def test_a_parent_gets_the_account_of_a_family(house: House, app: Outer, openid_provider: OpenIdProvider) -> None:
    openid_provider.says("samira", email="samira@voorbeeld.example", email_verified=True)
    async with a_browser(app) as browser:
        answer = await comes_in(browser, openid_provider, "samira", f"{TO_WORK}?verder=/aanbod?q=angst")
        assert answer.headers["location"] == "/aanbod?q=angst"
        assert "samira@voorbeeld.example" in (await browser.get("/mijn/account")).text
    assert await roles_of(house) == {(Role.FAMILY, None)}


@pytest.mark.parametrize("more", [""])
async def test_whom_no_rule_lets_in_is_told_so(house: House, app: Outer, openid_provider: OpenIdProvider) -> None:
    for claims in ({}, {"role": "redactie", "kvk": "99999999"}, {"role": "beheer", "kvk": "de-wilgenhof"}):
        openid_provider.says("vera", **claims)
        async with a_browser(app) as browser:
            answer = await comes_in(browser, openid_provider, "vera")
            assert answer.status_code == 403
            assert "Werkpas kent u" in answer.text
            assert not await is_in(browser)
    async with house.database.reading() as session:
        assert (await session.exec(select(Account))).all() == []


async def test_what_is_not_said_any_more_ends_and_what_people_gave_stays(
    house: House, app: Outer, openid_provider: OpenIdProvider
) -> None:
    openid_provider.says("piet", role="redactie", kvk="01234567")
    async with a_browser(app) as browser:
        await comes_in(browser, openid_provider, "piet")
    async with house.database.writing(FEMKE_HERSELF) as session:
        account = (await session.exec(select(Account))).one()
        session.add(Membership(key="given", account_id=account.id, role=Role.GI, region_id=1, since=account.created))
    openid_provider.says("piet")
    async with a_browser(app) as browser:
        assert (await comes_in(browser, openid_provider, "piet")).status_code == 303
        assert (await browser.get("/aanbieder/de-wilgenhof")).status_code == 404
    assert await roles_of(house) == {(Role.GI, None)}


async def test_the_last_who_manages_a_provider_stays_whatever_the_service_says(
    house: House, app: Outer, openid_provider: OpenIdProvider
) -> None:
    openid_provider.says("mieke", role="redactie", kvk="01234567")
    async with a_browser(app) as browser:
        await comes_in(browser, openid_provider, "mieke")
    openid_provider.says("mieke", role="beheer", kvk="de-wilgenhof")
    async with a_browser(app) as browser:
        await comes_in(browser, openid_provider, "mieke")
    assert await roles_of(house) == {(Role.PROVIDER_MANAGER, 1)}
    openid_provider.says("mieke")
    async with a_browser(app) as browser:
        await comes_in(browser, openid_provider, "mieke")
    assert await roles_of(house) == {(Role.PROVIDER_MANAGER, 1)}
    await with_password(house, "olaf", Role.PROVIDER_MANAGER)
    async with a_browser(app) as browser:
        await comes_in(browser, openid_provider, "mieke")
    async with house.database.reading() as session:
        held = (await session.exec(select(Membership).where(col(Membership.until).is_(None)))).one()
    assert held.ruled_by == ""


async def test_a_mail_address_of_another_takes_over_nothing(
    house: House, app: Outer, openid_provider: OpenIdProvider
) -> None:
    await with_password(house, "mieke", Role.PROVIDER_MANAGER)
    openid_provider.says("boef", email="Mieke@voorbeeld.example", email_verified=True)
    async with a_browser(app) as browser:
        answer = await comes_in(browser, openid_provider, "boef")
        assert answer.status_code == 409
        assert "al een account met uw mailadres" in answer.text
        assert not await is_in(browser)
    openid_provider.says("boef", email="mieke@voorbeeld.example", email_verified=False)
    async with a_browser(app) as browser:
        assert (await comes_in(browser, openid_provider, "boef")).status_code == 303
        page = (await browser.get("/mijn/account")).text
        assert "Mieke" not in page
        assert "mieke@" not in page


async def test_the_second_factor_of_the_service_counts_only_where_it_says_so(
    house: House, app: Outer, openid_provider: OpenIdProvider
) -> None:
    for amr, counts in ((["pwd"], False), (["pwd", "mfa"], True)):
        openid_provider.says("piet", role="redactie", kvk="01234567", amr=amr)
        async with a_browser(app) as browser:
            await comes_in(browser, openid_provider, "piet")
        async with house.database.reading() as session:
            last = select(SignInSession).order_by(col(SignInSession.id).desc())
            assert (await session.exec(last)).first().second_factor is counts


async def test_a_second_step_that_is_set_up_here_is_asked_for(
    house: House, app: Outer, openid_provider: OpenIdProvider
) -> None:
    openid_provider.says("piet", role="redactie", kvk="01234567")
    async with a_browser(app) as browser:
        await comes_in(browser, openid_provider, "piet")
    async with house.database.writing(FEMKE_HERSELF) as session:
        (await session.exec(select(Account))).one().totp_sealed = house.secrecy.seal("x", "second factor")
    async with a_browser(app) as browser:
        answer = await comes_in(browser, openid_provider, "piet", f"{TO_WORK}?verder=/aanbod")
        assert answer.headers["location"] == "/inloggen/code?verder=%2Faanbod"
        assert not await is_in(browser)


async def test_an_account_that_ended_stays_closed(house: House, app: Outer, openid_provider: OpenIdProvider) -> None:
    openid_provider.says("piet", role="redactie", kvk="01234567")
    async with a_browser(app) as browser:
        await comes_in(browser, openid_provider, "piet")
    async with house.database.writing(FEMKE_HERSELF) as session:
        account = (await session.exec(select(Account))).one()
        account.ended = account.created
    async with a_browser(app) as browser:
        assert (await comes_in(browser, openid_provider, "piet")).status_code == 403
        assert not await is_in(browser)


async def test_somebody_who_cancels_there_finds_the_other_ways_in(app: Outer, openid_provider: OpenIdProvider) -> None:
    async with a_browser(app) as browser:
        answer = await browser.get(own_part(await openid_provider.cancels(await goes(browser))))
        assert answer.status_code == 403
        assert "niet ingelogd met Werkpas" in answer.text
        assert 'name="wachtwoord"' in answer.text
        assert not await is_in(browser)


async def test_one_goes_on_to_a_page_of_ours_and_nowhere_else(app: Outer, openid_provider: OpenIdProvider) -> None:
    openid_provider.says("samira")
    for elsewhere in ("//elders.example/", "https://elders.example/", "/\\elders.example"):
        async with a_browser(app) as browser:
            question = await browser.get(TO_WORK, params={"verder": elsewhere})
            back = await openid_provider.signs_in(question.headers["location"], "samira")
            answer = await browser.get(own_part(back))
            assert answer.headers["location"] == "/mijn/account"


async def test_no_secret_reaches_the_logs(
    app: Outer, openid_provider: OpenIdProvider, capfd: pytest.CaptureFixture[str]
) -> None:
    openid_provider.says("samira", email="samira@voorbeeld.example", email_verified=True)
    async with a_browser(app) as browser:
        question = await goes(browser)
        back = await openid_provider.signs_in(question, "samira")
        await browser.get(own_part(back))
        await browser.get(own_part(back))
    said = "".join(capfd.readouterr())
    assert "accounts.from_service" in said
    code, secrets = asked(back)["code"], asked(question)
    for secret in (code, secrets["state"], secrets["nonce"], SECRET, "samira"):
        assert secret not in said
