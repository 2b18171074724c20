"""How soon a change is seen by visitors: from the commit to another page at the same address."""

from collections.abc import Iterator, Sequence
from statistics import median
from time import monotonic, perf_counter, sleep
from urllib.parse import urlencode

from sqlalchemy.orm import joinedload
from sqlmodel import select

from portal import clock
from portal.database import Actor, Database
from portal.jobs.rebuild import ask_for_rebuild
from portal.model import Offer
from search_index import OfferDocument
from tests.bench.data import LARGE, SMALL
from tests.bench.line import ROUNDS, Line, NotMeasured, seconds, spread
from tests.bench.stage import Stage, prefix
from tests.bench.waiting import wait_for
from tests.bench.wire import Wire

LOOK_EVERY = 0.005  # seconds
LONGEST = 60.0
PROVIDER = Actor("bench", "provider")


def visible(stage: Stage) -> list[Line]:
    changing = _changing(stage.documents[0])
    lines = []
    for providers, offers in ((SMALL, "2,000"), (LARGE, "50,000")):
        stage.portal(providers)
        took = [_one_change(stage, providers, next(changing)) for _ in range(ROUNDS)]
        lines.append(_line(f"a changed availability in search, {offers} offers", took, 1))
    wait_for(_ask(stage.catalogue(LARGE)))
    _wait_for_rebuild(stage)
    during: list[float] = []
    while len(during) < ROUNDS:
        took_now = _one_change(stage, LARGE, next(changing))
        if not _rebuilding(stage):
            break
        during.append(took_now)
    if not during:
        raise NotMeasured("the rebuild was over before a change was seen")
    lines.append(_line("the same during a rebuild, 50,000 offers", during, 4))
    return lines


def _line(what: str, took: Sequence[float], bound: int) -> Line:
    return Line(what, spread(took, seconds), f"≤ {bound} s after commit", median(took) <= bound)


def _changing(documents: Sequence[OfferDocument]) -> Iterator[OfferDocument]:
    """Offers that are their provider's only one, and say that there is room."""
    today = clock.day_number(clock.today())
    count: dict[str, int] = {}
    for document in documents:
        count[document.provider] = count.get(document.provider, 0) + 1
    for document in documents:
        alone = document.counted and count[document.provider] == 1
        bookable = document.bookable_from <= today <= document.bookable_until and document.stop_until < today
        if alone and bookable and document.free_places and document.places_until >= today:
            yield document


def _one_change(stage: Stage, providers: int, document: OfferDocument) -> float:
    """Seconds from commit until the page about it is another one."""
    path = "/aanbod?" + urlencode({"q": document.name})
    with Wire(stage.portal(providers).address) as wire:
        before = wire.get(path)
        if document.slug not in before.text:
            raise NotMeasured(f"{document.name} is not on the page that should name it")
        wait_for(_change(stage.catalogue(providers), document.id))
        committed = perf_counter()
        while wire.get(path).body == before.body:
            if perf_counter() - committed > LONGEST:
                raise NotMeasured(f"a change was not visible after {LONGEST:.0f} s")
            sleep(LOOK_EVERY)
        return perf_counter() - committed


async def _change(url: str, key: str) -> None:
    database = Database(url)
    try:
        async with database.writing(PROVIDER) as session:
            asked = select(Offer).where(Offer.key == key).options(joinedload(Offer.availability))  # type: ignore[arg-type]
            said = (await session.exec(asked)).one().availability
            assert said is not None
            said.free_places = (said.free_places or 0) + 1
            said.reference_date, said.confirmed_at = clock.today(), clock.now()
    finally:
        await database.close()


async def _ask(url: str) -> None:
    database = Database(url)
    try:
        await ask_for_rebuild(database)
    finally:
        await database.close()


def _wait_for_rebuild(stage: Stage) -> None:
    until = monotonic() + LONGEST
    while not _rebuilding(stage):
        if monotonic() > until:
            raise NotMeasured("no rebuild began")
        sleep(0.05)


def _rebuilding(stage: Stage) -> bool:
    """While the new index of the public offers stands beside the old one."""
    return f"{prefix(LARGE)}-public-next" in stage.ask_meilisearch("/stats")["indexes"]
