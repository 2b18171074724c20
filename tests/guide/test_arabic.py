"""The pages in Arabic: from right to left, honest about who checked them, with what is Dutch marked as Dutch."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import httpx
import pytest

from portal.web.house import House
from tests.catalogue.reading import text_of
from tests.people import WILGENHOF
from tests.web.house import BASE

PAGES = ("/aanbod", "/producten", "/toegankelijkheid", "/privacy", f"/aanbieders/{WILGENHOF}")
NOTICE = "Deze vertaling is nog niet nagekeken door iemand met deze taal als moedertaal."
EMPTY = {"meta", "link", "input", "br", "path", "use", "img", "circle"}


class Reading(HTMLParser):
    """Each piece of text with the language that the page says it is in."""

    def __init__(self) -> None:
        super().__init__()
        self.languages: list[str] = [""]
        self.pieces: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in EMPTY:
            self.languages.append(dict(attrs).get("lang") or self.languages[-1])

    def handle_endtag(self, tag: str) -> None:
        if tag not in EMPTY:
            self.languages.pop()

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.pieces.append((self.languages[-1], " ".join(data.split())))


def pieces(page: str) -> list[tuple[str, str]]:
    reading = Reading()
    reading.feed(page)
    return reading.pieces


def untranslated(house: House) -> Iterator[str]:
    region = house.regions.default
    assert region is not None
    lists = (region.products, region.help_kinds, region.forms, region.functions, region.tariff_groups)
    for items in lists:
        for item in items.values():
            for texts in (item.names, *item.texts.values()):
                if "ar" not in texts:
                    yield " ".join(texts["nl"].split())


@pytest.mark.parametrize("address", PAGES)
async def test_a_page_runs_from_right_to_left_and_leads_to_the_other_languages(
    samira: httpx.AsyncClient, address: str
) -> None:
    page = (await samira.get(f"/ar{address}")).text
    assert '<html lang="ar" dir="rtl">' in page
    for code, prefix in (("nl", ""), ("en", "/en")):
        assert f'<link rel="alternate" hreflang="{code}" href="{BASE}{prefix}{address}">' in page
        other = (await samira.get(f"{prefix}{address}")).text
        assert f'<a href="/ar{address}" lang="ar" hreflang="ar" rel="alternate">العربية</a>' in other
        assert f'<html lang="{code}">' in other


async def test_every_arabic_page_says_that_nobody_checked_it_in_arabic_and_in_dutch(samira: httpx.AsyncClient) -> None:
    for address in (*PAGES, "/bestaat-niet"):
        found = pieces((await samira.get(f"/ar{address}")).text)
        assert any(language == "nl" and NOTICE in text for language, text in found), address
        assert any(language == "ar" and "لم يراجع هذه الترجمة بعد" in text for language, text in found), address
        for prefix in ("", "/en"):
            assert NOTICE not in (await samira.get(f"{prefix}{address}")).text


async def test_all_that_the_region_explains_is_there_in_arabic(house: House) -> None:
    assert set(untranslated(house)) == set()


async def test_what_a_provider_says_itself_is_marked_as_dutch(samira: httpx.AsyncClient) -> None:
    dutch = {text for _, text in pieces((await samira.get(f"/aanbieders/{WILGENHOF}")).text)}
    arabic = pieces((await samira.get(f"/ar/aanbieders/{WILGENHOF}")).text)
    sentences = {text for language, text in arabic if language == "nl" and text in dutch and len(text) > 40}
    assert sentences
    assert not sentences & {text for language, text in arabic if language == "ar"}


async def test_a_number_to_call_stays_in_order(samira: httpx.AsyncClient) -> None:
    """In a line from right to left, its two halves would change places."""
    page = (await samira.get("/ar/producten")).text
    loose = re.compile(r"(?<!\u2066)\b0\d{2,3}-\d{4,}")
    assert [text for language, text in pieces(page) if language == "ar" and loose.search(text)] == [
        "0800-2000",
        "(0800-0113)",
    ]


async def test_a_search_in_arabic_counts_as_arabic_does(samira: httpx.AsyncClient) -> None:
    text = text_of((await samira.get("/ar/aanbod")).text)
    assert "جهات مساعدة" in text or "جهة مساعدة" in text or "جهتا مساعدة" in text
    assert "الهولندية" in text
    assert not re.search("[\u0660-\u0669]", text)


async def test_words_of_danger_in_arabic_show_the_numbers_first(samira: httpx.AsyncClient) -> None:
    page = (await samira.get("/ar/aanbod", params={"q": "أفكار انتحار"})).text
    assert page.index('class="danger-first"') < page.index('id="results"')
