"""How long it takes to bring a catalogue in, and to index it."""

from tests.bench.data import LARGE, MIDDLE, time_an_import
from tests.bench.line import Line, seconds
from tests.bench.stage import Stage
from tests.bench.waiting import wait_for


def importing(stage: Stage) -> list[Line]:
    took = wait_for(time_an_import(stage.folder, MIDDLE))
    parts = f"read {took.reading:.0f}, plan {took.planning:.0f}, write {took.applying:.0f}"
    return [
        Line(
            f"import of {took.offers:,} offers from one XLSX",
            f"{seconds(took.all)} ({parts}; once)",
            "< 60 s for 10,000",
            took.all * 10_000 / took.offers < 60,
            beside=f"{took.offers / took.all:,.0f} offers/s",
        )
    ]


def indexing(stage: Stage) -> list[Line]:
    took = stage.indexed(LARGE)
    found = stage.count_indexed(LARGE)
    return [
        Line(
            f"{found:,} documents from database to Meilisearch",
            f"{seconds(took)} (once)",
            "≤ 45 s for 50,000",
            took * 50_000 / found <= 45,
            beside=f"{found / took:,.0f} documents/s",
        )
    ]
