"""IJsselland as its files say it, with the cast's providers, in a database of its own."""

import asyncio
import shutil
from pathlib import Path

from portal.database import Actor, Database
from portal.exchange.load_region import load_region
from portal.exchange.region_files import REFERENCE, read_region
from portal.regions import Regions, load_regions
from tests.people import add_cast
from tests.servers.databases import sqlite_url

TESTER = Actor("tests", "file")


def make_ground(template: Path, file: Path) -> None:
    shutil.copyfile(template, file)
    asyncio.run(_fill(file))


async def _fill(file: Path) -> None:
    database = Database(sqlite_url(file))
    await load_region(database, read_region(REFERENCE / "ijsselland"), TESTER)
    regions = await read_regions(database)
    assert regions.default is not None
    async with database.writing(TESTER) as session:
        await add_cast(session, regions.default)
    await database.close()


async def read_regions(database: Database) -> Regions:
    async with database.reading() as session:
        return await load_regions(session)
