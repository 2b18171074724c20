"""What a huisarts copies from the page of a provider."""

import re

import httpx

from tests.people import WOUTS_STREET


async def test_a_huisarts_can_copy_what_belongs_in_a_referral(samira: httpx.AsyncClient) -> None:
    page = (await samira.get("/aanbieders/de-wilgenhof")).text
    at_home, living = re.findall(r'<pre class="copy-text"[^>]*>(.*?)</pre>', page, re.DOTALL)
    assert at_home.splitlines()[:5] == [
        "Aanbieder: De Wilgenhof",
        "AGB-code: onbekend",
        "Locatie: Wilgenpad 12, 8102 AB Raalte",
        "Hulp: Gezinsbehandeling en systeemtherapie",
        "Route: mag rechtstreeks verwijzen",
    ]
    assert "Locatie: Heino\n" in living
    assert "Route: aanvragen bij de toegang van de gemeente" in living


async def test_the_address_of_where_wout_lives_is_not_in_it(samira: httpx.AsyncClient) -> None:
    assert WOUTS_STREET not in (await samira.get("/aanbieders/de-wilgenhof")).text
