"""The page of a provider: everything that may be known, nothing that may not."""

from dataclasses import replace

import httpx
import pytest
from sqlalchemy import event
from sqlmodel import select

from portal.finding.engines import Engines
from portal.model import Availability, FormerSlug, Location, Offer, OfferLine, Provider, Region
from portal.web.house import House
from tests.catalogue.reading import part, text_of
from tests.finding.ground import TESTER
from tests.people import CRISIS_STREET, EXPLANATION, FORMER_SLUG, FRIDAY, GROUND
from tests.web.house import an_app, someone


async def read(visitor: httpx.AsyncClient, address: str) -> str:
    answer = await visitor.get(address)
    assert answer.status_code == 200, address
    return text_of(answer.text)


async def test_samira_reads_who_the_wilgenhof_is(samira: httpx.AsyncClient) -> None:
    text = await read(samira, "/aanbieders/de-wilgenhof")
    for said in (
        "Hulp aan gezinnen in Salland. En nog veel meer.",
        "Wij werken samen met school.",
        "Wij werken vanuit een christelijke levensvisie.",
        "Nederlands, Arabisch",
        "Tariefgroep 2 (hbo) 3 personen",
        "0572-000000",
        "1 januari 2022 tot en met 31 december 2027",
        "1 oktober 2026",
        "1 gepubliceerd cijfer",
        "01234567",
        "Jeugd- en opvoedhulp (J&O)",
    ):
        assert said in text


async def test_samira_sees_its_possibilities_by_kind(samira: httpx.AsyncClient) -> None:
    text = await read(samira, "/aanbieders/de-wilgenhof")
    offers = part(text, "Mogelijkheden voor hulp", "Wie hier werken")
    assert offers.index("Gezinsbehandeling") < offers.index("Gezinshuis")
    assert "Eerste gesprek na 2 weken, hulp 4 weken later" in offers
    assert "Komt thuis in Raalte, Olst-Wijhe" in offers
    assert "Crisisbed" not in text


async def test_what_fits_her_question_comes_first(samira: httpx.AsyncClient) -> None:
    text = await read(samira, "/aanbieders/de-wilgenhof?vorm=gezinshuis&leeftijd=9")
    offers = part(text, "Mogelijkheden voor hulp", "Wie hier werken")
    assert offers.index("Gezinshuis") < offers.index("Gezinsbehandeling")
    assert offers.count("Past bij uw vraag") == 1
    page = (await samira.get("/aanbieders/de-wilgenhof?vorm=gezinshuis&leeftijd=9")).text
    assert 'href="/aanbod?vorm=gezinshuis&amp;leeftijd=9"' in page


@pytest.mark.parametrize(
    ("question", "practice", "home"),
    [
        ("?postcode=8102", "Raalte, 0 km", "Heino, 6,5 km"),
        ("?postcode=8011", "Raalte, 19 km", "Heino, 13 km"),
        ("?postcode=8051", "Raalte Komt", "Heino 4 tot"),  # Hattem: nothing is counted from outside the region
        ("", "Raalte Komt", "Heino 4 tot"),
    ],
)
async def test_each_possibility_says_how_far_it_is_from_the_asked_place(
    samira: httpx.AsyncClient, question: str, practice: str, home: str
) -> None:
    offers = part(
        await read(samira, f"/aanbieders/de-wilgenhof{question}"), "Mogelijkheden voor hulp", "Wie hier werken"
    )
    assert practice in offers
    assert home in offers


async def test_an_address_is_shown_and_where_children_live_only_the_place(samira: httpx.AsyncClient) -> None:
    where = part(await read(samira, "/aanbieders/de-wilgenhof"), "Wie hier werken", "In het kort")
    assert "Wilgenpad 12 8102 AB Raalte" in where
    assert "Heino" in where
    assert "Zwolle" not in where  # only the crisis bed is there


async def test_an_unpublished_gezinshuis_hides_its_address_too(house: House, samira: httpx.AsyncClient) -> None:
    async with house.database.writing(TESTER) as session:
        offer = (await session.exec(select(Offer).where(Offer.key == "wilgenhof-thuis"))).one()
        offer.published = False
    page = (await samira.get("/aanbieders/de-wilgenhof")).text
    assert "Geheimelaan" not in page
    assert "Gezinshuis" not in page


async def test_an_address_is_hidden_when_children_live_there_for_another_region(
    house: House, samira: httpx.AsyncClient
) -> None:
    async with house.database.writing(TESTER) as session:
        practice = (await session.exec(select(Location).where(Location.key == "wilgenhof-praktijk"))).one()
        session.add(other := Region(key="oost", names={"nl": "Oost"}))
        await session.flush()
        session.add(
            Offer(
                key="wilgenhof-oost",
                region_id=other.id,
                provider_id=practice.provider_id,
                location_id=practice.id,
                form="gezinshuis-van-oost",
            )
        )
    page = (await samira.get("/aanbieders/de-wilgenhof")).text
    where = part(text_of(page), "Contact", "In het kort")
    assert "Raalte" in where
    assert "Wilgenpad" not in page
    assert "8102 AB" not in page


async def test_a_crisis_bed_of_another_region_is_listed_in_none(house: House, samira: httpx.AsyncClient) -> None:
    async with house.database.writing(TESTER) as session:
        bed = (await session.exec(select(Offer).where(Offer.key == "wilgenhof-crisisbed"))).one()
        session.add(other := Region(key="oost", names={"nl": "Oost"}))
        await session.flush()
        bed.region_id = other.id or 0
    page = (await samira.get("/aanbieders/de-wilgenhof")).text
    assert CRISIS_STREET not in page
    assert "Zwolle" not in part(text_of(page), "Contact", "In het kort")


async def test_an_ended_contract_is_told_and_nothing_is_offered(samira: httpx.AsyncClient) -> None:
    text = await read(samira, "/aanbieders/de-esdoorn")
    assert "is afgelopen op 31 december 2025" in text
    assert "Muziek" not in text


async def test_what_is_said_of_a_stop_is_told_and_never_its_ground(samira: httpx.AsyncClient) -> None:
    text = await read(samira, "/aanbieders/de-populier")
    assert "Geen nieuwe aanmeldingen" in text
    assert "Wij ronden eerst af wat loopt." in text
    assert GROUND not in text
    assert EXPLANATION not in text


async def test_what_is_not_known_is_said_to_be_unknown(samira: httpx.AsyncClient) -> None:
    text = await read(samira, "/aanbieders/de-linde")
    assert "Contract onbekend" in text
    assert "Het aanbod van deze aanbieder is nog niet bekend" in text
    assert "Het laatst nagekeken door de aanbieder Onbekend" in text
    assert "Lijst van de regio, bladzijde 3" in text
    assert "De Linde" in await read(samira, "/aanbod?q=linde")


async def test_an_old_address_leads_to_the_new_one(samira: httpx.AsyncClient) -> None:
    answer = await samira.get(f"/en/aanbieders/{FORMER_SLUG}?leeftijd=9")
    assert answer.status_code == 301
    assert answer.headers["location"] == "/en/aanbieders/de-wilgenhof?leeftijd=9"


async def test_an_old_address_of_another_regions_provider_is_unknown_here(
    house: House, samira: httpx.AsyncClient
) -> None:
    async with house.database.writing(TESTER) as session:
        session.add(stranger := Provider(key="vreemde", slug="de-vreemde", name="De Vreemde"))
        await session.flush()
        session.add(FormerSlug(slug="vreemde-jeugd", provider_id=stranger.id or 0))
    assert (await samira.get("/aanbieders/vreemde-jeugd")).status_code == 404


async def test_an_unknown_provider_gives_a_page_to_search_from(samira: httpx.AsyncClient) -> None:
    answer = await samira.get("/aanbieders/niemand")
    assert answer.status_code == 404
    assert 'action="/aanbod"' in answer.text
    assert 'name="q"' in answer.text


async def test_example_data_is_called_fictional_on_every_page(house: House, engines: Engines) -> None:
    house.regions = replace(house.regions, example_data=True)
    async with someone(an_app(house, engines=engines)) as visitor:
        for address in ("/aanbod", "/aanbieders/de-wilgenhof", "/producten", "/aanbieders/niemand"):
            assert "De aanbieders en hun hulp zijn verzonnen" in text_of((await visitor.get(address)).text)
            assert "fictional" in text_of((await visitor.get(f"/en{address}")).text)


async def test_what_is_changed_of_an_offer_or_its_provider_is_on_the_page_at_once(
    house: House, samira: httpx.AsyncClient
) -> None:
    async def read(query: str = "") -> str:
        return (await samira.get(f"/aanbieders/de-wilgenhof{query}", headers={"cookie": "a=b"})).text

    before = await read()
    assert "9 plekken vrij" not in text_of(before)
    async with house.database.writing(TESTER) as session:
        offer = (await session.exec(select(Offer).where(Offer.key == "wilgenhof-gezin"))).one()
        said = (await session.exec(select(Availability).where(Availability.offer_id == offer.id))).one()
        said.free_places, said.reference_date = 9, FRIDAY
    assert "9 plekken vrij" in text_of(await read())
    async with house.database.writing(TESTER) as session:
        provider = (await session.exec(select(Provider).where(Provider.slug == "de-wilgenhof"))).one()
        provider.agb = "98765432"  # in the text for the referral
    assert "98765432" in await read()
    assert "Past bij uw vraag" in await read("?leeftijd=10")
    assert "Past bij uw vraag" not in await read()


@pytest.mark.parametrize("offers", [0, 30])
async def test_a_page_costs_five_database_queries_whatever_it_shows(
    house: House, samira: httpx.AsyncClient, offers: int
) -> None:
    async with house.database.writing(TESTER) as session:
        first = (await session.exec(select(Offer).where(Offer.key == "wilgenhof-gezin"))).one()
        line = (await session.exec(select(OfferLine).where(OfferLine.offer_id == first.id))).one()
        for number in range(offers):
            more = Offer(
                key=f"meer-{number}",
                region_id=first.region_id,
                provider_id=first.provider_id,
                help_kind="vaktherapie",
            )
            session.add(more)
            await session.flush()
            session.add(OfferLine(offer_id=more.id or 0, contract_line_id=line.contract_line_id))
    asked: list[str] = []
    event.listen(
        house.database.engine.sync_engine,
        "before_cursor_execute",
        lambda *said: asked.append(said[2]) if said[2] != "BEGIN" else None,
    )
    page = (await samira.get("/aanbieders/de-wilgenhof")).text
    assert page.count('class="offer"') == offers + 2
    assert len(asked) <= 5
