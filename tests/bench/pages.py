"""What every public page costs: bytes of a first visit, its time, calls of the engine, questions to the database."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from html import unescape
from itertools import cycle, islice
from statistics import median
from urllib.parse import urlsplit

from portal.web.address import in_language
from portal.web.language import LANGUAGES
from tests.bench.data import LARGE, SMALL
from tests.bench.inside import Seen, inside
from tests.bench.line import ROUNDS, Line, milliseconds, spread, times
from tests.bench.public_pages import DIFFERENT, PublicPage, public_pages
from tests.bench.searching import warm_up
from tests.bench.stage import Stage
from tests.bench.waiting import wait_for
from tests.bench.wire import NOT_KEPT, Asked, Lane, Wire, side_by_side

# What a browser fetches by itself: for a page, and for a style sheet.
_PARTS = re.compile(r'<(?:link rel="(?:stylesheet|icon)"|script|img)[^>]*?\b(?:href|src)="([^"]+)"')
_PARTS_OF_A_SHEET = re.compile(r'url\("?(/[^")]+)"?\)')
MOST_BYTES = 60_000
MOST_SECONDS, MOST_TIMES = 0.015, 2.5  # of a page that does not search; else times its own bare multi-search
_BOUNDS = {
    "reads": "≤ 60 kB, ≤ 15 ms",
    # Or as quick as one that does not search: a question that nothing answers takes the engine a millisecond.
    "searches": "≤ 60 kB, ≤ 2.5× the bare engine or ≤ 15 ms",
    # A provider's page is made of records; only for what takes too long it looks in the index who is sooner.
    "both": "≤ 60 kB, ≤ 15 ms beside the bare engine",
}
EACH = DIFFERENT // ROUNDS  # questions per round


@dataclass
class Cost:
    page: PublicPage
    seen: list[Seen]  # of each path
    weights: dict[str, int] = field(default_factory=dict)  # bytes, per language
    took: list[float] = field(default_factory=list)  # seconds, per round
    bare: list[float] = field(default_factory=list)  # the same of its multi-search alone

    @property
    def asked(self) -> list[tuple[str, list[bytes]]]:
        """Of a page that searches for some questions only, those."""
        pairs = [(path, seen.bodies) for path, seen in zip(self.page.paths, self.seen, strict=True)]
        return [pair for pair in pairs if pair[1]] or pairs

    @property
    def kind(self) -> str:
        if not any(seen.bodies for seen in self.seen):
            return "reads"
        return "both" if any(seen.statements for seen in self.seen) else "searches"

    @property
    def is_quick(self) -> bool:
        if self.kind == "searches":
            return median(self.ratios) <= MOST_TIMES or median(self.took) <= MOST_SECONDS
        return median(self.took) - (median(self.bare) if self.bare else 0) <= MOST_SECONDS

    @property
    def ratios(self) -> list[float]:
        return [took / bare for took, bare in zip(self.took, self.bare, strict=False)]


def every_page(stage: Stage) -> list[Line]:
    address = stage.portal(SMALL).address
    costs = wait_for(_found(stage))
    for cost in costs:
        cost.weights = {language: _first_visit(address, language, cost.page.paths[0]) for language in LANGUAGES}
    warm_up(stage, SMALL)
    for number in range(ROUNDS):
        for cost in costs:
            _time(stage, cost, number)
    stage.check_whole(SMALL)
    return [_line(cost) for cost in costs]


async def _found(stage: Stage) -> list[Cost]:
    async with inside(stage.catalogue(SMALL), stage.engine(SMALL)) as portal:
        return [
            Cost(page, [await portal.get(path) for path in page.paths]) for page in public_pages(portal.routes, stage)
        ]


def _time(stage: Stage, cost: Cost, number: int) -> None:
    part = list(islice(cycle(cost.asked), number * EACH, (number + 1) * EACH))
    lanes = [Lane(stage.portal(SMALL).address, [(Asked(path, NOT_KEPT),) for path, _ in part])]
    if cost.kind != "reads":
        lanes.append(stage.bare([bodies for _, bodies in part]))
    took, *bare = side_by_side(*lanes)
    cost.took.append(took)
    cost.bare += bare


def _line(cost: Cost) -> Line:
    heaviest = max(cost.weights, key=lambda language: cost.weights[language])
    return Line(
        cost.page.name,
        f"{cost.weights[heaviest] / 1000:.1f} kB ({heaviest}), p50 {spread(cost.took, milliseconds)}",
        _BOUNDS[cost.kind],
        cost.weights[heaviest] <= MOST_BYTES and cost.is_quick,
        beside=f"bare {spread(cost.bare, milliseconds)}" if cost.bare else "",
        ratio=spread(cost.ratios, times) if cost.bare else "",
    )


def _first_visit(address: str, language: str, path: str) -> int:
    """Headers included; what the page names and a browser fetches, once each."""
    asked = urlsplit(path)
    with Wire(address) as wire:
        page = wire.get(in_language(language, asked.path) + ("?" + asked.query if asked.query else ""))
        parts = {part: wire.get(unescape(part)) for part in _PARTS.findall(page.text)}
        sheets = [answer.text for part, answer in parts.items() if part.endswith(".css")]
        of_sheets = {part for sheet in sheets for part in _PARTS_OF_A_SHEET.findall(sheet)}
        parts |= {part: wire.get(part) for part in of_sheets - parts.keys()}
        return page.bytes + sum(answer.bytes for answer in parts.values())


@dataclass(frozen=True)
class Count:
    name: str
    calls: int
    questions: int


def calls(stage: Stage) -> list[Line]:
    """Of the engine and of the database: few, and no more where there are more offers."""
    few, many = (_counts(stage, providers) for providers in (SMALL, LARGE))
    return [
        _most("engine calls", 2, few, many, lambda count: count.calls),
        _most("database queries", 5, few, many, lambda count: count.questions),
    ]


def _counts(stage: Stage, providers: int) -> list[Count]:
    stage.indexed(providers)  # not below: a server must be started from the main thread

    async def count() -> list[Count]:
        async with inside(stage.catalogue(providers), stage.engine(providers)) as portal:
            seen = [(page.name, await portal.get(page.paths[0])) for page in public_pages(portal.routes, stage)]
            return [Count(name, len(one.bodies), len(one.statements)) for name, one in seen]

    return wait_for(count())


def _most(
    what: str, bound: int, few: Sequence[Count], many: Sequence[Count], number_of: Callable[[Count], int]
) -> Line:
    highest = max((*few, *many), key=number_of)
    others = [a.name for a, b in zip(few, many, strict=True) if number_of(a) != number_of(b)]
    same = "NOT the same on 50,000 offers" if others else "the same on 50,000 offers"
    return Line(
        f"most {what} of a page ({highest.name})",
        f"{number_of(highest)}, {same}",
        f"≤ {bound}",
        number_of(highest) <= bound and not others,
        beside=", ".join(others) or f"{len(few)} pages",
    )
