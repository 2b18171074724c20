"""An export that may be given away holds nothing that a page would not show."""

from pathlib import Path

import pytest

from portal.database import Database
from portal.exchange.workbook import export_workbook, read_workbook
from portal.regions import RegionData
from tests.exchange.importing import imported
from tests.exchange.workbook_of_two import cells

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
    await imported(database, oost, book)
    for public in (True, False):
        async with database.reading() as session:
            await export_workbook(session, oost, tmp_path / str(public), public=public)
    texts = {
        public: "".join(file.read_text("utf-8-sig") for file in (tmp_path / str(public)).iterdir())
        for public in (True, False)
    }
    hidden_words = ("Geheimlaan", "7411", "Nachtbed", "crisisbed", "es-bed", "Nog niet", "es-tevreden", "Te weinig")
    for hidden in hidden_words:
        assert hidden in texts[False]
        assert hidden not in texts[True]
    for shown in ("Pompoenlaan 1", "8011 SA", "es-gezinshuis", "Deventer", "wilgenhof-uitval", "Even vol."):
        assert shown in texts[True]
    assert read_workbook(tmp_path / "True").problems == []
