"""The session of who signed in, as an attacker would try it."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import event
from sqlmodel import select

from portal import clock, secrecy
from portal.access.sessions import Limits, begin, end, end_all_but, limits_for, recognise
from portal.access.visitor import Belonging
from portal.model import Account, Membership, Role, SignInSession, Terms
from portal.web.house import House
from portal.web.outer import Outer
from portal.web.session_cookie import cookie_name
from tests.access.conftest import tried
from tests.staff import FEMKE_HERSELF, a_token, an_account, browser_of, safe_app, signed_in
from tests.web.house import a_region, regions_of

DAY = timedelta(days=1)


async def known(app: Outer, token: str) -> bool:
    async with browser_of(app, token) as client:
        return bool((await client.get("/proef/wie")).json()["signed_in"])


async def test_nobody_who_only_looks_gets_a_cookie_or_costs_a_question(house: House, app: Outer) -> None:
    asked: list[str] = []
    event.listen(house.database.engine.sync_engine, "before_cursor_execute", lambda *a: asked.append(a[2]))
    async with browser_of(app) as stranger:
        for headers in ({}, {"cookie": "other=1"}, {"cookie": f"{cookie_name(house.settings)}=short"}):
            for path in ("/proef/openbaar", "/proef/wie", "/nergens", "/proef/gebied/x"):
                answer = await stranger.get(path, headers=headers)
                assert "set-cookie" not in answer.headers
    assert asked == []


async def test_a_token_that_a_browser_brings_is_never_taken_over(house: House, app: Outer) -> None:
    piet = await an_account(house, "piet", Role.PROVIDER_EDITOR)
    planted = secrecy.token()
    assert not await known(app, planted)
    async with house.database.writing(FEMKE_HERSELF) as session:
        given = await begin(session, piet.id or 0, Limits(DAY, DAY), second_factor=False, device="", instead_of=None)
    assert given != planted
    assert not await known(app, planted)
    assert await known(app, given)


async def test_the_database_holds_no_token(house: House) -> None:
    token = await a_token(house, await an_account(house, "piet", Role.PROVIDER_EDITOR))
    async with house.database.reading() as session:
        held = (await session.exec(select(SignInSession))).one()
    assert token not in str(held.model_dump())
    assert len(token) == 43  # 256 bits
    assert held.token_print == secrecy.token_print(token)


async def test_a_new_session_ends_the_one_the_browser_came_with(house: House, app: Outer) -> None:
    piet = await an_account(house, "piet", Role.PROVIDER_EDITOR)
    before = await a_token(house, piet)
    visitor = await recognise(house.database, house.regions, before)
    async with house.database.writing(FEMKE_HERSELF) as session:
        after = await begin(
            session, piet.id or 0, Limits(DAY, DAY), second_factor=True, device="", instead_of=visitor.session
        )
    assert not await known(app, before)
    assert await known(app, after)


async def test_an_ended_session_is_refused_at_once_by_every_worker(house: House, app: Outer) -> None:
    piet = await an_account(house, "piet", Role.PROVIDER_EDITOR)
    token = await a_token(house, piet)
    other_worker = safe_app(House(house.settings, house.database, house.regions), tried)
    assert await known(app, token)
    assert await known(other_worker, token)
    async with house.database.writing(FEMKE_HERSELF) as session:
        assert await end_all_but(session, piet.id or 0) == 1
        assert await end_all_but(session, piet.id or 0) == 0
    assert not await known(app, token)
    assert not await known(other_worker, token)


async def test_an_ended_account_is_nobody(house: House, app: Outer) -> None:
    piet = await an_account(house, "piet", Role.PROVIDER_EDITOR)
    token = await a_token(house, piet)
    async with house.database.writing(FEMKE_HERSELF) as session:
        (await session.exec(select(Account))).one().ended = clock.now()
    assert not await known(app, token)


@pytest.mark.parametrize(
    ("role", "idle", "longest"),
    [
        (Role.FAMILY, timedelta(days=7), timedelta(days=90)),
        (Role.PROVIDER_EDITOR, timedelta(minutes=60), timedelta(hours=12)),
        (Role.HUISARTS, timedelta(minutes=60), timedelta(hours=12)),
        (None, timedelta(minutes=60), timedelta(hours=12)),
    ],
)
async def test_a_session_ends_by_itself(
    house: House, app: Outer, role: Role | None, idle: timedelta, longest: timedelta
) -> None:
    start = clock.now()
    with clock.stopped_at(start):
        token = await a_token(house, await an_account(house, "iemand", role))
    moment = start
    while moment + idle / 2 < start + longest:  # somebody who goes on and on
        moment += idle / 2
        with clock.stopped_at(moment):
            assert await known(app, token), moment - start
    with clock.stopped_at(start + longest):
        assert not await known(app, token)
    with clock.stopped_at(start):
        token = await a_token(house, await an_account(house, "anders", role))
    with clock.stopped_at(start + idle):
        assert not await known(app, token)


async def test_who_comes_to_change_something_does_not_keep_the_long_session_of_a_family(
    house: House, app: Outer
) -> None:
    samira = await an_account(house, "samira", Role.FAMILY)
    token = await a_token(house, samira)
    async with house.database.writing(FEMKE_HERSELF) as session:
        session.add(
            Membership(
                key="m2", account_id=samira.id or 0, role=Role.PROVIDER_EDITOR, region_id=1, provider_id=1,
                since=clock.now(),
            )
        )  # fmt: skip
    assert await known(app, token)
    with clock.stopped_at(clock.now() + timedelta(minutes=61)):
        assert not await known(app, token)


def test_the_strictest_region_decides() -> None:
    strict = a_region("streng", number=2, terms=Terms(staff_idle_minutes=5, staff_session_hours=2))
    regions = regions_of(a_region(), strict)
    both = [Belonging(Role.PROVIDER_EDITOR, region_id=1), Belonging(Role.PROVIDER_EDITOR, region_id=2)]
    assert limits_for(both[:1], regions) == Limits(timedelta(minutes=60), timedelta(hours=12))
    assert limits_for(both, regions) == Limits(timedelta(minutes=5), timedelta(hours=2))
    assert limits_for([Belonging(Role.FAMILY), both[1]], regions).longest == timedelta(hours=2)


async def test_last_seen_is_written_once_a_minute(house: House, app: Outer) -> None:
    start = clock.now()

    async def seen() -> timedelta:
        async with house.database.reading() as session:
            return (await session.exec(select(SignInSession))).one().seen - start

    with clock.stopped_at(start):
        token = await a_token(house, await an_account(house, "piet", Role.PROVIDER_EDITOR))
    for seconds, written in ((59, 0), (61, 61), (90, 61), (121, 121)):
        with clock.stopped_at(start + timedelta(seconds=seconds)):
            assert await known(app, token)
            assert await seen() == timedelta(seconds=written)


async def test_many_requests_at_once_write_last_seen_without_getting_in_each_others_way(
    house: House, app: Outer
) -> None:
    token = await a_token(house, await an_account(house, "piet", Role.PROVIDER_EDITOR))
    with clock.stopped_at(clock.now() + timedelta(minutes=5)):
        assert all(await asyncio.gather(*(known(app, token) for _ in range(12))))


async def test_pages_of_who_signed_in_are_kept_nowhere(house: House, app: Outer) -> None:
    piet = await an_account(house, "piet", Role.PROVIDER_EDITOR)
    async with signed_in(app, piet) as client, browser_of(app) as stranger:
        own = await client.get("/proef/openbaar")
        assert own.headers["cache-control"] == "no-store"
        assert "etag" not in own.headers
        assert len(app.kept) == 0
        other = await stranger.get("/proef/openbaar")
    assert "Piet" in own.text
    assert "Piet" not in other.text
    assert other.headers["cache-control"] != "no-store"
    assert len(app.kept) == 1


@pytest.mark.parametrize(
    "change",
    [str.upper, lambda t: t[:9] + ("A" if t[9] != "A" else "B") + t[10:], lambda t: t[::-1], lambda t: t + "x"],
)
async def test_a_tampered_cookie_is_nobodys(house: House, app: Outer, change) -> None:
    token = await a_token(house, await an_account(house, "piet", Role.PROVIDER_EDITOR))
    assert not await known(app, change(token))


async def test_only_one_of_two_who_end_the_same_session_has_ended_it(house: House) -> None:
    token = await a_token(house, await an_account(house, "piet", Role.PROVIDER_EDITOR))

    async def try_it() -> int:
        async with house.database.writing(FEMKE_HERSELF) as session:
            return await end(session, SignInSession.token_print == secrecy.token_print(token))  # type: ignore[arg-type]

    assert sorted(await asyncio.gather(try_it(), try_it(), try_it())) == [0, 0, 1]
