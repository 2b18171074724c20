"""What looks at pages finds each fault, and finds none where there is none."""

import pytest
from playwright.async_api import Page

from tests.servers.page_layout import LARGE, SPACED, Look, heard, listen, walk, wrong

BUTTONS = "<button>een</button> <button>twee</button> <button>drie</button>"
RING = "<style>:focus-visible { outline: 3px solid #000 } button { min-height: 24px }</style>"

BAD: dict[Look, str] = {
    "small": '<ul><li><a href="#" style="font-size: 12px">los</a></li></ul>',
    "cut": '<p style="height: 10px; overflow: hidden">Wie leest dit?</p>',
    "outside": '<p style="width: 4000px">breed</p>',
    "overlapping": '<p>onder</p><p style="margin-top: -30px">boven</p>',
    "disordered": '<div style="display: flex"><button style="order: 2">een</button><button>twee</button></div>',
    "moving": '<p style="transition: color .2s">vlug</p>',
}


@pytest.mark.parametrize("look", BAD)
async def test_a_fault_in_the_layout_is_found(page: Page, look: Look) -> None:
    await page.set_content(f"<!doctype html><main>{RING}{BUTTONS}<p>Lees <a href='#'>dit</a> eens.</p></main>")
    assert await wrong(page, *BAD) == []
    await page.set_content(f"<!doctype html><main>{RING}{BAD[look]}</main>")
    assert {found.split(":")[0] for found in await wrong(page, *BAD)} == {look}


async def test_in_arabic_the_other_side_is_outside(page: Page) -> None:
    await page.set_content(f'<!doctype html><html dir="rtl"><main>{BAD["outside"]}</main>')
    assert "breed" in (await wrong(page, "outside"))[-1]


@pytest.mark.parametrize("letters", [LARGE, SPACED])
async def test_letters_that_do_not_fit_are_found(page: Page, letters: str) -> None:
    size = "height: 20px; font-size: 1rem" if letters == LARGE else "height: 1.2rem; width: 9rem; font-size: 16px"
    box = f'<p style="{size}; line-height: 1.2; overflow: hidden">Past net hier</p>'
    await page.set_content(f"<!doctype html><main>{box}</main>")
    assert await wrong(page, "cut") == []
    assert "cut" in (await wrong(page, "cut", letters=letters))[0]
    assert await wrong(page, "cut") == []


@pytest.mark.parametrize("back", [False, True])
async def test_a_stop_that_nobody_sees_is_found(page: Page, back: bool) -> None:
    bar = '<p style="position: fixed; top: 0; width: 100%; height: 9rem; margin: 0; background: #fff">Balk</p>'
    for rest, fault in ((BUTTONS, ""), (BUTTONS + bar, "covered"), (BUTTONS.replace("n>t", "n tabindex=1>t"), "order")):
        await page.set_content(f"<!doctype html><main>{RING}{rest}</main>")
        found = [*await walk(page), *(await walk(page, back=True) if back else ())]
        assert (fault in found[-1]) if fault else found == []
    await page.set_content(f"<!doctype html><style>:focus {{ outline: none }}</style><main>{BUTTONS}</main>")
    assert "no ring" in (await walk(page))[0]


async def test_only_what_was_there_before_is_heard(page: Page) -> None:
    await page.set_content('<!doctype html><main><p role="status">3 aanbieders</p></main>')
    await listen(page)
    await page.evaluate("document.querySelector('p').textContent = '2 aanbieders'")
    assert await heard(page) == ["2 aanbieders"]
    await page.evaluate("document.querySelector('main').innerHTML = '<p role=status>1 aanbieder</p>'")
    assert await heard(page) == []
