"""Who comes where in the area of a provider."""

import pytest
from sqlmodel import select

from portal.model import Membership, Provider, Role
from portal.web.house import House
from portal.web.outer import Outer
from tests.accounts.door import sends
from tests.provider_area.offering import GRID, HELP, HOME, opened, stand
from tests.staff import FEMKE_HERSELF, an_account, browser_of, signed_in
from tests.web.house import FROM_HERE

FOREIGN_HOME = "/aanbieder/de-populier"
PATHS = (HOME, GRID, f"{GRID}/zoekresultaten")


async def test_a_signed_out_visitor_is_sent_to_the_door(house: House, app: Outer) -> None:
    async with browser_of(app) as browser:
        for path in ("/aanbieder", *PATHS):
            answer = await browser.get(path)
            assert answer.status_code == 303
            assert answer.headers["location"].startswith("/inloggen")
        for path in (GRID, f"{GRID}/terug"):
            assert (await browser.post(path, headers=FROM_HERE, data={"doe": "klopt"})).status_code == 303


@pytest.mark.parametrize(
    ("name", "role"), [("samira", Role.FAMILY), ("bram", Role.HUISARTS), ("yusuf", Role.TOEGANG), ("karim", Role.GI)]
)
async def test_for_who_keeps_no_offers_there_is_no_such_page(house: House, app: Outer, name: str, role: Role) -> None:
    async with signed_in(app, await an_account(house, name, role)) as browser:
        for path in ("/aanbieder", *PATHS):
            assert (await browser.get(path)).status_code == 404
        assert '/aanbieder"' not in (await browser.get("/mijn/account")).text


async def test_another_provider_gets_nothing(house: House, app: Outer) -> None:
    olaf = await an_account(house, "olaf", Role.PROVIDER_MANAGER, tied={"region_id": 2, "provider_id": 2})
    async with signed_in(app, olaf) as browser:
        for path in PATHS:
            assert (await browser.get(path)).status_code == 404
        for path in (GRID, f"{GRID}/terug"):
            assert (await sends(browser, path, doe="klopt")).status_code == 404
    assert (await stand(house))[HELP].version == 1


async def test_who_sees_it_for_the_region_changes_nothing(house: House, app: Outer) -> None:
    async with signed_in(app, await an_account(house, "noor", Role.CONTRACT_MANAGER)) as browser:
        page = (await browser.get(f"/en{GRID}")).text
        assert "Never stated" in page
        assert '<select id="stand' not in page
        assert (await sends(browser, GRID, doe="klopt")).status_code == 404
        assert (await browser.get(FOREIGN_HOME)).status_code == 404


async def test_without_a_second_step_one_looks_and_is_told_why(house: House, app: Outer) -> None:
    piet = await an_account(house, "piet", Role.PROVIDER_EDITOR)
    async with signed_in(app, piet, second_factor=False) as browser:
        page = (await browser.get(f"/en{GRID}")).text
        assert "Set up the second step" in page
        assert "Save what I changed" not in page
        answer = await sends(browser, GRID, doe="klopt")
        assert answer.headers["location"].startswith("/mijn/account/tweede-stap")


async def test_who_works_for_one_provider_arrives_there_and_for_two_chooses(house: House, app: Outer) -> None:
    piet = await an_account(house, "piet", Role.PROVIDER_EDITOR)
    async with signed_in(app, piet) as browser:
        assert 'href="/aanbieder"' in (await browser.get("/mijn/account")).text
        assert (await browser.get("/aanbieder")).headers["location"] == HOME
        async with house.database.writing(FEMKE_HERSELF) as session:
            one = (await session.exec(select(Membership).where(Membership.account_id == piet.id))).one()
            about = {"account_id": piet.id, "role": Role.PROVIDER_EDITOR, "since": one.since}
            session.add(Membership(key="m-two", region_id=2, provider_id=2, **about))
        page = (await browser.get("/aanbieder")).text
        assert page.index(FOREIGN_HOME) < page.index(HOME)  # by name


WAYS = ("beschikbaarheid/csv", "sleutels", "medewerkers", "logboek")


def ways_on(page: str, home: str) -> list[str]:
    return [way for way in WAYS if f'href="{home}/{way}"' in page]


async def test_each_finds_the_ways_on_that_are_theirs_of_this_provider(house: House, app: Outer) -> None:
    """Who manages one provider and keeps the offers of another is no manager there."""
    mieke = await an_account(house, "mieke", Role.PROVIDER_MANAGER)
    async with house.database.writing(FEMKE_HERSELF) as session:
        one = (await session.exec(select(Membership).where(Membership.account_id == mieke.id))).one()
        other = {"account_id": mieke.id, "role": Role.PROVIDER_EDITOR, "since": one.since}
        session.add(Membership(key="m-elsewhere", region_id=1, provider_id=2, **other))
    async with signed_in(app, mieke) as browser:
        assert ways_on((await browser.get(HOME)).text, HOME) == list(WAYS)
        assert ways_on((await browser.get(FOREIGN_HOME)).text, FOREIGN_HOME) == ["beschikbaarheid/csv"]
        for way in ways_on((await browser.get(HOME)).text, HOME):
            assert (await browser.get(f"{HOME}/{way}")).status_code == 200
    noor = await an_account(house, "noor", Role.CONTRACT_MANAGER)
    async with signed_in(app, noor) as browser:
        assert ways_on((await browser.get(HOME)).text, HOME) == ["logboek"]


async def test_a_name_with_signs_is_shown_as_text(house: House, app: Outer) -> None:
    piet = await an_account(house, "piet", Role.PROVIDER_EDITOR)
    async with house.database.writing(FEMKE_HERSELF) as session:
        (await session.exec(select(Provider).where(Provider.id == 1))).one().name = "<b>Hof</b>"
    async with signed_in(app, piet) as browser:
        assert "<b>Hof" not in (await browser.get(HOME)).text
        assert "<b>Hof" not in (await opened(browser)).html
