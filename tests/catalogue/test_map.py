"""The results on a map: every dot also in an ordinary list."""

import httpx

from tests.catalogue.reading import part, text_of
from tests.people import CRISIS_STREET, WOUTS_POSTCODE, WOUTS_STREET


async def test_every_dot_is_in_the_list(samira: httpx.AsyncClient) -> None:
    page = (await samira.get("/aanbod/kaart")).text
    assert page.count('class="map-dot"') == 2
    listed = text_of(part(page, '<div class="map-list">', "</main>"))
    assert "1 Zwolle De Populier" in listed
    assert "2 Raalte De Wilgenhof" in listed
    assert 'href="/aanbieders/de-populier"' in page


async def test_the_question_is_kept_and_drawn(samira: httpx.AsyncClient) -> None:
    page = (await samira.get("/aanbod/kaart?postcode=8102&afstand=10&leeftijd=9")).text
    assert 'class="map-radius"' in page
    assert 'class="map-asked"' in page
    assert 'href="/aanbieders/de-wilgenhof?postcode=8102&amp;afstand=10&amp;leeftijd=9"' in page
    assert 'href="/aanbod?postcode=8102&amp;afstand=10&amp;leeftijd=9"' in page
    assert "binnen 10 km" in text_of(page)


async def test_the_map_says_what_it_is(samira: httpx.AsyncClient) -> None:
    page = (await samira.get("/en/aanbod/kaart")).text
    assert '<title id="map-title">Map of IJsselland</title>' in page
    assert 'aria-labelledby="map-title map-desc"' in page
    assert "style=" not in page


async def test_where_wout_lives_is_only_his_place(samira: httpx.AsyncClient) -> None:
    page = (await samira.get("/aanbod/kaart?vorm=gezinshuis")).text
    assert "Heino" in page
    for hidden in (WOUTS_STREET, WOUTS_POSTCODE, CRISIS_STREET, "8141", "Geheimelaan"):
        assert hidden not in page


async def test_nothing_found_leads_back_to_the_list(samira: httpx.AsyncClient) -> None:
    page = (await samira.get("/aanbod/kaart?soort=vaktherapie&gemeente=zwolle")).text
    assert "Daarom staat er niets op de kaart" in page
    assert '<svg class="map"' not in page


async def test_a_full_postcode_is_sent_on_to_its_four_digits(samira: httpx.AsyncClient) -> None:
    answer = await samira.get("/en/aanbod/kaart?postcode=8102+AB")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/en/aanbod/kaart?postcode=8102"


async def test_results_lead_to_the_map(samira: httpx.AsyncClient) -> None:
    assert 'href="/aanbod/kaart?leeftijd=9"' in (await samira.get("/aanbod?leeftijd=9")).text


async def test_what_is_wrong_in_the_question_is_named(samira: httpx.AsyncClient) -> None:
    assert "“oud” past niet" in text_of((await samira.get("/aanbod/kaart?leeftijd=oud")).text)
