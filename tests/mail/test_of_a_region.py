"""A mail of a region says so, and leads to where that region is."""

import pytest

from portal.database import Database
from portal.mail.letter import opened
from portal.model import Region
from portal.regions import load_regions
from portal.secrecy import Secrecy
from portal.settings import Settings
from tests.mail.writing import FEMKE, JOHN, KEY, REGION, rows, written
from tests.small_region import database

__all__ = ["database"]


@pytest.mark.parametrize(
    ("key", "name", "address"),
    [("oost", "Oost", "https://hulpkeuze.example"), ("west", "West", "https://west.example")],
)
async def test_a_mail_names_its_region_and_where_that_is(
    database: Database, settings: Settings, key: str, name: str, address: str
) -> None:
    async with database.writing(REGION) as session:
        session.add(Region(key="west", names={"nl": "West"}, hosts=["west.example"]))
    async with database.reading() as session:
        region = (await load_regions(session)).by_key[key]
    served = settings.model_copy(update={"base_url": "https://hulpkeuze.example"})
    for receiver in (FEMKE, JOHN):
        await written(database, served, receiver, region=region)
    for mail in await rows(database):
        content = opened(mail, Secrecy([KEY])).content
        assert mail.region == key
        assert content.text.endswith(f"\nHulpkeuze {name} – {address}\n")
        assert f'<a href="{address}"' in content.html
