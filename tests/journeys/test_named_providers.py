"""The providers that the region's own documents name: imported, found by name, shown with only what is stated.

In a real browser, with and without JavaScript, narrow and wide, on a real Meilisearch.
"""

import shutil
from pathlib import Path

import pytest
from playwright.async_api import Page, expect
from typer.testing import CliRunner

from portal.cli.commands import app
from portal.exchange.region_files import REFERENCE
from tests.journeys.looking import fits, no_violations, open_page
from tests.servers.databases import sqlite_url
from tests.servers.meilisearch import MeilisearchServer
from tests.servers.portal_process import PortalProcess, PortalStarter

IJSSELLAND = REFERENCE / "ijsselland"


@pytest.fixture(scope="module")
def named_portal(
    sqlite_template: Path,
    tmp_path_factory: pytest.TempPathFactory,
    start_portal: PortalStarter,
    meilisearch_server: MeilisearchServer,
) -> PortalProcess:
    file = tmp_path_factory.mktemp("named") / "hulpkeuze.db"
    shutil.copyfile(sqlite_template, file)
    for command in (["import-region", str(IJSSELLAND)], ["import", str(IJSSELLAND / "aanbieders")]):
        said = CliRunner().invoke(app, command, env={"PORTAL_DATABASE_URL": sqlite_url(file)})
        assert said.exit_code == 0, said.output
    return start_portal(
        sqlite_url(file), meilisearch_url=meilisearch_server.url, meilisearch_key=meilisearch_server.key,
        meilisearch_prefix="named",
    )  # fmt: skip


async def test_a_named_provider_is_found_and_shown(named_portal: PortalProcess, any_page: Page) -> None:
    page = any_page
    await open_page(page, f"{named_portal.address}/")
    box = page.get_by_label("Waar heeft u hulp bij nodig?")
    await box.fill("trias")
    await box.press("Enter")
    found = page.get_by_role("link", name="Trias Jeugdhulp")
    await expect(found.first).to_be_visible()

    await found.first.click()
    await expect(page.get_by_role("heading", level=1)).to_contain_text("Trias")
    await expect(page.locator("main")).to_contain_text("onbekend")
    shown = await page.locator("main").inner_text()
    assert "voorbeeld" not in shown.lower()
    assert not any(sign in shown for sign in ("088-", "06-", "@"))  # the documents state no way to reach them
    await fits(page)
    await no_violations(page)


async def test_a_name_that_nobody_has_gives_a_way_on(named_portal: PortalProcess, any_page: Page) -> None:
    await open_page(any_page, f"{named_portal.address}/aanbod?q=xyzzyplugh")
    await expect(any_page.locator("main")).to_contain_text("toegang")
