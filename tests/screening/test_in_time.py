"""What time does to applications: reminders, telling others, and coming back when a contract or an offer ends."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlmodel import select

from portal import clock
from portal.jobs.news import TELLERS
from portal.model import ApplicationState, Contract, Offer, Referral, ReferralState
from portal.referral import overdue
from portal.referral.overdue import tell_of_late_answers
from portal.referral.returning import return_applications
from portal.web.house import House
from portal.web.outer import Outer
from tests.screening.conftest import People
from tests.screening.screening import at, day, events, fields, lies_here, sends, sent, stands, told
from tests.staff import FEMKE_HERSELF, signed_in

A, R = ApplicationState, ReferralState
MONDAY = date(2026, 11, 30)


def on(day: date, hour: int = 10) -> Any:
    return clock.stopped_at(datetime(day.year, day.month, day.day, hour, tzinfo=UTC))


async def runs(house: House) -> int:
    """Twice, as often as it likes."""
    done = await tell_of_late_answers(house.database, house.settings, house.regions)
    assert await tell_of_late_answers(house.database, house.settings, house.regions) == 0
    return done


def who(found: Sequence[tuple[str, str]]) -> list[str]:
    return [name for name, _ in found]


async def test_first_who_screens_then_who_referred_and_who_contracts(house: House, app: Outer, people: People) -> None:
    with on(MONDAY):
        application = await lies_here(house, MONDAY, answer_by=date(2026, 12, 7))
        assert await runs(house) == 0
    with on(date(2026, 12, 7)):
        assert await runs(house) == 0
    with on(date(2026, 12, 8), 5):  # too early to be read
        assert await runs(house) == 0
    with on(date(2026, 12, 8)):
        assert await runs(house) == 1
        assert who(await told(house, "answer_due")) == ["mieke", "piet"]
    with on(date(2026, 12, 14)):
        assert await runs(house) == 0
    with on(date(2026, 12, 15)):
        assert await runs(house) == 1
    with on(date(2026, 12, 30)):
        assert await runs(house) == 0
    assert who(await told(house, "answers_overdue")) == ["noor"]
    assert who(await told(house)) == ["bram"]
    assert await events(house) == ["reminded", "overdue"]
    now, _ = await stands(house, application)
    assert (now.reminded_on, now.referrer_told_on) == (date(2026, 12, 8), date(2026, 12, 15))
    assert now.version == application.version  # who is filling in an answer is not overtaken by it


async def test_nobody_leaves_it_unanswered_by_not_starting_the_clock(house: House, people: People) -> None:
    with on(MONDAY):
        await lies_here(house)
    for today, many in ((date(2026, 12, 7), 0), (date(2026, 12, 8), 1), (date(2026, 12, 15), 1)):
        with on(today):
            assert await runs(house) == many
    assert who(await told(house)) == ["bram"]


async def test_on_a_free_day_nobody_is_told(house: House, people: People) -> None:
    with on(date(2026, 12, 17)):
        await lies_here(house, date(2026, 12, 17), answer_by=date(2026, 12, 24))
    for today, many in ((date(2026, 12, 25), 0), (date(2026, 12, 26), 0), (date(2026, 12, 27), 0)):
        with on(today):
            assert await runs(house) == many
    with on(date(2026, 12, 28)):
        assert await runs(house) == 1


async def test_many_at_one_provider_are_one_mail(house: House, people: People) -> None:
    with on(MONDAY):
        for number in range(3):
            await lies_here(house, MONDAY, answer_by=MONDAY, referral={"number": f"NR{number}"})
    with on(date(2026, 12, 1)):
        assert await runs(house) == 3
    assert who(await told(house, "answer_due")) == ["mieke", "piet"]


async def test_who_gets_a_new_last_day_is_reminded_of_that_one(house: House, app: Outer, people: People) -> None:
    with on(MONDAY):
        application = await lies_here(house)
    with on(date(2026, 12, 8)):
        assert await runs(house) == 1
        async with signed_in(app, people["piet"]) as browser:
            await sends(browser, application, "klok", dag="2026-12-07")
        now, _ = await stands(house, application)
        assert (now.answer_by, now.reminded_on) == (date(2026, 12, 14), None)
    with on(date(2026, 12, 15)):
        assert await runs(house) == 1
    assert who(await told(house, "answer_due")) == ["mieke", "piet", "mieke", "piet"]


async def test_who_is_killed_halfway_has_told_nobody_and_tells_it_later(
    house: House, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    with on(MONDAY):
        application = await lies_here(house, MONDAY, answer_by=MONDAY)

    async def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with on(date(2026, 12, 1)):
        with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
            patch.setattr(overdue, "tell_of_due", killed)
            await tell_of_late_answers(house.database, house.settings, house.regions)
        assert (await stands(house, application))[0].reminded_on is None
        assert await runs(house) == 1


async def test_with_a_contract_that_ended_open_ones_go_back_and_what_started_goes_on(
    house: House, app: Outer, people: People
) -> None:
    waits = await lies_here(house, day(), answer_by=day(5))
    accepted = await lies_here(house, state=A.ACCEPTED)
    going = await lies_here(house, state=A.STARTED)
    async with house.database.writing(FEMKE_HERSELF) as session:
        for one, state in ((accepted, R.ACCEPTED), (going, R.STARTED)):
            (await session.get_one(Referral, one.referral_id)).state = state
    assert await return_applications(house.database, house.settings, house.regions) == 0
    async with house.database.writing(FEMKE_HERSELF) as session:
        (await session.exec(select(Contract).where(Contract.key == "w"))).one().ends = day(-1)
    assert await return_applications(house.database, house.settings, house.regions) == 2
    assert await return_applications(house.database, house.settings, house.regions) == 0
    for one in (waits, accepted):
        now, referral = await stands(house, one)
        assert (now.state, referral.state, referral.answer_by) == (A.RETURNED, R.CHOOSING, None)
    assert (await stands(house, going))[0].state is A.STARTED
    assert await events(house) == ["returned", "returned"]
    assert who(await told(house)) == ["bram", "bram"]
    async with signed_in(app, people["piet"]) as browser:
        assert "Terug bij de verwijzer" in (await browser.get(at(waits))).text


async def test_with_an_offer_that_is_none_any_more_it_goes_back(house: House, app: Outer, people: People) -> None:
    gone = await lies_here(house)
    stays = await lies_here(house, offer="w-nieuw")
    async with signed_in(app, people["piet"]) as browser:
        seen = await fields(browser, gone)
        async with house.database.writing(FEMKE_HERSELF) as session:
            (await session.exec(select(Offer).where(Offer.key == "w-hulp"))).one().published = False
        assert await return_applications(house.database, house.settings, house.regions) == 1
        answer = await sent(browser, seen, gone, "antwoord", uitkomst="aannemen", eerste_datum=day(3).isoformat())
        assert answer.status_code == 409
    assert (await stands(house, gone))[0].state is A.RETURNED
    assert (await stands(house, stays))[0].state is A.ASKED


def test_the_runner_does_both() -> None:
    assert {tell_of_late_answers, return_applications} <= set(TELLERS)
