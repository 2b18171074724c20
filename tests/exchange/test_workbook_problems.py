"""Everything that can be wrong with a workbook is named with sheet, row, column and what is expected."""

import pytest

from portal.database import Database
from portal.exchange.workbook import ImportPlan, Problem, plan_import
from portal.exchange.workbook.problems import MESSAGES
from portal.web.spreadsheet import FORMULA_SIGNS
from tests.exchange.conftest import region_of
from tests.exchange.workbook_of_two import Book, cells, workbook

pytestmark = pytest.mark.usefixtures("twenty_november")

# sheet, row of the sheet, column, what is filled in, the problem that is told at that very cell
WRONG: list[tuple[str, int, str, object, str]] = [
    ("Aanbieders", 2, "KvK", "12", "not-eight-digits"),
    ("Aanbieders", 3, "KvK", 1234567, "number-taken"),
    ("Aanbieders", 3, "Sleutel", "wilgenhof", "key-twice"),
    ("Aanbieders", 3, "Naam", " ", "required"),
    ("Aanbieders", 2, "Sectoren", "jo;wmo", "not-in-region"),
    ("Aanbieders", 2, "Functies", "tg9=1", "not-in-region"),
    ("Aanbieders", 2, "Gecontroleerd op", "21-11-2026", "in-the-future"),
    ("Aanbieders", 3, "Voorbeeld", "ja", "example-mixed"),
    ("Locaties", 2, "Aanbieder", "wilg", "unknown-key"),
    ("Locaties", 2, "Gemeente", "Zwole", "not-a-municipality"),
    ("Locaties", 3, "Zichtbaarheid", "adres", "address-hidden"),
    ("Contracten", 2, "Tot en met", "31-12-2023", "dates-turned"),
    ("Inschrijvingen", 2, "Product", "tg8", "not-in-region"),
    ("Inschrijvingen", 3, "Contract", "es-contract", "unknown-key"),
    ("Aanbod", 2, "Soort hulp", "gezinn", "not-in-region"),
    ("Aanbod", 2, "Vorm", "gezinshuis", "kind-or-form"),
    ("Aanbod", 3, "Vorm", None, "kind-or-form"),
    ("Aanbod", 3, "Inschrijvingen", None, "one-line-for-stay"),
    ("Aanbod", 3, "Inschrijvingen", "wilgenhof-tg3", "other-provider"),
    ("Aanbod", 3, "Vorm", "crisisbed", "product-not-of-form"),
    ("Aanbod", 2, "Inschrijvingen", "wilgenhof-tg4", "unknown-key"),
    ("Aanbod", 2, "Locatie", "es-huis", "other-provider"),
    ("Aanbod", 2, "Komt in gemeenten", "0193;0363", "not-in-region"),
    ("Aanbod", 2, "Voor gemeenten", "Amsterdam", "not-in-region"),
    ("Aanbod", 2, "Leeftijd vanaf", 24, "out-of-range"),
    ("Aanbod", 2, "Leeftijd tot en met", 3, "ages-turned"),
    ("Aanbod", 2, "Doelgroepen", "autisme;elf", "not-in-region"),
    ("Aanbod", 2, "Tariefgroepen", "tg9", "not-in-region"),
    ("Aanbod", 2, "Keuzebudgetten", "herstel-9", "not-in-region"),
    ("Aanbod", 2, "Plaatsen", -1, "out-of-range"),
    ("Beschikbaarheid", 2, "Aanbod", "wilgenhof-angst", "unknown-key"),
    ("Beschikbaarheid", 2, "Stand", None, "required"),
    ("Beschikbaarheid", 2, "Peildatum", "21-11-2026", "in-the-future"),
    ("Beschikbaarheid", 2, "Aanmeldwachttijd", 261, "out-of-range"),
    ("Beschikbaarheid", 3, "Vrije plaatsen", 5, "more-than"),
    ("Beschikbaarheid", 3, "Stand", "vol", "full-with-places"),
    ("Metingen", 2, "Indicator", "geluk", "not-in-region"),
    ("Metingen", 2, "Teller", 49, "more-than"),
    ("Metingen", 2, "Teller", None, "share-needs-count"),
    ("Metingen", 2, "Gereageerd", 91, "more-than"),
    ("Metingen", 2, "Aantal (n)", 0, "out-of-range"),
    ("Metingen", 3, "Gemiddelde", None, "mark-needs-mean"),
    ("Metingen", 3, "Gemiddelde", "78", "out-of-range"),
    ("Metingen", 2, "Periode tot en met", "31-12-2024", "dates-turned"),
    ("Metingen", 2, "Periode tot en met", "31-12-2026", "in-the-future"),
    ("Metingen", 2, "Zichtbaar voor", "iedereen", "not-a-choice"),
    ("Stops", 2, "Aanbod", "wilgenhof-gezin", "other-provider"),
    ("Stops", 2, "Product", "tg8", "not-in-region"),
    ("Stops", 2, "Tot en met", "31-10-2026", "dates-turned"),
    ("Voorzieningen", 2, "Gemeenten", "Almelo", "not-in-region"),
    ("Voorzieningen", 2, "Soort", "jongerenwerk", "not-a-choice"),
    ("Voorzieningen", 2, "Soorten hulp", "gezin;gezinn", "not-in-region"),
    ("Voorzieningen", 2, "Soorten hulp", "spoed", "not-public"),
    ("Voorzieningen", 2, "Vormen", "gezinshuizen", "not-in-region"),
    ("Voorzieningen", 2, "Vormen", "crisisbed", "not-public"),
    ("Voorzieningen", 2, "Doelgroepen", "elf", "not-in-region"),
    ("Voorzieningen", 3, "Leeftijd tot en met", 9, "ages-turned"),
    ("Voorzieningen", 3, "Leeftijd vanaf", 24, "out-of-range"),
    ("Voorzieningen", 2, "Naam (nl)", None, "required"),
]  # fmt: skip

# Where the same mistake is told at another cell than the one that was changed.
TOLD_AT = {"full-with-places": "Vrije plaatsen", "product-not-of-form": "Inschrijvingen"}


async def planned(database: Database, book: Book) -> ImportPlan:
    region = await region_of(database)
    async with database.reading() as session:
        return await plan_import(session, region, workbook(book))


@pytest.mark.parametrize(("sheet", "row", "column", "value", "code"), WRONG)
async def test_the_wrong_cell_is_named(
    unwritten: Database, sheet: str, row: int, column: str, value: object, code: str
) -> None:
    book = cells()
    book[sheet][row - 2][column] = value
    plan = await planned(unwritten, book)
    told = [p for p in plan.problems if (p.sheet, p.row, p.column) == (sheet, row, TOLD_AT.get(code, column))]
    assert [problem.code for problem in told] == [code], [p.render("en") for p in plan.problems]
    assert not plan.sheets, "with problems nothing is planned"


async def test_nothing_is_wrong_with_the_workbook_itself(unwritten: Database) -> None:
    plan = await planned(unwritten, cells())
    assert [problem.render("en") for problem in plan.problems] == []
    assert plan.writes == 17


async def test_every_problem_is_told_at_once(unwritten: Database) -> None:
    book = cells()
    book["Aanbieders"][0]["KvK"] = "12"
    book["Aanbod"][0]["Soort hulp"] = "gezinn"
    book["Aanbod"][1]["Plaatsen"] = "veel"
    assert [(p.sheet, p.row) for p in (await planned(unwritten, book)).problems] == [
        ("Aanbieders", 2), ("Aanbod", 2), ("Aanbod", 3),
    ]  # fmt: skip


async def test_a_product_twice_in_one_contract(unwritten: Database) -> None:
    book = cells()
    book["Inschrijvingen"].append({"Sleutel": "wilgenhof-nog-een", "Contract": "wilgenhof-c", "Product": "tg3"})
    assert [(p.code, p.row) for p in (await planned(unwritten, book)).problems] == [("line-twice", 4)]


async def test_what_is_meant_is_offered(unwritten: Database) -> None:
    book = cells()
    book["Aanbod"][1]["Vorm"] = "gezinhuis"
    (problem,) = (await planned(unwritten, book)).problems
    assert problem.render("nl") == (
        "Aanbod, rij 3, kolom Vorm: “gezinhuis”: deze regio kent dit niet als Vorm (gezinshuis?)"
    )
    assert "gezinshuis?" in problem.render("en")


async def test_names_may_stand_where_keys_are_asked(unwritten: Database) -> None:
    book = cells()
    book["Aanbod"][0] |= {
        "Soort hulp": "Hulp in het gezin",
        "Komt in gemeenten": "Zwolle; deventer",
        "Doelgroepen": "AUTISME",
    }
    book["Aanbieders"][0] |= {"Functies": "Orthopedagoog=2", "Sectoren": "Jeugd- en opvoedhulp;jo"}
    plan = await planned(unwritten, book)
    assert [problem.render("en") for problem in plan.problems] == []
    (offer, _), (provider, _) = plan.sheets["Aanbod"].added, plan.sheets["Aanbieders"].added
    assert (offer.help_kind, offer.comes_to, offer.target_groups) == ("gezin", ["0193", "0150"], ["autisme"])  # type: ignore[attr-defined]
    assert (provider.functions, provider.sectors) == ([("orthopedagoog", 2)], ["jo"])  # type: ignore[attr-defined]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_message_can_be_said(language: str) -> None:
    """With the details that its template asks for, and without a formula in front."""
    details = dict.fromkeys(
        ["limit", "sheets", "low", "high", "choices", "most", "first", "other", "sheet", "what", "nearest", "line",
         "product", "products", "offer", "column", "today", "held"], "1"
    )  # fmt: skip
    for code in MESSAGES:
        said = Problem(code, "Aanbod", 3, "Vorm", "x", details).render(language)
        assert not said.startswith(FORMULA_SIGNS)
        assert "{" not in said
