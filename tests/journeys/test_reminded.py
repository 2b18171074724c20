"""From a reminder in the mail folder, on a phone and without signing in, to what a family finds."""

import re
import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from sqlmodel import col, select, update

from portal import clock
from portal.database import Database
from portal.finding.engines import Engines
from portal.finding.following import Follower
from portal.jobs.remind import remind
from portal.jobs.send_mail import Postman
from portal.mail.post import open_post
from portal.model import Availability, IntakeStop, Membership, Offer, Provider, ReminderWish, Role
from portal.reminders.rules import is_working_day
from portal.settings import Settings
from portal.web.house import House
from search_index.in_process import InProcessIndex
from tests.accounts.door import code_now, with_password
from tests.journeys.steps import gives_password, looks_well, looks_well_everywhere
from tests.journeys.the_door import LOCAL, Door
from tests.servers.chromium import NARROW, WIDE, Browsing
from tests.servers.databases import sqlite_url
from tests.servers.served import served
from tests.staff import FEMKE_HERSELF, KEY
from tests.web.house import an_app


@dataclass
class Reminded(Door):
    """A portal with the example providers, and the mail that Piet of one of them got."""

    slug: str = ""
    mail: str = ""


@pytest.fixture
async def door(example_database: Path, tmp_path: Path) -> AsyncIterator[Reminded]:
    shutil.copyfile(example_database, tmp_path / "hulpkeuze.db")
    database = Database(sqlite_url(tmp_path / "hulpkeuze.db"))
    house = House(Settings(base_url=LOCAL, encryption_keys=(KEY,), data_dir=tmp_path), database)
    engines = Engines(None, InProcessIndex())
    await Follower(house, engines).catch_up()
    async with served(an_app(house, engines=engines)) as served_at:
        address = f"{LOCAL}:{served_at.rpartition(':')[2]}"
        house.settings = Settings(base_url=address, encryption_keys=(KEY,), data_dir=tmp_path)
        yield await reminded(house, address)
    await database.close()


async def reminded(house: House, address: str) -> Reminded:
    """Written and sent on the last day that people worked."""
    day = clock.today()
    while not is_working_day(day):
        day -= timedelta(days=1)
    region = house.regions.by_key["ijsselland"].id
    stopped = select(IntakeStop.provider_id)
    async with house.database.reading() as session:
        asked = select(Provider.id, Provider.slug).join(Offer, col(Offer.provider_id) == col(Provider.id))
        asked = asked.where(Offer.region_id == region, col(Provider.id).not_in(stopped), Offer.audience == "public")
        provider, slug = (await session.exec(asked.order_by(col(Provider.id)).limit(1))).one()
    tied = {"region_id": region, "provider_id": provider}
    piet = await with_password(house, "piet", Role.PROVIDER_EDITOR, app=True, tied=tied)
    async with house.database.writing(FEMKE_HERSELF) as session:
        month_ago = clock.now() - timedelta(days=30)
        await session.exec(update(Membership).where(col(Membership.account_id) == piet.id).values(since=month_ago))
        session.add(ReminderWish(account_id=piet.id or 0, provider_id=provider or 0, weekday=day.weekday()))
        own = select(Offer.id).where(Offer.provider_id == provider)
        old = update(Availability).where(col(Availability.offer_id).in_(own))
        await session.exec(old.values(reference_date=day - timedelta(days=10)))
    with clock.stopped_at(clock.local(clock.now()).replace(year=day.year, month=day.month, day=day.day, hour=9)):
        assert await remind(house.database, house.settings, house.regions) == 1
        await Postman(house.database, open_post(house.settings)).send_all()
    (file,) = (house.settings.data_dir / "mail").glob("*.eml")
    text = message_from_bytes(file.read_bytes(), policy=default).get_body(("plain",))
    assert text is not None
    return Reminded(house, address, slug, str(text.get_content()))


@pytest.mark.parametrize(("width", "scripted"), [(NARROW, False), (WIDE, True)])
async def test_a_reminder_is_answered_from_the_link(
    door: Reminded, browsing: Browsing, width: int, scripted: bool
) -> None:
    links = re.findall(r"http\S+/klopt-nog/\S+", door.mail)
    page = await browsing.page(javascript=scripted, width=width)
    await page.goto(links[-1])
    await looks_well(page, scripted, "what stands now")
    await page.fill("#aanmeld", "negen")
    await page.click("button[value=veranderen]")
    assert await page.input_value("#aanmeld") == "negen"
    await looks_well(page, scripted, "what cannot be")
    for field, text in (("#plaatsen", ""), ("#aanmeld", "5"), ("#behandel", "4")):
        await page.fill(field, text)
    await page.select_option("#stand", "open")
    await page.click("button[value=veranderen]")
    await page.locator("main", has_text="Dank u wel").wait_for()
    await looks_well(page, scripted, "thanks")
    await page.click("a[href^='/aanbieders/']")
    await page.locator("main", has_text="Ongeveer 9 weken wachten").wait_for()
    await page.goto(links[-1])
    assert "Deze link werkt niet" in await page.inner_text("main")
    await looks_well(page, scripted, "a used link")


async def test_one_chooses_how_often_and_stops_it_from_the_mail(door: Reminded, browsing: Browsing) -> None:
    stop = re.findall(r"http\S+/herinneringen-stoppen/\S+", door.mail)[0]
    page = await browsing.page(width=NARROW, reduced_motion="reduce")
    await page.goto(stop)
    await looks_well_everywhere(page, "stopping it")
    await page.click("main form button")
    await looks_well_everywhere(page, "stopped")
    await gives_password(page, door.address, "piet")
    await page.fill("#code", code_now())
    await page.click(".door-form button")
    await page.goto(f"{door.address}/aanbieder/{door.slug}/herinneringen")
    assert await page.input_value("#hoe-vaak") == "never"
    assert "Niemand anders" in await page.inner_text("main")
    await looks_well_everywhere(page, "how often")
    await page.select_option("#hoe-vaak", "fortnightly")
    await page.select_option("#dag", "3")
    await page.click("main form button")
    await page.locator("main", has_text="Bewaard.").wait_for()
    await page.goto(f"{door.address}/aanbieder/{door.slug}/beschikbaarheid")
    assert "elke twee weken op donderdag" in await page.inner_text("main")
    await looks_well_everywhere(page, "the grid")
