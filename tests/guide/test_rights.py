"""Every right is there: what it is, how one uses it, and whom one asks."""

import httpx

from portal.web.house import House
from tests.catalogue.reading import part, text_of
from tests.guide.test_products import region_of
from tests.guide.test_referring import table_named


async def test_every_right_is_shown_with_what_how_and_where(house: House, samira: httpx.AsyncClient) -> None:
    region = region_of(house)
    assert region.rights
    for language, prefix in (("nl", ""), ("en", "/en")):
        page = (await samira.get(f"{prefix}/uw-rechten")).text
        for key, right in region.rights.items():
            card = text_of(part(page, f'id="recht-{key}"', "</div>\n</details>"))
            assert right.names[language] in card
            for field in ("what", "how", "where"):
                assert " ".join(right.texts[field][language].split()) in card, (key, field)


async def test_each_stands_under_its_topic(house: House, samira: httpx.AsyncClient) -> None:
    page = (await samira.get("/uw-rechten")).text
    for key, right in region_of(house).rights.items():
        assert f'id="recht-{key}"' in part(page, f'<section class="part" id="{right.topic}"', "</section>")


async def test_law_contract_and_advice_are_told_apart_with_their_source(samira: httpx.AsyncClient) -> None:
    page = (await samira.get("/uw-rechten")).text
    law, agreed, ours = (
        text_of(part(page, f'id="recht-{key}"', "</div>\n</details>")) for key in ("bezwaar", "hulpplan", "tolk")
    )
    assert "Dit staat in de wet. Waar dit staat: Awb 6:5, 6:7, 6:8 en 7:1" in law
    assert "Dit is afgesproken in de contracten van de regio." in agreed
    assert "Uitvoeringsplan inkoop jeugdhulp IJsselland (2021): 4.3.1 punt 1 en 2" in agreed
    assert "Dit is een advies." in ours
    assert "van deze website zelf" in ours


async def test_consent_by_age_is_a_small_table(samira: httpx.AsyncClient) -> None:
    assert table_named((await samira.get("/uw-rechten")).text, "Wie zegt ja tegen hulp?") == {
        "jonger dan 12 jaar": ["De ouders met gezag"],
        "12 tot en met 15 jaar": ["De jongere en de ouders met gezag, samen"],
        "16 jaar en ouder": ["De jongere zelf"],
    }


async def test_jeugdstem_and_the_kindertelefoon_can_be_called(house: House, samira: httpx.AsyncClient) -> None:
    page = (await samira.get("/uw-rechten")).text
    for contact in region_of(house).region.contacts:
        number = contact["number"]
        assert f'<a href="tel:{number.replace("-", "")}">{number}</a>' in page


async def test_what_is_asked_most_is_one_tap_away(samira: httpx.AsyncClient) -> None:
    page = (await samira.get("/uw-rechten")).text
    for key in ("kosten", "niet-op-de-lijst", "bezwaar", "klacht-over-aanbieder", "toestemming"):
        assert f'href="#recht-{key}"' in page


async def test_the_menu_leads_to_both_pages(samira: httpx.AsyncClient) -> None:
    menu = part((await samira.get("/aanbod")).text, '<nav class="menu"', "</nav>")
    assert '<a href="/wegwijzer">Wie mag verwijzen</a>' in menu
    assert '<a href="/uw-rechten">Uw rechten</a>' in menu
