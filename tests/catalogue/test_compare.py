"""Samira puts providers beside each other."""

import httpx
import pytest
from sqlalchemy import event
from sqlmodel import select

from portal.model import Location
from portal.web.house import House
from portal.web.qr import can_draw, qr_drawing
from tests.catalogue.reading import part, text_of
from tests.finding.ground import TESTER
from tests.people import CRISIS_STREET, EXPLANATION, FORMER_SLUG, GROUND, WOUTS_POSTCODE, WOUTS_STREET, a_provider

TWO = "/vergelijk?a=de-wilgenhof&a=de-populier"
THREE = f"{TWO}&a=de-linde"
QUESTION = "leeftijd=9&gemeente=raalte&postcode=8102"


async def read(visitor: httpx.AsyncClient, address: str) -> str:
    answer = await visitor.get(address)
    assert answer.status_code == 200, address
    return text_of(answer.text)


def cells(page: str, criterion: str) -> list[str]:
    """What stands in the row of a criterion, one text for each provider; its name is left out."""
    row = part(page[page.index(f'scope="row">{criterion}') :], "<td", "</tr>")
    return [text_of(cell.partition("</p>")[2]) for cell in row.split('aria-hidden="true">')[1:] if "</p>" in cell]


@pytest.mark.parametrize(
    ("criterion", "said"),
    [
        ("Hulp die het beste past", ("Gezinsbehandeling", "Behandeling van dyslexie", "Onbekend")),
        ("Past het?", ("0 tot en met 17 jaar Voor de hele regio", "7 tot en met 12 jaar", "Onbekend")),
        ("Hoe snel?", ("2 plekken vrij Ongeveer 6 weken wachten", "Geen nieuwe aanmeldingen", "Onbekend")),
        ("Hoe snel?", ("Opgave van 18 november", "Tot en met 31 december 2026", "Onbekend")),
        ("Waar, en hoe ver?", ("Raalte, 0 km Komt bij u thuis", "Zwolle, 19 km Komt niet bij mensen", "Onbekend")),
        ("Hoe werken ze?", ("samen met school. thuis", "Methoden niet opgegeven", "Methoden niet opgegeven")),
        ("Voor wie?", ("Autisme", "Niet opgegeven", "Onbekend")),
        ("Wie werken er?", ("Tariefgroep 2 (hbo): 3 personen", "Niet opgegeven", "Niet opgegeven")),
        ("Talen", ("Nederlands, Arabisch", "Niet opgegeven", "Niet opgegeven")),
        ("Resultaten", ("80 van de 100 afgesproken doelen", "Geen cijfers bekend", "Geen cijfers bekend")),
        ("Ervaringen van anderen", ("Nog niet bekend", "Nog niet bekend", "Nog niet bekend")),
        ("Grootte van de groep", ("Niet in een groep, of niet opgegeven",) * 2 + ("Onbekend",)),
        ("Wie mag verwijzen?", ("Huisarts mag rechtstreeks verwijzen", "onbekend: vraag de toegang", "Onbekend")),
    ],
)
async def test_samira_reads_what_each_says(samira: httpx.AsyncClient, criterion: str, said: tuple[str, ...]) -> None:
    page = (await samira.get(f"{THREE}&{QUESTION}")).text
    for cell, expected in zip(cells(page, criterion), said, strict=True):
        assert expected in cell


async def test_the_best_offer_is_that_for_her_question(samira: httpx.AsyncClient) -> None:
    home = (await samira.get(f"{TWO}&vorm=gezinshuis&leeftijd=2")).text
    assert cells(home, "Hulp die het beste past")[0].startswith("Gezinshuis")
    assert "Dit is de hulp die u vroeg" in cells(home, "Past het?")[0]
    assert "past niet bij 2 jaar" in cells(home, "Past het?")[0]
    assert "Andere hulp dan u vroeg" in cells(home, "Past het?")[1]


async def test_only_the_differences(samira: httpx.AsyncClient) -> None:
    page = (await samira.get(f"{TWO}&verschillen=1&leeftijd=9")).text
    text = text_of(page)
    assert "Alleen verschillen: 3 punten die overal hetzelfde zijn, staan er niet bij." in text
    assert "Ervaringen van anderen" not in text
    assert "Grootte van de groep" not in text
    assert "Hulp die het beste past" in text
    assert "Toon alles" in text


async def test_of_four_three_are_shown_and_it_is_said(samira: httpx.AsyncClient) -> None:
    page = (await samira.get(f"{THREE}&a=de-esdoorn&a=niemand&a=%3Cb%3Ehoi")).text
    text = text_of(page)
    assert "De Esdoorn staat er niet bij: het contract met de regio is afgelopen." in text
    assert "“niemand” staat er niet bij: die aanbieder is er niet in deze regio." in text
    assert "“<b>hoi” staat er niet bij" in text
    assert "<b>hoi" not in page
    assert page.count('scope="col"') == 3
    kept = part(page, 'class="share-address"', "</p>")
    assert "a=de-wilgenhof&amp;a=de-populier&amp;a=de-linde" in kept
    assert "esdoorn" not in kept


async def test_a_former_name_is_the_same_provider(samira: httpx.AsyncClient) -> None:
    page = (await samira.get(f"/vergelijk?a=niemand&a={FORMER_SLUG}&a=de-wilgenhof&a=de-populier&a=de-linde")).text
    assert page.count('scope="col"') == 3
    assert "Er passen drie aanbieders naast elkaar" not in page


async def test_a_fourth_one_is_named_and_left_out(house: House, samira: httpx.AsyncClient) -> None:
    async with house.database.writing(TESTER) as session:
        await a_provider(session, house.regions.by_key["ijsselland"], "de-es", name="De Es")
    page = (await samira.get(f"{THREE}&a=de-es")).text
    assert page.count('scope="col"') == 3
    assert "Er passen drie aanbieders naast elkaar. De Es staat er niet bij." in text_of(page)


async def test_one_is_not_enough_and_none_is_explained(samira: httpx.AsyncClient) -> None:
    page = (await samira.get("/vergelijk?a=de-wilgenhof&leeftijd=9")).text
    assert "U heeft één aanbieder gekozen. Kies er nog een om mee te vergelijken." in text_of(page)
    assert 'href="/aanbod?leeftijd=9&amp;a=de-wilgenhof"' in page
    assert "Alleen verschillen" not in page
    empty = await read(samira, "/vergelijk?leeftijd=9")
    assert "Zo werkt vergelijken" in empty
    assert "Kies aanbieders" in empty
    assert "Delen" not in empty


async def test_one_can_be_taken_away_and_a_third_added(samira: httpx.AsyncClient) -> None:
    page = (await samira.get(f"{TWO}&leeftijd=9")).text
    assert 'href="/vergelijk?leeftijd=9&amp;a=de-populier"' in page
    assert 'href="/vergelijk?leeftijd=9&amp;a=de-wilgenhof"' in page
    assert "Voeg een derde aanbieder toe" in page
    assert "Voeg een derde aanbieder toe" not in (await samira.get(THREE)).text


async def test_the_address_to_share_is_whole_and_drawn(samira: httpx.AsyncClient) -> None:
    page = (await samira.get(f"/en{TWO}&leeftijd=9")).text
    share = part(page, '<section class="share"', "</section>")
    assert "http://hulpkeuze.example/en/vergelijk?leeftijd=9&amp;a=de-wilgenhof&amp;a=de-populier</a>" in share
    assert 'src="/en/vergelijk/qr.svg?leeftijd=9&amp;a=de-wilgenhof&amp;a=de-populier" alt=""' in share
    drawing = await samira.get("/en/vergelijk/qr.svg?leeftijd=9&a=de-wilgenhof&a=de-populier")
    assert drawing.headers["content-type"].startswith("image/svg+xml")
    assert drawing.content == qr_drawing(
        "http://hulpkeuze.example/en/vergelijk?leeftijd=9&a=de-wilgenhof&a=de-populier"
    )
    assert b"script" not in drawing.content
    assert b"style" not in drawing.content
    assert "As it was on 20 November 2026." in text_of(share)


def test_an_address_too_long_to_draw_is_only_written() -> None:
    for length in (2_953, 2_954):
        assert can_draw("x" * length) == (qr_drawing("x" * length) is not None) == (length == 2_953)


async def test_in_english(samira: httpx.AsyncClient) -> None:
    page = (await samira.get(f"/en{THREE}")).text
    text = text_of(page)
    for said in (
        "The help that fits best",
        "How soon?",
        "Where, and how far?",
        "Not known yet",
        "Only the differences",
    ):
        assert said in text
    assert 'action="/en/vergelijk"' in page


async def test_what_could_not_be_used_is_named(samira: httpx.AsyncClient) -> None:
    assert "“oud” past niet" in await read(samira, f"{TWO}&leeftijd=oud")


@pytest.mark.parametrize("address", [TWO, f"{TWO}&vorm=gezinshuis&postcode=8141", f"/en{THREE}"])
async def test_wouts_address_the_crisis_bed_and_grounds_are_nowhere(samira: httpx.AsyncClient, address: str) -> None:
    page = (await samira.get(address)).text
    for hidden in (
        WOUTS_STREET,
        WOUTS_POSTCODE,
        CRISIS_STREET,
        "Geheimelaan",
        "crisisbed",
        "8011 AA",
        GROUND,
        EXPLANATION,
    ):
        assert hidden not in page


async def test_the_distance_to_wout_is_that_to_his_place(house: House, samira: httpx.AsyncClient) -> None:
    """Counted from the postcode of his street it would tell where in the place he lives."""
    async with house.database.writing(TESTER) as session:
        home = (await session.exec(select(Location).where(Location.key == "wilgenhof-gezinshuis"))).one()
        home.postcode = "7411 AA"  # far from Heino: whoever counts from it is found out
    page = (await samira.get("/vergelijk?a=de-wilgenhof&vorm=gezinshuis&postcode=Heino")).text
    assert cells(page, "Waar, en hoe ver?")[0].startswith("Heino, 0 km")


async def test_three_cost_as_few_questions_to_the_database_as_one(house: House, samira: httpx.AsyncClient) -> None:
    asked: list[str] = []
    event.listen(
        house.database.engine.sync_engine,
        "before_cursor_execute",
        lambda *said: asked.append(said[2]) if said[2] != "BEGIN" else None,
    )
    await samira.get(THREE)
    assert 0 < len(asked) <= 5
    asked.clear()
    await samira.get("/vergelijk?leeftijd=9")
    assert asked == []


async def test_bram_ticks_two_results_and_compares_them(samira: httpx.AsyncClient) -> None:
    page = (await samira.get("/aanbod?leeftijd=9&gemeente=raalte")).text
    form = part(page, '<form id="compare"', "</form>")
    assert 'action="/vergelijk"' in form
    assert 'name="leeftijd" value="9"' in form
    assert 'name="gemeente" value="raalte"' in form
    assert page.count('name="a" value="de-wilgenhof" form="compare"') == 1
    assert "checked" not in part(page, 'id="a-de-wilgenhof"', ">")


async def test_the_choice_stays_while_searching_on(house: House, samira: httpx.AsyncClient) -> None:
    page = (await samira.get("/aanbod?vorm=gezinshuis&a=de-wilgenhof&a=de-linde&a=niemand")).text
    assert "checked" in part(page, 'id="a-de-wilgenhof"', ">")
    bar = part(page, '<form id="compare"', "</form>")
    assert "De Linde" in bar  # chosen elsewhere: it stays a tick that can be taken away
    assert "niemand" not in part(page, 'id="finder"', "</main>")
    assert 'href="/aanbieders/de-wilgenhof?vorm=gezinshuis&amp;a=de-wilgenhof&amp;a=de-linde"' in page
    assert 'href="/aanbod?a=de-wilgenhof&amp;a=de-linde"' in part(page, 'class="chips"', "</ul>")
    answer = await samira.get("/aanbod?q=&a=de-linde", headers={"hx-request": "true"})
    assert answer.headers["hx-push-url"] == "/aanbod?a=de-linde"


async def test_a_provider_leads_to_comparing_it(samira: httpx.AsyncClient) -> None:
    page = (await samira.get("/aanbieders/de-wilgenhof?leeftijd=9&a=de-linde")).text
    assert 'href="/vergelijk?leeftijd=9&amp;a=de-linde&amp;a=de-wilgenhof"' in page
    assert 'href="/aanbod?leeftijd=9&amp;a=de-linde"' in page
    assert "/vergelijk?a=de-esdoorn" not in (await samira.get("/aanbieders/de-esdoorn")).text
