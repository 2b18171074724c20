"""After its term a referral is gone with all that hangs on it: only numbers remain, and they stay as they were."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import col, select

from portal import clock
from portal.jobs.forget import forget
from portal.model import (
    Application,
    ApplicationState,
    Consent,
    DeclineGround,
    FitQuestion,
    NoChoice,
    Referral,
    ReferralCount,
    ReferralEvent,
    ReferralState,
    Role,
    WhoChose,
)
from portal.referral.counts import counts_in
from portal.web.house import House
from tests.referral.records import a_referral, an_application
from tests.staff import FEMKE_HERSELF, a_key, a_safe_house, an_account

NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)
TOLD = "Huisartsenpraktijk De Brink"


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    with clock.stopped_at(NOON):
        async with a_safe_house(tmp_path) as house:
            await an_account(house, "bram")
            yield house


def after(**time: int) -> Any:
    return clock.stopped_at(NOON + timedelta(**time))


async def add(house: House, referral: Referral, *applications: dict[str, Any]) -> Referral:
    async with house.database.writing(FEMKE_HERSELF) as session:
        session.add(referral)
        await session.flush()
        for about in applications:
            session.add(an_application(referral, **about))
        number = referral.id or 0
        session.add(
            ReferralEvent(referral_id=number, at=referral.made_at, what="sent", by="referrer", organisation=TOLD)
        )
        session.add(
            Consent(key=a_key(), referral_id=number, purpose="screen", receiver="de-wilgenhof", given_at=clock.now())
        )
    return referral


async def add_some(house: House) -> list[Referral]:
    declined = {
        "state": ApplicationState.DECLINED, "ground": DeclineGround.TOO_LIGHT, "has_duty": True,
        "answered_at": NOON + timedelta(days=9), "answer_by": NOON.date() + timedelta(days=7),
    }  # fmt: skip
    started = {"state": ApplicationState.STARTED, "started_on": NOON.date(), "answered_at": NOON}
    closed = {"state": ReferralState.ENDED, "closed_on": NOON.date()}
    first = a_referral(who_chose=WhoChose.FAMILY, options_shown=7, **closed)
    second = a_referral(who_chose=WhoChose.NO_CHOICE, no_choice=NoChoice.WAITS, options_shown=1, **closed)
    third = a_referral(
        municipality="1002", route="request", decided_at=NOON + timedelta(days=4), decision="agreed", **closed
    )
    return [await add(house, first, declined, started), await add(house, second, started), await add(house, third)]


async def all_rows(house: House) -> dict[str, int]:
    async with house.database.reading() as session:
        kinds: list[Any] = [Referral, Application, ReferralEvent, Consent, FitQuestion]
        return {kind.__name__: len((await session.exec(select(kind))).all()) for kind in kinds}


async def dump(house: House) -> str:
    async with house.database.engine.connect() as connection:
        raw = await connection.get_raw_connection()
        lines = [line async for line in raw.driver_connection.iterdump()]  # type: ignore[union-attr]
    return "\n".join(lines)


async def counted(house: House) -> Any:
    async with house.database.reading() as session:
        found = await counts_in(session, 1, "2026Q1", NOON.date() + timedelta(days=30))
    return {place: dict(own) for place, own in found.items()}


async def test_after_its_term_only_numbers_remain(house: House) -> None:
    made = await add_some(house)
    before = await counted(house)
    with after(days=365):
        await forget(house.database, house.regions)
        assert (await all_rows(house))["Referral"] == 3
    with after(days=366):
        await forget(house.database, house.regions)
        assert set((await all_rows(house)).values()) == {0}
        assert await counted(house) == before
        await forget(house.database, house.regions)
        assert await counted(house) == before
    text = await dump(house)
    assert "referralcount" in text
    for one in made:
        assert one.key not in text
        assert one.number not in text
    assert TOLD not in text


async def test_the_numbers_are_what_happened(house: House) -> None:
    await add_some(house)
    assert await counted(house) == {
        ("1001", "2026Q4"): {
            ("notice", "direct"): 2, ("who_chose", "family"): 1, ("who_chose", "no_choice"): 1,
            ("no_choice", "waits"): 1, ("options", "7"): 1, ("options", "1"): 1, ("declined", "too_light"): 1,
            ("duty_declined", "too_light"): 1, ("answered", ""): 3, ("late", ""): 1, ("started", ""): 2,
        },
        ("1002", "2026Q4"): {
            ("notice", "request"): 1, ("who_chose", ""): 1, ("decided", "agreed"): 1, ("decision_days", ""): 4,
        },
    }  # fmt: skip


async def test_numbers_are_added_to_those_that_stand(house: House) -> None:
    await add_some(house)
    with after(days=366):
        await forget(house.database, house.regions)
    await add_some(house)
    with after(days=366):
        await forget(house.database, house.regions)
    async with house.database.reading() as session:
        asked = select(ReferralCount.number).where(ReferralCount.what == "notice", ReferralCount.about == "direct")
        assert (await session.exec(asked)).all() == [4]


async def test_what_nobody_touched_is_closed_first_and_kept_its_term(house: House) -> None:
    waits = {"state": ApplicationState.ASKED}
    await add(house, a_referral(state=ReferralState.ASKED), waits)
    touched = await add(house, a_referral(state=ReferralState.CHOOSING))
    async with house.database.writing(FEMKE_HERSELF) as session:
        later = NOON + timedelta(days=200)
        session.add(ReferralEvent(referral_id=touched.id or 0, at=later, what="opened", by="family"))
    with after(days=366):
        await forget(house.database, house.regions)
        async with house.database.reading() as session:
            states = (await session.exec(select(Referral.state).order_by(Referral.id))).all()  # type: ignore[arg-type]
            theirs = (await session.exec(select(Application.state).order_by(Application.id))).all()  # type: ignore[arg-type]
        assert states == [ReferralState.WITHDRAWN, ReferralState.CHOOSING]
        assert theirs == [ApplicationState.WITHDRAWN]
    with after(days=366 + 366):
        await forget(house.database, house.regions)
        assert (await all_rows(house))["Referral"] == 1


async def states(house: House) -> list[Any]:
    async with house.database.reading() as session:
        asked = select(Referral.state, Application.state).join(Application, col(Application.referral_id) == Referral.id)
        return list((await session.exec(asked.order_by(col(Referral.id)))).all())


async def test_help_that_began_is_not_over_because_nobody_said_anything_for_a_year(house: House) -> None:
    """Its end need not be recorded here."""
    runs = {"state": ApplicationState.STARTED, "started_on": date(2026, 11, 20)}
    await add(house, a_referral(state=ReferralState.STARTED), runs)
    for days, ended in ((366, False), (730, False), (731, True)):
        with after(days=days):
            await forget(house.database, house.regions)
        expected = (ReferralState.ENDED, ApplicationState.ENDED)
        assert await states(house) == [expected if ended else (ReferralState.STARTED, ApplicationState.STARTED)], days


async def test_these_terms_are_the_regions(house: House) -> None:
    terms = house.regions.by_key["rivierland"].terms
    terms.untouched_days, terms.started_untouched_days, terms.question_kept_days = 10, 20, 5
    await add(house, a_referral(state=ReferralState.ASKED), {"state": ApplicationState.ASKED})
    await add(house, a_referral(state=ReferralState.STARTED), {"state": ApplicationState.STARTED})
    await ask(house)
    with after(days=6):
        await forget(house.database, house.regions)
        assert (await all_rows(house))["FitQuestion"] == 0
    with after(days=11):
        await forget(house.database, house.regions)
    waits, runs = await states(house)
    assert (waits[0], runs[0]) == (ReferralState.WITHDRAWN, ReferralState.STARTED)
    with after(days=21):
        await forget(house.database, house.regions)
    assert (await states(house))[1] == (ReferralState.ENDED, ApplicationState.ENDED)


async def ask(house: House) -> None:
    async with house.database.writing(FEMKE_HERSELF) as session:
        about = {"region_id": 1, "provider_id": 1, "offer": "w-hulp", "municipality": "1001", "asked_by": 1}
        session.add(FitQuestion(key=a_key(), role=Role.HUISARTS, asked_at=NOON, age_band="5-11", answer="yes", **about))


async def test_a_question_about_fit_goes_after_ninety_days(house: House) -> None:
    await ask(house)
    for days, left in ((90, 1), (91, 0)):
        with after(days=days):
            await forget(house.database, house.regions)
        assert (await all_rows(house))["FitQuestion"] == left
    async with house.database.reading() as session:
        kept = (await session.exec(select(ReferralCount.what, ReferralCount.about, ReferralCount.number))).all()
    assert kept == [("question", "yes", 1)]
