"""What search engines are told of providers and results: nothing that the page itself hides."""

import json
import re
from typing import Any

import httpx
import pytest
from sqlmodel import select

from portal.model import Location, Provider, Visibility
from portal.web.house import House
from portal.web.language import DEFAULT, LANGUAGES
from tests.catalogue.reading import text_of
from tests.finding.ground import TESTER
from tests.people import CRISIS_STREET, GROUND, WOUTS_POSTCODE, WOUTS_STREET
from tests.web.house import BASE

HIDDEN = (WOUTS_STREET, "Geheimelaan", WOUTS_POSTCODE, CRISIS_STREET, "8011 AA", GROUND, "crisisbed")


def described(page: str) -> dict[str, dict[str, Any]]:
    scripts = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    return {one["@type"]: one for one in map(json.loads, scripts)}


async def of_the_wilgenhof(samira: httpx.AsyncClient, language: str = "") -> dict[str, Any]:
    return described((await samira.get(f"{language}/aanbieders/de-wilgenhof")).text)["Organization"]


async def test_a_provider_is_described_as_its_page_shows_it(samira: httpx.AsyncClient) -> None:
    found = await of_the_wilgenhof(samira)
    assert found["name"] == "De Wilgenhof"
    assert found["url"] == f"{BASE}/aanbieders/de-wilgenhof"
    assert found["telephone"] == "0572-000000"
    assert found["description"] == "Hulp aan gezinnen in Salland. En nog veel meer."
    assert found["location"] == [
        {
            "@type": "Place",
            "name": "Praktijk",
            "address": {
                "@type": "PostalAddress",
                "streetAddress": "Wilgenpad 12",
                "postalCode": "8102 AB",
                "addressLocality": "Raalte",
                "addressCountry": "NL",
            },
        },
        {"@type": "Place", "address": {"@type": "PostalAddress", "addressLocality": "Heino", "addressCountry": "NL"}},
    ]
    assert (await of_the_wilgenhof(samira, "/en"))["description"] == "Help for families in Salland."


async def test_a_hidden_street_is_in_no_description(house: House, samira: httpx.AsyncClient) -> None:
    text = json.dumps(described((await samira.get("/aanbieders/de-wilgenhof")).text))
    assert [hidden for hidden in HIDDEN if hidden in text] == []
    async with house.database.writing(TESTER) as session:
        practice = (await session.exec(select(Location).where(Location.key == "wilgenhof-praktijk"))).one()
        practice.visibility = Visibility.PLACE
    house.index_version += 1
    assert "Wilgenpad" not in json.dumps(await of_the_wilgenhof(samira))
    async with house.database.writing(TESTER) as session:
        practice = (await session.exec(select(Location).where(Location.key == "wilgenhof-praktijk"))).one()
        practice.visibility = Visibility.REGION
    house.index_version += 1
    assert "Raalte" not in json.dumps(await of_the_wilgenhof(samira))


async def test_the_way_to_a_provider_is_told(samira: httpx.AsyncClient) -> None:
    found = described((await samira.get("/en/aanbieders/de-wilgenhof?leeftijd=9")).text)["BreadcrumbList"]
    trail = [(item["name"], item["item"]) for item in found["itemListElement"]]
    assert trail == [("Find help", f"{BASE}/en/aanbod"), ("De Wilgenhof", f"{BASE}/en/aanbieders/de-wilgenhof")]


async def test_what_a_provider_wrote_cannot_end_its_description(house: House, samira: httpx.AsyncClient) -> None:
    wicked = '</script><script>alert(1)</script> "en meer"'
    async with house.database.writing(TESTER) as session:
        provider = (await session.exec(select(Provider).where(Provider.slug == "de-wilgenhof"))).one()
        provider.about = {"nl": wicked}
    page = (await samira.get("/aanbieders/de-wilgenhof")).text
    assert "<script>alert" not in page
    assert described(page)["Organization"]["description"] == wicked
    assert 'content="&lt;/script&gt;' in page


async def test_a_provider_has_its_own_address_whatever_was_asked_before(samira: httpx.AsyncClient) -> None:
    page = (await samira.get("/aanbieders/de-wilgenhof?soort=gezinsbehandeling&leeftijd=9")).text
    assert f'<link rel="canonical" href="{BASE}/aanbieders/de-wilgenhof">' in page
    assert "<title>De Wilgenhof – Hulpkeuze IJsselland</title>" in page


async def test_one_without_a_text_of_its_own_has_a_description_too(samira: httpx.AsyncClient) -> None:
    page = (await samira.get("/aanbieders/de-linde")).text
    assert '<meta name="description" content="Wat De Linde biedt' in page


@pytest.mark.parametrize("query", ["?gemeente=raalte", "?q=angst", "?pagina=2", "?sorteer=naam"])
async def test_results_of_a_question_are_not_listed(samira: httpx.AsyncClient, query: str) -> None:
    head = (await samira.get(f"/aanbod{query}")).text.partition("</head>")[0]
    assert '<meta name="robots" content="noindex, follow">' in head
    assert 'rel="canonical"' not in head


async def test_the_search_itself_is(samira: httpx.AsyncClient) -> None:
    head = (await samira.get("/aanbod?utm_campaign=x")).text.partition("</head>")[0]
    assert f'<link rel="canonical" href="{BASE}/aanbod">' in head
    assert "noindex" not in head


async def test_the_map_holds_the_regions_providers_and_nothing_hidden(samira: httpx.AsyncClient) -> None:
    found = (await samira.get("/sitemap.xml")).text
    for slug in ("de-wilgenhof", "de-populier", "de-linde"):
        assert f"<loc>{BASE}/aanbieders/{slug}</loc>" in found
        assert f"<loc>{BASE}/en/aanbieders/{slug}</loc>" in found
    assert "de-esdoorn" not in found  # its contract has ended
    assert [hidden for hidden in HIDDEN[:-1] if hidden in text_of(found)] == []
    assert f"<loc>{BASE}/producten/crisisbed</loc>" in found  # explained, and listed nowhere


async def test_every_title_is_its_own(samira: httpx.AsyncClient) -> None:
    found = re.findall(r"<loc>(.*?)</loc>", (await samira.get("/sitemap.xml")).text)
    titles: dict[str, list[str]] = {}
    for address in found:
        page = (await samira.get(address.removeprefix(BASE))).text
        language = next((code for code in LANGUAGES if address.startswith(f"{BASE}/{code}")), DEFAULT)
        title = language + (re.findall(r"<title>(.*?)</title>", page) or [address])[0]
        titles.setdefault(title, []).append(address)
        assert re.search(r'<meta name="description" content="[^"]{20,}">', page), address
    assert {title: pages for title, pages in titles.items() if len(pages) > 1} == {}
