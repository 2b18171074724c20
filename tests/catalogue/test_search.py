"""Samira looks for help on /aanbod; Bram looks over her shoulder."""

import httpx
import pytest
from sqlalchemy import event

from portal.finding.engines import Engines
from portal.web.house import House
from search_index import EngineAway, SearchQuery, SearchResults
from search_index.in_process import InProcessIndex
from tests.catalogue.reading import part, text_of
from tests.people import CRISIS_STREET, EXPLANATION, GROUND, WOUTS_POSTCODE, WOUTS_STREET
from tests.web.house import an_app, someone

HTMX = {"hx-request": "true"}


async def read(visitor: httpx.AsyncClient, address: str) -> str:
    answer = await visitor.get(address)
    assert answer.status_code == 200, address
    return text_of(answer.text)


async def test_samira_sees_who_there_is_and_how_many(samira: httpx.AsyncClient) -> None:
    text = await read(samira, "/aanbod")
    assert "2 aanbieders met 3 mogelijkheden voor hulp" in text
    assert "De Wilgenhof" in text
    assert "De Esdoorn" not in text  # its contract has ended


async def test_samira_finds_help_that_comes_to_her(samira: httpx.AsyncClient) -> None:
    text = await read(samira, "/aanbod?q=autisme&gemeente=raalte&postcode=8102&leeftijd=9")
    assert "Gezinsbehandeling" in text
    assert "Komt bij u thuis" in text
    assert "2 plekken vrij" in text
    assert "Ongeveer 6 weken wachten" in text
    assert "Opgave van 18 november" in text
    assert "Kind woont in Raalte" in text


async def test_for_a_band_of_ages_who_helps_some_age_of_it_is_found(samira: httpx.AsyncClient) -> None:
    """As who refers comes from the number of providers that a family could choose from."""
    answer = await samira.get("/aanbod?leeftijd=5-11&gemeente=raalte")
    text = text_of(answer.text)
    assert "De Wilgenhof" in text
    assert "5 tot en met 11 jaar" in text
    assert 'name="leeftijd" maxlength="5" value="5-11"' in answer.text  # and stays in the form
    one = await samira.get("/aanbod?leeftijd=9")
    assert 'type="number" inputmode="numeric" min="0" max="23" value="9"' in one.text
    assert "past niet bij" not in await read(samira, "/aanbieders/de-wilgenhof?leeftijd=5-11")


async def test_bram_sees_where_he_may_refer_himself(samira: httpx.AsyncClient) -> None:
    assert "Huisarts mag rechtstreeks verwijzen" in await read(samira, "/aanbod?soort=gezinsbehandeling")
    text = await read(samira, "/aanbod?vorm=gezinshuis")
    assert "Via de toegang" in part(text, "1 aanbieder", "Hulpkeuze toont")


async def test_what_is_ageing_says_so(samira: httpx.AsyncClient) -> None:
    text = await read(samira, "/aanbod?vorm=gezinshuis")
    assert "1 plek vrij" in text
    assert "Opgave van 8 november, kan veranderd zijn" in text


async def test_a_stop_is_told_without_its_ground(samira: httpx.AsyncClient) -> None:
    for address in ("/aanbod?soort=dyslexie-behandeling", "/aanbieders/de-populier"):
        text = await read(samira, address)
        assert "Geen nieuwe aanmeldingen" in text
        assert "Tot en met 31 december 2026" in text
        assert GROUND not in text
        assert EXPLANATION not in text


async def test_other_possibilities_lead_to_the_provider_with_the_same_question(samira: httpx.AsyncClient) -> None:
    page = (await samira.get("/aanbod?leeftijd=9")).text
    assert "en nog 1 mogelijkheid van De Wilgenhof" in text_of(page)
    assert 'href="/aanbieders/de-wilgenhof?leeftijd=9"' in page


async def test_a_tick_can_be_taken_away_on_its_own(samira: httpx.AsyncClient) -> None:
    page = (await samira.get("/aanbod?vorm=gezinshuis&leeftijd=9")).text
    chips = part(page, 'class="chips"', "</ul>")
    assert 'href="/aanbod?leeftijd=9"' in chips
    assert 'href="/aanbod?vorm=gezinshuis"' in chips


async def test_what_could_not_be_used_is_named_and_the_rest_is_answered(samira: httpx.AsyncClient) -> None:
    text = await read(samira, "/aanbod?vorm=kasteel&leeftijd=99&gemeente=raalte&postcode=3011&afstand=5&vorm=crisisbed")
    assert "Ergens anders wonen of logeren: “kasteel” bestaat niet in deze regio." in text
    assert "“99” past niet. Gebruik een heel getal van 0 tot en met 23." in text
    assert "3011 Rotterdam Deze postcode of plaats ligt niet in de regio IJsselland." in text
    assert "“crisisbed” leggen we wel uit, maar staat niet in de lijst" in text
    assert "2 aanbieders met" in text


@pytest.mark.parametrize("typed", ["8051", "Hattem"])
async def test_hattem_is_not_zwolle(samira: httpx.AsyncClient, typed: str) -> None:
    page = (await samira.get(f"/aanbod?postcode={typed}&afstand=15")).text
    text = text_of(page)
    assert "Hattem Deze postcode of plaats ligt niet in de regio IJsselland." in text
    assert "konden we niet gebruiken" not in text  # that line says it all
    assert "Vraag hulp bij de gemeente waar uw kind staat ingeschreven." in text
    assert "U ziet nu alle hulp in de regio, zonder afstanden." in text
    assert f'value="{typed}"' in part(page, 'id="postcode"', ">")
    assert " km" not in part(page, '<ol class="cards"', "</ol>")


async def test_for_a_child_in_hattem_that_zwolle_pays_for_help_of_zwolle_stays(samira: httpx.AsyncClient) -> None:
    page = (await samira.get("/aanbod?gemeente=raalte&postcode=8051")).text
    text = text_of(page)
    assert "De gemeente die u koos, blijft: die betaalt de hulp, ook als uw kind ergens anders woont." in text
    assert "U ziet de lijst zonder afstanden." in text
    cards = part(page, '<ol class="cards"', "</ol>")
    assert " km" not in cards
    assert "Komt bij u thuis" not in cards
    provider = text_of((await samira.get("/aanbieders/de-wilgenhof?gemeente=raalte&postcode=8051")).text)
    assert "Komt bij u thuis" not in provider
    assert "Komt thuis in Raalte, Olst-Wijhe" in provider


async def test_a_value_is_repeated_as_text_and_never_as_markup(samira: httpx.AsyncClient) -> None:
    page = (await samira.get("/aanbod", params={"vorm": "<b>hoi</b>", "q": '"><script>x</script>'})).text
    assert "<b>hoi" not in page
    assert "<script>x" not in page


async def test_a_full_postcode_is_sent_on_to_its_four_digits(samira: httpx.AsyncClient) -> None:
    answer = await samira.get("/en/aanbod?postcode=8102+AB&leeftijd=9")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/en/aanbod?leeftijd=9&postcode=8102"


async def test_what_could_not_be_used_is_still_told_after_that(samira: httpx.AsyncClient) -> None:
    answer = await samira.get("/aanbod?postcode=9999ZZ&leeftijd=oud&vorm=kasteel")
    text = await read(samira, answer.headers["location"])
    for said in ("9999 Stitswerd", "“oud”", "“kasteel”"):
        assert said in text


async def test_nothing_found_helps_on(samira: httpx.AsyncClient) -> None:
    text = await read(samira, "/aanbod?soort=dyslexie-behandeling&plek=1&gemeente=raalte")
    assert "Niets gevonden" in text
    assert "Zonder: Nu een plek vrij 1 mogelijkheid" in text
    assert "Toegang Raalte" in text
    assert "Het telefoonnummer weten we nog niet" in text


async def test_another_kind_is_offered_where_nobody_gives_this_one(samira: httpx.AsyncClient) -> None:
    text = await read(samira, "/aanbod?soort=vaktherapie&gemeente=zwolle")
    assert "Behandeling van dyslexie in plaats van Vaktherapie" in text


@pytest.mark.parametrize("address", ["/aanbod", "/aanbieders/de-wilgenhof", "/producten", "/aanbieders/niemand"])
async def test_every_page_says_where_to_call_in_danger(samira: httpx.AsyncClient, address: str) -> None:
    page = (await samira.get(address)).text
    for number in ("tel:112", "tel:08002000", "tel:08000113"):
        assert number in page
    assert "Is er nu gevaar? Bel 112." in text_of(page)


async def test_htmx_gets_the_very_part_that_stands_in_the_page(samira: httpx.AsyncClient) -> None:
    address = "/aanbod?gemeente=raalte&q=&postcode="
    page = (await samira.get(address)).text
    answer = await samira.get(address, headers=HTMX)
    finder, danger = answer.text.split('<div id="danger"')
    assert finder.lstrip().startswith('<div id="finder"')
    assert finder.strip() in page
    assert " hidden" in danger
    assert "tel:112" in (await samira.get("/aanbod?q=zelfmoord", headers=HTMX)).text.split('<div id="danger"')[1]
    assert answer.headers["hx-push-url"] == "/aanbod?gemeente=raalte"
    assert "hx-push-url" not in (await samira.get(address)).headers


async def test_the_same_question_in_english(samira: httpx.AsyncClient) -> None:
    answer = await samira.get("/en/aanbod?vorm=gezinshuis")
    text = text_of(answer.text)
    assert '<html lang="en">' in answer.text
    assert "1 provider with 1 possibility for help" in text
    assert "Professional family home" in text
    assert "Stated on 8 November, may have changed" in text
    assert 'href="/en/aanbieders/de-wilgenhof?vorm=gezinshuis"' in answer.text
    assert 'href="/aanbod?vorm=gezinshuis"' in answer.text


@pytest.mark.parametrize(
    "address",
    [
        "/aanbod",
        "/aanbod?q=crisis",
        "/aanbod?q=crisisbed",
        "/aanbod?q=heino",
        "/aanbod?q=geheimelaan",
        "/aanbod?vorm=gezinshuis",
        "/aanbieders/de-wilgenhof",
        "/en/aanbieders/de-wilgenhof",
        "/producten",
    ],
)
async def test_wouts_address_and_the_crisis_bed_are_nowhere(samira: httpx.AsyncClient, address: str) -> None:
    page = (await samira.get(address)).text
    for hidden in (WOUTS_STREET, WOUTS_POSTCODE, CRISIS_STREET, "Geheimelaan", "wilgenhof-crisisbed", "8011 AA"):
        assert hidden not in page
    assert 'name="vorm" value="crisisbed"' not in page


async def test_a_page_of_results_asks_the_database_nothing(
    house: House, engines: Engines, samira: httpx.AsyncClient
) -> None:
    asked: list[str] = []
    event.listen(house.database.engine.sync_engine, "before_cursor_execute", lambda *said: asked.append(said[2]))
    await samira.get("/aanbod?q=autisme&leeftijd=9")
    assert asked == []


class Away(InProcessIndex):
    async def search(self, query: SearchQuery) -> SearchResults:
        raise EngineAway("away")


async def test_samira_is_told_that_searching_is_limited(house: House, engines: Engines) -> None:
    async with someone(an_app(house, engines=Engines(Away(), engines.local))) as visitor:
        assert "Zoeken gaat nu even beperkt" in await read(visitor, "/aanbod?q=autisme")


async def test_without_any_engine_the_page_says_so_plainly(house: House) -> None:
    async with someone(an_app(house, engines=Engines(None, Away()))) as visitor:
        answer = await visitor.get("/aanbod")
        assert answer.status_code == 503
        assert "tel:112" in answer.text


async def test_words_cannot_turn_the_page_around_them(samira: httpx.AsyncClient) -> None:
    answer = await samira.get("/aanbod", params={"q": "توحد \u202eemsitua\u2066", "vorm": "kas\u202eteel\u200b"})
    assert "“<bdi>توحد emsitua</bdi>”" in answer.text
    assert "“<bdi>kasteel</bdi>” bestaat niet" in answer.text
    assert not set("\u202e\u2066\u200b") & set(answer.text)
