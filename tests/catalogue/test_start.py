"""Samira begins on the start page: one question, and ways in by what is going on."""

import html
import re

import httpx
import pytest
from sqlalchemy import event

from portal.model.guide import Reader
from portal.web.house import House
from tests.catalogue.reading import part, text_of

LINK = re.compile(r'href="([^"#]+)"')


def links_in(piece: str) -> list[str]:
    return [html.unescape(found) for found in LINK.findall(piece)]


def list_of(answer: httpx.Response) -> str:
    return part(answer.text, 'id="suggestions"', "</div>")


async def test_the_start_page_asks_one_question_and_where_the_child_lives(samira: httpx.AsyncClient) -> None:
    page = (await samira.get("/")).text
    assert '<h1><label for="q">Waar heeft u hulp bij nodig?</label></h1>' in page
    form = part(page, '<form id="search"', "</form>")
    assert 'action="/aanbod" method="get"' in form
    for name in ("q", "gemeente", "postcode", "leeftijd"):
        assert f'name="{name}"' in form
    assert "Dit heet het woonplaatsbeginsel." in part(form, "<details", "</details>")


async def test_each_life_situation_leads_to_its_search_and_danger_to_whom_to_call(
    house: House, samira: httpx.AsyncClient
) -> None:
    assert house.regions.default is not None
    situations = house.regions.default.situations.values()
    for language, prefix in (("nl", ""), ("en", "/en")):
        ways = part((await samira.get(prefix or "/")).text, 'aria-labelledby="ways"', "</section>")
        for one in situations:
            assert (one.names[language] in text_of(ways)) == (one.audience == Reader.PARENT), one.key
        assert f"{prefix}/nu-in-gevaar" in links_in(ways)
        assert f"{prefix}/aanbod?vorm=pleegzorg-deeltijd&vorm=respijtzorg" in links_in(ways)


async def test_no_way_in_has_a_filter_that_is_dropped(samira: httpx.AsyncClient) -> None:
    page = (await samira.get("/")).text
    for address in links_in(part(page, 'aria-labelledby="ways"', "</section>")):
        answer = await samira.get(address)
        assert answer.status_code == 200
        assert "Een deel van uw vraag" not in answer.text


async def test_without_javascript_common_questions_are_a_list_of_links(samira: httpx.AsyncClient) -> None:
    page = (await samira.get("/")).text
    common = part(page, 'id="suggestions"', "</div>")
    assert "Vaak gezocht" in common
    assert "/aanbod?doelgroep=angst" in links_in(common)
    assert 4 <= len(links_in(common)) <= 8


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("angst", "/aanbod?doelgroep=angst"),
        ("angts", "/aanbod?doelgroep=angst"),
        ("dysleksie", "/aanbod?doelgroep=dyslexie"),
        ("pleechzorg", "/aanbod?vorm=pleegzorg"),
        ("uit logeren", "/aanbod?vorm=respijtzorg"),
        ("mijn kind gaat niet naar school", "/aanbod?soort=hulp-bij-schoolverzuim"),
        ("dagverblijf zwaar", "/aanbod?product=dagverblijf-zwaar"),
        ("psycholoog", "/aanbod?product=individueel-tg4"),
    ],
)
async def test_while_typing_the_right_search_is_suggested(samira: httpx.AsyncClient, typed: str, expected: str) -> None:
    found = links_in(list_of(await samira.get("/suggesties", params={"q": typed})))
    assert expected in found
    assert len(found) <= 8


async def test_what_is_meant_most_comes_first(samira: httpx.AsyncClient) -> None:
    assert links_in(list_of(await samira.get("/suggesties?q=autisme")))[0] == "/aanbod?doelgroep=autisme"


async def test_a_suggestion_keeps_what_else_was_filled_in(samira: httpx.AsyncClient) -> None:
    answer = await samira.get("/en/suggesties?q=anxiety&gemeente=raalte&postcode=8102+AB&leeftijd=8")
    expected = "/en/aanbod?doelgroep=angst&gemeente=raalte&postcode=8102&leeftijd=8"
    assert links_in(list_of(answer))[0] == expected
    assert "What it is about" in text_of(answer.text)


async def test_how_many_suggestions_there_are_is_announced_and_the_list_is_not(samira: httpx.AsyncClient) -> None:
    answer = await samira.get("/suggesties?q=autisme")
    said = text_of(part(answer.text, 'role="status"', "</p>"))
    assert re.search(r"\d suggesties onder het veld", said)
    assert answer.text.count('role="status"') == 1
    assert "aria-live" not in answer.text


async def test_unknown_words_and_nothing_typed_are_answered(samira: httpx.AsyncClient) -> None:
    assert "Deze woorden kennen wij niet" in text_of((await samira.get("/suggesties?q=qqqqqqqq")).text)
    assert "Vaak gezocht" in (await samira.get("/suggesties?q=")).text
    assert "<script>" not in (await samira.get("/suggesties", params={"q": "<script>x</script>"})).text


async def test_what_is_restricted_is_not_suggested(samira: httpx.AsyncClient) -> None:
    for typed in ("crisisbed", "jeugdzorgplus", "crisis", "gesloten"):
        answer = await samira.get("/suggesties", params={"q": typed})
        for hidden in ("crisisbed", "jeugdzorgplus", "crisisopvolging", "spoedhulp"):
            assert f"={hidden}" not in answer.text


@pytest.mark.parametrize("typed", ["zelfmoord", "zelfmort", "wil niet meer leven", "ik snijd mezelf"])
async def test_words_of_suicide_show_113_and_112_before_anything_else(samira: httpx.AsyncClient, typed: str) -> None:
    links = links_in((await samira.get("/suggesties", params={"q": typed})).text)
    assert links[:3] == ["tel:112", "tel:08000113", "tel:08002000"]


async def test_words_of_abuse_show_veilig_thuis_first(samira: httpx.AsyncClient) -> None:
    links = links_in((await samira.get("/suggesties?q=mishandling")).text)
    assert links[:3] == ["tel:112", "tel:08002000", "tel:08000113"]


async def test_doors_for_young_people_referrers_and_providers(samira: httpx.AsyncClient) -> None:
    page = (await samira.get("/en")).text
    doors = links_in(part(page, 'aria-labelledby="doors"', "</section>"))
    assert doors == ["/en/voorzieningen", "/en/voor-jongeren", "/en/wegwijzer", "/en/voor-aanbieders"]


async def test_the_name_at_the_top_leads_to_the_start(samira: httpx.AsyncClient) -> None:
    assert '<a class="brand" href="/">' in (await samira.get("/aanbod")).text
    assert '<a class="brand" href="/en">' in (await samira.get("/en/producten")).text


async def test_the_start_asks_no_engine_and_no_database(house: House, samira: httpx.AsyncClient) -> None:
    asked: list[str] = []
    event.listen(house.database.engine.sync_engine, "before_cursor_execute", lambda *said: asked.append(said[2]))
    for address in ("/", "/suggesties?q=angst"):
        assert (await samira.get(address)).status_code == 200
    assert asked == []
