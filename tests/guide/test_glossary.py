"""Words of the field: explained where they stand, and from A to Z."""

import re

import httpx

from portal.web.house import House
from tests.catalogue.reading import part, text_of
from tests.guide.test_products import region_of


async def test_all_words_are_explained_from_a_to_z(house: House, samira: httpx.AsyncClient) -> None:
    glossary = region_of(house).glossary
    for language, prefix in (("nl", ""), ("en", "/en")):
        page = part((await samira.get(f"{prefix}/woordenlijst")).text, "<main", "</main>")
        text = text_of(page)
        for key, term in glossary.items():
            assert f'id="{key}"' in page
            assert term.names[language] in text
            assert term.meaning[language] in text
        letters = re.findall(r'<h2 id="letter-(.)"', page)
        assert letters == sorted(set(letters))
        assert all(f'href="#letter-{letter}"' in page for letter in letters)


async def test_a_word_tells_how_else_it_is_written_and_where_more_is_told(samira: httpx.AsyncClient) -> None:
    page = (await samira.get("/woordenlijst")).text
    jim = text_of(part(page, 'id="jim"', "</div>"))
    assert "ook: Jouw Ingebrachte Mentor, informele mentor" in jim
    assert 'href="/producten/leefgroep"' in part(page, 'id="leefgroep"', "</div>")
    assert "/producten" not in part(page, 'id="toegang"', "</div>")


async def test_a_term_in_a_text_leads_to_its_explanation_on_the_page(house: House, samira: httpx.AsyncClient) -> None:
    for path in ("/producten/leefgroep", "/en/producten/leefgroep", "/producten/jeugdzorgplus"):
        page = (await samira.get(path)).text
        marked = re.findall(r'<a class="term" href="#woord-([a-z-]+)" aria-describedby="uitleg-([a-z-]+)">', page)
        assert marked
        assert len(set(marked)) == len(marked)
        for key, described in marked:
            assert key == described
            assert page.count(f'id="woord-{key}"') == page.count(f'id="uitleg-{key}"') == 1
        for section in re.findall(r"<section class=\"question\".*?</section>", page, re.DOTALL):
            assert section.count('class="term"') <= 6  # with a section of its own below a second heading
    english = text_of((await samira.get("/en/producten/leefgroep")).text)
    assert region_of(house).glossary["toegang"].meaning["en"] in english


async def test_a_page_does_not_explain_its_own_name(samira: httpx.AsyncClient) -> None:
    page = (await samira.get("/producten/leefgroep")).text
    assert "#woord-leefgroep" not in page
