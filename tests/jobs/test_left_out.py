"""A record that cannot be indexed: the others go on, it is tried again, and an operator reads its name."""

from collections.abc import Awaitable, Callable

import pytest
from sqlalchemy import text
from sqlmodel import select
from structlog.testing import capture_logs

from portal.cli.doctor import examine
from portal.database import Database
from portal.finding.engines import Engines
from portal.finding.following import Follower
from portal.jobs.desk import Desk
from portal.jobs.left_out import FIRST_PAUSE, Waiting
from portal.jobs.rebuild import rebuild
from portal.jobs.runner import Runner
from portal.model import InstallationFact, Offer, Provider
from portal.model.upkeep import NOT_INDEXED
from portal.settings import Settings
from portal.web.house import House
from search_index.in_process import InProcessIndex
from tests.jobs.test_index_offers import Switch, marks, offers_found, set_places
from tests.small_region import PIET
from tests.web.house import an_app, someone

ES = 2  # the id of the provider whose record breaks

Break = Callable[[Database], Awaitable[None]]


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def engine() -> Switch:
    return Switch()


@pytest.fixture
def seconds() -> Clock:
    return Clock()


@pytest.fixture
async def runner(database: Database, engine: Switch, seconds: Clock) -> Runner:
    runner = Runner(Desk(database, engine))
    runner.indexer.waiting = Waiting(seconds)
    await runner.run_once()
    return runner


async def break_offer(database: Database) -> None:
    """A method that is no method: no document can be made of it."""
    async with database.writing(PIET) as session:
        offer = (await session.exec(select(Offer).where(Offer.key == "es-gezin"))).one()
        offer.methods = ["EMDR"]  # type: ignore[list-item]


async def break_row(database: Database) -> None:
    """A word that is not on the list, put there past the portal: the row cannot be read."""
    await set_places(database, "es-gezin", 1)
    async with database.writing(PIET) as session:
        statement = text("UPDATE availability SET status = 'misschien' WHERE offer_id = 3")
        await session.exec(statement)  # type: ignore[call-overload]


async def break_document(database: Database) -> None:
    """A name that is no text: the engine takes no such document."""
    async with database.writing(PIET) as session:
        provider = (await session.exec(select(Provider).where(Provider.key == "es"))).one()
        provider.other_names = [None]  # type: ignore[list-item]


async def named(database: Database) -> dict[str, str]:
    async with database.reading() as session:
        fact = await session.get(InstallationFact, NOT_INDEXED)
    return fact.value if fact else {}


@pytest.mark.parametrize(
    ("broken", "reason"),
    [(break_offer, "AttributeError"), (break_row, "LookupError"), (break_document, "DocumentsRefused")],
)
async def test_the_others_go_on_and_it_stays_marked_and_named(
    database: Database, engine: Switch, runner: Runner, broken: Break, reason: str
) -> None:
    await broken(database)
    await set_places(database, "wilgenhof-gezin", 0)
    with capture_logs() as lines:
        await runner.run_once()
    assert await offers_found(engine) == 3  # the broken one as it was
    assert await offers_found(engine, free_place=True) == 2
    assert [(mark.what, mark.subject_id) for mark in await marks(database)] in ([("provider", ES)], [("offer", 3)])
    assert await named(database) == {"es": reason}
    told = [(line["event"], line.get("provider"), line.get("reason")) for line in lines]
    assert ("not_indexed", "es", reason) in told


async def test_it_is_tried_again_with_ever_longer_pauses(database: Database, runner: Runner, seconds: Clock) -> None:
    await break_offer(database)
    assert await runner.indexer.index_due() == 1
    for pause in (FIRST_PAUSE, 2 * FIRST_PAUSE, 4 * FIRST_PAUSE):
        seconds.now += pause - 1
        assert await runner.indexer.index_due() == 0
        seconds.now += 1
        assert await runner.indexer.index_due() == 1


async def test_mended_it_is_in_at_once_and_named_no_more(database: Database, engine: Switch, runner: Runner) -> None:
    await break_offer(database)
    await runner.run_once()
    async with database.writing(PIET) as session:
        offer = (await session.exec(select(Offer).where(Offer.key == "es-gezin"))).one()
        offer.methods, offer.age_to = [], 4
    await runner.run_once()
    assert await offers_found(engine, age=12) == 2
    assert (await marks(database), await named(database)) == ([], {})


async def test_a_new_index_is_in_use_without_it_and_it_stays_due(
    database: Database, engine: Switch, runner: Runner
) -> None:
    await break_offer(database)
    await rebuild(Desk(database, engine), runner.indexer)
    assert await offers_found(engine) == 2
    assert [(mark.what, mark.subject_id) for mark in await marks(database)] == [("provider", ES)]
    await runner.run_once()
    assert await named(database) == {"es": "AttributeError"}


@pytest.mark.parametrize("broken", [break_offer, break_document])
async def test_a_worker_starts_and_follows_without_it(database: Database, runner: Runner, broken: Break) -> None:
    await broken(database)
    await runner.run_once()
    local = InProcessIndex()
    follower = Follower(House(Settings(), database), Engines(None, local))
    await follower.catch_up()
    assert await offers_found(local, free_place=True) == 2
    await set_places(database, "wilgenhof-gezin", 0)
    await runner.run_once()
    await follower.catch_up()
    assert await offers_found(local, free_place=True) == 1


async def test_an_operator_reads_how_many_and_which(
    database: Database, runner: Runner, capsys: pytest.CaptureFixture[str]
) -> None:
    await break_offer(database)
    await runner.run_once()
    async with someone(an_app(House(Settings(), database))) as operator:
        assert (await operator.get("/healthz")).json()["not_indexed"] == 1
    assert await examine(Settings(database_url=database.url.render_as_string(hide_password=False))) == 1
    said = capsys.readouterr().out
    assert "WRONG  these providers cannot be indexed, and are tried again: es (AttributeError)" in said
