"""What an import never does: overwrite a newer word, mix example with real, open what is closed."""

import pytest
from sqlmodel import col, select

from portal.database import Database
from portal.exchange.workbook import (
    ImportPlan,
    ImportRefused,
    apply_import,
)
from portal.model import (
    Availability,
    AvailabilityChange,
    Contract,
    Facility,
    IntakeStatus,
    Offer,
    Provider,
    SaidBy,
)
from portal.regions import RegionData, load_regions
from tests.exchange.conftest import region_of
from tests.exchange.importing import all_of, edit, imported, one_of, planned
from tests.exchange.workbook_of_two import EXCEL, PIET, Book, add_region, cells

pytestmark = pytest.mark.usefixtures("twenty_november")


async def test_an_older_availability_is_skipped_and_told(database: Database, oost: RegionData) -> None:
    await imported(database, oost, cells())
    book = cells()
    book["Beschikbaarheid"][0] |= {"Peildatum": "31-10-2026", "Stand": "vol"}
    book["Beschikbaarheid"][1] |= {"Peildatum": "16-11-2026", "Stand": "vol", "Vrije plaatsen": 0}
    plan = await imported(database, oost, book)
    assert [(n.code, n.row) for n in plan.notices] == [("availability-older", 2)]
    assert "01-11-2026" in plan.notices[0].render("nl")
    assert [s.status for s in await all_of(database, Availability)] == [IntakeStatus.OPEN, IntakeStatus.FULL]
    assert len(await all_of(database, AvailabilityChange)) == 3


async def test_a_portal_edit_is_told_and_not_overwritten(database: Database, oost: RegionData) -> None:
    await imported(database, oost, cells())
    await edit(database, Provider, "wilgenhof", phone="000-7654321")
    plan = await imported(database, oost, cells())
    assert [(n.code, n.sheet, n.value) for n in plan.notices] == [("edited-in-portal", "Aanbieders", "wilgenhof")]
    assert (await one_of(database, Provider, "wilgenhof")).phone == "000-7654321"
    plan = await imported(database, oost, cells(), overwrite=True)
    assert (plan.notices, (await one_of(database, Provider, "wilgenhof")).phone) == ([], "000-1234567")


@pytest.mark.parametrize(("day", "expected"), [("01-11-2026", IntakeStatus.FULL), ("02-11-2026", IntakeStatus.LIMITED)])
async def test_the_latest_word_on_availability_counts(
    database: Database, oost: RegionData, day: str, expected: IntakeStatus
) -> None:
    """Piet said "full" in the portal about the same day as the file; a file about a later day is news."""
    await imported(database, oost, cells())
    async with database.writing(PIET) as session:
        said = (await session.exec(select(Availability).order_by(col(Availability.id)))).first()
        assert said is not None
        said.status, said.said_by = IntakeStatus.FULL, SaidBy.PERSON
    book = cells()
    book["Beschikbaarheid"][0] |= {"Peildatum": day, "Stand": "beperkt"}
    plan = await imported(database, oost, book)
    assert (await all_of(database, Availability))[0].status == expected
    assert len(plan.notices) == (expected == IntakeStatus.FULL)


async def test_a_complete_file_ends_what_it_leaves_out(database: Database, oost: RegionData) -> None:
    await imported(database, oost, cells())
    book = {
        name: rows[:1]
        for name, rows in cells().items()
        if name in ("Aanbieders", "Contracten", "Inschrijvingen", "Aanbod", "Voorzieningen")
    }
    assert (await planned(database, oost, book)).writes == 0
    plan = await planned(database, oost, book, complete=True)
    assert {name: [row.key for row in s.ended] for name, s in plan.sheets.items() if s.ended} == {
        "Contracten": ["es-c"], "Inschrijvingen": ["es-gezinshuis"], "Aanbod": ["es-gezinshuis"],
        "Voorzieningen": ["jongerenwerk"],
    }  # fmt: skip
    await apply_import(database, plan, EXCEL)
    assert str((await one_of(database, Contract, "es-c")).ends) == "2026-11-20"
    assert not (await one_of(database, Offer, "es-gezinshuis")).published
    assert str((await one_of(database, Facility, "jongerenwerk")).ends) == "2026-11-20"
    assert (await one_of(database, Facility, "spreekuur-zwolle")).ends is None
    assert (await planned(database, oost, book, complete=True)).writes == 0


async def test_a_complete_file_without_facilities_says_nothing_about_them(database: Database, oost: RegionData) -> None:
    await imported(database, oost, cells())
    plan = await planned(database, oost, {"Contracten": cells()["Contracten"]}, complete=True)
    assert plan.writes == 0


async def test_a_facility_ends_on_the_day_that_the_file_says_and_is_there_again_when_it_says_none(
    database: Database, oost: RegionData
) -> None:
    book = cells()
    book["Voorzieningen"][1]["Tot en met"] = "31-12-2026"
    await imported(database, oost, book)
    assert str((await one_of(database, Facility, "jongerenwerk")).ends) == "2026-12-31"
    assert (await planned(database, oost, book)).writes == 0
    plan = await planned(database, oost, cells())  # a file without the column leaves it as it is
    assert plan.writes == 0
    book["Voorzieningen"][1]["Tot en met"] = None
    await imported(database, oost, book)
    assert (await one_of(database, Facility, "jongerenwerk")).ends is None


async def test_a_complete_file_does_not_end_what_has_yet_to_begin(database: Database, oost: RegionData) -> None:
    book = cells()
    book["Contracten"][1]["Vanaf"] = "01-01-2027"
    await imported(database, oost, book)
    plan = await planned(database, oost, {"Contracten": cells()["Contracten"][:1]}, complete=True)
    assert [(n.code, n.value) for n in plan.notices] == [("not-begun", "es-c")]
    assert plan.writes == 0


async def test_what_the_region_restricts_is_restricted_whatever_the_file_says(
    database: Database, oost: RegionData
) -> None:
    book = cells()
    book["Inschrijvingen"].append({"Sleutel": "es-crisis", "Contract": "es-c", "Product": "crisisbed"})
    book["Aanbod"] += [
        {"Sleutel": "es-bed", "Aanbieder": "es", "Vorm": "crisisbed", "Inschrijvingen": "es-crisis",
         "Alleen toegang en GI": "nee"},
        {"Sleutel": "es-spoed", "Aanbieder": "es", "Soort hulp": "spoed"},
        {"Sleutel": "es-gezin", "Aanbieder": "es", "Soort hulp": "gezin", "Inschrijvingen": "es-crisis"},
        {"Sleutel": "es-stil", "Aanbieder": "es", "Soort hulp": "gezin", "Alleen toegang en GI": "ja"},
    ]  # fmt: skip
    await imported(database, oost, book)
    restricted = {offer.key for offer in await all_of(database, Offer) if offer.audience == "restricted"}
    assert restricted == {"es-bed", "es-spoed", "es-gezin", "es-stil"}
    assert (await planned(database, oost, book)).writes == 0


@pytest.mark.parametrize("first", ["ja", "nee"])
async def test_example_and_real_data_never_mix(database: Database, oost: RegionData, first: str) -> None:
    async def of(key: str, mark: str) -> ImportPlan:
        row = {"Sleutel": key, "Naam": key, "Voorbeeld": mark}
        return await planned(database, oost, {"Aanbieders": [row]})

    await apply_import(database, await of("een", first), EXCEL)
    async with database.reading() as session:
        assert (await load_regions(session)).example_data is (first == "ja")
    other = await of("twee", "nee" if first == "ja" else "ja")
    assert [p.code for p in other.problems] == ["real-into-example" if first == "ja" else "example-into-real"]
    with pytest.raises(ImportRefused):
        await apply_import(database, other, EXCEL)
    assert (await of("twee", first)).problems == []


async def test_a_facility_of_the_other_kind_is_refused_too(database: Database, oost: RegionData) -> None:
    await imported(database, oost, {"Voorzieningen": cells()["Voorzieningen"]})
    row = {"Sleutel": "een", "Naam": "Een", "Voorbeeld": "ja"}
    assert [p.code for p in (await planned(database, oost, {"Aanbieders": [row]})).problems] == ["example-into-real"]


async def test_a_plan_that_was_overtaken_is_made_anew(database: Database, oost: RegionData) -> None:
    """Piet saves between the plan and its import: his edit is not overwritten."""
    await imported(database, oost, cells())
    book = cells()
    book["Aanbieders"][0]["Telefoon"] = "000-2222222"
    plan = await planned(database, oost, book)
    await edit(database, Provider, "wilgenhof", phone="000-7654321")
    done = await apply_import(database, plan, EXCEL)
    assert [n.code for n in done.notices] == ["edited-in-portal"]
    assert (await one_of(database, Provider, "wilgenhof")).phone == "000-7654321"


async def test_another_regions_keys_cannot_be_taken(database: Database, oost: RegionData) -> None:
    await imported(database, oost, cells())
    await add_region(database, "west")
    west = await region_of(database, "west")
    plan = await planned(database, west, cells())
    assert {(p.sheet, p.code) for p in plan.problems} == {
        (name, "key-elsewhere")
        for name in ("Contracten", "Inschrijvingen", "Aanbod", "Beschikbaarheid", "Metingen", "Stops", "Voorzieningen")
    }
    known = {name: cells()[name] for name in ("Aanbieders", "Locaties")}
    assert (await planned(database, west, known)).writes == 0, "providers and their places are shared"


async def test_a_thing_never_moves_to_another_provider(database: Database, oost: RegionData) -> None:
    await imported(database, oost, cells())
    book = cells()
    book["Locaties"][0]["Aanbieder"] = "es"
    book["Inschrijvingen"][0]["Contract"] = "es-c"
    codes = {(p.sheet, p.code) for p in (await planned(database, oost, book)).problems}
    assert {("Locaties", "provider-fixed"), ("Inschrijvingen", "contract-fixed")} <= codes


async def test_an_address_cannot_be_opened_where_children_live_by_a_later_file(
    database: Database, oost: RegionData
) -> None:
    await imported(database, oost, cells())
    opened = {"Locaties": [cells()["Locaties"][1] | {"Zichtbaarheid": "adres"}]}
    assert [p.code for p in (await planned(database, oost, opened)).problems] == ["address-hidden"]
    home = {"Sleutel": "wilg-huis", "Aanbieder": "wilgenhof", "Locatie": "wilgenhof-zwolle", "Vorm": "gezinshuis"}
    moved_in: Book = {
        "Inschrijvingen": [{"Sleutel": "wilg-huis", "Contract": "wilgenhof-c", "Product": "gezinshuis"}],
        "Aanbod": [home | {"Inschrijvingen": "wilg-huis"}],
    }
    told = (await planned(database, oost, moved_in)).problems
    assert [(p.code, p.sheet, p.column) for p in told] == [("address-hidden", "Aanbod", "Locatie")]
