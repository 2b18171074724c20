"""Importing: what is added, changed and left alone; twice is once."""

from pathlib import Path

import pytest

from portal.database import Database
from portal.exchange.workbook import (
    ImportRefused,
    apply_import,
    described,
    export_workbook,
    read_workbook,
)
from portal.model import (
    AuditEntry,
    Availability,
    AvailabilityChange,
    ContractLine,
    Facility,
    FacilityKind,
    FormerSlug,
    IndexMark,
    IntakeStatus,
    Offer,
    OfferLine,
    Provider,
    ProviderFunction,
    SaidBy,
)
from portal.regions import RegionData
from tests.exchange.conftest import make_tables, region_of
from tests.exchange.importing import all_of, edit, everything, imported, one_of, planned
from tests.exchange.workbook_of_two import EXCEL, add_region, cells
from tests.servers.databases import sqlite_url

pytestmark = pytest.mark.usefixtures("twenty_november")


async def test_a_workbook_becomes_records(database: Database, oost: RegionData) -> None:
    plan = await imported(database, oost, cells())
    assert plan.writes == 17
    wilgenhof = await one_of(database, Provider, "wilgenhof")
    assert (wilgenhof.slug, wilgenhof.kvk, wilgenhof.languages) == ("de-wilgenhof", "01234567", ["nl", "tr"])
    assert wilgenhof.about == {"nl": "Wij helpen gezinnen."}
    functions = {(f.tariff_group, f.function, f.people) for f in await all_of(database, ProviderFunction)}
    assert functions == {("tg3", "", 4), ("tg3", "orthopedagoog", None)}
    offer = await one_of(database, Offer, "wilgenhof-gezin")
    assert offer.methods == [{"name": "EMDR", "recognised": True}, {"name": "Buiten leren", "recognised": False}]
    assert (offer.settings, offer.comes_to, offer.age_from) == (["home", "school"], ["0193", "0150"], 4)
    assert len(await all_of(database, OfferLine)) == 2
    said = (await all_of(database, Availability))[1]
    assert (said.status, said.free_places, said.said_by) == (IntakeStatus.LIMITED, 1, SaidBy.FILE)


async def test_a_facility_says_which_question_it_serves(database: Database, oost: RegionData) -> None:
    await imported(database, oost, cells())
    spreekuur = await one_of(database, Facility, "spreekuur-zwolle")
    assert (spreekuur.kind, spreekuur.municipalities) == (FacilityKind.JGZ, ["0193"])
    assert (spreekuur.help_kinds, spreekuur.forms, spreekuur.target_groups) == (["gezin"], ["gezinshuis"], ["autisme"])
    assert (spreekuur.age_from, spreekuur.age_to) == (0, 12)
    jongerenwerk = await one_of(database, Facility, "jongerenwerk")
    assert (jongerenwerk.help_kinds, jongerenwerk.age_from, jongerenwerk.age_to) == ([], 10, None)
    assert [facility.key for facility in (await region_of(database)).facilities] == ["spreekuur-zwolle", "jongerenwerk"]
    book = cells()
    book["Voorzieningen"][1] |= {"Soort": "Overig", "Leeftijd tot en met": 23}
    plan = await imported(database, oost, book)
    assert [row.key for row in plan.sheets["Voorzieningen"].changed] == ["jongerenwerk"]
    jongerenwerk = await one_of(database, Facility, "jongerenwerk")
    assert (jongerenwerk.kind, jongerenwerk.age_to, jongerenwerk.version) == (FacilityKind.OTHER, 23, 2)


async def test_an_import_is_audited_marked_and_kept_in_the_history(database: Database, oost: RegionData) -> None:
    await imported(database, oost, cells())
    entries = [entry for entry in await all_of(database, AuditEntry) if entry.actor == EXCEL.name]
    assert {entry.capacity for entry in entries} == {"file"}
    assert {"Provider", "Offer", "Availability", "Measurement", "IntakeStop", "Facility"} <= {
        e.subject_type for e in entries
    }
    providers = {p.id for p in await all_of(database, Provider)}
    marks = await all_of(database, IndexMark)
    assert {mark.subject_id for mark in marks if mark.what == "provider"} == providers
    assert [mark.subject_id for mark in marks if mark.what == "facility"] == [oost.id], "one for all facilities"
    history = await all_of(database, AvailabilityChange)
    assert [(h.intake_wait, h.actor) for h in history] == [(3, EXCEL.name), (None, EXCEL.name)]


async def test_the_same_file_twice_changes_nothing(database: Database, oost: RegionData) -> None:
    await imported(database, oost, cells())
    before = await everything(database)
    plan = await imported(database, oost, cells())
    assert (plan.writes, plan.notices) == (0, [])
    assert await everything(database) == before


async def test_a_changed_cell_changes_one_record(database: Database, oost: RegionData) -> None:
    await imported(database, oost, cells())
    book = cells()
    book["Aanbod"][0]["Titel (nl)"] = "Hulp voor het gezin"
    plan = await planned(database, oost, book)
    assert {name: len(s.changed) for name, s in plan.sheets.items() if s.changed} == {"Aanbod": 1}
    assert "Aanbod: 1 gewijzigd, 1 gelijk" in described(plan)
    assert (await one_of(database, Offer, "wilgenhof-gezin")).version == 1, "a plan writes nothing"
    await apply_import(database, plan, EXCEL)
    offer = await one_of(database, Offer, "wilgenhof-gezin")
    assert (offer.title, offer.version) == ({"nl": "Hulp voor het gezin"}, 2)


async def test_other_contract_lines_and_functions_replace_the_held(database: Database, oost: RegionData) -> None:
    await imported(database, oost, cells())
    book = cells()
    book["Inschrijvingen"].append({"Sleutel": "wilgenhof-tg4", "Contract": "wilgenhof-c", "Product": "tg4"})
    book["Aanbod"][0]["Inschrijvingen"] = "wilgenhof-tg4"
    book["Aanbieders"][0]["Functies"] = "tg3=5"
    await imported(database, oost, book)
    line, offer = (
        await one_of(database, ContractLine, "wilgenhof-tg4"),
        await one_of(database, Offer, "wilgenhof-gezin"),
    )
    assert [x.contract_line_id for x in await all_of(database, OfferLine) if x.offer_id == offer.id] == [line.id]
    assert offer.version == 2
    assert [(f.function, f.people) for f in await all_of(database, ProviderFunction)] == [("", 5)]
    assert (await planned(database, oost, book)).writes == 0


async def test_what_a_file_leaves_out_stays(database: Database, oost: RegionData) -> None:
    """Columns, rows and sheets, and the languages that the workbook does not have."""
    await imported(database, oost, cells())
    await edit(database, Provider, "wilgenhof", EXCEL, about={"nl": "Wij helpen.", "uk": "Допомагаємо."})
    await imported(
        database,
        oost,
        {"Aanbieders": [{"Sleutel": "wilgenhof", "Naam": "De Wilgenhof", "Wat zij doen (nl)": "Nu anders."}]},
    )
    wilgenhof = await one_of(database, Provider, "wilgenhof")
    assert wilgenhof.about == {"nl": "Nu anders.", "uk": "Допомагаємо."}
    assert (wilgenhof.kvk, len(await all_of(database, Provider))) == ("01234567", 2)
    assert all(offer.published for offer in await all_of(database, Offer))


async def test_a_new_name_is_a_new_address_and_the_old_one_leads_there(database: Database, oost: RegionData) -> None:
    await imported(database, oost, cells())
    for name in ("Wilgenhof & Co", "De Wilgenhof"):
        await imported(database, oost, {"Aanbieders": [{"Sleutel": "wilgenhof", "Naam": name}]})
    assert (await one_of(database, Provider, "wilgenhof")).slug == "de-wilgenhof"
    assert [former.slug for former in await all_of(database, FormerSlug)] == ["wilgenhof-en-co"]
    await imported(database, oost, {"Aanbieders": [{"Sleutel": "ander", "Naam": "Wilgenhof & Co"}]})
    assert (await one_of(database, Provider, "ander")).slug == "wilgenhof-en-co-2"


async def test_a_wrong_row_stops_everything(database: Database, oost: RegionData) -> None:
    book = cells()
    book["Voorzieningen"][0]["Gemeenten"] = "Almelo"
    with pytest.raises(ImportRefused):
        await imported(database, oost, book)
    assert (await all_of(database, Provider), await all_of(database, Facility)) == ([], [])


@pytest.mark.parametrize("name", ["uit.xlsx", "uit"])
async def test_an_export_changes_nothing_and_fills_an_empty_portal_alike(
    database: Database, oost: RegionData, tmp_path: Path, name: str
) -> None:
    await imported(database, oost, cells())
    async with database.reading() as session:
        await export_workbook(session, oost, tmp_path / name)
    assert (await planned(database, oost, read_workbook(tmp_path / name))).writes == 0
    other = Database(sqlite_url(tmp_path / "other.db"))
    try:
        await make_tables(other)
        await add_region(other)
        await imported(other, await region_of(other), read_workbook(tmp_path / name))
        assert await everything(other) == await everything(database)
    finally:
        await other.close()


async def test_progress_is_told_until_all_is_written(database: Database, oost: RegionData) -> None:
    told: list[tuple[int, int]] = []
    plan = await planned(database, oost, cells())
    await apply_import(database, plan, EXCEL, lambda done, of: told.append((done, of)))
    assert told[-1] == (17, 17)
    assert [done for done, _ in told] == sorted(done for done, _ in told)
