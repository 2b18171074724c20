"""From a write to what a visitor finds: announced, sent, and only then forgotten."""

from collections.abc import AsyncIterable, Sequence
from datetime import timedelta

import pytest
from sqlmodel import select

from portal import clock
from portal.database import Database
from portal.finding.engines import Engines
from portal.finding.following import Follower
from portal.indexing import stream_documents
from portal.jobs.desk import Desk
from portal.jobs.night import mark_the_night
from portal.jobs.rebuild import ask_for_rebuild, rebuild
from portal.jobs.runner import Runner
from portal.model import Availability, Counter, IndexMark, Offer, Region
from portal.regions import load_regions
from portal.settings import Settings
from portal.web.house import House
from search_index import Collection, EngineAway, OfferDocument, Order, SearchQuery, SearchResults, Vocabulary
from search_index.in_process import InProcessIndex
from tests.small_region import PIET, add_provider, add_stop


class Switch(InProcessIndex):
    """An engine that can be taken away."""

    away = False
    built = 0

    async def rebuild(
        self, collection: Collection, chunks: AsyncIterable[Sequence[OfferDocument]], vocabulary: Vocabulary
    ) -> None:
        self.built += 1
        await super().rebuild(collection, chunks, vocabulary)

    async def put(self, collection: Collection, documents: Sequence[OfferDocument]) -> None:
        if self.away:
            raise EngineAway
        await super().put(collection, documents)

    async def healthy(self) -> bool:
        return not self.away

    async def search(self, query: SearchQuery) -> SearchResults:
        if self.away:
            raise EngineAway
        return await super().search(query)


@pytest.fixture
def engine() -> Switch:
    return Switch()


@pytest.fixture
async def runner(database: Database, engine: Switch) -> Runner:
    runner = Runner(Desk(database, engine))
    await runner.run_once()
    return runner


def question(**changes: object) -> SearchQuery:
    return SearchQuery(
        Collection.PUBLIC,
        "oost",
        clock.day_number(clock.today()),
        **{"order": Order.NAME, **changes},  # type: ignore[arg-type]
    )


async def offers_found(engine: InProcessIndex, **changes: object) -> int:
    return (await engine.search(question(**changes))).offers


async def marks(database: Database) -> list[IndexMark]:
    async with database.reading() as session:
        return list((await session.exec(select(IndexMark))).all())


async def set_places(database: Database, offer: str, places: int) -> None:
    async with database.writing(PIET) as session:
        said = select(Availability).join(Offer).where(Offer.key == offer)
        (await session.exec(said)).one().free_places = places


async def test_everything_is_found_after_the_first_run(database: Database, runner: Runner, engine: Switch) -> None:
    assert await offers_found(engine) == 3
    assert await marks(database) == []


async def test_a_changed_availability_is_found(database: Database, runner: Runner, engine: Switch) -> None:
    await set_places(database, "es-gezin", 0)
    assert await offers_found(engine, free_place=True) == 3
    await runner.run_once()
    assert await offers_found(engine, free_place=True) == 2


async def test_an_offer_taken_down_is_gone_and_its_provider_still_found_by_name(
    database: Database, runner: Runner, engine: Switch
) -> None:
    async with database.writing(PIET) as session:
        (await session.exec(select(Offer).where(Offer.key == "es-gezin"))).one().published = False
    await runner.run_once()
    assert await offers_found(engine) == 2
    found = await engine.search(question(words="Praktijk De Es", order=Order.RELEVANCE))
    assert [(hit.provider, hit.counted) for hit in found.hits] == [("es", False)]


async def test_with_the_engine_away_nothing_is_lost(database: Database, runner: Runner, engine: Switch) -> None:
    engine.away = True
    await set_places(database, "es-gezin", 0)
    with pytest.raises(EngineAway):
        await runner.run_once()
    assert [mark.what for mark in await marks(database)] == ["offer"]
    engine.away = False
    await runner.run_once()
    assert await offers_found(engine, free_place=True) == 2
    assert await marks(database) == []


async def test_a_change_during_a_rebuild_is_in_the_new_index(
    database: Database, engine: Switch, monkeypatch: pytest.MonkeyPatch
) -> None:
    runner = Runner(Desk(database, engine))
    await runner.run_once()
    indexer = runner.indexer

    async def slow_reading(*arguments: object) -> object:
        async for chunk in stream_documents(*arguments):  # type: ignore[arg-type]
            yield chunk
            # The rebuild has read it all; now it changes, and is sent to the index in use.
            await set_places(database, "es-gezin", 0)
            await indexer.index_due()

    monkeypatch.setattr("portal.jobs.rebuild.stream_documents", slow_reading)
    await rebuild(Desk(database, engine), indexer)
    assert len(await marks(database)) == 1  # kept until the new index has it, whatever happens now
    await runner.run_once()
    assert await offers_found(engine, free_place=True) == 2
    assert await marks(database) == []


async def test_a_mark_raised_while_it_is_sent_is_kept(database: Database, engine: Switch) -> None:
    runner = Runner(Desk(database, engine))
    await runner.run_once()
    send = engine.put

    async def change_meanwhile(collection: Collection, documents: Sequence[OfferDocument]) -> None:
        await send(collection, documents)
        engine.put = send  # type: ignore[method-assign]
        await set_places(database, "es-gezin", 1)

    engine.put = change_meanwhile  # type: ignore[method-assign, assignment]
    await set_places(database, "es-gezin", 0)
    assert await runner.indexer.index_due() == 1
    assert [mark.version for mark in await marks(database)] == [2]
    await runner.run_once()
    assert await offers_found(engine, free_place=True) == 3


@pytest.mark.parametrize(("what", "places"), [("region", 2), ("index", 1)])
async def test_a_changed_region_is_built_anew_everywhere_and_what_is_asked_for_only_in_the_engine(
    database: Database, runner: Runner, engine: Switch, what: str, places: int
) -> None:
    local = Switch()
    follower = Follower(House(Settings(), database), Engines(engine, local))
    await follower.catch_up()
    engine.built = local.built = 0
    if what == "region":
        async with database.writing(PIET) as session:
            (await session.exec(select(Region))).one().look = {"--accent": "#135"}
    else:
        await ask_for_rebuild(database)
    assert [mark.what for mark in await marks(database)] == [what]
    await runner.run_once()
    await follower.catch_up()
    assert await marks(database) == []
    assert (engine.built, local.built) == (len(Collection), len(Collection) * (places - 1))


async def test_a_worker_follows_and_answers_when_the_engine_is_away(
    database: Database, runner: Runner, engine: Switch
) -> None:
    house = House(Settings(), database)
    engines = Engines(engine, InProcessIndex())
    follower = Follower(house, engines)
    await follower.catch_up()
    before = house.index_version
    await set_places(database, "es-gezin", 0)
    await add_provider(database, "beuk", "Huize Beuk", ("angst",))
    await runner.run_once()
    await follower.catch_up()
    assert house.index_version > before
    engine.away = True
    answer = await engines.ask(question(free_place=True))
    assert (answer.offers, answer.limited) == (3, True)
    assert engines.limited
    engine.away = False
    await engines.probe()  # too early: the pause is not over
    assert engines.limited


async def test_a_worker_hears_of_changes_while_the_engine_is_away(
    database: Database, runner: Runner, engine: Switch
) -> None:
    house = House(Settings(), database)
    engines = Engines(engine, InProcessIndex())
    follower = Follower(house, engines)
    await follower.catch_up()
    engine.away = True
    await set_places(database, "es-gezin", 0)
    with pytest.raises(EngineAway):
        await runner.run_once()
    await follower.catch_up()
    assert (await engines.ask(question(free_place=True))).offers == 2


async def test_versions_only_rise(database: Database, runner: Runner) -> None:
    seen = []
    for places in range(3):
        await set_places(database, "es-gezin", places)
        await runner.run_once()
        async with database.reading() as session:
            seen.append((await session.exec(select(Counter.value))).one())
    assert seen == sorted(set(seen))


async def test_the_night_marks_waits_that_faded_and_stops_that_ended(database: Database, runner: Runner) -> None:
    async with database.reading() as session:
        regions = await load_regions(session)
    await add_stop(database, 2, clock.today() - timedelta(days=5), clock.today())
    await runner.run_once()
    in_61_days = clock.now() + timedelta(days=61)
    with clock.stopped_at(in_61_days):
        assert await mark_the_night(database, regions) == 4  # three waits, one provider with a stop
        assert await mark_the_night(database, regions) == 0
    assert {(mark.what, mark.subject_id) for mark in await marks(database)} == {
        ("offer", 1), ("offer", 2), ("offer", 3), ("provider", 2),
    }  # fmt: skip
