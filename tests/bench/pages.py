"""What a public page costs: bytes of a first visit, calls of the engine, questions to the database."""

import re
from dataclasses import dataclass

from search_index.engine import MeilisearchIndex
from tests.bench.data import LARGE, SMALL
from tests.bench.inside import Seen, inside
from tests.bench.line import Line
from tests.bench.stage import Stage
from tests.bench.waiting import wait_for
from tests.bench.wire import Wire

# What a browser fetches for a page by itself.
_PARTS = re.compile(r'<(?:link rel="(?:stylesheet|icon)"|script|img)[^>]*?\b(?:href|src)="([^"]+)"')
NOTHING_HAS_IT = "/aanbod?q=zwijgpakhuis&leeftijd=9&plek=1"


@dataclass(frozen=True)
class Cost:
    path: str
    bytes: int
    calls: int
    questions: int


def weight(stage: Stage) -> list[Line]:
    paths = _paths(stage)
    few, many = (_costs(stage, providers, paths) for providers in (SMALL, LARGE))
    heaviest = max(few, key=lambda cost: cost.bytes)
    calls, questions = (max(few + many, key=key) for key in (lambda c: c.calls, lambda c: c.questions))
    same = all((a.calls, a.questions) == (b.calls, b.questions) for a, b in zip(few, many, strict=True))
    as_many = "the same on 50,000 offers" if same else "NOT the same on 50,000 offers"
    return [
        Line(
            f"heaviest first visit ({_short(heaviest.path)}), everything, compressed",
            f"{heaviest.bytes / 1000:.1f} kB",
            "≤ 60 kB",
            heaviest.bytes <= 60_000,
            beside=", ".join(f"{_short(cost.path)} {cost.bytes / 1000:.0f}" for cost in few),
        ),
        Line(
            f"most engine calls of a page ({_short(calls.path)})",
            f"{calls.calls}, {as_many}",
            "≤ 2",
            calls.calls <= 2 and same,
            beside=", ".join(f"{_short(cost.path)} {cost.calls}" for cost in few),
        ),
        Line(
            f"most database queries of a page ({_short(questions.path)})",
            f"{questions.questions}, {as_many}",
            "≤ 5",
            questions.questions <= 5 and same,
            beside=", ".join(f"{_short(cost.path)} {cost.questions}" for cost in few),
        ),
    ]


def _paths(stage: Stage) -> list[str]:
    documents, questions = stage.documents
    offers: dict[str, int] = {}
    for document in documents:
        offers[document.slug] = offers.get(document.slug, 0) + 1
    largest = max(offers, key=lambda slug: (offers[slug], slug))
    return ["/aanbod", questions[-1].path, NOTHING_HAS_IT, f"/aanbieders/{largest}", "/producten", "/en/aanbod"]


def _short(path: str) -> str:
    if path == NOTHING_HAS_IT:
        return "nothing found"
    if path.startswith("/aanbieders/"):
        return "provider with most offers"
    return path.replace("?", "?…").partition("…")[0] + ("…" if "?" in path else "")


def _costs(stage: Stage, providers: int, paths: list[str]) -> list[Cost]:
    address = stage.portal(providers).address
    counted = wait_for(_counted(stage.catalogue(providers), stage.engine(providers), paths))
    return [
        Cost(path, _first_visit(address, path), len(seen.bodies), len(seen.statements))
        for path, seen in zip(paths, counted, strict=True)
    ]


async def _counted(url: str, engine: MeilisearchIndex, paths: list[str]) -> list[Seen]:
    async with inside(url, engine) as portal:
        return [await portal.get(path) for path in paths]


def _first_visit(address: str, path: str) -> int:
    """Headers included; what the page names and a browser fetches, once each."""
    with Wire(address) as wire:
        page = wire.get(path)
        parts = dict.fromkeys(_PARTS.findall(page.text))
        return page.bytes + sum(wire.get(part).bytes for part in parts)
