"""Special ways: only what is in use is a way to go, and the checklist sends nothing."""

import re

import httpx

from portal.web.house import House
from tests.catalogue.reading import part, text_of
from tests.guide.test_products import region_of
from tests.guide.test_referring import table_named

NO_WAY = "Dit is geen weg, of nog niet."


async def test_only_what_is_in_use_is_offered_as_a_way(house: House, samira: httpx.AsyncClient) -> None:
    region = region_of(house)
    page = (await samira.get("/wegwijzer")).text
    open_ways = part(page, "Wegen die er zijn", "Hier geen weg, of nog niet")
    closed = part(page, "Hier geen weg, of nog niet", "</section>")
    for key, pathway in region.pathways.items():
        here, elsewhere = (open_ways, closed) if pathway.state == "in_use" else (closed, open_ways)
        assert f'id="weg-{key}"' in here, key
        assert f'id="weg-{key}"' not in elsewhere, key
    assert NO_WAY not in open_ways
    assert closed.count(NO_WAY) == sum(pathway.state != "in_use" for pathway in region.pathways.values())


async def test_each_says_its_area_its_state_and_all_its_texts(house: House, samira: httpx.AsyncClient) -> None:
    text = text_of((await samira.get("/wegwijzer")).text)
    states = {"in_use": "In gebruik", "pilot": "Proef", "proposal": "Voorstel"}
    states["unknown"] = "Onbekend of het in gebruik is"
    for pathway in region_of(house).pathways.values():
        assert f"{pathway.names['nl']} {states[pathway.state]} {pathway.area['nl']}" in text
        for texts in pathway.texts.values():
            assert " ".join(texts["nl"].split()) in text


async def test_the_checklist_has_its_questions_and_nothing_to_send_or_keep(
    house: House, samira: httpx.AsyncClient
) -> None:
    page = (await samira.get("/wegwijzer")).text
    checklist = part(page, 'id="vragen-giz"', "</section>")
    giz = region_of(house).pathways["giz"]
    asked = [giz.texts[f"question_{number}"]["nl"] for number in range(1, 6)]
    assert re.findall(r'<input type="checkbox" autocomplete="off"> <span>(.*?)</span>', checklist) == asked
    assert "<form" not in checklist
    assert "name=" not in checklist
    assert "Wat u aanvinkt, blijft op uw scherm. Het wordt niet verstuurd en niet bewaard." in text_of(checklist)
    assert f"Proef. {NO_WAY} Vraag het eerst de toegang." in text_of(checklist)
    # No form is around it either.
    before = page[: page.index('id="vragen-giz"')]
    assert before.count("<form") == before.count("</form>")


async def test_giz_ret_and_crisis_stand_side_by_side(house: House, samira: httpx.AsyncClient) -> None:
    pathways = region_of(house).pathways
    shown = table_named((await samira.get("/wegwijzer")).text, "Naast elkaar")
    for name, question in (("for_whom", "Voor wie?"), ("who_decides", "Wie beslist?"), ("how", "Hoe gaat het?")):
        assert shown[question] == [pathways[key].texts[name]["nl"] for key in ("giz", "ret", "crisis")]
    assert shown["Is het er?"][0].startswith("Proef")
