"""Which providers a public page counts as seen, and for which choice: never words, a place, an age."""

from collections.abc import AsyncIterator

import httpx
import pytest

from portal.finding.engines import Engines
from portal.model import SeenAs
from portal.web.house import House
from tests.web.house import an_app, someone
from tests.web.test_sights import FIREFOX

FAMILY_HELP = "soort:gezinsbehandeling"


@pytest.fixture
async def samira(house: House, engines: Engines) -> AsyncIterator[httpx.AsyncClient]:
    async with someone(an_app(house, engines=engines), headers={"user-agent": FIREFOX}) as visitor:
        yield visitor


@pytest.mark.parametrize(
    ("address", "what", "question", "slugs"),
    [
        ("/aanbod?q=wilgenhof", SeenAs.FOUND, "", {"de-wilgenhof"}),
        ("/aanbod?soort=gezinsbehandeling", SeenAs.FOUND, FAMILY_HELP, {"de-wilgenhof"}),
        ("/aanbod/kaart?soort=gezinsbehandeling", SeenAs.FOUND, FAMILY_HELP, {"de-wilgenhof"}),
        (
            "/aanbod?soort=gezinsbehandeling&doelgroep=autisme&q=gezin&postcode=8102&leeftijd=9",
            SeenAs.FOUND,
            FAMILY_HELP,
            {"de-wilgenhof"},
        ),
        ("/aanbod?doelgroep=autisme&leeftijd=9", SeenAs.FOUND, "doelgroep:autisme", {"de-wilgenhof"}),
        (
            "/aanbod?soort=gezinsbehandeling&soort=dyslexie-behandeling",  # neither is the question
            SeenAs.FOUND,
            "",
            {"de-wilgenhof", "de-populier"},
        ),
        ("/aanbod?soort=verzonnen&q=wilgenhof", SeenAs.FOUND, "", {"de-wilgenhof"}),
        ("/aanbieders/de-wilgenhof?soort=gezinsbehandeling", SeenAs.OPENED, FAMILY_HELP, {"de-wilgenhof"}),
        ("/aanbieders/de-esdoorn", SeenAs.OPENED, "", {"de-esdoorn"}),
        (
            "/vergelijk?a=de-wilgenhof&a=de-populier&a=bestaat-niet",
            SeenAs.COMPARED,
            "",
            {"de-wilgenhof", "de-populier"},
        ),
    ],
)
async def test_a_page_counts_whom_it_shows(
    house: House, samira: httpx.AsyncClient, address: str, what: SeenAs, question: str, slugs: set[str]
) -> None:
    for _ in range(3):
        assert (await samira.get(address)).status_code == 200
    ((sight, times),) = house.sights.take().items()
    assert (sight.what, sight.question, set(sight.slugs), times) == (what, question, slugs, 3)


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/aanbod?q=xyzzyplugh",  # nothing was found
        "/vergelijk?a=de-wilgenhof",  # beside nobody
        "/aanbieders/de-wilgenhof?gemeld=1",  # the same page, after a report
        "/aanbieders/niemand",
        "/aanbieders/wilgenhof-jeugd",  # sent on to its present address
        "/aanbod?postcode=8102AB",
        "/suggesties?q=boos",
    ],
)
async def test_what_shows_nobody_counts_nobody(house: House, samira: httpx.AsyncClient, address: str) -> None:
    await samira.get(address)
    assert house.sights.take() == {}


async def test_a_narrower_question_is_another_one_and_another_order_is_not(
    house: House, samira: httpx.AsyncClient
) -> None:
    await samira.get("/aanbod")
    counts = []
    for query, before in (
        ("?soort=gezinsbehandeling", ""),
        ("?soort=gezinsbehandeling&sorteer=naam", "?soort=gezinsbehandeling"),
    ):
        house.sights.take()
        current = {"hx-request": "true", "hx-current-url": f"http://hulpkeuze.example/aanbod{before}"}
        await samira.get(f"/aanbod{query}", headers=current)
        counts.append(sum(house.sights.take().values()))
    assert counts == [1, 0]
