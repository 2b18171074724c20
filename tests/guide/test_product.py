"""The page of a kind of help, a form or a product."""

from dataclasses import replace
from html import unescape

import httpx
import pytest
from sqlalchemy import event

from portal.finding.engines import Engines
from portal.guide.queries import explained, explained_keys
from portal.guide.queries.explained import ABOUT, AROUND
from portal.web.house import House
from tests.catalogue.reading import part, text_of
from tests.guide.test_products import region_of
from tests.web.house import an_app, someone


async def read(visitor: httpx.AsyncClient, key: str, prefix: str = "") -> str:
    answer = await visitor.get(f"{prefix}/producten/{key}")
    assert answer.status_code == 200, key
    return text_of(answer.text)


@pytest.mark.parametrize(("language", "prefix"), [("nl", ""), ("en", "/en")])
async def test_every_page_says_all_that_the_region_says(
    house: House, samira: httpx.AsyncClient, language: str, prefix: str
) -> None:
    region = region_of(house)
    for key in explained_keys(region):
        found = explained(key, region)
        assert found is not None
        # Where a term is marked, the tags of its link stand between.
        shown = (await read(samira, key, prefix)).replace(" ", "")
        texts = [found.main.texts[field][language] for field in ("what", *ABOUT, *AROUND)]
        texts += [found.after_18[language]] if found.form else []
        texts += [text[language] for _, text in found.as_product]
        for text in texts:
            assert "".join(text.split()) in shown, (key, text)


async def test_a_key_that_is_a_form_and_a_product_is_one_page_of_both(samira: httpx.AsyncClient) -> None:
    text = await read(samira, "pleegzorg")
    assert "Uw kind woont bij een ander gezin, dat voor uw kind zorgt en het opvoedt." in text
    assert "De regio koopt deze hulp in als product met dezelfde naam." in text
    assert "Uw kind woont voor korte of lange tijd in een pleeggezin." in text
    assert "per etmaal" in text
    for kind in ("Kortdurende pleegzorg", "Langdurige pleegzorg", "Deeltijdpleegzorg", "Netwerkpleegzorg"):
        assert kind in text
    assert "Is een soort Pleegzorg" in await read(samira, "pleegzorg-netwerk")


async def test_what_happens_at_18_is_told_as_the_region_means_it(samira: httpx.AsyncClient) -> None:
    at_18 = {
        "pleegzorg": "Stopt in principe bij 18 jaar, kan zo nodig doorgaan tot 23 jaar",
        "leefgroep": "Stopt bij 18 jaar",
        "zorgboerderij": "Onbekend: vraag het de toegang",
    }
    for key, said in at_18.items():
        assert f"Bij 18 jaar {said}" in await read(samira, key)
    assert "doorgaan tot 18" not in await read(samira, "leefgroep")
    assert "until 18" not in await read(samira, "leefgroep", "/en")


async def test_ages_and_group_size_are_told(samira: httpx.AsyncClient) -> None:
    home = await read(samira, "gezinshuis")
    assert "Leeftijd Tot en met 17 jaar" in home
    assert "Hoogstens 6 kinderen in een groep" in home
    assert "Leeftijd Onbekend" in await read(samira, "moeder-kind")


async def test_what_is_restricted_is_explained_and_never_counted_or_listed(
    house: House, samira: httpx.AsyncClient
) -> None:
    region = region_of(house)
    keys = [key for key in explained_keys(region) if (found := explained(key, region)) and found.restricted]
    assert {"crisisbed", "jeugdzorgplus", "crisisfunctie", "crisisopvolging"} <= set(keys)
    for key in keys:
        page = part((await samira.get(f"/producten/{key}")).text, "<main", "</main>")
        assert "Deze hulp leggen we uit" in text_of(page), key
        assert "/aanbod" not in page
        assert "/aanbieders" not in page
        assert "Wachttijd nu" not in page


async def test_jeugdzorgplus_needs_the_court(house: House, samira: httpx.AsyncClient) -> None:
    text = await read(samira, "jeugdzorgplus")
    assert region_of(house).region.texts["jeugdzorgplus"]["nl"] in text
    assert "Huisarts kan er niet naar verwijzen" in text


async def test_who_may_refer_is_told_as_the_rules_say(samira: httpx.AsyncClient) -> None:
    page = (await samira.get("/en/producten/gezinsbehandeling")).text
    refer = text_of(part(page, 'id="verwijzen"', "</section>"))
    assert "GP (huisarts) may refer directly" in refer
    assert "Certified institution (child protection) decides together with the toegang" in refer
    assert 'href="/en/wegwijzer?wat=gezinsbehandeling"' in page
    assert "GP (huisarts) can ask the toegang for it" in await read(samira, "leefgroep", "/en")
    assert "GP (huisarts) not known: ask the toegang" in await read(samira, "dyslexie-behandeling", "/en")


async def test_intensities_stand_beside_each_other_from_light_to_heavy(house: House, samira: httpx.AsyncClient) -> None:
    text = await read(samira, "leefgroep")
    scale = part(text, "Van licht naar zwaar", "Lichter of zwaarder zonder verhuizen")
    steps = [scale.index(f"{number} van 10") for number in range(5, 10)]
    assert steps == sorted(steps)
    assert region_of(house).region.texts["lighter_heavier"]["nl"] in text.replace(" .", ".")
    whole = part((await samira.get("/producten/wonen-verblijf-middel")).text, 'id="zwaarte"', "</ol>")
    assert whole.count("<li") == 10
    assert '<strong aria-current="page">Wonen-Verblijf middel</strong>' in whole
    assert "zonder verhuizen" not in await read(samira, "dagverblijf-licht")


async def test_who_works_with_you_is_told_with_the_functions(house: House, samira: httpx.AsyncClient) -> None:
    page = (await samira.get("/producten/vaktherapie")).text
    region = region_of(house)
    for function in region.functions.values():
        assert (f"<li>{function.names['nl']}</li>" in unescape(page)) == (function.tariff_group == "tg3")


async def test_respite_is_given_by_the_same_helper_as_at_home(house: House, samira: httpx.AsyncClient) -> None:
    said = region_of(house).region.texts["respite_same_helper"]["nl"].replace(" ", "")
    assert said in (await read(samira, "respijtzorg-herstelgericht")).replace(" ", "")
    assert said not in (await read(samira, "leefgroep")).replace(" ", "")


async def test_an_unknown_key_gives_a_page_to_search_from(samira: httpx.AsyncClient) -> None:
    answer = await samira.get("/producten/bestaat-niet")
    assert answer.status_code == 404
    assert 'action="/aanbod"' in answer.text
    assert 'name="robots" content="noindex"' in answer.text


async def test_a_page_costs_three_database_queries_and_the_overview_none(
    house: House, samira: httpx.AsyncClient
) -> None:
    asked: list[str] = []
    event.listen(
        house.database.engine.sync_engine,
        "before_cursor_execute",
        lambda *said: asked.append(said[2]) if said[2] != "BEGIN" else None,
    )
    await read(samira, "wonen-verblijf-gezinshuis")
    assert len(asked) <= 3
    asked.clear()
    await read(samira, "jeugdzorgplus")
    await samira.get("/producten")
    assert asked == []


async def test_another_region_has_pages_of_its_own(house: House, engines: Engines) -> None:
    region = region_of(house)
    forms = {key: form for key, form in region.forms.items() if key != "gezinshuis"}
    smaller = replace(region, forms=forms)
    house.regions = replace(house.regions, default=smaller, by_host={}, by_key={region.key: smaller})
    async with someone(an_app(house, engines=engines)) as visitor:
        assert (await visitor.get("/producten/gezinshuis")).status_code == 404
