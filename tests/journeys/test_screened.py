"""A provider declines as too light; who referred and the toegang know, the family sees who else helps; a second
provider accepts, the help starts, and the family sees it. Several signed-in people in several windows."""

import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.async_api import Page
from sqlmodel import select

from portal import clock
from portal.database import Database
from portal.finding.engines import Engines
from portal.indexing import stream_documents, vocabulary_of
from portal.model import Application, ApplicationState, Practice, Provider, Referral, ReferralState, Role
from portal.regions import Regions
from portal.settings import Settings
from portal.shortlist.actions import make_list
from portal.shortlist.content import Content
from portal.web.house import House
from portal.web.session_cookie import cookie_name
from search_index import Collection
from search_index.in_process import InProcessIndex
from tests.accounts.mailbox import letters
from tests.catalogue.conftest import cast_database, friday, regions
from tests.journeys.steps import looks_well
from tests.people import WILGENHOF, a_provider
from tests.referral.records import a_referral, an_application, asked
from tests.servers.chromium import NARROW, WIDE, Browsing
from tests.servers.databases import sqlite_url
from tests.servers.served import served
from tests.staff import FEMKE_HERSELF, KEY, a_token, an_account
from tests.web.house import an_app

__all__ = ["cast_database", "friday", "regions"]

KIND = {"subject_type": "help_kind", "subject": "gezinsbehandeling", "municipality": "0177"}


@dataclass
class Place:
    house: House
    address: str
    application: Application
    referral: Referral
    tokens: dict[str, str]
    code: str


@pytest.fixture
async def place(cast_database: Path, regions: Regions, tmp_path: Path) -> AsyncIterator[Place]:
    """De Es gives the same help; Piet works at De Wilgenhof and Els at De Es."""
    file = tmp_path / "hulpkeuze.db"
    shutil.copyfile(cast_database, file)
    database = Database(sqlite_url(file))
    region = regions.by_key["ijsselland"]
    house = House(Settings(base_url="http://127.0.0.1", encryption_keys=(KEY,)), database, regions)
    async with database.writing(FEMKE_HERSELF) as session:
        es = await a_provider(session, region, "de-es", name="De Es", phone="0572-111111")
        about = {"help_kind": "gezinsbehandeling", "comes_to": ["0177"], "age_from": 0, "age_to": 17}
        await es.offer("es-gezin", "individueel-tg3", {"days_ago": 1, "free_places": 1, "intake_wait": 1}, **about)
        wilgenhof = (await session.exec(select(Provider.id).where(Provider.slug == WILGENHOF))).one()
        practice = Practice(key="p", region_id=region.id, kind="huisarts", name="De Brink", admitted_at=clock.now())
        session.add(practice)
    here = {"region_id": region.id}
    tokens = {}
    for name, role, tied in (
        ("piet", Role.PROVIDER_EDITOR, {**here, "provider_id": wilgenhof}),
        ("els", Role.PROVIDER_EDITOR, {**here, "provider_id": es.provider.id}),
        ("bram", Role.HUISARTS, {**here, "practice_id": practice.id}),
        ("yusuf", Role.TOEGANG, {**here, "municipality": "0177"}),
        ("noor", Role.CONTRACT_MANAGER, here),
    ):
        tokens[name] = await a_token(house, await an_account(house, name, role, tied=tied))
    referral = a_referral(**KIND, **here, practice_id=practice.id, tell_toegang=True, number="HK-2345")
    application = await asked(house, referral, provider_id=wilgenhof, offer="wilgenhof-gezin")
    held = await make_list(house, region, Content(referrals=[referral.key]), "192.0.2.1")
    local = InProcessIndex()
    for collection in Collection:
        chunks = stream_documents(database, regions, collection)
        await local.rebuild(collection, chunks, vocabulary_of(regions.by_key.values()))
    async with served(an_app(house, engines=Engines(None, local))) as address:
        yield Place(house, address, application, referral, tokens, held.code.written)
    await database.close()


async def window(place: Place, browsing: Browsing, name: str, width: int, scripted: bool) -> Page:
    page = await browsing.page(javascript=scripted, width=width)
    cookie = {"name": cookie_name(place.house.settings), "value": place.tokens[name], "url": place.address}
    await page.context.add_cookies([cookie])  # type: ignore[list-item]
    return page


async def at_de_es(place: Place) -> Application:
    """Bram sends it there, with the family."""
    async with place.house.database.writing(FEMKE_HERSELF) as session:
        referral = (await session.exec(select(Referral))).one()
        provider = (await session.exec(select(Provider.id).where(Provider.slug == "de-es"))).one()
        assert referral.state is ReferralState.CHOOSING
        referral.state = ReferralState.ASKED
        application = an_application(referral, provider_id=provider, offer="es-gezin")
        session.add(application)
    return application


async def told(place: Place) -> set[str]:
    found = {one.address.partition("@")[0] for one in await letters(place.house, "referral_news")}
    for one in await letters(place.house):
        assert not any(text in one.content.text for text in ("Gezinsbehandeling", "gezinsbehandeling", "jaar"))
    return found


async def declines(place: Place, piet: Page, scripted: bool) -> None:
    await piet.goto(f"{place.address}/aanbieder/{WILGENHOF}")
    await piet.click("text=Aanmeldingen bekijken")
    await piet.wait_for_url("**/aanmeldingen")
    await looks_well(piet, scripted, "the inbox")
    await piet.click("text=HK-2345")
    await piet.wait_for_selector("#klok-dag")
    await looks_well(piet, scripted, "an application")
    await piet.fill("#klok-dag", clock.today().isoformat())
    await piet.click("text=Laat de tijd ingaan")
    await piet.wait_for_url("**gedaan=klok**")
    await piet.check("[value=te-licht]")
    await piet.click("text=Bekijk het voordat u het verstuurt")
    await piet.wait_for_selector("#geregeld-error")
    await piet.check("[value=family_knows]")
    await piet.click("text=Bekijk het voordat u het verstuurt")
    await piet.wait_for_selector("#anderen")
    assert "De Es" in await piet.inner_text("main")
    await looks_well(piet, scripted, "before it is sent")
    await piet.click("text=Versturen")
    await piet.wait_for_url("**gedaan=te-licht**")
    assert "Niet aangenomen" in await piet.inner_text("main")


async def accepts_and_starts(place: Place, els: Page, application: Application, samira: Page, scripted: bool) -> None:
    await els.goto(f"{place.address}/aanbieder/de-es/aanmeldingen/{application.key}")
    await els.fill("#eerste-datum", clock.today().isoformat())
    await els.click("#aannemen + form button")
    await els.wait_for_url("**gedaan=aannemen**")
    await looks_well(els, scripted, "accepted")
    await samira.reload()
    assert "De hulp gaat nog beginnen" in await samira.inner_text("main")
    await els.fill("#start-dag", clock.today().isoformat())
    await els.click("text=Start bewaren")
    await els.wait_for_url("**gedaan=start**")
    await looks_well(els, scripted, "started")


@pytest.mark.parametrize(("width", "scripted"), [(NARROW, True), (WIDE, True), (NARROW, False)])
async def test_declined_as_too_light_and_taken_up_elsewhere(
    place: Place, browsing: Browsing, width: int, scripted: bool
) -> None:
    samira = await browsing.page(javascript=scripted, width=width)
    await samira.goto(f"{place.address}/mijn/lijst/openen")
    await samira.fill("#code", place.code)
    await samira.press("#code", "Enter")
    await samira.click("text=Waar zijn we nu?")
    await samira.wait_for_url("**/waar-zijn-we")
    assert "De aanbieder: De Wilgenhof" in await samira.inner_text("main")
    await looks_well(samira, scripted, "following")

    await declines(place, await window(place, browsing, "piet", width, scripted), scripted)
    assert await told(place) == {"bram", "yusuf", "noor"}  # there is a duty: it is enrolled on a tariff group
    await samira.reload()
    assert "U mag een aanbieder kiezen" in await samira.inner_text("main")
    await looks_well(samira, scripted, "choosing")
    assert "De Es" in await _others(samira)

    application = await at_de_es(place)
    els = await window(place, browsing, "els", width, scripted)
    await samira.goto(f"{place.address}/mijn/lijst/waar-zijn-we")
    await accepts_and_starts(place, els, application, samira, scripted)
    await samira.reload()
    assert "De hulp is begonnen" in await samira.inner_text("main")
    await looks_well(samira, scripted, "started, as the family sees it")
    async with place.house.database.reading() as session:
        states = (await session.exec(select(Application.state).order_by(Application.key))).all()
        assert set(states) == {ApplicationState.DECLINED, ApplicationState.STARTED}
        assert (await session.exec(select(Referral.state))).one() is ReferralState.STARTED


async def _others(samira: Page) -> str:
    await samira.click("text=Wie geeft deze hulp ook")
    await samira.wait_for_url("**/aanbod?**")
    return await samira.inner_text("main")
