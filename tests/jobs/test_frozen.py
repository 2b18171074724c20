"""A runner that was frozen for longer than its lease, as a machine that was moved or a laptop that slept: what it sends
when it goes on is older than what another runner sent meanwhile."""

from collections.abc import Sequence

import pytest

from portal.database import Database
from portal.jobs.desk import Desk
from portal.jobs.index_offers import clear
from portal.jobs.runner import Runner
from search_index import Collection, EngineAway, OfferDocument
from tests.jobs.test_index_offers import Switch, marks, offers_found, set_places


@pytest.fixture
def engine() -> Switch:
    return Switch()


async def test_what_another_runner_sent_too_is_sent_once_more(database: Database, engine: Switch) -> None:
    await Runner(Desk(database, engine)).run_once()
    await set_places(database, "es-gezin", 0)
    read_by_the_frozen = await marks(database)
    await Runner(Desk(database, engine)).run_once()
    assert await marks(database) == []
    await clear(database, read_by_the_frozen)
    assert [(mark.what, mark.subject_id) for mark in await marks(database)] == [
        (mark.what, mark.subject_id) for mark in read_by_the_frozen
    ]


async def test_what_a_frozen_runner_sent_is_sent_once_more_even_if_it_never_heard_that_it_arrived(
    database: Database, engine: Switch, monkeypatch: pytest.MonkeyPatch
) -> None:
    frozen, other = Runner(Desk(database, engine)), Runner(Desk(database, engine))
    await frozen.run_once()
    await set_places(database, "es-gezin", 0)
    put = engine.put

    async def thaws(collection: Collection, documents: Sequence[OfferDocument]) -> None:
        monkeypatch.setattr(engine, "put", put)
        await set_places(database, "es-gezin", 3)
        await other.run_once()
        await put(collection, documents)
        raise EngineAway("no answer")

    monkeypatch.setattr(engine, "put", thaws)
    with pytest.raises(EngineAway):
        await frozen.indexer.index_due()
    assert await offers_found(engine, free_place=True) == 2  # the older one came last
    assert await frozen._turn() > 0  # it holds no lease
    await other.run_once()
    assert await offers_found(engine, free_place=True) == 3
