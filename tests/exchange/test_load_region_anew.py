"""A region's files loaded anew: what is in use cannot be left out, and pages stand whatever a database holds."""

import shutil
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import delete

from portal.database import Database
from portal.exchange.load_region import load_region
from portal.exchange.region_files import REFERENCE, RegionFiles, WrongRegionFiles, read_region
from portal.exchange.workbook import export_workbook
from portal.finding.engines import Engines
from portal.finding.following import Follower
from portal.model import Form, HelpKind, Product, TargetGroup
from portal.regions import load_regions
from portal.settings import Settings
from portal.web.house import House
from search_index.in_process import InProcessIndex
from tests.catalogue.reading import text_of
from tests.finding.conftest import cast_database, friday
from tests.finding.ground import TESTER
from tests.servers.databases import sqlite_url
from tests.web.house import BASE, an_app, someone

__all__ = ["cast_database", "friday"]


@pytest.fixture(scope="module")
def files() -> RegionFiles:
    return read_region(REFERENCE / "ijsselland")


@pytest.fixture
async def database(cast_database: Path, tmp_path: Path) -> AsyncIterator[Database]:
    file = tmp_path / "hulpkeuze.db"
    shutil.copyfile(cast_database, file)
    database = Database(sqlite_url(file))
    yield database
    await database.close()


def without(files: RegionFiles, name: str, *keys: str) -> RegionFiles:
    field = "code" if name == "municipalities" else "key"
    left: Any = tuple(row for row in files.rows(name) if getattr(row, field) not in keys)
    assert len(left) == len(files.rows(name)) - len(keys)
    return replace(files, digest=f"without {keys}", **{name: left})


@pytest.mark.parametrize(
    ("name", "key", "users"),
    [
        ("help_kinds", "gezinsbehandeling", "Aanbod wilgenhof-gezin"),
        ("forms", "gezinshuis", "Aanbod wilgenhof-thuis"),
        (
            "products", "individueel-tg3",
            "Inschrijvingen de-esdoorn-contract-individueel-tg3, de-wilgenhof-contract-individueel-tg3",
        ),
        ("target_groups", "autisme", "Aanbod wilgenhof-gezin"),
        ("tariff_groups", "tg2", "Aanbieders de-wilgenhof"),
        ("sectors", "jeugd-en-opvoedhulp", "Aanbieders de-wilgenhof"),
        ("indicators", "doelen-bereikt", "Metingen wilgenhof-1"),
        ("municipalities", "1773", "Aanbod wilgenhof-gezin"),
    ],
)  # fmt: skip
async def test_what_is_in_use_cannot_be_left_out(
    database: Database, files: RegionFiles, name: str, key: str, users: str
) -> None:
    with pytest.raises(WrongRegionFiles) as wrong:
        await load_region(database, without(files, name, key), TESTER)
    column = "code" if name == "municipalities" else "key"
    line = f"{name}.csv, column {column}: '{key}'; expected it to stay: {users} use it"
    assert [str(problem) for problem in wrong.value.problems] == [line]
    assert (await load_region(database, files, TESTER)).same  # nothing was changed


async def test_what_nobody_uses_goes(database: Database, files: RegionFiles) -> None:
    loaded = await load_region(database, without(files, "target_groups", "hechting"), TESTER)
    assert (loaded.added, loaded.changed, loaded.removed) == (0, 0, 1)


@pytest.mark.parametrize(
    "gone",
    [(HelpKind, "gezinsbehandeling"), (Form, "gezinshuis"), (Product, "individueel-tg3"), (TargetGroup, "autisme")],
    ids=lambda gone: gone[1],
)
async def test_a_database_that_lacks_it_all_the_same_breaks_no_page_index_or_export(
    database: Database, tmp_path: Path, gone: tuple[Any, str]
) -> None:
    """Somebody may have been at it without the portal."""
    record, key = gone
    async with database.writing(TESTER) as session:
        await session.exec(delete(record).where(record.key == key))
    async with database.reading() as session:
        regions = await load_regions(session)
    house = House(Settings(base_url=BASE), database, regions)
    engines = Engines(None, InProcessIndex())
    await Follower(house, engines).catch_up()
    async with someone(an_app(house, engines=engines)) as visitor:
        for page in ("/aanbod", "/aanbod?q=gezin", "/aanbieders/de-wilgenhof", "/aanbieders/de-esdoorn", "/producten"):
            for prefix in ("", "/en"):
                assert (await visitor.get(prefix + page)).status_code == 200
        assert "Geheimelaan" not in text_of((await visitor.get("/aanbieders/de-wilgenhof")).text)
    hidden = {
        "gezinsbehandeling": "wilgenhof-gezin",
        "gezinshuis": "wilgenhof-thuis",
        "individueel-tg3": "wilgenhof-gezin",
    }
    for public in (True, False):
        async with database.reading() as session:
            await export_workbook(session, regions.by_key["ijsselland"], tmp_path / str(public), public=public)
        offers = (tmp_path / str(public) / "Aanbod.csv").read_text("utf-8-sig")
        if key in hidden:  # unknown is listed to nobody, in an export as on a page
            assert (f"\n{hidden[key]};" in offers) is not public
