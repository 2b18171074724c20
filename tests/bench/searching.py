"""The search page: beside a peer, beside the bare engine, on more offers, and without a server at all."""

import json
from collections.abc import Sequence
from statistics import median, quantiles
from time import perf_counter
from urllib.parse import parse_qsl, urlsplit

from portal.database import Database
from portal.finding.engines import Engines
from portal.finding.finder import Finder
from portal.finding.reading import read_question
from portal.indexing import stream_documents, vocabulary_of
from search_index import Collection, SearchQuery, SearchResults
from search_index.engine import MeilisearchIndex
from search_index.in_process import InProcessIndex
from tests.bench.data import LARGE, SMALL, regions_of
from tests.bench.inside import inside
from tests.bench.line import ROUNDS, Line, milliseconds, per_second, spread, times
from tests.bench.load import Rate, Supply, rate
from tests.bench.questions import Question
from tests.bench.stage import Stage
from tests.bench.waiting import wait_for
from tests.bench.wire import BROWSER, Asked, Lane, side_by_side

CONNECTIONS = 4
SECONDS = 4  # of load per round
PAIRS = 150  # of questions per round
MOST_PER_ROUND = 1_600
WARM_UP = 60


def beside_the_peer(stage: Stage) -> list[Line]:
    portal, peer = stage.portal(SMALL).address, stage.datasette
    peers = Supply([question.peer_path for question in stage.questions])
    warm_up(stage, SMALL)
    rate(peer, peers.next(WARM_UP), 1, 1)
    ours, theirs = [], []
    for _ in range(ROUNDS):
        ours.append(_rate(portal, stage.supply))
        theirs.append(_rate(peer, peers))
    stage.check_whole(SMALL)
    ratios = [one / other for one, other in zip(ours, theirs, strict=True)]
    return [
        Line(
            "search page, 2,000 offers, nothing repeated, 4 connections",
            spread(ours, per_second),
            "≥ 5× Datasette",
            median(ratios) >= 5,
            beside=f"Datasette {spread(theirs, per_second)}",
            ratio=spread(ratios, times),
        )
    ]


def _rate(address: str, supply: Supply) -> float:
    paths = supply.next(MOST_PER_ROUND)
    found: Rate = rate(address, paths, CONNECTIONS, SECONDS)
    supply.put_back(max(0, MOST_PER_ROUND - found.requests - CONNECTIONS))
    return found.per_second


def warm_up(stage: Stage, providers: int) -> None:
    """Templates compiled, words of the index read, memory of the database filled."""
    rate(stage.portal(providers).address, stage.supply.next(WARM_UP), 1, 1)


def beside_the_bare_engine(stage: Stage) -> list[Line]:
    portal = stage.portal(SMALL).address
    warm_up(stage, SMALL)
    questions = stage.supply.next(ROUNDS * PAIRS)
    sent = wait_for(_bodies(stage.catalogue(SMALL), stage.engine(SMALL), questions))
    asked = [(path, bodies[0]) for path, bodies in zip(questions, sent, strict=True) if len(bodies) == 1]
    pages, bare = [], []
    share = len(asked) // ROUNDS
    for number in range(ROUNDS):
        part = asked[number * share : (number + 1) * share]
        one, other = side_by_side(
            Lane(portal, [(Asked(path, BROWSER),) for path, _ in part]),
            stage.bare([(body,) for _, body in part]),
        )
        pages.append(one)
        bare.append(other)
    stage.check_whole(SMALL)
    ratios = [one / other for one, other in zip(pages, bare, strict=True)]
    return [
        Line(
            f"the same page, 1 connection, p50 ({_queries(asked[0][1])} queries in its multi-search)",
            spread(pages, milliseconds),
            "≤ 2.5× the bare engine",
            median(ratios) <= 2.5,
            beside=f"bare {spread(bare, milliseconds)}",
            ratio=spread(ratios, times),
        )
    ]


async def _bodies(url: str, engine: MeilisearchIndex, questions: Sequence[str]) -> list[list[bytes]]:
    async with inside(url, engine) as portal:
        return [(await portal.get(path)).bodies for path in questions]


def _queries(body: bytes) -> int:
    return len(json.loads(body)["queries"])


def on_more_offers(stage: Stage) -> list[Line]:
    small, large = stage.portal(SMALL).address, stage.portal(LARGE).address
    warm_up(stage, SMALL)
    warm_up(stage, LARGE)
    few, many = [], []
    for _ in range(ROUNDS):
        questions = [(Asked(path, BROWSER),) for path in stage.supply.next(PAIRS)]
        one, other = side_by_side(Lane(small, questions), Lane(large, questions))
        few.append(one)
        many.append(other)
    stage.check_whole(SMALL)
    stage.check_whole(LARGE)
    ratios = [other / one for one, other in zip(few, many, strict=True)]
    return [
        Line(
            "p50 on 50,000 offers (20,000 providers)",
            spread(many, milliseconds),
            "≤ 2.2× that on 2,000",
            median(ratios) <= 2.2,
            beside=f"2,000: {spread(few, milliseconds)}",
            ratio=spread(ratios, times),
        )
    ]


def in_process(stage: Stage) -> list[Line]:
    """As the page asks it, facets and all; the time is the engine's alone."""
    took = wait_for(_in_process(stage.catalogue(SMALL), stage.questions))
    return [
        Line(
            "in-process engine, 2,000 offers, p95",
            spread(took, milliseconds),
            "< 30 ms",
            median(took) < 0.030,
        )
    ]


class _Timed(InProcessIndex):
    def __init__(self) -> None:
        super().__init__()
        self.took: list[float] = []

    async def search(self, query: SearchQuery) -> SearchResults:
        began = perf_counter()
        found = await super().search(query)
        self.took.append(perf_counter() - began)
        return found


async def _in_process(url: str, questions: Sequence[Question]) -> list[float]:
    database, index = Database(url), _Timed()
    try:
        regions, region = await regions_of(database)
        chunks = stream_documents(database, regions, Collection.PUBLIC)
        await index.rebuild(Collection.PUBLIC, chunks, vocabulary_of(regions.by_key.values()))
    finally:
        await database.close()
    finder = Finder(Engines(None, index))
    found = []
    for number in range(ROUNDS):
        index.took.clear()
        for question in questions[number * PAIRS : (number + 1) * PAIRS]:
            await finder.find(read_question(parse_qsl(urlsplit(question.path).query), region, regions))
        found.append(quantiles(index.took, n=20)[-1])
    return found
