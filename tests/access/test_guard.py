"""Who gets through the door, and what everybody else sees."""

import re
from datetime import timedelta

import pytest
from sqlmodel import select

from portal import clock
from portal.access import Permission
from portal.access.permissions import CHANGING, HELD_BY
from portal.access.sessions import belongings_of
from portal.access.visitor import Visitor, may
from portal.model import Membership, Practice, Role
from portal.web.entrance import own_path
from portal.web.house import House
from portal.web.outer import Outer
from tests.staff import FEMKE_HERSELF, POPULIER, WILGENHOF, an_account, browser_of, signed_in
from tests.web.house import FROM_HERE


async def token_of(client) -> str:
    return (await client.get("/proef/wie")).json()["token"]


async def test_who_did_not_sign_in_is_sent_to_the_door_and_back(app: Outer) -> None:
    async with browser_of(app) as stranger:
        answer = await stranger.get("/proef/gebied/de-wilgenhof?tab=twee")
        assert answer.status_code == 303
        assert answer.headers["location"] == "/inloggen?verder=%2Fproef%2Fgebied%2Fde-wilgenhof%3Ftab%3Dtwee"
        assert "set-cookie" not in answer.headers
        english = await stranger.get("/en/proef/gebied/de-wilgenhof")
        assert english.headers["location"] == "/en/inloggen?verder=%2Fen%2Fproef%2Fgebied%2Fde-wilgenhof"


async def test_after_a_form_the_way_back_is_the_page_it_stood_on(app: Outer) -> None:
    async with browser_of(app) as stranger:
        for referer, location in (
            ("https://hulpkeuze.example/aanbod?q=a", "/inloggen?verder=%2Faanbod%3Fq%3Da"),
            ("https://elders.example/aanbod", "/inloggen"),
            ("https://hulpkeuze.example//elders.example", "/inloggen"),
            ("https://hulpkeuze.example@elders.example/x", "/inloggen"),
        ):
            answer = await stranger.post("/proef/gebied/x", headers={**FROM_HERE, "referer": referer})
            assert (answer.status_code, answer.headers["location"]) == (303, location)


async def test_somebody_elses_provider_is_no_page_at_all(house: House, app: Outer) -> None:
    piet = await an_account(house, "piet", Role.PROVIDER_EDITOR)
    async with signed_in(app, piet) as client:
        assert (await client.get(f"/proef/gebied/{WILGENHOF}")).text == "De Wilgenhof"
        foreign, missing = await client.get(f"/proef/gebied/{POPULIER}"), await client.get("/proef/gebied/niets")
    assert foreign.status_code == missing.status_code == 404
    same = [re.sub(r'value="[\w=-]+"', "", answer.text) for answer in (foreign, missing)]
    assert same[0].replace(POPULIER, "niets") == same[1]


async def test_signed_in_without_the_permission_is_told_that_there_is_no_such_page(house: House, app: Outer) -> None:
    for name, role in (("samira", Role.FAMILY), ("bram", Role.HUISARTS)):
        async with signed_in(app, await an_account(house, name, role)) as client:
            assert (await client.get(f"/proef/gebied/{WILGENHOF}")).status_code == 404


async def test_a_region_reaches_the_providers_it_contracts_and_no_others(house: House, app: Outer) -> None:
    async with signed_in(app, await an_account(house, "noor", Role.CONTRACT_MANAGER)) as client:
        assert (await client.get(f"/proef/gebied/{WILGENHOF}")).status_code == 200
        assert (await client.get(f"/proef/gebied/{POPULIER}")).status_code == 404
    async with signed_in(app, await an_account(house, "femke", Role.ADMINISTRATOR)) as client:
        assert (await client.get(f"/proef/gebied/{POPULIER}")).status_code == 200


async def test_changing_something_asks_for_a_second_factor_and_looking_does_not(house: House, app: Outer) -> None:
    piet = await an_account(house, "piet", Role.PROVIDER_EDITOR)
    async with signed_in(app, piet, second_factor=False) as client:
        assert (await client.get(f"/proef/gebied/{WILGENHOF}")).status_code == 200
        sent = await client.post(
            f"/proef/gebied/{WILGENHOF}",
            headers={**FROM_HERE, "referer": "https://hulpkeuze.example/proef/gebied/de-wilgenhof"},
            data={"sleutel": await token_of(client)},
        )
    assert sent.status_code == 303
    assert sent.headers["location"] == "/mijn/account/tweede-stap?verder=%2Fproef%2Fgebied%2Fde-wilgenhof"


async def test_a_membership_that_ended_or_has_not_begun_gives_nothing(house: House, app: Outer) -> None:
    piet = await an_account(house, "piet", Role.PROVIDER_EDITOR)
    async with signed_in(app, piet) as client:
        for since, until, status in (
            (timedelta(days=-2), timedelta(days=-1), 404),
            (timedelta(days=1), None, 404),
            (timedelta(days=-2), timedelta(days=1), 200),
        ):
            async with house.database.writing(FEMKE_HERSELF) as session:
                membership = (await session.exec(select(Membership))).one()
                membership.since = clock.now() + since
                membership.until = clock.now() + until if until else None
            assert (await client.get(f"/proef/gebied/{WILGENHOF}")).status_code == status


async def test_until_the_region_admits_a_practice_it_looks_like_everyone(house: House) -> None:
    async with house.database.writing(FEMKE_HERSELF) as session:
        practice = (await session.exec(select(Practice).where(Practice.key == "own-gi"))).one()
        practice.admitted_at = None
    karim = await an_account(house, "karim", Role.GI)
    async with house.database.reading() as session:
        before = Visitor(karim.id, belongings=await belongings_of(session, karim.id or 0))
    assert not may(before, Permission.SEE_RESTRICTED_HELP)
    async with house.database.writing(FEMKE_HERSELF) as session:
        (await session.exec(select(Practice).where(Practice.key == "own-gi"))).one().admitted_at = clock.now()
        after = Visitor(karim.id, belongings=await belongings_of(session, karim.id or 0))
    assert may(after, Permission.SEE_RESTRICTED_HELP)


def test_every_role_stands_in_the_table_and_families_change_nothing_of_others() -> None:
    assert set(HELD_BY) == set(Role)
    assert not set(HELD_BY[Role.FAMILY]) & CHANGING
    assert list(Permission) == sorted(Permission)


@pytest.mark.parametrize(
    "elsewhere",
    [
        "//elders.example", "///elders.example", "/\\elders.example", "\\\\elders.example", "https://elders.example",
        "javascript:alert(1)", "/\t/elders.example", "/\n/elders.example", " //elders.example", "elders.example", "",
        "/inloggen", "/en/inloggen?verder=/", "/uitloggen", "/inloggen/code", "/x" * 1000, "/\u00a0/elders", "http:/x",
    ],
)  # fmt: skip
def test_nobody_is_sent_to_another_website(elsewhere: str) -> None:
    assert own_path(elsewhere) == ""


@pytest.mark.parametrize("own", ["/", "/aanbod?q=a&b=//x", "/en/mijn/account#sessies", "/inloggengids", "/a%2F%2Fb"])
def test_a_path_of_our_own_is_gone_back_to(own: str) -> None:
    assert own_path(own) == own
