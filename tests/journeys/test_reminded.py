"""From a reminder in the mail folder, on a phone and without signing in, to what a family finds."""

import re
from collections.abc import AsyncIterator
from datetime import timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from playwright.async_api import Page
from sqlmodel import col, update

from portal import clock
from portal.finding.engines import Engines
from portal.indexing import stream_documents, vocabulary_of
from portal.jobs.remind import remind
from portal.jobs.send_mail import Postman
from portal.mail.post import open_post
from portal.model import Membership, ReminderWish, Role
from portal.reminders.rules import is_working_day
from portal.settings import Settings
from search_index import Collection
from search_index.in_process import InProcessIndex
from tests.accounts.door import code_now, with_password
from tests.journeys.looking import no_violations
from tests.journeys.the_door import LOCAL, Door, gives_password
from tests.provider_area.offering import add_offers
from tests.servers.chromium import NARROW, WIDE, Browsing
from tests.servers.page_layout import wrong
from tests.servers.served import served
from tests.staff import FEMKE_HERSELF, KEY, WILGENHOF, a_safe_house
from tests.web.house import an_app

RHYTHM = f"/aanbieder/{WILGENHOF}/herinneringen"


@pytest.fixture
async def door(tmp_path: Path) -> AsyncIterator[Door]:
    async with a_safe_house(tmp_path, settings={"base_url": LOCAL}) as house:
        await add_offers(house)
        local = InProcessIndex()
        for collection in Collection:
            chunks = stream_documents(house.database, house.regions, collection)
            await local.rebuild(collection, chunks, vocabulary_of(house.regions.by_key.values()))
        async with served(an_app(house, engines=Engines(None, local))) as served_at:
            address = f"{LOCAL}:{served_at.rpartition(':')[2]}"
            house.settings = Settings(base_url=address, encryption_keys=(KEY,), data_dir=tmp_path)
            yield Door(house, address)


async def reminder_in(door: Door) -> str:
    """The text of the only mail in the folder: written and sent on the last day that people worked."""
    day = clock.today()
    while not is_working_day(day):
        day -= timedelta(days=1)
    piet = await with_password(door.house, "piet", Role.PROVIDER_EDITOR, app=True)
    async with door.house.database.writing(FEMKE_HERSELF) as session:
        month_ago = clock.now() - timedelta(days=30)
        await session.exec(update(Membership).where(col(Membership.account_id) == piet.id).values(since=month_ago))
        session.add(ReminderWish(account_id=piet.id or 0, provider_id=1, weekday=day.weekday()))
    house = door.house
    with clock.stopped_at(clock.local(clock.now()).replace(year=day.year, month=day.month, day=day.day, hour=9)):
        assert await remind(house.database, house.settings, house.regions) == 1
        await Postman(house.database, open_post(house.settings)).send_all()
    (file,) = (house.settings.data_dir / "mail").glob("*.eml")
    text = message_from_bytes(file.read_bytes(), policy=default).get_body(("plain",))
    assert text is not None
    return str(text.get_content())


async def looks_well(page: Page, scripted: bool, what: str) -> None:
    if scripted:  # what looks at a page is a script too
        await no_violations(page)
        found = await wrong(page, "small", "cut", "outside", "overlapping", "disordered")
        assert found == [], f"{what}: {found}"


@pytest.mark.parametrize(("width", "scripted"), [(NARROW, False), (NARROW, True), (WIDE, True)])
async def test_a_reminder_is_answered_from_the_link(door: Door, browsing: Browsing, width: int, scripted: bool) -> None:
    text = await reminder_in(door)
    links = re.findall(r"http\S+/klopt-nog/\S+", text)
    page = await browsing.page(javascript=scripted, width=width)
    await page.goto(links[-1])
    await looks_well(page, scripted, "what stands now")
    await page.fill("#aanmeld", "negen")
    await page.click("button[value=veranderen]")
    assert await page.input_value("#aanmeld") == "negen"
    await looks_well(page, scripted, "what cannot be")
    await page.fill("#aanmeld", "9")
    await page.select_option("#stand", "open")
    await page.click("button[value=veranderen]")
    assert "Dank u wel" in await page.inner_text("main")
    await looks_well(page, scripted, "thanks")
    await page.click("a[href^='/aanbieders/']")
    assert "Ongeveer 9 weken wachten" in await page.inner_text("main")
    await page.goto(links[-1])
    assert "Deze link werkt niet" in await page.inner_text("main")
    await looks_well(page, scripted, "a used link")


@pytest.mark.parametrize("width", [NARROW, WIDE])
async def test_one_chooses_how_often_and_stops_it_from_the_mail(door: Door, browsing: Browsing, width: int) -> None:
    text = await reminder_in(door)
    stop = re.findall(r"http\S+/herinneringen-stoppen/\S+", text)[0]
    page = await browsing.page(width=width, reduced_motion="reduce")
    await page.goto(stop)
    await looks_well(page, True, "stopping it")
    await page.click("main form button")
    await looks_well(page, True, "stopped")
    await gives_password(page, door.address, "piet")
    await page.fill("#code", code_now())
    await page.click(".door-form button")
    await page.goto(door.address + RHYTHM)
    assert await page.input_value("#hoe-vaak") == "never"
    assert "Niemand anders" in await page.inner_text("main")
    await looks_well(page, True, "how often")
    await page.select_option("#hoe-vaak", "fortnightly")
    await page.select_option("#dag", "3")
    await page.click("main form button")
    assert "Bewaard." in await page.inner_text("main")
    await page.goto(f"{door.address}/aanbieder/{WILGENHOF}/beschikbaarheid")
    assert "elke twee weken op donderdag" in await page.inner_text("main")
    await looks_well(page, True, "the grid")
