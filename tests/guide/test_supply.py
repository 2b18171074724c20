"""How many offer a kind of help, form or product now, and how long one waits for it."""

from datetime import timedelta

import httpx
from sqlmodel import select

from portal.guide.queries import explained
from portal.model import Audience, Availability, ContractLine, Offer
from portal.web.house import House
from tests.catalogue.reading import text_of
from tests.finding.ground import TESTER
from tests.guide.test_product import read
from tests.guide.test_products import region_of
from tests.people import FRIDAY, a_provider


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


async def test_a_place_that_is_published_counts_as_soon_as_it_is_announced(
    house: House, samira: httpx.AsyncClient
) -> None:
    signed_in = {"cookie": "a=b"}  # whose pages are not kept
    for published, said in ((False, "biedt nu geen aanbieder dit aan"), (True, "1 aanbieder met 1 mogelijkheid")):
        async with house.database.writing(TESTER) as session:
            offer = (await session.exec(select(Offer).where(Offer.key == "wilgenhof-thuis"))).one()
            offer.published = published
        house.index_version += 1
        assert said in text_of((await samira.get("/producten/gezinshuis", headers=signed_in)).text)


async def test_an_ended_contract_and_what_is_not_published_do_not_count(
    house: House, samira: httpx.AsyncClient
) -> None:
    assert "biedt nu geen aanbieder dit aan" in await read(samira, "vaktherapie")  # De Esdoorn's contract has ended
    async with house.database.writing(TESTER) as session:
        offer = (await session.exec(select(Offer).where(Offer.key == "wilgenhof-thuis"))).one()
        offer.published = False
    assert "biedt nu geen aanbieder dit aan" in await read(samira, "gezinshuis")


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
