"""The accessibility statement and the page about privacy: linked everywhere, and nothing claimed that is not so."""

import httpx
import pytest

from portal.catalogue.forms import MistakeForm
from portal.web.house import House
from tests.catalogue.reading import text_of


@pytest.mark.parametrize("prefix", ["", "/en", "/ar"])
async def test_the_foot_of_every_page_leads_to_both(samira: httpx.AsyncClient, prefix: str) -> None:
    for address in ("/aanbod", "/producten", "/bestaat-niet", "/privacy"):
        page = (await samira.get(f"{prefix}{address}")).text
        foot = page[page.index("<footer") :]
        for path in ("/toegankelijkheid", "/privacy"):
            assert f'<a href="{prefix}{path}">' in foot, address
            answer = await samira.get(f"{prefix}{path}")
            assert answer.status_code == 200
            assert '<meta name="description" content="' in answer.text
            assert answer.text.count("<h1") == 1


async def test_the_statement_has_the_parts_that_the_government_asks_for(samira: httpx.AsyncClient) -> None:
    text = text_of((await samira.get("/toegankelijkheid")).text)
    assert "Verantwoordelijk De gemeenten van de regio IJsselland" in text
    assert "Norm EN 301 549 met WCAG 2.2, niveau AA" in text
    assert "Status D: nog niet door een onafhankelijke partij onderzocht" in text
    assert "Datum van deze verklaring 25 november 2026" in text
    for heading in ("Wat wij zelf testen", "Wat nog niet goed werkt", "Werkt er iets niet voor u?"):
        assert heading in text
    assert "Nationale ombudsman" in text
    assert "voldoet aan" not in text.replace("of de website aan alle eisen voldoet", "")


async def test_privacy_is_told_for_this_region(house: House, samira: httpx.AsyncClient) -> None:
    answer = await samira.get("/privacy")
    text = text_of(answer.text)
    assert house.regions.default is not None
    towns = [town.name for town in house.regions.default.municipalities.values()]
    assert f"De gemeenten van de regio IJsselland: {', '.join(towns)}." in text
    assert "Autoriteit Persoonsgegevens" in text
    assert "set-cookie" not in answer.headers


def test_a_report_of_a_mistake_asks_nothing_about_who_reports() -> None:
    """What the page promises is what the form can hold."""
    assert set(MistakeForm.model_fields) == {
        "about",
        "offer",
    }  # neither names anybody
