"""Who may refer: every answer on the page is the region's own."""

import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import httpx
import pytest

from portal.finding.things import things
from portal.guide.queries.referring import REFERRERS
from portal.guide.queries.ruling import rulings
from portal.model import Route
from portal.model.routing import Subject
from portal.regions import RegionData
from portal.web.house import House
from tests.catalogue.reading import part, text_of
from tests.guide.test_products import region_of
from tests.web.house import a_house, a_region, an_app, someone

SHORT = {
    "direct": "Ja, zelf",
    "request": "Vraagt het de toegang",
    "together": "Samen",
    "none": "Nee",
    "unknown": "Onbekend",
    "report": "Meldt het meteen",
}
LONG = {
    "direct": "Ja, dit mag u zelf",
    "request": "Via de toegang",
    "together": "Samen: u beslist dit niet alleen",
    "none": "Nee, dit kunt u niet zelf",
    "unknown": "Onbekend: vraag de toegang",
    "report": "Meld het meteen",
}


def answer_in(region: RegionData, referrer: str, subject: Subject) -> str:
    """As the rules say it; in a crisis one does not ask first, one reports."""
    answer = region.route_book.answer_for(referrer, subject)
    return "report" if answer == "request" and subject.categories == ("crisisfunctie",) else answer


def plain(text: str) -> str:
    return " ".join(text.split())


def rows(table: str) -> dict[str, list[str]]:
    """Head of a row → its cells, as a person reads them."""
    found = {}
    for row in re.findall(r"<tr[^>]*>(.*?)</tr>", table, re.DOTALL):
        heads = re.findall(r"<th scope=\"row\">(.*?)</th>", row, re.DOTALL)
        if heads:
            found[text_of(heads[0])] = [text_of(cell) for cell in re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL)]
    return found


def table_named(page: str, name: str) -> dict[str, list[str]]:
    return rows(part(page, f'role="region" aria-label="{name}"', "</table>"))


async def test_the_table_of_products_says_what_the_rules_say_for_every_referrer(
    house: House, samira: httpx.AsyncClient
) -> None:
    region = region_of(house)
    page = (await samira.get("/wegwijzer")).text
    shown: dict[str, list[str]] = {}
    for category in region.categories.values():
        shown |= table_named(page, category.names["nl"])
    assert len(shown) == len(region.products)
    for product in region.products.values():
        subject = Subject(products=(product.key,), categories=(product.category,))
        expected = [SHORT[answer_in(region, referrer, subject)] for referrer in REFERRERS]
        assert shown[plain(product.names["nl"])] == expected, product.key


async def test_the_table_of_categories_says_what_the_rules_say_and_what_deviates(
    house: House, samira: httpx.AsyncClient
) -> None:
    region = region_of(house)
    shown = table_named((await samira.get("/wegwijzer")).text, "Per verwijzer en soort hulp")
    for referrer, cells in zip(REFERRERS, shown.values(), strict=True):
        for category, cell in zip(region.categories, cells, strict=True):
            answer = answer_in(region, referrer, Subject(categories=(category,)))
            assert cell.startswith(SHORT[answer]), (referrer, category)
            closed = Subject(products=("jeugdzorgplus",), categories=("wonen-verblijf",))
            other = category == "wonen-verblijf" and region.route_book.answer_for(referrer, closed) != answer
            assert ("JeugdzorgPlus" in cell) == other, (referrer, category)


async def test_the_table_of_budgets_is_the_regions(house: House, samira: httpx.AsyncClient) -> None:
    region = region_of(house)
    shown = table_named((await samira.get("/wegwijzer")).text, "Alle budgetten")
    assert len(shown) == len(region.budgets)
    for budget in region.budgets.values():
        amount, example, who = shown[budget.names["nl"]]
        money = f"€ {int(budget.amount):,}".replace(",", ".") if budget.amount is not None else "in overleg"
        assert plain(amount) == money
        assert budget.amount is None or budget.amount == Decimal(int(budget.amount))
        assert example == plain(budget.texts["example"]["nl"])
        named = {rule.referrer for rule in region.routes if budget.key in rule.budgets and rule.state == "in_use"}
        assert ("Huisarts" in who, "Toegang" in who or "toegang" in who, "jeugdbescherming" in who.lower()) == (
            "huisarts" in named,
            "toegang" in named,
            "gi" in named,
        )


@pytest.mark.parametrize("referrer", REFERRERS)
async def test_every_product_kind_form_and_category_gets_its_answer(
    house: House, samira: httpx.AsyncClient, referrer: str
) -> None:
    region = region_of(house)
    for key, thing in things(region).items():
        page = text_of((await samira.get(f"/wegwijzer?wie={referrer}&wat={key}")).text)
        rule = region.route_book.held_for(referrer, thing.ways[0][0])
        answer = answer_in(region, referrer, thing.ways[0][0])
        assert LONG[answer] in page, key
        if rule:
            for sentence in (rule.steps["nl"], rule.bring.get("nl", ""), rule.terms.get("nl", "")):
                assert all(piece in page for piece in sentence.split(". ")[:1]), key
            for budget in rule.budgets if answer != "unknown" else ():
                assert region.budgets[budget].names["nl"] in page, (key, budget)


async def test_a_huisarts_sees_advice_steps_kind_of_rule_and_where_it_is_written(samira: httpx.AsyncClient) -> None:
    page = text_of((await samira.get("/wegwijzer?wie=huisarts&wat=hulp-bij-scheiding")).text)
    assert "Ja, dit mag u zelf" in page
    assert "Keuzebudget herstel 2 past vaak bij deze hulp € 1.500" in page.replace("\u00a0", " ")
    assert "Dit staat in de wet. In gebruik, sinds 1 januari 2015." in page
    assert "Uitvoeringsplan inkoop jeugdhulp IJsselland (2021): 4.2.1 punt 2" in page
    assert "Een tweede verwijzing of verlenging kan niet zonder de toegang." in page
    assert "Keuzebudget (advies): Keuzebudget herstel 2 (ongeveer € 1.500) of Keuzebudget herstel 4" in page


async def test_a_crisis_is_reported_and_its_allocation_comes_afterwards(samira: httpx.AsyncClient) -> None:
    page = text_of((await samira.get("/wegwijzer?wie=ouder-of-jeugdige&wat=crisisfunctie")).text)
    assert "Meld het meteen" in page
    assert "Is er nu gevaar? Bel 112." in page
    page = text_of((await samira.get("/wegwijzer?wie=aanbieder&wat=crisisopvolging")).text)
    assert "binnen 3 werkdagen achteraf" in page


async def test_what_is_unknown_leads_to_the_toegang_of_the_municipality(samira: httpx.AsyncClient) -> None:
    page = text_of((await samira.get("/wegwijzer?wie=huisarts&wat=dyslexiezorg&gemeente=raalte")).text)
    assert "Onbekend: vraag de toegang" in page
    assert "Het telefoonnummer van de toegang van Raalte kennen wij niet." in page


async def test_what_is_only_explained_leads_to_no_list(samira: httpx.AsyncClient) -> None:
    for key in ("jeugdzorgplus", "crisisbed", "crisisfunctie", "ambulante-spoedhulp"):
        page = (await samira.get(f"/wegwijzer?wie=toegang&wat={key}")).text
        assert "/aanbod?" not in page, key
    assert 'href="/aanbod?vorm=pleegzorg"' in (await samira.get("/wegwijzer?wie=toegang&wat=pleegzorg")).text


async def test_half_a_question_gets_half_an_answer(house: House, samira: httpx.AsyncClient) -> None:
    page = (await samira.get("/wegwijzer?wat=pleegzorg")).text
    shown = table_named(page, "Wie mag verwijzen?")
    assert [cells[0] for cells in shown.values()][:2] == ["Vraagt het de toegang"] * 2
    assert len(shown) == len(REFERRERS)
    page = text_of((await samira.get("/wegwijzer?wie=gi")).text)
    for category in region_of(house).categories.values():
        assert category.names["nl"] in page


async def test_wrong_values_are_dropped_and_named(samira: httpx.AsyncClient) -> None:
    answer = await samira.get("/wegwijzer?wie=koning&wat=pleegzorg&wat=zelfstandig&gemeente=atlantis")
    assert answer.status_code == 200
    text = text_of(answer.text)
    for value in ("koning", "zelfstandig", "atlantis"):
        assert f"“{value}” bestaat niet in deze regio" in text
    assert 'value="pleegzorg" selected' in answer.text


async def test_it_reads_in_english(house: House, samira: httpx.AsyncClient) -> None:
    for address in ("/en/wegwijzer", "/en/wegwijzer?wie=huisarts&wat=pleegzorg", "/en/wegwijzer/18", "/en/uw-rechten"):
        assert (await samira.get(address)).status_code == 200
    page = text_of((await samira.get("/en/wegwijzer?wie=huisarts&wat=pleegzorg")).text)
    assert "By way of the toegang" in page
    assert "The GP can ask the toegang for this." in page


def test_products_with_rules_of_their_own_are_told_apart(ijsselland: RegionData) -> None:
    """None are there now; a region may make one any day."""
    own = Route(
        region_id=1, key="own", referrer="huisarts", subject_type="product", subject="dagverblijf-licht",
        answer="none", basis="contract", state="in_use",
    )  # fmt: skip
    region = replace(ijsselland, routes=(*ijsselland.routes, own))
    found = rulings("huisarts", things(region)["begeleiding-groep"], region)
    assert {(r.answer, tuple(names["nl"] for names in r.only_as)) for r in found} == {
        ("none", ("Dagverblijf licht",)),
        ("direct", ("Dagverblijf middel",)),
    }


def test_a_rule_that_is_not_in_use_is_no_way(ijsselland: RegionData) -> None:
    trial = Route(
        region_id=1, key="trial", referrer="huisarts", subject_type="category", subject="dyslexiezorg",
        answer="direct", basis="advice", state="pilot", budgets=["herstel-1"],
    )  # fmt: skip
    kept = tuple(route for route in ijsselland.routes if route.subject != "dyslexiezorg")
    region = replace(ijsselland, routes=(*kept, trial))
    (found,) = rulings("huisarts", things(region)["dyslexiezorg"], region)
    assert (found.answer, found.budgets, found.rule) == ("unknown", (), trial)


async def test_a_category_tells_what_has_rules_of_its_own(samira: httpx.AsyncClient) -> None:
    page = (await samira.get("/wegwijzer?wie=gi&wat=wonen-verblijf")).text
    assert '<a href="/wegwijzer?wie=gi&amp;wat=jeugdzorgplus">JeugdzorgPlus</a>' in page


async def test_a_region_without_rules_says_that_all_is_unknown(tmp_path: Path) -> None:
    async with a_house(tmp_path, a_region()) as small, someone(an_app(small)) as visitor:
        for address in ("/wegwijzer", "/wegwijzer?wie=huisarts", "/wegwijzer?wat=ambulant", "/wegwijzer/18"):
            answer = await visitor.get(address)
            assert answer.status_code == 200, address
            assert "Ja, zelf" not in answer.text
        text = text_of((await visitor.get("/wegwijzer?wie=huisarts&wat=opvoedhulp")).text)
        assert "Onbekend: vraag de toegang" in text


async def test_an_answer_leads_to_what_the_help_is(samira: httpx.AsyncClient, ijsselland: RegionData) -> None:
    for thing in things(ijsselland).values():
        page = (await samira.get(f"/wegwijzer?wat={thing.key}")).text
        then = part(page, 'id="and-then"', "</section>")
        (address,) = re.findall(r'href="(/producten[^"]*)">Uitleg over hulp<', then)
        path, _, anchor = address.partition("#")
        explained = await samira.get(path)
        assert explained.status_code == 200, address
        assert thing.type == "category" or path == f"/producten/{thing.key}"
        assert f'id="{anchor}"' in explained.text if thing.type == "category" else not anchor
