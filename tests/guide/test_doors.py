"""Pages for who is in danger, for young people themselves, and for providers."""

import html
import re

import httpx
import pytest

from portal.model.guide import Reader
from portal.web.house import House
from tests.catalogue.reading import part, text_of

LINK = re.compile(r'href="([^"#]+)"')
BOTH = [("nl", ""), ("en", "/en")]


def main_of(page: str) -> str:
    return part(page, "<main", "</main>")


@pytest.mark.parametrize(("language", "prefix"), BOTH)
async def test_in_danger_every_number_and_step_of_the_region_is_there(
    house: House, samira: httpx.AsyncClient, language: str, prefix: str
) -> None:
    assert house.regions.default is not None
    region = house.regions.default.region
    page = main_of((await samira.get(f"{prefix}/nu-in-gevaar")).text)
    text = text_of(page)
    numbers = [one["number"] for one in region.crisis["numbers"]]  # type: ignore[attr-defined]
    assert numbers == ["112", "0800-2000", "113", "0800-0113"]
    places = [page.index(f'href="tel:{number.replace("-", "")}"') for number in numbers]
    assert places == sorted(places)
    for step in region.crisis["steps"][language]:  # type: ignore[index]
        assert " ".join(step.split()) in text
    assert region.texts["crisis_hours"][language] in text
    assert region.texts["jeugdzorgplus"][language] in text


async def test_an_unknown_number_of_the_toegang_is_said_to_be_unknown(samira: httpx.AsyncClient) -> None:
    text = text_of((await samira.get("/nu-in-gevaar")).text)
    assert "Het telefoonnummer van de toegang weten we nog niet." in text


@pytest.mark.parametrize("address", ["/nu-in-gevaar", "/voor-jongeren", "/en/nu-in-gevaar", "/en/voor-jongeren"])
async def test_the_page_can_be_left_quickly_by_the_first_link_of_it(samira: httpx.AsyncClient, address: str) -> None:
    page = main_of((await samira.get(address)).text)
    first = re.search(r"<a [^>]*>", page)
    assert first is not None
    assert 'href="https://www.nu.nl/" rel="noreferrer noopener"' in first[0]


@pytest.mark.parametrize(("language", "prefix"), BOTH)
async def test_young_people_read_what_is_for_them(
    house: House, samira: httpx.AsyncClient, language: str, prefix: str
) -> None:
    assert house.regions.default is not None
    region = house.regions.default
    page = main_of((await samira.get(f"{prefix}/voor-jongeren")).text)
    text = text_of(page)
    for key in ("young_intro", "young_decides", "young_confidential"):
        assert region.region.texts[key][language] in text
    for one in region.situations.values():
        assert (one.names[language] in text) == (one.audience == Reader.YOUNG), one.key
    for number in ("tel:0885551000", "tel:08000432"):
        assert number in page
    links = [html.unescape(found) for found in LINK.findall(page)]
    assert f"{prefix}/aanbod?soort=verslavingshulp" in links
    assert links.count(f"{prefix}/nu-in-gevaar") == 2  # who is hurt by somebody is sent there, too


async def test_providers_read_how_long_what_they_say_is_believed(house: House, samira: httpx.AsyncClient) -> None:
    assert house.regions.default is not None
    terms = house.regions.default.terms
    text = text_of((await samira.get("/voor-aanbieders")).text)
    assert f"Vrije plekken gelden {terms.places_fresh_days} dagen. Na {terms.places_ageing_days} dagen" in text
    assert f"Een wachttijd geldt {terms.wait_fresh_days} dagen. Na {terms.wait_ageing_days} dagen" in text
    assert "U heeft een contract met de regio" in text


@pytest.mark.parametrize("address", ["/nu-in-gevaar", "/voor-jongeren", "/voor-aanbieders", "/voorzieningen"])
async def test_each_page_has_one_heading_and_can_be_found_from_every_foot(
    samira: httpx.AsyncClient, address: str
) -> None:
    page = (await samira.get(address)).text
    assert page.count("<h1") == 1
    assert f'href="{address}"' in part((await samira.get("/")).text, '<footer class="bottom">', "</footer>")


async def test_every_page_leads_to_the_page_for_danger(samira: httpx.AsyncClient) -> None:
    for address in ("/", "/aanbod", "/producten", "/voor-jongeren"):
        strip = part((await samira.get(address)).text, 'class="danger-strip"', "</aside>")
        assert 'href="/nu-in-gevaar"' in strip
