"""Keeping room and waits up to date in one screen."""

from datetime import timedelta

import pytest
from sqlmodel import select

from portal import clock
from portal.model import Contract, IntakeStatus, Role, SaidBy
from portal.web.house import House
from portal.web.outer import Outer
from tests.accounts.door import sends
from tests.provider_area.offering import GRID, HELP, HOME, LIVING, NEW, Grid, indexed, opened, stand
from tests.staff import FEMKE_HERSELF, an_account, signed_in


async def test_it_shows_what_is_published_and_what_that_is_worth(house: House, app: Outer) -> None:
    piet = await an_account(house, "piet", Role.PROVIDER_EDITOR)
    async with signed_in(app, piet) as browser:
        home = (await browser.get(f"/en{HOME}")).text
        grid = await opened(browser)
    assert "Of 2 offers visitors now see that the room is unknown." in home
    assert "w-weg" not in grid.html
    assert (grid.value(HELP, "stand"), grid.value(HELP, "aanmeld")) == ("open", "3")
    assert grid.value(NEW, "stand") == ""
    for text in ("Het Erf, Dijkstad", "21 days ago", "from a file", "Never stated", "At home in Dijkstad"):
        assert text in grid.html, text


async def test_what_was_changed_is_saved_and_nothing_else(house: House, app: Outer) -> None:
    piet = await an_account(house, "piet", Role.PROVIDER_EDITOR)
    async with signed_in(app, piet) as browser:
        grid = await opened(browser)
        grid.type(HELP, stand="limited", plaatsen="2", aanmeld="6")
        grid.type(NEW, stand="full", behandel="12")
        answer = await grid.send(browser)
        assert answer.status_code == 303
        after = (await browser.get("/en" + answer.headers["location"])).text
    assert "Saved: 2 offers." in after
    assert "by Piet" in after
    assert "On its way to the search results" in after
    now = await stand(house)
    assert (now[HELP].status, now[HELP].free_places, now[HELP].intake_wait) == (IntakeStatus.LIMITED, 2, 6)
    assert (now[NEW].status, now[NEW].treatment_wait, now[NEW].said_by) == ("full", 12, SaidBy.PERSON)
    assert now[LIVING].reference_date == clock.today() - timedelta(days=21)


async def test_one_row_is_saved_and_what_was_typed_elsewhere_stays(house: House, app: Outer) -> None:
    piet = await an_account(house, "piet", Role.PROVIDER_EDITOR)
    async with signed_in(app, piet) as browser:
        grid = await opened(browser)
        grid.type(HELP, aanmeld="6")
        grid.type(LIVING, aanmeld="9")
        answer = await grid.send_one(browser, HELP)
        assert answer.status_code == 200
        left = Grid(answer.text)
        assert (left.value(LIVING, "aanmeld"), left.value(HELP, "aanmeld")) == ("9", "6")
        assert (await stand(house))[LIVING].intake_wait == 3
        last = await left.send_one(browser, LIVING)
        assert last.status_code == 303
        assert last.headers["location"].endswith(f"#aanbod-{LIVING}")
    assert (await stand(house))[LIVING].intake_wait == 9


async def test_all_or_what_is_ticked_is_still_right(house: House, app: Outer) -> None:
    piet = await an_account(house, "piet", Role.PROVIDER_EDITOR)
    async with signed_in(app, piet) as browser:
        grid = await opened(browser)
        assert "aantal=0" in (await grid.send(browser, "klopt-aangevinkt")).headers["location"]
        grid.tick(LIVING)
        assert "aantal=1" in (await grid.send(browser, "klopt-aangevinkt")).headers["location"]
        assert (await stand(house))[LIVING].reference_date == clock.today()
        with clock.stopped_at(clock.now() + timedelta(minutes=5)):
            grid = await opened(browser)
            assert "aantal=0" in (await grid.send(browser, "klopt")).headers["location"]
    assert set(await stand(house)) == {HELP, LIVING}


async def test_what_cannot_be_is_told_in_its_place_and_nothing_typed_is_lost(house: House, app: Outer) -> None:
    piet = await an_account(house, "piet", Role.PROVIDER_EDITOR)
    async with signed_in(app, piet) as browser:
        grid = await opened(browser)
        grid.type(HELP, aanmeld="zes", plaatsen="-1")
        grid.type(LIVING, aanmeld="9")
        answer = await grid.send(browser)
        assert answer.status_code == 422
        again = Grid(answer.text)
        assert (again.value(HELP, "aanmeld"), again.value(LIVING, "aanmeld")) == ("zes", "9")
        assert answer.text.count('aria-invalid="true"') == 2
        grid = await opened(browser)
        grid.type(LIVING, plaatsen="5")
        refused = await grid.send(browser)
        assert refused.status_code == 409
        grid.type(NEW, aanmeld="<b>9")
        marked = await grid.send(browser)
        assert marked.status_code == 422
        assert "<b>9" not in marked.text
    assert {one.intake_wait for one in (await stand(house)).values()} == {3}


async def test_the_second_of_two_colleagues_sees_both_values(house: House, app: Outer) -> None:
    piet = await an_account(house, "piet", Role.PROVIDER_EDITOR)
    mieke = await an_account(house, "mieke", Role.PROVIDER_MANAGER)
    async with signed_in(app, piet) as first, signed_in(app, mieke) as second:
        of_piet, of_mieke = await opened(first), await opened(second)
        of_piet.type(HELP, aanmeld="6")
        of_mieke.type(HELP, aanmeld="8")
        of_mieke.type(LIVING, aanmeld="9")
        assert (await of_piet.send(first)).status_code == 303
        answer = await of_mieke.send(second)
        assert answer.status_code == 409
        assert "by Piet" in (await opened(second)).html
        both = Grid(answer.text)
        assert (both.value(HELP, "aanmeld"), both.value(LIVING, "aanmeld")) == ("8", "9")
        assert ": 6;" in answer.text
        assert (await stand(house))[LIVING].intake_wait == 3
        assert (await both.send(second)).status_code == 303
    assert (await stand(house))[HELP].intake_wait == 8


async def test_the_last_save_is_taken_back_with_a_button(house: House, app: Outer) -> None:
    piet = await an_account(house, "piet", Role.PROVIDER_EDITOR)
    async with signed_in(app, piet) as browser:
        grid = await opened(browser)
        assert "/terug" not in grid.html
        grid.type(HELP, aanmeld="6")
        grid.type(NEW, stand="open")
        await grid.send(browser)
        assert "Take back my last save (2 offers)" in (await opened(browser)).html
        answer = await sends(browser, f"{GRID}/terug", GRID)
        assert "gedaan=terug&aantal=2" in answer.headers["location"]
        assert "/terug" not in (await opened(browser)).html
        again = await sends(browser, f"{GRID}/terug", GRID)
        assert "gedaan=niet-terug" in again.headers["location"]
    assert {key: one.intake_wait for key, one in (await stand(house)).items()} == {HELP: 3, LIVING: 3}


async def test_a_saved_row_says_when_it_is_in_the_search_results(house: House, app: Outer) -> None:
    piet = await an_account(house, "piet", Role.PROVIDER_EDITOR)
    asking = {"hx-request": "true"}
    part = f"/en{GRID}/zoekresultaten"
    async with signed_in(app, piet) as browser:
        grid = await opened(browser)
        grid.type(HELP, aanmeld="6")
        await grid.send(browser)
        first = (await browser.get(f"{part}?ronde=0", headers=asking)).text
        assert "ronde=1" in first
        assert "On its way to the search results" in first
        assert "hx-get" not in (await browser.get(f"{part}?ronde=19", headers=asking)).text
        await indexed(house)
        last = (await browser.get(f"{part}?ronde=1", headers=asking)).text
        assert "hx-get" not in last
        assert "What you saved is in the search results." in last
        assert 'hx-swap-oob="true"' in last
        assert "In the search results" in (await opened(browser)).html


async def test_what_no_page_of_ours_sends_is_refused(house: House, app: Outer) -> None:
    piet = await an_account(house, "piet", Role.PROVIDER_EDITOR)
    async with signed_in(app, piet) as browser:
        for changed in ({"versie-1": "x"}, {"versie-1": "9" * 30}, {"aanbod-77": "w-hulp"}):
            grid = await opened(browser)
            grid.fields |= changed
            assert (await grid.send(browser)).status_code == 400
        assert (await (await opened(browser)).send(browser, "alles-weg")).status_code == 400
        grid = await opened(browser)
        grid.type(HELP, aanmeld="6", aanbod="p-hulp")
        answer = await grid.send(browser)
        assert answer.status_code == 409
    assert set(await stand(house)) == {HELP, LIVING}


@pytest.mark.parametrize(
    ("starts", "ends", "told"),
    [
        (10, None, "Your contract with this region begins on"),
        (-30, -1, "You have no contract with this region now."),
    ],
)
async def test_without_a_contract_that_runs_nothing_is_said_to_be_in_the_search_results(
    house: House, app: Outer, starts: int, ends: int | None, told: str
) -> None:
    piet = await an_account(house, "piet", Role.PROVIDER_EDITOR)
    async with house.database.writing(FEMKE_HERSELF) as session:
        contract = (await session.exec(select(Contract).where(Contract.provider_id == 1))).one()
        contract.starts = clock.today() + timedelta(days=starts)
        contract.ends = clock.today() + timedelta(days=ends) if ends is not None else None
    async with signed_in(app, piet) as browser:
        home = (await browser.get(f"/en{HOME}")).text
        grid = await opened(browser)
        grid.type(HELP, aanmeld="6")
        await grid.send(browser)
        await indexed(house)
        after = (await browser.get(f"/en{GRID}")).text
    assert told in home
    assert told in after
    assert "In the search results" not in after
