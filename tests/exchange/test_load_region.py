"""Region files become records, and the same files a second time change nothing."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from portal.database import Database
from portal.exchange.load_region import Loaded, load_region
from portal.exchange.region_files import POSTCODES, REFERENCE, read_region
from portal.model.guide import Reader
from portal.regions import RegionData
from tests.exchange.conftest import region_of
from tests.exchange.workbook_of_two import OPERATOR

SMALL = "midden-ijssel-oost-veluwe"


@pytest.fixture
async def empty(own_database_url: str) -> AsyncIterator[Database]:
    database = Database(own_database_url)
    yield database
    await database.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The smaller of the regions that come with the portal, and one postcode: that is enough here."""
    (tmp_path / POSTCODES.name).write_text("pc4,place,lat,lng\n7311,Apeldoorn,52.21,5.96\n", "utf-8")
    return Path(shutil.copytree(REFERENCE / SMALL, tmp_path / SMALL))


async def loaded(database: Database, folder: Path) -> tuple[Loaded, RegionData]:
    files = read_region(folder, folder.parent / POSTCODES.name)
    return await load_region(database, files, OPERATOR), await region_of(database, SMALL)


def put(file: Path, *lines: str) -> None:
    file.write_text("\n".join(lines) + "\n", "utf-8")


async def test_what_shows_the_way_is_held_in_the_order_of_the_files(empty: Database, folder: Path) -> None:
    _, region = await loaded(empty, folder)
    assert list(region.situations)[:2] == ["psychische-klachten", "scheiding"]
    apart = region.situations["scheiding"]
    assert (apart.audience, apart.icon, apart.names["nl"]) == (Reader.PARENT, "divorce", "Wij gaan uit elkaar")
    assert (apart.help_kinds, apart.target_groups, apart.forms) == (["hulp-bij-scheiding"], ["scheiding"], [])
    assert apart.about["en"] == "Help for you and your child when parents separate."
    assert region.rights["keuze"].topic == "choice"
    assert set(region.rights["keuze"].texts) == {"what", "how", "where"}
    assert region.glossary["respijtzorg"].also == {"nl": ["logeeropvang"], "en": ["staying over"]}
    assert region.glossary["respijtzorg"].meaning["nl"].startswith("Respijtzorg is")
    assert region.pathways == {}
    assert [contact["number"] for contact in region.region.contacts] == ["088-5551000", "0800-0432"]
    assert [contact["audience"] for contact in region.region.contacts] == ["both", "young"]


async def test_a_route_says_what_to_bring_and_how_long_it_takes(empty: Database, folder: Path) -> None:
    routes = folder / "routes.csv"
    header, first, *others = routes.read_text("utf-8").splitlines()
    put(
        routes,
        f"{header},bring_nl,bring_en,terms_nl,terms_en",
        f"{first},Uw pas.,Your card.,Een week.,A week.",
        *(f"{line},,,," for line in others),
    )
    _, region = await loaded(empty, folder)
    told = {route.key: (route.bring, route.terms) for route in region.routes}
    assert told.pop(first.split(",")[0]) == (
        {"nl": "Uw pas.", "en": "Your card."},
        {"nl": "Een week.", "en": "A week."},
    )
    assert set(map(str, told.values())) == {"({}, {})"}


async def test_twice_is_once_and_a_change_changes_what_it_is_about(empty: Database, folder: Path) -> None:
    await loaded(empty, folder)
    assert (await loaded(empty, folder))[0].same
    rights, glossary = folder / "rights.csv", folder / "glossary.csv"
    rights.write_text(rights.read_text("utf-8").replace("U mag meekiezen", "U kiest mee"), "utf-8")
    glossary.write_text("\n".join(glossary.read_text("utf-8").splitlines()[:-1]) + "\n", "utf-8")
    changed, region = await loaded(empty, folder)
    assert (changed.added, changed.changed, changed.removed) == (0, 1, 1)
    assert region.rights["keuze"].names["nl"] == "U kiest mee"
    assert "jeugdarts" not in region.glossary


# file, and the columns that are put behind its columns
ARABIC = {
    "situations.csv": ("name_ar", "about_ar"),
    "rights.csv": ("name_ar",),
    "glossary.csv": ("name_ar", "meaning_ar"),
    "routes.csv": ("steps_ar", "bring_ar", "terms_ar"),
    "products.csv": ("name_ar",),
    "help_kinds.csv": ("name_ar",),
    "forms.csv": ("name_ar",),
    "categories.csv": ("name_ar",),
    "texts.csv": ("ar",),
}


async def test_a_third_language_is_one_more_column(empty: Database, folder: Path) -> None:
    for file, columns in ARABIC.items():
        header, *lines = (folder / file).read_text("utf-8").splitlines()
        cells = [",".join(f"{column} {row};نص {{number}}" for column in columns) for row in range(len(lines))]
        rows = [f"{line},{more}" for line, more in zip(lines, cells, strict=True)]
        put(folder / file, f"{header},{','.join(columns)}", *rows)
    glossary = folder / "glossary.csv"
    header, first, *others = glossary.read_text("utf-8").splitlines()
    put(glossary, f"{header},also_ar", f"{first},كلمة;لفظ", *(f"{line}," for line in others))
    toml = folder / "region.toml"
    toml.write_text(toml.read_text("utf-8").replace("{ nl = ", '{ ar = "نص", nl = '), "utf-8")
    _, region = await loaded(empty, folder)
    lists = (region.situations, region.rights, region.products, region.help_kinds, region.forms, region.categories)
    items = [item for of_one_file in lists for item in of_one_file.values()]
    texts = [text for item in items for text in (item.names, *item.texts.values())]
    texts += [situation.about for situation in region.situations.values()]
    texts += [term.meaning for term in region.glossary.values()]
    texts += [text for route in region.routes for text in (route.steps, route.bring, route.terms)]
    texts += [text for contact in region.region.contacts for text in (contact["names"], contact["about"])]
    assert [text for text in texts if "نص" not in text.get("ar", "")] == []
    assert region.glossary["toegang"].also["ar"] == ["كلمة", "لفظ"]
