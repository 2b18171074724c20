"""The product book on one page: everything the region buys, and the municipalities it is for."""

import httpx

from portal.model import Audience
from portal.regions import RegionData
from portal.web.house import House
from tests.catalogue.reading import part, text_of


def region_of(house: House) -> RegionData:
    assert house.regions.default is not None
    return house.regions.default


async def test_all_products_groups_functions_and_municipalities_are_there(
    house: House, samira: httpx.AsyncClient
) -> None:
    region = region_of(house)
    for language, prefix in (("nl", ""), ("en", "/en")):
        text = text_of((await samira.get(f"{prefix}/producten")).text)
        assert (len(region.products), len(region.tariff_groups), len(region.municipalities)) == (26, 7, 11)
        for items in (region.products, region.forms, region.help_kinds, region.tariff_groups, region.functions):
            for item in items.values():
                assert " ".join(item.names[language].split()) in text
        for town in region.municipalities.values():
            assert town.name in text


async def test_what_is_restricted_is_explained_and_leads_to_no_list(house: House, samira: httpx.AsyncClient) -> None:
    page = (await samira.get("/producten")).text
    region = region_of(house)
    for name, items in (("product", region.products), ("vorm", region.forms), ("soort", region.help_kinds)):
        for key, item in items.items():
            assert (f'href="/aanbod?{name}={key}"' in page) == (item.audience == Audience.PUBLIC), key  # type: ignore[attr-defined]


async def test_units_intensities_and_referrers_are_told(samira: httpx.AsyncClient) -> None:
    text = text_of((await samira.get("/producten")).text)
    living = part(text, "Producten van de regio Product Betaald Zwaarte Pleegzorg", "Crisisfunctie")
    assert "Wonen-Verblijf zwaar wakend per etmaal 9 van 10, van licht naar zwaar" in living
    assert "Huisarts kan het aanvragen bij de toegang" in living
    assert "Huisarts mag rechtstreeks verwijzen" in text


async def test_all_municipalities_can_be_chosen(house: House, samira: httpx.AsyncClient) -> None:
    page = (await samira.get("/aanbod")).text
    for town in region_of(house).municipalities.values():
        assert f'<option value="{town.key}">{town.name}</option>' in page
