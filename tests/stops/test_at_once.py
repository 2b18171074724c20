"""Several in the same moment, on both databases, and what the records of a file keep."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlmodel import col, select

from portal import clock
from portal.access.visitor import Belonging, Visitor
from portal.database import Database
from portal.exchange.workbook import export_workbook
from portal.model import AuditEntry, Contract, IndexMark, IntakeStop, Mail, Offer, Provider, Region, Role
from portal.settings import Settings
from portal.stops.actions import Change, Overtaken, Refused, Wanted, end_own, impose, lengthen_own, place_own
from portal.stops.grounds import Ground
from portal.stops.rules import Days
from portal.web.house import House
from tests.staff import FEMKE_HERSELF, KEY, SAFE_BASE, an_account
from tests.stops.deciding import WHY, day, stops
from tests.web.house import a_region, regions_of

SLUG = "de-wilgenhof"


@pytest.fixture
async def house(own_database_url: str) -> AsyncIterator[House]:
    database = Database(own_database_url)
    async with database.writing(FEMKE_HERSELF) as session:
        session.add(Region(id=1, key="rivierland", is_default=True))
        session.add(Provider(id=1, key=SLUG, slug=SLUG, name="De Wilgenhof"))
        await session.flush()
        session.add(Contract(key="w", region_id=1, provider_id=1))
        session.add(Offer(key="w-hulp", region_id=1, provider_id=1, help_kind="opvoedhulp"))
    house = House(Settings(base_url=SAFE_BASE, encryption_keys=(KEY,)), database, regions_of(a_region()))
    await an_account(house, "noor", Role.CONTRACT_MANAGER)
    yield house
    await database.close()


def mieke(role: Role = Role.PROVIDER_MANAGER) -> Visitor:
    tied = Belonging(role, region_id=1, provider_id=1 if role is Role.PROVIDER_MANAGER else None)
    return Visitor(account_id=99, key="mieke", belongings=(tied,), second_factor=True)


def wanted(last: int | None = 30) -> Wanted:
    days = Days(clock.today(), None if last is None else day(last))
    return Wanted("alles", days, Ground.STAFF, WHY)


async def count_of_done(*tries: object) -> int:
    done = await asyncio.gather(*tries, return_exceptions=True)  # type: ignore[call-overload]
    assert all(isinstance(one, Refused | Overtaken) for one in done if isinstance(one, BaseException)), done
    return sum(not isinstance(one, BaseException) for one in done)


async def test_of_the_same_stop_sent_twice_one_is_placed(house: House) -> None:
    region = house.regions.by_key["rivierland"]
    tries = (place_own(house, mieke(), SLUG, region, wanted()) for _ in range(6))
    assert await count_of_done(*tries) == 1
    assert len(await stops(house)) == 1
    async with house.database.reading() as session:
        assert len((await session.exec(select(Mail))).all()) == 1
        marks = (await session.exec(select(IndexMark).where(IndexMark.what == "provider"))).all()
    assert [mark.subject_id for mark in marks] == [1]


async def test_of_two_that_decide_on_one_stop_the_second_is_told(house: House) -> None:
    region = house.regions.by_key["rivierland"]
    stop = await place_own(house, mieke(), SLUG, region, wanted())
    assert (
        await count_of_done(
            *(lengthen_own(house, mieke(), SLUG, region, Change(stop.key, 1, day(40 + n))) for n in range(3)),
            end_own(house, mieke(), SLUG, region, Change(stop.key, 1)),
        )
        == 1
    )
    assert (await stops(house))[0].version == 2


async def test_what_is_refused_tells_nobody(house: House) -> None:
    region = house.regions.by_key["rivierland"]
    with pytest.raises(Refused):
        await place_own(house, mieke(), SLUG, region, wanted(200))
    async with house.database.reading() as session:
        assert (await session.exec(select(Mail))).all() == []
        assert (await session.exec(select(IntakeStop))).all() == []


async def test_the_audit_has_each_decision(house: House) -> None:
    region = house.regions.by_key["rivierland"]
    stop = await place_own(house, mieke(), SLUG, region, wanted())
    await lengthen_own(house, mieke(), SLUG, region, Change(stop.key, 1, day(40)))
    await end_own(house, mieke(), SLUG, region, Change(stop.key, 2))
    async with house.database.reading() as session:
        asked = select(AuditEntry).where(AuditEntry.subject_key == stop.key).order_by(col(AuditEntry.id))
        entries = (await session.exec(asked)).all()
    assert [(one.action, one.actor, one.provider_id, one.region_id) for one in entries] == [
        (action, "account:mieke", 1, 1) for action in ("added", "changed", "changed")
    ]
    assert (entries[1].before["ends"], entries[1].after["ends"]) == (day(30).isoformat(), day(40).isoformat())


async def test_a_file_has_the_stops_that_stood_and_no_explanation(house: House, tmp_path: Path) -> None:
    region = house.regions.by_key["rivierland"]
    stop = await place_own(house, mieke(), SLUG, region, wanted())
    await end_own(house, mieke(), SLUG, region, Change(stop.key, 1))
    kept = await impose(house, mieke(Role.CONTRACT_MANAGER), SLUG, region, wanted(None))
    async with house.database.reading() as session:
        for public in (True, False):
            await export_workbook(session, region, tmp_path / str(public), public=public)
    own, given = ((tmp_path / name / "Stops.csv").read_text("utf-8-sig") for name in ("False", "True"))
    assert stop.key not in own + given
    assert kept.key in own
    assert kept.key in given
    assert ("te-weinig-personeel" in own, "te-weinig-personeel" in given) == (True, False)
    assert WHY not in own + given
