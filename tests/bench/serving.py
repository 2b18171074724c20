"""What one web worker can do, and what it takes."""

from pathlib import Path
from statistics import median

from tests.bench.data import SMALL
from tests.bench.line import ROUNDS, Line, NotMeasured, per_second, percent, spread
from tests.bench.load import WRK, rate
from tests.bench.searching import warm_up
from tests.bench.stage import Stage
from tests.servers.portal_process import PortalProcess

CONNECTIONS = 16
SECONDS = 2
REQUESTS = 500


def a_kept_page(stage: Stage) -> list[Line]:
    if WRK is None:
        raise NotMeasured("without wrk the load generator, not the server, would be measured")
    portal, floor = stage.portal(SMALL).address, stage.floor
    page = stage.supply.next(1)
    rate(portal, page, 1, 1)
    rate(floor, ["/"], 1, 1)
    kept, plain = [], []
    for _ in range(ROUNDS):
        kept.append(rate(portal, page, CONNECTIONS, SECONDS).per_second)
        plain.append(rate(floor, ["/"], CONNECTIONS, SECONDS).per_second)
    ratios = [one / other for one, other in zip(kept, plain, strict=True)]
    return [
        Line(
            "a repeated anonymous page, 16 connections",
            spread(kept, per_second),
            "≥ 80% of plain text",
            median(ratios) >= 0.8,
            beside=f"plain text {spread(plain, per_second)}",
            ratio=spread(ratios, percent),
        )
    ]


def memory(stage: Stage) -> list[Line]:
    portal = stage.portal(SMALL)
    worker = web_worker(portal)
    before = _megabytes(worker, "VmRSS")
    warm_up(stage, SMALL)
    rate(portal.address, stage.supply.next(REQUESTS), 4, 4)
    after, highest = _megabytes(worker, "VmRSS"), _megabytes(worker, "VmHWM")
    return [
        Line(
            "one web worker, 2,000 offers and the in-process engine",
            f"{after:.0f} MB after some hundred requests (highest {highest:.0f} MB, before {before:.0f} MB)",
            "≤ 250 MB",
            after <= 250,
        )
    ]


def web_worker(portal: PortalProcess) -> int:
    for pid in portal.children():
        if Path(f"/proc/{pid}/comm").read_text().strip() == "portal worker":
            return pid
    raise NotMeasured("the portal has no web worker")


def _megabytes(pid: int, what: str) -> float:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith(what)).split()[1]) / 1024
