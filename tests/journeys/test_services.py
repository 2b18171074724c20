"""Signing in with a service that vouches for people, and a session that ends halfway through a form: in a browser."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.async_api import Page
from sqlmodel import select, update

from portal import clock
from portal.database import SYSTEM
from portal.model import Account, Invitation, Provider, Role, SignInSession
from portal.settings import Settings
from portal.web.house import House
from tests.accounts.door import PASSWORD, code_now, forget_tries, with_password
from tests.accounts.services import FAMILIES, settings_for
from tests.journeys.looking import no_violations
from tests.journeys.the_door import LOCAL, Door, door
from tests.provider_area.offering import GRID, HELP, add_offers, stand
from tests.servers.chromium import NARROW, Browsing
from tests.servers.openid import SECRET as SERVICE_SECRET
from tests.servers.openid import SECRET_NAME, OpenIdProvider, client, start_provider
from tests.servers.page_layout import wrong
from tests.servers.processes import free_port, stop
from tests.servers.served import served
from tests.staff import FEMKE_HERSELF, KEY, a_safe_house, safe_app

__all__ = ["door"]

COLLEAGUES = "/aanbieder/de-wilgenhof/medewerkers"


@dataclass
class With:
    house: House
    address: str
    provider: OpenIdProvider


@pytest.fixture
async def with_service(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[With]:
    monkeypatch.setenv(SECRET_NAME, SERVICE_SECRET)
    port = free_port()
    settings = {**settings_for(tmp_path, f"http://127.0.0.1:{port}", more=FAMILIES), "base_url": LOCAL}
    async with a_safe_house(tmp_path, settings=settings) as house:
        app = safe_app(house)
        async with served(app) as served_at:
            address = f"{LOCAL}:{served_at.rpartition(':')[2]}"
            house.settings = Settings(base_url=address, encryption_keys=(KEY,))
            async with house.database.writing(FEMKE_HERSELF) as session:
                (await session.exec(select(Provider).where(Provider.id == 1))).one().kvk = "01234567"
            clients = [client("werk", f"{address}/inloggen/met/werk/terug")]
            provider, process = start_provider(tmp_path, clients, port)
            yield With(house, address, provider)
            stop(process)
            await app.inner.state.services.close()


@pytest.mark.parametrize("javascript", [True, False])
async def test_somebody_signs_in_there_and_out_again(with_service: With, browsing: Browsing, javascript: bool) -> None:
    with_service.provider.says("piet", role="redactie", kvk="01234567", name="Piet van Werk")
    page = await browsing.page(javascript=javascript, width=NARROW)
    await page.goto(f"{with_service.address}/inloggen?verder=/uw-rechten")
    await looks(page, "the door")
    await page.click("text=Inloggen met Werkpas")
    await page.fill("[name=login]", "piet")
    await page.fill("[name=password]", "x")
    await page.click("button[type=submit]")
    await page.click("button[type=submit]")
    await page.wait_for_url(f"{with_service.address}/uw-rechten")
    await page.goto(f"{with_service.address}/mijn/account")
    assert await page.input_value("#naam") == "Piet van Werk"
    await looks(page, "the account")
    await page.goto(f"{with_service.address}/mijn/account/diensten/werk")
    assert "Werkpas koppelen" in await page.inner_text("h1")
    await looks(page, "linking")
    await page.locator("form[action='/uitloggen'] button").first.evaluate("button => button.form.submit()")
    await page.wait_for_url(f"{with_service.address}/uitloggen/werk")
    await looks(page, "out")


async def looks(page: Page, what: str) -> None:
    await no_violations(page)
    found = await wrong(page, "small", "cut", "outside", "overlapping", "disordered")
    assert found == [], f"{what}: {found}"


async def end_sessions(house: House) -> None:
    async with house.database.writing(SYSTEM) as session:
        await session.exec(update(SignInSession).values(ended_at=clock.now()))


async def signs_in(page: Page, door: Door, name: str) -> None:
    await page.fill("#mailadres", f"{name}@voorbeeld.example")
    await page.fill("#wachtwoord", PASSWORD)
    await page.click(".door-form button")
    await page.fill("#code", code_now())
    await page.click(".door-form button")


async def has_second_step(house: House, name: str, role: Role) -> None:
    await with_password(house, name, role, app=True)


@pytest.mark.parametrize("javascript", [True, False])
async def test_what_was_typed_in_the_grid_is_sent_after_signing_in_again(
    door: Door, browsing: Browsing, javascript: bool
) -> None:
    await add_offers(door.house, more=200)
    await has_second_step(door.house, "piet", Role.PROVIDER_EDITOR)
    page = await browsing.page(javascript=javascript)
    await page.goto(f"{door.address}{GRID}")
    await signs_in(page, door, "piet")
    await page.wait_for_url(f"{door.address}{GRID}")
    row = page.locator(f"[id='aanbod-{HELP}']")
    await row.locator("input[name^=aanmeld]").fill("7")
    await end_sessions(door.house)
    await page.click("button[name=doe][value=opslaan] >> nth=0")
    await page.wait_for_url(f"{door.address}/inloggen?**")
    assert "Wat u typte, is een uur bewaard" in await page.inner_text("main")
    await looks(page, "the door, too late")
    await new_step(door.house)
    await signs_in(page, door, "piet")
    await page.wait_for_url(f"{door.address}/verder/**")
    await looks(page, "what was typed")
    await page.click("text=Nu versturen")
    await page.wait_for_url(f"{door.address}{GRID}?**")
    assert (await stand(door.house))[HELP].intake_wait == 7


async def new_step(house: House) -> None:
    """No code counts twice; nobody waits half a minute for the next."""
    async with house.database.writing(SYSTEM) as session:
        await session.exec(update(Account).values(totp_last_step=0))
    await forget_tries(house)


async def test_an_invitation_that_came_too_late_is_sent_after_signing_in_again(door: Door, browsing: Browsing) -> None:
    await has_second_step(door.house, "mieke", Role.PROVIDER_MANAGER)
    page = await browsing.page(javascript=False, width=NARROW)
    await page.goto(f"{door.address}{COLLEAGUES}")
    await signs_in(page, door, "mieke")
    await page.wait_for_url(f"{door.address}{COLLEAGUES}")
    await page.fill("[name=mailadres]", "nieuw@voorbeeld.example")
    await end_sessions(door.house)
    await page.locator("form:has([name=mailadres]) button").click()
    await new_step(door.house)
    await signs_in(page, door, "mieke")
    await page.wait_for_url(f"{door.address}/verder/**")
    await looks(page, "what was typed")
    await page.click("text=Nu versturen")
    await page.wait_for_url(f"{door.address}{COLLEAGUES}?gedaan=uitgenodigd")
    async with door.house.database.reading() as session:
        assert len((await session.exec(select(Invitation))).all()) == 1
