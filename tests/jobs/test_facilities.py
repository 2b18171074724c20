"""A facility is in no document of the index, but in the regions that every worker holds."""

import pytest
from sqlmodel import select

from portal import clock
from portal.database import Database
from portal.finding.engines import Engines
from portal.finding.following import Follower
from portal.jobs.desk import Desk
from portal.jobs.runner import Runner
from portal.model import Availability, Facility, FacilityKind, IndexMark
from portal.settings import Settings
from portal.web.house import House
from search_index import Collection, Order, SearchQuery
from search_index.in_process import InProcessIndex
from tests.small_region import PIET


@pytest.fixture
def engine() -> InProcessIndex:
    return InProcessIndex()


@pytest.fixture
async def runner(database: Database, engine: InProcessIndex) -> Runner:
    runner = Runner(Desk(database, engine))
    await runner.run_once()
    return runner


@pytest.fixture
def house(database: Database) -> House:
    return House(Settings(), database)


@pytest.fixture
def local() -> InProcessIndex:
    return InProcessIndex()


@pytest.fixture
async def worker(house: House, engine: InProcessIndex, local: InProcessIndex, runner: Runner) -> Follower:
    worker = Follower(house, Engines(engine, local))
    await worker.catch_up()
    return worker


def shown(house: House) -> list[tuple[str, str]]:
    return [(facility.key, facility.phone) for facility in house.regions.by_key["oost"].facilities]


async def with_free_places(index: InProcessIndex) -> int:
    today = clock.day_number(clock.today())
    return (await index.search(SearchQuery(Collection.PUBLIC, "oost", today, order=Order.NAME, free_place=True))).offers


async def test_a_facility_reaches_every_worker_and_nothing_is_indexed_for_it(
    database: Database, runner: Runner, worker: Follower, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = house.index_version

    async def never(*_arguments: object) -> None:
        raise AssertionError

    for name in ("put", "remove", "rebuild"):
        monkeypatch.setattr(InProcessIndex, name, never)
    for phone in ("", "000-1234567"):
        async with database.writing(PIET) as session:
            held = (await session.exec(select(Facility))).first()
            facility = held or Facility(key="spreekuur", region_id=1, kind=FacilityKind.JGZ)
            facility.phone = phone
            session.add(facility)
        await runner.run_once()
        await worker.catch_up()
        assert shown(house) == [("spreekuur", phone)]
    assert house.index_version > before, "pages that were kept are made anew"
    async with database.reading() as session:
        assert (await session.exec(select(IndexMark))).all() == []


async def test_a_facility_and_an_offer_at_once_both_arrive(
    database: Database, runner: Runner, worker: Follower, house: House, engine: InProcessIndex, local: InProcessIndex
) -> None:
    """Their marks may carry the same number: of a region, and of an offer."""
    async with database.writing(PIET) as session:
        session.add(Facility(key="spreekuur", region_id=1, kind=FacilityKind.JGZ))
        (await session.exec(select(Availability).where(Availability.offer_id == 1))).one().free_places = 0
    await runner.run_once()
    await worker.catch_up()
    assert shown(house) == [("spreekuur", "")]
    assert [await with_free_places(index) for index in (engine, local)] == [2, 2]
