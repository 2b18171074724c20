"""An export that may be given away holds nothing that a page would not show."""

from copy import copy
from dataclasses import replace
from pathlib import Path

import pytest

from portal.database import Database
from portal.exchange.workbook import export_workbook, read_workbook
from portal.model import Audience, Location, Offer, Region
from portal.regions import RegionData
from tests.exchange.importing import imported, one_of
from tests.exchange.workbook_of_two import OPERATOR, cells

pytestmark = pytest.mark.usefixtures("twenty_november")


async def test_what_is_not_for_everyone_is_nowhere_in_a_public_export(
    database: Database, oost: RegionData, tmp_path: Path
) -> None:
    book = cells()
    book["Inschrijvingen"].append({"Sleutel": "es-crisis", "Contract": "es-c", "Product": "crisisbed"})
    book["Aanbod"] += [
        {"Sleutel": "es-bed", "Aanbieder": "es", "Vorm": "crisisbed", "Inschrijvingen": "es-crisis",
         "Titel (nl)": "Nachtbed"},
        {"Sleutel": "es-later", "Aanbieder": "es", "Soort hulp": "gezin", "Gepubliceerd": "nee",
         "Titel (nl)": "Nog niet"},
    ]  # fmt: skip
    book["Beschikbaarheid"].append(
        {"Aanbod": "es-bed", "Stand": "open", "Vrije plaatsen": 2, "Peildatum": "15-11-2026"}
    )
    ended = {"Sleutel": "oud", "Soort": "jgz", "Naam (nl)": "Oud spreekuur", "Tot en met": "19-11-2026"}
    book["Voorzieningen"].append(ended)
    await imported(database, oost, book)
    for public in (True, False):
        async with database.reading() as session:
            await export_workbook(session, oost, tmp_path / str(public), public=public)
    texts = {
        public: "".join(file.read_text("utf-8-sig") for file in (tmp_path / str(public)).iterdir())
        for public in (True, False)
    }
    hidden_words = (
        "Geheimlaan", "7411", "Nachtbed", "crisisbed", "es-bed", "Nog niet", "es-tevreden", "Te weinig",
        "Oud spreekuur",
    )  # fmt: skip
    for hidden in hidden_words:
        assert hidden in texts[False]
        assert hidden not in texts[True]
    shown_words = (
        "Pompoenlaan 1",
        "8011 SA",
        "es-gezinshuis",
        "Deventer",
        "wilgenhof-uitval",
        "Even vol.",
        "Jongerenwerk",
    )
    assert all(shown in texts[True] for shown in shown_words)
    assert read_workbook(tmp_path / "True").problems == []


async def written(database: Database, region: RegionData, tmp_path: Path) -> str:
    folder = tmp_path / "open"
    async with database.reading() as session:
        await export_workbook(session, region, folder, public=True)
    return "".join(file.read_text("utf-8-sig") for file in folder.iterdir())


async def test_what_the_region_closed_since_the_import_is_not_given_away(
    database: Database, oost: RegionData, tmp_path: Path
) -> None:
    """The file was read when the gezinshuis was for everyone."""
    await imported(database, oost, cells())
    closed = copy(oost.forms["gezinshuis"])
    closed.audience = Audience.RESTRICTED
    region = replace(oost, forms={**oost.forms, "gezinshuis": closed})
    text = await written(database, region, tmp_path)
    assert "wilgenhof-gezin" in text
    for hidden in ("es-huis", "Deventer", "es-stop"):
        assert hidden not in text


async def test_the_place_of_a_crisis_bed_and_a_figure_of_a_few_are_not_given_away(
    database: Database, oost: RegionData, tmp_path: Path
) -> None:
    book = cells()
    book["Locaties"].append({"Sleutel": "es-nacht", "Aanbieder": "es", "Plaats": "Nachtveen"})
    book["Inschrijvingen"].append({"Sleutel": "es-crisis", "Contract": "es-c", "Product": "crisisbed"})
    book["Aanbod"].append(
        {"Sleutel": "es-bed", "Aanbieder": "es", "Vorm": "crisisbed", "Inschrijvingen": "es-crisis",
         "Locatie": "es-nacht"}
    )  # fmt: skip
    book["Metingen"].append(
        book["Metingen"][0] | {"Sleutel": "es-drie", "Aanbieder": "es", "Teller": 1, "Aantal (n)": 3, "Gereageerd": 3}
    )
    book["Stops"].append({"Sleutel": "es-bedstop", "Aanbieder": "es", "Product": "crisisbed", "Vanaf": "01-11-2026"})
    await imported(database, oost, book)
    text = await written(database, oost, tmp_path)
    assert "wilgenhof-uitval" in text
    for hidden in ("Nachtveen", "es-nacht", "es-drie", "es-bedstop"):
        assert hidden not in text


async def test_a_figure_of_a_few_cannot_be_computed_from_those_given_away(
    database: Database, oost: RegionData, tmp_path: Path
) -> None:
    book = cells()
    book["Metingen"] += [
        book["Metingen"][0]
        | {
            "Sleutel": f"es-{n}",
            "Aanbieder": "es",
            "Informant": informant,
            "Teller": 5,
            "Aantal (n)": n,
            "Gereageerd": n,
        }
        for n, informant in ((48, ""), (40, "ouder"), (8, "jongere"))
    ]
    for row in book["Metingen"]:
        row.pop("Uitgenodigd", None)
    await imported(database, oost, book)
    text = await written(database, oost, tmp_path)
    assert "es-40" in text
    for hidden in ("es-48", "es-8"):
        assert hidden not in text


async def test_a_street_where_children_live_for_another_region_is_not_given_away(
    database: Database, oost: RegionData, tmp_path: Path
) -> None:
    await imported(database, oost, cells())
    practice = await one_of(database, Location, "wilgenhof-zwolle")
    async with database.writing(OPERATOR) as session:
        session.add(other := Region(key="west", names={"nl": "West"}))
        await session.flush()
        session.add(
            Offer(
                key="west-gezinshuis",
                region_id=other.id,
                provider_id=practice.provider_id,
                location_id=practice.id,
                form="gezinshuis-van-west",
            )
        )
    text = await written(database, oost, tmp_path)
    assert "wilgenhof-zwolle" in text
    assert "Pompoenlaan" not in text
