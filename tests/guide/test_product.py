"""The page of a kind of help, a form or a product."""

from dataclasses import replace
from datetime import timedelta
from html import unescape

import httpx
import pytest
from sqlalchemy import event
from sqlmodel import select

from portal.finding.engines import Engines
from portal.guide.queries import explained, explained_keys
from portal.guide.queries.explained import ABOUT, AROUND
from portal.model import Audience, Availability, ContractLine, Offer
from portal.web.house import House
from tests.catalogue.reading import part, text_of
from tests.finding.ground import TESTER
from tests.guide.test_products import region_of
from tests.people import FRIDAY, a_provider
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


async def test_samira_reads_how_many_offer_it_and_how_long_one_waits(samira: httpx.AsyncClient) -> None:
    text = await read(samira, "gezinsbehandeling")
    assert "1 aanbieder met 1 mogelijkheid voor hulp" in text
    assert "Wachttijd nu Ongeveer 6 weken Geteld bij 1 mogelijkheid" in text
    page = (await samira.get("/producten/gezinsbehandeling")).text
    assert 'href="/aanbod?soort=gezinsbehandeling"' in page


async def test_a_wait_that_faded_and_one_of_who_takes_nobody_are_not_counted(
    house: House, samira: httpx.AsyncClient
) -> None:
    stopped = await read(samira, "dyslexie-behandeling")
    assert "Wachttijd nu Onbekend" in stopped
    assert "1 mogelijkheid neemt nu niemand aan." in stopped
    async with house.database.writing(TESTER) as session:
        offer = (await session.exec(select(Offer).where(Offer.key == "wilgenhof-gezin"))).one()
        said = (await session.exec(select(Availability).where(Availability.offer_id == offer.id))).one()
        said.reference_date = said.reference_date.replace(month=9)
    house.index_version += 1
    assert "Wachttijd nu Onbekend" in await read(samira, "gezinsbehandeling")


async def test_an_ended_contract_and_what_is_not_published_do_not_count(
    house: House, samira: httpx.AsyncClient
) -> None:
    assert "biedt nu geen aanbieder dit aan" in await read(samira, "vaktherapie")  # De Esdoorn's contract has ended
    async with house.database.writing(TESTER) as session:
        offer = (await session.exec(select(Offer).where(Offer.key == "wilgenhof-thuis"))).one()
        offer.published = False
    assert "biedt nu geen aanbieder dit aan" in await read(samira, "gezinshuis")


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


async def test_a_page_counts_what_the_search_finds(house: House, samira: httpx.AsyncClient) -> None:
    region = region_of(house)
    for key in (
        "gezinshuis",
        "gezinsbehandeling",
        "dyslexie-behandeling",
        "individueel-tg3",
        "wonen-verblijf-gezinshuis",
    ):
        found = explained(key, region)
        assert found is not None
        search = text_of((await samira.get(f"/aanbod?{found.asked}={key}")).text)
        assert "1 aanbieder met 1 mogelijkheid voor hulp" in search
        assert "1 aanbieder met 1 mogelijkheid voor hulp" in await read(samira, key)


async def test_an_offer_for_toegang_and_gi_only_is_not_counted(house: House, samira: httpx.AsyncClient) -> None:
    async with house.database.writing(TESTER) as session:
        offer = (await session.exec(select(Offer).where(Offer.key == "wilgenhof-gezin"))).one()
        offer.audience = Audience.RESTRICTED
    assert "biedt nu geen aanbieder dit aan" in await read(samira, "gezinsbehandeling")


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


async def test_how_many_hold_several_intensities_is_told_of_contracts_that_run(
    house: House, samira: httpx.AsyncClient
) -> None:
    async with house.database.writing(TESTER) as session:
        region = region_of(house)
        for number in range(4):
            made = await a_provider(session, region, f"groep-{number}", name=f"Groep {number}")
            await made.offer(f"groep-{number}-a", "wonen-verblijf-licht", form="leefgroep")
            days = {"ends": FRIDAY - timedelta(days=1)} if number == 1 else {}
            if number in (0, 1):
                made.session.add(
                    ContractLine(
                        key=f"meer-{number}", contract_id=made.contract.id, product="wonen-verblijf-zwaar", **days
                    )
                )
            if number == 2:
                made.session.add(ContractLine(key="plus", contract_id=made.contract.id, product="jeugdzorgplus"))
    said = "1 van de 4 aanbieders heeft een contract voor meer dan één zwaarte."
    assert said in await read(samira, "leefgroep")
    assert said in await read(samira, "wonen-verblijf-licht")


async def test_waits_are_told_from_the_shortest_to_the_longest(house: House, samira: httpx.AsyncClient) -> None:
    async with house.database.writing(TESTER) as session:
        made = await a_provider(session, region_of(house), "de-beuk", name="De Beuk")
        for number, weeks in enumerate((0, 3, 4, 11, 30)):
            days_ago = 40 if weeks == 30 else 5  # may have changed since: not among those stated lately
            await made.offer(
                f"beuk-{number}",
                "individueel-tg3",
                {"days_ago": days_ago, "intake_wait": weeks},
                help_kind="vaktherapie",
            )
    text = await read(samira, "vaktherapie")
    assert "1 aanbieder met 5 mogelijkheden voor hulp" in text
    assert "0 tot 11 weken Bij de helft is het 3 weken of korter." in text
    assert "Geteld bij 4 mogelijkheden waarvan de wachttijd pas is opgegeven. Van 1 weten wij het niet." in text
