"""What search engines are told: one address per page, in all languages, and which pages there are."""

import re
from collections.abc import AsyncIterator
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

import httpx
import pytest
from litestar import Request, Response, Router, get
from litestar.di import NamedDependency
from sqlmodel.ext.asyncio.session import AsyncSession

from portal.access import Permission
from portal.regions import RegionData
from portal.web.findable import breadcrumbs, findable
from portal.web.house import House
from portal.web.language import LANGUAGES
from portal.web.page import page
from portal.web.sitemap import sitemap
from portal.web.visit import Asked, Visit, make_visit
from tests.web.house import BASE, a_house, a_region, an_app, someone

SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"


async def things(_session: AsyncSession, _region: RegionData) -> list[str]:
    return ["/dingen/een", "/dingen/twee & drie"]


@get("/dingen/{key:str}", opt={"permission": Permission.SEE_CATALOGUE, "kept": (), "sitemap": things})
async def a_thing(request: Request, visit: NamedDependency[Visit]) -> Response[str]:  # type: ignore[type-arg]
    return page(request, visit, "guide/glossary.html", letters=())


@get("/nergens", opt={"permission": Permission.SEE_CATALOGUE, "kept": (), "sitemap": False})
async def unlisted() -> str:
    return ""


@get("/van-mij", opt={"permission": Permission.SEE_CATALOGUE})
async def not_kept() -> str:
    return ""


@pytest.fixture
async def visitor(house: House) -> AsyncIterator[httpx.AsyncClient]:
    async with someone(an_app(house, Router("/", route_handlers=[a_thing, unlisted, not_kept]))) as client:
        yield client


def read(text: str | None) -> Element:
    return fromstring(text or "")  # noqa: S314 - our own


def addresses(page: str) -> tuple[str, dict[str, str]]:
    canonical = re.findall(r'<link rel="canonical" href="([^"]+)">', page)
    assert len(canonical) == 1
    return canonical[0], dict(re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">', page))


async def test_a_page_has_one_address_and_the_others_of_other_languages(visitor: httpx.AsyncClient) -> None:
    page = (await visitor.get("/en/woordenlijst?utm_source=brief")).text
    canonical, others = addresses(page)
    assert canonical == f"{BASE}/en/woordenlijst"
    assert others == {
        **{code: f"{BASE}/{'' if code == 'nl' else code + '/'}woordenlijst" for code in LANGUAGES},
        "x-default": f"{BASE}/woordenlijst",
    }
    assert "utm_source" not in page


async def test_a_page_has_a_title_and_a_description(visitor: httpx.AsyncClient) -> None:
    page = (await visitor.get("/woordenlijst")).text
    assert "<title>Woorden uitgelegd – Hulpkeuze Rivierland</title>" in page
    assert re.search(r'<meta name="description" content="Woorden uit de jeugdhulp[^"]+">', page)


async def test_a_page_that_is_not_there_is_not_listed(visitor: httpx.AsyncClient) -> None:
    page = (await visitor.get("/bestaat-niet")).text
    assert '<meta name="robots" content="noindex">' in page
    assert 'rel="canonical"' not in page
    assert "hreflang" not in page.partition("</head>")[0]


async def test_another_region_has_addresses_of_its_own_host(tmp_path: Path) -> None:
    second = a_region("heuvelland", hosts=("heuvelland.example", "www.heuvelland.example"), number=2)
    async with a_house(tmp_path, a_region(hosts=("rivier.example",)), second) as house:
        settings = {"base_url": "https://hulpkeuze.example:8443"}
        house.settings = house.settings.model_copy(update=settings)
        seen = {
            host: findable(make_visit(house, Asked(host=host, path="/aanbod")))
            for host in ("a", *house.regions.by_host)
        }
        assert seen["a"].canonical == seen["rivier.example"].canonical == "https://hulpkeuze.example:8443/aanbod"
        assert seen["www.heuvelland.example"].canonical == "https://heuvelland.example:8443/aanbod"
        async with someone(an_app(house)) as visitor:
            robots = await visitor.get("/robots.txt", headers={"host": "www.heuvelland.example"})
            assert "Sitemap: https://heuvelland.example:8443/sitemap.xml" in robots.text
            listed = await visitor.get("/sitemap.xml", headers={"host": "www.heuvelland.example"})
            assert "<loc>https://heuvelland.example:8443/producten</loc>" in listed.text


async def test_robots_are_kept_from_filters_in_every_language_and_shown_the_map(visitor: httpx.AsyncClient) -> None:
    lines = (await visitor.get("/robots.txt")).text.splitlines()
    assert lines[0] == "User-agent: *"
    for code in LANGUAGES:
        prefix = "" if code == "nl" else f"/{code}"
        assert f"Disallow: {prefix}/aanbod?" in lines
        assert f"Disallow: {prefix}/vergelijk?" in lines
    assert f"Sitemap: {BASE}/sitemap.xml" in lines
    assert not [line for line in lines if line in ("Disallow: /", "Disallow: /aanbod")]


async def test_the_map_holds_every_public_page_in_every_language(visitor: httpx.AsyncClient) -> None:
    answer = await visitor.get("/sitemap.xml")
    assert answer.headers["content-type"].startswith("application/xml")
    urls = read(answer.text).findall(f"{SPACE}url")
    found = [url.findtext(f"{SPACE}loc") or "" for url in urls]
    assert len(set(found)) == len(found)
    for path in (
        "/aanbod",
        "/producten",
        "/producten/gezinshuis",
        "/woordenlijst",
        "/dingen/een",
        "/dingen/twee%20%26%20drie",
    ):
        for code in LANGUAGES:
            assert f"{BASE}{'' if code == 'nl' else '/' + code}{path}" in found
    for path in ("/nergens", "/van-mij", "/sitemap.xml", "/healthz", "/robots.txt"):
        assert f"{BASE}{path}" not in found
    for url in urls:
        others = {link.get("hreflang"): link.get("href") for link in url.findall(f"{XHTML}link")}
        assert set(others) == {*LANGUAGES, "x-default"}
        assert url.findtext(f"{SPACE}loc") in others.values()


def test_a_map_that_is_too_long_is_a_list_of_maps() -> None:
    paths = [f"/aanbieders/nummer-{number}" for number in range(7)]
    largest = 3 * len(LANGUAGES)
    index = read(sitemap(BASE, paths, None, largest))
    parts = [part.findtext(f"{SPACE}loc") for part in index.findall(f"{SPACE}sitemap")]
    assert parts == [f"{BASE}/sitemap.xml?deel={number}" for number in (1, 2, 3)]
    files = [read(sitemap(BASE, paths, number, largest)) for number in (1, 2, 3)]
    assert [len(file) for file in files] == [largest, largest, len(LANGUAGES)]
    assert sitemap(BASE, paths, 4, largest) is None
    assert sitemap(BASE, paths, 0, largest) is None


@pytest.mark.parametrize("part", ["0", "9", "x", "-1"])
async def test_a_part_of_the_map_that_is_not_there_is_not_found(visitor: httpx.AsyncClient, part: str) -> None:
    assert (await visitor.get(f"/sitemap.xml?deel={part}")).status_code == 404


def test_the_way_to_a_page_is_told_in_absolute_addresses() -> None:
    found = breadcrumbs([("/producten", "Uitleg"), ("/producten/x", "X")], lambda address: BASE + address)
    assert found["itemListElement"] == [
        {"@type": "ListItem", "position": 1, "name": "Uitleg", "item": f"{BASE}/producten"},
        {"@type": "ListItem", "position": 2, "name": "X", "item": f"{BASE}/producten/x"},
    ]
