"""Who answers: Meilisearch, or the in-process engine while that is away."""

import asyncio

from portal.finding.engines import FIRST_PAUSE, Engines
from search_index import Collection, EngineAway, SearchQuery, SearchResults
from tests.finding.asking import ToldIndex

QUESTION = SearchQuery(Collection.PUBLIC, "oost", 20_000)


class Fails(ToldIndex):
    failing = True

    async def search(self, query: SearchQuery) -> SearchResults:
        if self.failing:
            raise EngineAway
        return await super().search(query)


class Time:
    now = 0.0

    def __call__(self) -> float:
        return self.now


async def test_an_engine_that_lives_but_lost_its_index_stays_away_until_it_can_answer() -> None:
    engine, time = Fails(), Time()
    engines = Engines(engine, ToldIndex(), time)
    assert (await engines.ask(QUESTION)).limited
    time.now += FIRST_PAUSE
    assert await engine.healthy()
    await engines.probe()
    assert engines.limited
    engine.failing = False
    time.now += 2 * FIRST_PAUSE
    await engines.probe()
    assert not engines.limited


async def test_an_engine_that_only_answers_the_probe_is_left_alone_for_longer_each_time() -> None:
    engine, time = Fails(), Time()
    engines = Engines(engine, ToldIndex(), time)
    for pause in (FIRST_PAUSE, 2 * FIRST_PAUSE, 4 * FIRST_PAUSE):
        engine.failing = True
        assert (await engines.ask(QUESTION)).limited
        engine.failing = False
        time.now += pause - 0.1
        await engines.probe()
        assert engines.limited
        time.now += 0.2
        await engines.probe()
        assert not engines.limited


async def test_many_who_waited_for_one_failing_engine_count_once() -> None:
    engine, time = Fails(), Time()
    started = asyncio.Barrier(5)

    async def fail_together(_query: SearchQuery) -> SearchResults:
        await started.wait()
        raise EngineAway

    engine.search = fail_together  # type: ignore[method-assign]
    engines = Engines(engine, ToldIndex(), time)
    answers = await asyncio.gather(*(engines.ask(QUESTION) for _ in range(5)))
    assert all(answer.limited for answer in answers)
    del engine.search  # type: ignore[method-assign]
    engine.failing = False
    time.now += FIRST_PAUSE
    await engines.probe()
    assert not engines.limited
