"""What is measured of each provider: from the extract or from notices, never both; made again it is the same."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from portal import clock
from portal.measured.measuring import measure_waits
from portal.model import ApplicationState, IndexMark, MeasuredWait, MonitorRow, Offer, ReferralState
from portal.web.house import House
from tests.provider_area.offering import indexed
from tests.referral.records import a_referral, an_application
from tests.staff import FEMKE_HERSELF, a_key, a_safe_house, an_account

NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    with clock.stopped_at(NOON):
        async with a_safe_house(tmp_path) as house:
            await an_account(house, "bram")
            async with house.database.writing(FEMKE_HERSELF) as session:
                session.add(Offer(id=1, key="w-hulp", region_id=1, provider_id=1, help_kind="opvoedhulp"))
            yield house


async def add_rows(house: House, *waits: int, started_ago: int = 10, **about: Any) -> None:
    """Of so many days each."""
    started = clock.today() - timedelta(days=started_ago)
    values: dict[str, Any] = {"region_id": 1, "provider_id": 1, "product": "tg3", "help_kind": "opvoedhulp", **about}
    async with house.database.writing(FEMKE_HERSELF) as session:
        for days in waits:
            allocated = started - timedelta(days=days)
            session.add(
                MonitorRow(print=a_key(), allocated_on=allocated, started_on=started, read_at=clock.now(), **values)
            )


async def add_notices(house: House, *waits: int, patient_days: int = 0, **about: Any) -> None:
    started = clock.today() - timedelta(days=3)
    async with house.database.writing(FEMKE_HERSELF) as session:
        for days in waits:
            referral = a_referral(state=ReferralState.STARTED)
            session.add(referral)
            await session.flush()
            values: dict[str, Any] = {
                "state": ApplicationState.STARTED,
                "offer": "w-hulp",
                "started_on": started,
                "patient_days": patient_days,
                "sent_at": NOON - timedelta(days=3 + days),
            }
            session.add(an_application(referral, **{**values, **about}))


async def rows(house: House) -> dict[tuple[int, str, str], tuple[int, int, int, int]]:
    async with house.database.reading() as session:
        found = (await session.exec(select(MeasuredWait))).all()
    return {
        (one.provider_id, one.subject_type, one.subject): (one.number, one.median_days, one.low_days, one.high_days)
        for one in found
    }


async def test_starts_of_the_extract_are_measured(house: House) -> None:
    await add_rows(house, 7, 14, 21, 28, 35)
    assert await measure_waits(house.database, house.regions) == 1
    assert await rows(house) == {(1, "help_kind", "opvoedhulp"): (5, 21, 9, 33)}


async def test_help_that_goes_on_under_a_changed_allocation_is_no_start(house: House) -> None:
    await add_rows(house, 7, 14, 21, 28, 35, municipality="0193")
    await add_rows(house, 0, 1, started_ago=20, municipality="0193")
    ended = {"municipality": "0193", "started_ago": 400, "end_reason": "37"}
    await add_rows(house, 3, 3, **ended, ended_on=clock.today() - timedelta(days=21))
    await measure_waits(house.database, house.regions)
    assert await rows(house) == {(1, "help_kind", "opvoedhulp"): (5, 21, 9, 33)}


async def test_notices_are_measured_without_what_the_family_asked_for(house: House) -> None:
    await add_notices(house, 10, 20, 30, 40, 50, patient_days=10)
    await measure_waits(house.database, house.regions)
    assert await rows(house) == {(1, "help_kind", "opvoedhulp"): (5, 20, 4, 36)}


async def test_a_notice_about_an_offer_that_is_gone_counts_for_what_was_asked(house: House) -> None:
    await add_notices(house, 10, 20, 30, 40, 50, offer="weg")
    await measure_waits(house.database, house.regions)
    assert list(await rows(house)) == [(1, "help_kind", "diagnostiek")]


async def test_nobody_is_counted_twice(house: House) -> None:
    await add_rows(house, 7, 7, 7, 7, 7, 7)
    await add_notices(house, 70, 70, 70, 70, 70)
    await measure_waits(house.database, house.regions)
    assert (await rows(house))[1, "help_kind", "opvoedhulp"] == (6, 7, 7, 7)
    await add_notices(house, 70, 70)
    await measure_waits(house.database, house.regions)
    assert (await rows(house))[1, "help_kind", "opvoedhulp"] == (7, 70, 70, 70)


async def test_what_says_little_is_left_out(house: House) -> None:
    await add_rows(house, 0, 0, 0, 0, 0, referrer="huisarts")  # allocated when it began
    await add_rows(house, 9, 9, 9, 9, 9, started_ago=183, product="lang-geleden", help_kind="")
    await add_rows(house, 9, 9, 9, 9, 9, started_ago=-1, product="nog-niet", help_kind="")
    await add_rows(house, 9, 9, 9, 9, product="te-weinig", help_kind="")
    await add_rows(house, -3, -3, -3, -3, -3, product="achteraf", help_kind="")
    assert await measure_waits(house.database, house.regions) == 0
    assert await rows(house) == {}


async def test_where_the_extract_says_no_more_it_is_of_the_product(house: House) -> None:
    await add_rows(house, 9, 9, 9, 9, 9, help_kind="", referrer="toegang")
    await measure_waits(house.database, house.regions)
    assert list(await rows(house)) == [(1, "product", "tg3")]


async def test_measured_again_nothing_is_written_and_what_is_over_goes(house: House) -> None:
    await add_rows(house, 7, 14, 21, 28, 35)
    await measure_waits(house.database, house.regions)
    async with house.database.writing(FEMKE_HERSELF) as session:
        (row,) = (await session.exec(select(MeasuredWait))).all()
        row.doubted_at = NOON
    await indexed(house)
    assert await measure_waits(house.database, house.regions) == 0
    assert await marks(house) == []
    await add_rows(house, 42)
    assert await measure_waits(house.database, house.regions) == 1
    assert await marks(house) == [("provider", 1)]
    async with house.database.reading() as session:
        assert (await session.exec(select(MeasuredWait.doubted_at))).all()[0] is not None
    with clock.stopped_at(NOON + timedelta(days=200)):
        assert await measure_waits(house.database, house.regions) == 1
    assert await rows(house) == {}


async def marks(house: House) -> list[tuple[str, int]]:
    async with house.database.reading() as session:
        return list((await session.exec(select(IndexMark.what, IndexMark.subject_id))).all())
