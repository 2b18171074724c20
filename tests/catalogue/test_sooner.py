"""Too long? Then these: on the page of a provider and below a comparison."""

import httpx
import pytest

from portal.finding.engines import Engines
from portal.web.house import House
from search_index import EngineAway, Hit, SearchQuery, SearchResults
from search_index.in_process import InProcessIndex
from tests.catalogue.reading import text_of
from tests.finding.asking import ToldIndex
from tests.finding.test_sooner import TODAY
from tests.web.house import an_app, someone

TWO = "/vergelijk?a=de-wilgenhof&a=de-populier"


async def read(visitor: httpx.AsyncClient, address: str) -> str:
    answer = await visitor.get(address)
    assert answer.status_code == 200, address
    return text_of(answer.text)


class Away(InProcessIndex):
    async def search(self, query: SearchQuery) -> SearchResults:
        raise EngineAway("away")


async def test_comparing_needs_no_engine(house: House) -> None:
    async with someone(an_app(house, engines=Engines(None, Away()))) as visitor:
        text = await read(visitor, TWO)
        assert "Wie er eerder kan, kunnen we nu niet opzoeken." in text  # De Populier has a stop
        assert "Gezinsbehandeling" in text


async def test_where_nobody_waits_long_the_engine_is_not_asked(house: House) -> None:
    index = ToldIndex()
    async with someone(an_app(house, engines=Engines(None, index))) as visitor:
        assert "Te lang?" not in await read(visitor, "/vergelijk?a=de-wilgenhof&a=de-linde")
        assert index.asked == []


BEUK: dict[str, object] = {
    "slug": "de-beuk", "name": "De Beuk", "kind": "gezinsbehandeling", "place": "Ommen", "home": ["0177"],
    "ages": [0, 18], "status": "open", "places": 1, "intake": 1, "treatment": 1, "said_on": TODAY - 1,
}  # fmt: skip


@pytest.mark.parametrize("address", [f"{TWO}&wachttijd=4&gemeente=raalte", "/aanbieders/de-wilgenhof?wachttijd=4"])
async def test_who_is_sooner_stands_below_with_distance_and_weeks(house: House, address: str) -> None:
    found = SearchResults(hits=(Hit("beuk-1", "de-beuk", BEUK, distance=12.3),), providers=1, offers=1)
    index = ToldIndex(found, found)  # for each help that takes too long
    async with someone(an_app(house, engines=Engines(None, index))) as visitor:
        page = (await visitor.get(address)).text
    text = text_of(page)
    assert "Te lang? Dan deze" in text
    assert "De Beuk 4 weken eerder 1 plek vrij · Ongeveer 2 weken wachten · Ommen, 12 km" in text
    assert 'href="/aanbieders/de-beuk?' in page
    assert "Gezinsbehandeling en systeemtherapie: alles binnen 4 weken" in text
    assert "overbruggingshulp" in text
    assert index.calls == 1


async def test_the_toegang_is_named_where_the_municipality_is_known(house: House) -> None:
    async with someone(an_app(house, engines=Engines(None, ToldIndex()))) as visitor:
        text = await read(visitor, "/aanbieders/de-populier?gemeente=raalte")
    assert "We kennen geen andere aanbieder die deze hulp binnen 8 weken geeft." in text
    assert "Toegang Raalte" in text
