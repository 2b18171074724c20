"""What happens at 18, in the words of the one whom it happens to."""

import re

import httpx

from portal.web.house import House
from tests.catalogue.reading import part, text_of
from tests.guide.test_products import region_of

GO_ON, STOP, UNKNOWN = "Dit kan soms doorgaan", "Dit stopt bij 18", "Hiervan weten wij het niet"


async def test_each_form_stands_under_what_the_region_says_of_it(house: House, samira: httpx.AsyncClient) -> None:
    page = (await samira.get("/wegwijzer/18")).text
    for key, form in region_of(house).forms.items():
        heading = UNKNOWN if form.extends_to is None else GO_ON if form.extends_to > 18 else STOP
        section = part(page, heading, "</section>")
        assert f'id="vorm-{key}"' in section, key
        assert form.texts["after_18"]["nl"] in section, key
        if form.extends_to and form.extends_to > 18:
            card = part(section, f'id="vorm-{key}"', "</summary>")
            assert f"tot hoogstens {form.extends_to} jaar" in card


async def test_a_young_person_is_spoken_to_as_one(samira: httpx.AsyncClient) -> None:
    """What is said to parents is folded away under a line that says so."""
    page = (await samira.get("/wegwijzer/18")).text
    for_the_young = re.sub(r"<details.*?</details>", "", part(page, "<h1", "title-meer"), flags=re.DOTALL)
    assert not re.search(r"\b(u|uw)\b", text_of(for_the_young))
    assert "Neem iemand mee die je vertrouwt." in text_of(for_the_young)
    assert "0800-0432" in page


async def test_what_another_region_agreed_is_no_way_here(samira: httpx.AsyncClient) -> None:
    text = text_of((await samira.get("/wegwijzer/18")).text)
    assert "Perspectiefplan bij 17½ jaar Onbekend of het in gebruik is Regio Alkmaar, niet IJsselland" in text
    assert text.count("Dit is geen weg, of nog niet.") == 1
