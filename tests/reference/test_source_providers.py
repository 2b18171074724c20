"""The providers that the sources name for IJsselland, with nothing that they do not state."""

import csv

from portal.exchange.region_files import REFERENCE

FOLDER = REFERENCE / "ijsselland" / "aanbieders"
# 000 2.1 (in its order) and, behind it, whether 001 3.3.1 names it for Spoedhulp IJsselland
NAMED = {
    "Accare": False,
    "Ambiq": True,
    "Dimence / Jeugd ggz": False,
    "Karakter": False,
    "Pactum": True,
    "Pluryn": False,
    "Tactus": False,
    "Trias Jeugdhulp": True,
    "Triade Vitree": True,
}
STATED = {"Sleutel", "Naam", "Andere namen", "Rollen", "Voorbeeld", "Bron"}


def sheet(name: str) -> list[dict[str, str]]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_they_are_the_nine_of_the_source_with_their_roles() -> None:
    found = {row["Naam"]: "Spoedhulp" in row["Rollen"] for row in sheet("Aanbieders")}
    assert found == NAMED
    assert list(found) == list(NAMED)


def test_nothing_is_filled_in_that_no_source_states() -> None:
    for row in sheet("Aanbieders"):
        assert {column for column, cell in row.items() if cell} <= STATED, row["Naam"]
        assert row["Voorbeeld"] == "nee"


def test_every_row_names_its_source() -> None:
    for row in sheet("Aanbieders") + sheet("Contracten"):
        assert row["Bron"].startswith("000 ")


def test_each_contract_is_unknown() -> None:
    providers = [row["Sleutel"] for row in sheet("Aanbieders")]
    contracts = sheet("Contracten")
    assert [row["Aanbieder"] for row in contracts] == providers
    assert {(row["Bekend"], row["Vanaf"], row["Tot en met"]) for row in contracts} == {("nee", "", "")}


def test_there_are_no_offers_figures_or_addresses() -> None:
    assert {path.stem for path in FOLDER.iterdir()} == {"Aanbieders", "Contracten"}
