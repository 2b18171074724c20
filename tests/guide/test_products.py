"""The overview of the help there is: everything the region buys, each with a page of its own."""

import httpx

from portal.guide.queries import explained_keys
from portal.model import Audience
from portal.regions import RegionData
from portal.web.house import House
from tests.catalogue.reading import part, text_of


def region_of(house: House) -> RegionData:
    assert house.regions.default is not None
    return house.regions.default


async def test_all_help_groups_and_functions_are_there(house: House, samira: httpx.AsyncClient) -> None:
    region = region_of(house)
    assert (len(region.products), len(region.tariff_groups), len(region.municipalities)) == (26, 7, 11)
    for language, prefix in (("nl", ""), ("en", "/en")):
        text = text_of((await samira.get(f"{prefix}/producten")).text)
        for items in (region.products, region.forms, region.help_kinds, region.tariff_groups, region.functions):
            for item in items.values():
                assert " ".join(item.names[language].split()) in text


async def test_everything_on_it_has_a_page(house: House, samira: httpx.AsyncClient) -> None:
    page = (await samira.get("/en/producten")).text
    for key in explained_keys(region_of(house)):
        assert f'href="/en/producten/{key}"' in page
        assert (await samira.get(f"/en/producten/{key}")).status_code == 200


async def test_it_leads_to_explanations_and_to_no_list(samira: httpx.AsyncClient) -> None:
    assert 'href="/aanbod?' not in part((await samira.get("/producten")).text, "<main", "</main>")


async def test_what_is_restricted_is_marked_as_explained_only(house: House, samira: httpx.AsyncClient) -> None:
    page = (await samira.get("/producten")).text
    forms = region_of(house).forms
    for key, form in forms.items():
        if not form.parent:
            entry = part(
                page, f'<li class="entry">\n<h4 class="card-title"><a class="nl-link" href="/producten/{key}">', "</h4>"
            )
            after = part(
                page[page.index(entry) :], "</h4>", '<li class="entry">' if key != "respijtzorg" else "</section>"
            )
            assert ("Alleen uitleg" in after) == (form.audience == Audience.RESTRICTED), key


async def test_small_forms_come_first_and_products_go_from_light_to_heavy(samira: httpx.AsyncClient) -> None:
    text = text_of((await samira.get("/producten")).text)
    living = part(text, "Langer ergens anders wonen", "Crisisfunctie")
    forms = [living.index(f" {name} ") for name in ("Pleegzorg", "Gezinshuis", "Leefgroep", "Behandelbed")]
    assert forms == sorted(forms)
    bought = part(living, "Zo koopt de regio deze hulp in", "JeugdzorgPlus per etmaal")
    steps = [bought.index(f"Wonen-Verblijf {name} per etmaal") for name in ("licht", "middel", "zwaar", "zwaar wakend")]
    assert steps == sorted(steps)


async def test_all_municipalities_can_be_chosen(house: House, samira: httpx.AsyncClient) -> None:
    page = (await samira.get("/aanbod")).text
    for town in region_of(house).municipalities.values():
        assert f'<option value="{town.key}">{town.name}</option>' in page
