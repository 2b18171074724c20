"""Samira looks for free help in Raalte before she looks for a specialist."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import httpx
import pytest

from portal import clock
from portal.finding.engines import Engines
from portal.finding.toegang import toegang_of
from portal.model import Facility, FacilityKind, Terms
from portal.regions import RegionData, Regions
from portal.web.house import House
from tests.catalogue.reading import part, text_of
from tests.web.house import an_app, someone

RAALTE, DEVENTER = "0177", "0150"


def facilities_of(region: RegionData) -> tuple[Facility, ...]:
    def one(key: str, kind: FacilityKind, name: str, **about: Any) -> Facility:
        names = {"nl": name, "en": f"{name} (English)"}
        return Facility(key=key, region_id=region.id, kind=kind, names=names, is_example=True, **about)

    hours = {"nl": "Op dinsdag van 9 tot 12 uur", "en": "On Tuesday from 9 to 12"}
    return (
        one("buurt", FacilityKind.NEIGHBOURHOOD, "Buurthuis Berk", municipalities=[RAALTE], age_from=6, age_to=18),
        one("team", FacilityKind.TOEGANG, "Jeugdteam Eik", municipalities=[RAALTE], phone="0572 123 456", hours=hours),
        one("maatjes", FacilityKind.PEER_EXPERT, "Maatjes Es", municipalities=[RAALTE], target_groups=["angst"]),
        one("deventer", FacilityKind.JGZ, "Spreekuur Iep", municipalities=[DEVENTER], about={"nl": "Loop binnen."}),
    )


@pytest.fixture
async def samira(house: House, engines: Engines) -> AsyncIterator[httpx.AsyncClient]:
    """In a region that says which free help it has."""
    region = house.regions.default
    assert region is not None
    with_help = replace(region, facilities=facilities_of(region), terms=Terms(page_size=1))
    by_key = {**house.regions.by_key, region.key: with_help}
    house.regions = Regions(**{**vars(house.regions), "by_key": by_key, "default": with_help, "by_host": {}})
    async with someone(an_app(house, engines=engines)) as visitor:
        yield visitor


async def read(visitor: httpx.AsyncClient, address: str) -> str:
    answer = await visitor.get(address)
    assert answer.status_code == 200, address
    return text_of(part(answer.text, "<main", "</main>"))


async def test_the_toegang_comes_first_and_what_is_unknown_says_so(samira: httpx.AsyncClient) -> None:
    text = await read(samira, "/voorzieningen?gemeente=raalte")
    assert text.index("Jeugdteam Eik") < text.index("Maatjes Es") < text.index("Buurthuis Berk")
    assert "0572 123 456" in text
    assert "Op dinsdag van 9 tot 12 uur" in text
    assert "6 tot en met 18 jaar" in text
    assert text.count("Telefoonnummer: niet bekend") == 2
    assert text.count("Voorbeeld, bestaat niet") == 3
    assert "Spreekuur Iep" not in text


async def test_what_has_ended_is_on_no_page_from_the_day_after(samira: httpx.AsyncClient, house: House) -> None:
    region = house.regions.default
    assert region is not None
    last = clock.today()
    next(one for one in region.facilities if one.key == "team").ends = last
    assert "Jeugdteam Eik" in await read(samira, "/voorzieningen?gemeente=raalte")
    with clock.stopped_at(clock.now() + timedelta(days=1)):
        text = await read(samira, "/voorzieningen?gemeente=raalte")
        assert "Jeugdteam Eik" not in text
        assert "Maatjes Es" in text
        assert "Raalte 2" in await read(samira, "/voorzieningen")
        assert "Jeugdteam Eik" not in await read(samira, "/aanbod?gemeente=raalte&doelgroep=autisme")
        found = toegang_of(region.municipalities[RAALTE], region)
        assert not found.can_be_called  # a desk that is gone is not called


async def test_a_number_can_be_tapped(samira: httpx.AsyncClient) -> None:
    assert 'href="tel:0572123456"' in (await samira.get("/voorzieningen?gemeente=raalte")).text


async def test_the_same_in_english(samira: httpx.AsyncClient) -> None:
    text = await read(samira, "/en/voorzieningen?gemeente=raalte")
    assert "Free help in Raalte" in text
    assert "Jeugdteam Eik (English)" in text
    assert "On Tuesday from 9 to 12" in text


async def test_without_a_municipality_each_can_be_chosen(samira: httpx.AsyncClient) -> None:
    text = await read(samira, "/voorzieningen")
    assert "Raalte 3" in text
    assert "Zwolle nog niet bekend" in text
    assert "Jeugdteam Eik" not in text
    page = (await samira.get("/voorzieningen")).text
    assert 'href="/voorzieningen?gemeente=deventer"' in page


async def test_a_municipality_of_which_nothing_is_known_says_so(samira: httpx.AsyncClient) -> None:
    text = await read(samira, "/voorzieningen?gemeente=zwolle")
    assert "Wij weten nog niet welke gratis hulp er in Zwolle is." in text
    assert "Het telefoonnummer weten we nog niet. U vindt het op de website van de gemeente Zwolle." in text


async def test_an_unknown_municipality_is_named_and_left_out(samira: httpx.AsyncClient) -> None:
    text = await read(samira, "/voorzieningen?gemeente=atlantis")
    assert "Gemeente: “atlantis” bestaat niet in deze regio." in text
    assert "<b>" not in (await samira.get("/voorzieningen", params={"gemeente": "<b>x"})).text


async def test_if_it_is_not_enough_the_search_goes_on_for_the_same_municipality(samira: httpx.AsyncClient) -> None:
    page = (await samira.get("/voorzieningen?gemeente=raalte")).text
    more = part(page, 'aria-labelledby="more"', "</section>")
    assert "En als dat niet genoeg is?" in more
    assert "Dan hoeft u niet eerst lichte hulp te proberen." in more
    assert 'href="/aanbod?gemeente=raalte"' in more


async def test_someone_outside_the_help_can_be_called_everywhere(samira: httpx.AsyncClient) -> None:
    text = await read(samira, "/voorzieningen")
    assert "Jeugdstem, vertrouwenspersoon" in text
    assert "Kindertelefoon" not in text  # for young people: on their own page


async def test_above_the_results_free_help_for_the_same_question_comes_first(samira: httpx.AsyncClient) -> None:
    text = await read(samira, "/aanbod?gemeente=raalte&doelgroep=autisme")
    assert text.index("Jeugdteam Eik") < text.index("1 aanbieder")
    assert "Maatjes Es" not in text
    text = await read(samira, "/aanbod?gemeente=raalte&q=angst")
    assert text.index("Maatjes Es") < text.index("Jeugdteam Eik")


async def test_free_help_is_left_out_where_the_child_does_not_live(samira: httpx.AsyncClient) -> None:
    text = await read(samira, "/aanbod?doelgroep=autisme")
    assert "Jeugdteam Eik" not in text
    assert "Gratis hulp in uw gemeente" in text


async def test_free_help_stands_on_the_first_page_only_and_not_above_danger(samira: httpx.AsyncClient) -> None:
    for address, shown in (
        ("/aanbod?gemeente=raalte", True),
        ("/aanbod?gemeente=raalte&pagina=2", False),
        ("/aanbod?gemeente=raalte&q=zelfmoord", False),
    ):
        answer = await samira.get(address)
        assert ('class="lighter"' in answer.text) == shown, address


async def test_free_help_is_a_small_page(samira: httpx.AsyncClient) -> None:
    answer = await samira.get("/voorzieningen?gemeente=raalte")
    assert len(answer.content) < 60_000
