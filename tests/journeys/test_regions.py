"""A region is data: another one is served under its own host name, and pages show what the source says."""

from html import unescape

from tests.journeys.conftest import ExamplePortal
from tests.reference.test_ground import IJSSELLAND
from tests.reference.test_product_book import PRODUCT_BOOK

SECOND = {"host": "mijov.hulpkeuze.example"}
NEIGHBOURS = ("Apeldoorn", "Brummen", "Epe", "Hattem", "Heerde", "Lochem", "Voorst", "Zutphen")


async def text_of(portal: ExamplePortal, path: str, **options: dict[str, str]) -> str:
    answer = await portal.client.get(path, **options)  # type: ignore[arg-type]
    assert answer.status_code == 200
    return unescape(answer.text)


async def test_all_products_of_the_product_book_are_on_its_page(example_portal: ExamplePortal) -> None:
    page = await text_of(example_portal, "/producten")
    names = [name for products in PRODUCT_BOOK.values() for name, _ in products]
    assert len(names) == 26
    assert [name for name in names if name not in page] == []


async def test_all_municipalities_and_tariff_groups_are_on_pages(example_portal: ExamplePortal) -> None:
    search, book = await text_of(example_portal, "/aanbod"), await text_of(example_portal, "/producten")
    assert len(IJSSELLAND) == 11
    for name in IJSSELLAND.values():
        assert name in search
        assert name in book
    for number in range(1, 8):
        assert f"Tariefgroep {number}" in book


async def test_the_second_region_is_served_under_its_own_name(example_portal: ExamplePortal) -> None:
    page = await text_of(example_portal, "/aanbod", headers=SECOND)
    assert "Midden-IJssel/Oost-Veluwe" in page
    assert all(name in page for name in NEIGHBOURS)
    assert "Steenwijkerland" not in page
    assert "IJsselland" not in page.replace("Midden-IJssel", "")
    home = await text_of(example_portal, "/aanbod")
    assert "Apeldoorn" not in home


async def test_providers_of_one_region_are_not_found_in_the_other(example_portal: ExamplePortal) -> None:
    known = example_portal.house.regions.by_key["ijsselland"]
    assert known.region.is_default
    found = await text_of(example_portal, "/aanbod")
    slug = found.split('href="/aanbieders/')[1].split('"')[0].split("?")[0]
    assert (await example_portal.client.get(f"/aanbieders/{slug}")).status_code == 200
    elsewhere = await example_portal.client.get(f"/aanbieders/{slug}", headers=SECOND)
    assert elsewhere.status_code == 404
    assert '<a href="/aanbieders/' not in await text_of(example_portal, "/aanbod", headers=SECOND)


async def test_an_unknown_host_gets_the_default_region(example_portal: ExamplePortal) -> None:
    assert "IJsselland" in await text_of(example_portal, "/aanbod", headers={"host": "anders.example"})
