"""A parent on a phone keeps a list without an account, prints it, opens it elsewhere with the code, and removes it."""

import re
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Page

from portal.database import Database
from portal.finding.engines import Engines
from portal.regions import Regions
from portal.settings import Settings
from portal.web.house import House
from tests.catalogue.conftest import cast_database, engines, friday, regions
from tests.journeys.steps import looks_well_everywhere
from tests.servers.chromium import NARROW, Browsing
from tests.servers.databases import sqlite_url
from tests.servers.served import served
from tests.staff import KEY
from tests.web.house import an_app

__all__ = ["cast_database", "engines", "friday", "regions"]

LIST = "/mijn/lijst"


@pytest.fixture
async def address(cast_database: Path, engines: Engines, regions: Regions, tmp_path: Path) -> AsyncIterator[str]:
    file = tmp_path / "hulpkeuze.db"
    shutil.copyfile(cast_database, file)
    database = Database(sqlite_url(file))
    house = House(Settings(base_url="http://127.0.0.1", encryption_keys=(KEY,)), database, regions)
    async with served(an_app(house, engines=engines)) as address:
        yield address
    await database.close()


async def writes_on_it(samira: Page, address: str, scripted: bool) -> None:
    await samira.goto(f"{address}/aanbieders/de-populier")
    await samira.click("[form=to-list] >> nth=0")
    await samira.wait_for_url("**/mijn/lijst?gedaan=erbij**")
    await samira.select_option("[name='weging.wait']", "important")
    await samira.fill("[name^='voor.'] >> nth=0", "Dichtbij school")
    await samira.click("[value^='omhoog:']")
    await samira.wait_for_url("**gedaan=bewaard**")
    assert "De Populier" in await samira.inner_text(".cards > li >> nth=0")
    await looks_well_everywhere(samira, "the list", scripted=scripted)
    await samira.fill("[name='notities']", "Zijn BSN is 111222333")
    await samira.click("form.stack > p > button")
    assert await samira.input_value("[name='notities']") == "Zijn BSN is 111222333"
    assert await samira.is_visible("#notities-error")
    await samira.goto(f"{address}{LIST}/afdrukken")
    assert "Dichtbij school" in await samira.inner_text("main")
    assert await samira.is_visible("main svg.qr")
    await looks_well_everywhere(samira, "the sheet", scripted=scripted)


@pytest.mark.parametrize("scripted", [True, False])
async def test_a_list_is_made_printed_opened_elsewhere_and_removed(
    address: str, browsing: Browsing, scripted: bool
) -> None:
    samira = await browsing.page(javascript=scripted, width=NARROW)
    await samira.goto(f"{address}/aanbod?q=gezin")
    await samira.click("[form=to-list] >> nth=0")
    await samira.wait_for_url("**/mijn/lijst/aanbod")
    await looks_well_everywhere(samira, "before", scripted=scripted)
    await samira.click("text=Lijst maken")
    await samira.wait_for_url("**/mijn/lijst/code**")
    code = await samira.inner_text(".list-code")
    assert re.fullmatch(r"(?:[0-9A-Z]{3}-){5}[0-9A-Z]{3}", code)
    await looks_well_everywhere(samira, "the code", scripted=scripted)

    await writes_on_it(samira, address, scripted)
    grandmother = await browsing.page(javascript=scripted, width=NARROW)
    if scripted:  # as her phone reads the drawing
        await grandmother.goto(f"{address}{LIST}/openen#{code}")
        assert await grandmother.input_value("#code") == code
        assert "#" not in grandmother.url
    else:
        await grandmother.goto(f"{address}{LIST}/openen")
        await grandmother.fill("#code", code.lower().replace("-", " ")[:-1])
        await grandmother.click(".door-form button")
        assert "18 tekens" in await grandmother.inner_text("#code-error")
        await grandmother.fill("#code", code.lower().replace("-", " "))
    await looks_well_everywhere(grandmother, "opening", scripted=scripted)
    await grandmother.click(".door-form button")
    await grandmother.wait_for_url(f"**{LIST}")
    assert await grandmother.input_value("[name^='voor.'] >> nth=1") == "Dichtbij school"
    await grandmother.click("text=Mijn lijst verwijderen")
    await looks_well_everywhere(grandmother, "removing", scripted=scripted)
    await grandmother.click("text=Lijst voorgoed verwijderen")
    await grandmother.wait_for_url("**gedaan=weg**")

    await samira.goto(f"{address}{LIST}")
    assert "Uw lijst is niet open" in await samira.inner_text("h1")
