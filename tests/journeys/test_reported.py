"""A visitor says that something is wrong, the provider answers, the region sees it: without any script too."""

import pytest
from playwright.async_api import Page

from portal import clock
from portal.model import Role, SeenAs, SeenCount
from portal.noticed.sums import last_period
from tests.accounts.door import SECRET, code_now, with_password
from tests.journeys.looking import no_violations
from tests.journeys.the_door import Door, door, gives_password
from tests.provider_area.offering import add_offers
from tests.servers.chromium import NARROW, WIDE, Browsing
from tests.servers.page_layout import wrong
from tests.staff import FEMKE_HERSELF, WILGENHOF

__all__ = ["door"]

AREA = f"/aanbieder/{WILGENHOF}"


async def looks_well(page: Page, scripted: bool, what: str) -> None:
    if scripted:  # what looks at a page is a script too
        await no_violations(page)
        found = await wrong(page, "small", "cut", "outside", "overlapping", "disordered")
        assert found == [], f"{what}: {found}"


async def comes_in(page: Page, address: str, name: str) -> None:
    await gives_password(page, address, name)
    await page.fill("#code", code_now(SECRET))
    await page.click(".door-form button")


async def was_seen(place: Door) -> None:
    period = last_period(clock.today())
    numbers = ((SeenAs.FOUND, "", 40), (SeenAs.FOUND, "soort:opvoedhulp", 1_234), (SeenAs.OPENED, "", 61))
    async with place.house.database.writing(FEMKE_HERSELF) as session:
        session.add_all(
            SeenCount(region_id=1, provider_id=1, day=period.last, what=what, question=question, number=number)
            for what, question, number in numbers
        )


@pytest.mark.parametrize(("width", "scripted"), [(WIDE, True), (NARROW, False)])
async def test_what_a_visitor_reports_is_answered_and_the_region_sees_it(
    door: Door, browsing: Browsing, width: int, scripted: bool
) -> None:
    await add_offers(door.house)
    await was_seen(door)
    await with_password(door.house, "piet", Role.PROVIDER_EDITOR, app=True)
    await with_password(door.house, "ilse", Role.REGION_EDITOR, app=True)

    samira = await browsing.page(javascript=scripted, width=width)
    for _ in range(2):
        await samira.goto(f"{door.address}/aanbieders/{WILGENHOF}")
        await samira.click(".mistake summary")
        await samira.check("input[value=contact]")
        await samira.click(".mistake button")
        await samira.wait_for_url("**gemeld=1**")
    assert "binnen 14 dagen" in await samira.inner_text("#klopt-niet")

    piet = await browsing.page(javascript=scripted, width=width)
    await comes_in(piet, door.address, "piet")
    await piet.goto(door.address + AREA)
    await looks_well(piet, scripted, "what needs attention")
    await piet.click(f"main a.nl-button[href='{AREA}/meldingen']")
    await piet.locator("main", has_text="2 keer").wait_for()
    await looks_well(piet, scripted, "reports")
    await piet.click("button[value=looking]")
    await piet.wait_for_url("**gedaan=beantwoord**")
    assert "We zoeken het uit" in await piet.inner_text("main dl")
    await piet.click("button[value=mended]")
    await piet.wait_for_selector("#beantwoord")
    await looks_well(piet, scripted, "reports, answered")
    await piet.goto(f"{door.address}{AREA}/gezien")
    assert "1.274" in await piet.inner_text("main")
    await looks_well(piet, scripted, "how often it is seen")

    ilse = await browsing.page(javascript=scripted, width=width)
    await comes_in(ilse, door.address, "ilse")
    await ilse.goto(f"{door.address}/regio/meldingen")
    assert "Zulke meldingen zijn er niet." in await ilse.inner_text("main")
    await ilse.select_option("#toon", "beantwoord")
    await ilse.click(".log-filter button")
    await ilse.locator("main", has_text="Hersteld (door de aanbieder").wait_for()
    await looks_well(ilse, scripted, "reports in the region")
